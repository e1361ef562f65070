"""The API against its own description: made-up requests, none of which may break it or be answered otherwise than said.

Left out: `/drafts/{map_id}/live`, a web socket, which OpenAPI does not describe; nothing else streams. The workspace is
without data, so that what takes long ends at once: questions about data answer that nothing was built.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings, strategies
from schemathesis.checks import CheckFunction
from schemathesis.python.asgi import ASGIClient, get_client
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from desirepath.services.starting import start_workspace
from desirepath.services.workspace import open_workspace
from desirepath.web.app import create_app, openapi

from .live import HEADERS, TOKEN

SCHEMA = schemathesis.openapi.from_dict(openapi())
OPERATIONS = {found.ok().label: found.ok() for found in SCHEMA.get_all_operations()}
AS_SAID: list[CheckFunction] = [
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
pytestmark = pytest.mark.slow
EXAMPLES = 12
HERE = "http://localhost"


@pytest.fixture(scope="module")
def owner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ASGIClient]:
    folder: Path = tmp_path_factory.mktemp("schema") / "shop"
    start_workspace(folder, name="shop")
    with get_client(create_app(open_workspace(folder), token=TOKEN)) as client:
        client.headers.update(HEADERS)
        client.post(f"{HERE}/api/v1/drafts", json={"title": "Main"})
        yield client


@pytest.mark.parametrize("label", OPERATIONS)
def test_every_address_answers_as_its_description_says(owner: ASGIClient, label: str) -> None:
    operation = OPERATIONS[label]

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(), known=strategies.booleans())
    def ask(case: schemathesis.Case, known: bool) -> None:
        if known and "map_id" in case.path_parameters:
            case.path_parameters["map_id"] = "main"
        answer = case.call(session=owner, base_url=HERE)
        assert answer.status_code != 500, answer.text
        case.validate_response(answer, checks=AS_SAID)

    ask()
