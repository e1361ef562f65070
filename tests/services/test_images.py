"""Pictures of a workspace: known by their content, and nothing else gets in or out."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from desirepath.domain.settings import Settings
from desirepath.errors import InputError, NotFoundError
from desirepath.services import images
from desirepath.services.workspace import Workspace

PNG = b"\x89PNG\r\n\x1a\nrest"
JPEG = b"\xff\xd8\xff\xe0rest"
WEBP = b"RIFF\x04\x00\x00\x00WEBPrest"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path, Settings(name="Shop"))


@pytest.mark.parametrize(
    ("content", "media"), [(PNG, "image/png"), (JPEG, "image/jpeg"), (WEBP, "image/webp")]
)
def test_a_picture_comes_back_with_the_type_of_its_content(
    workspace: Workspace, content: bytes, media: str
) -> None:
    name = images.keep(workspace, content).name
    assert name.startswith(sha256(content).hexdigest())
    assert images.read(workspace, name) == (content, media)


def test_the_same_picture_twice_lies_there_once(workspace: Workspace) -> None:
    assert images.keep(workspace, PNG) == images.keep(workspace, PNG)
    assert [path.name for path in (workspace.root / "images").iterdir()] == [images.name_of(PNG)]


@pytest.mark.parametrize("content", [SVG, b"", b"GIF89a", b"RIFF1234WAVE", b"<html>", b"%PDF-1.7", PNG[1:]])
def test_what_is_no_picture_is_refused(workspace: Workspace, content: bytes) -> None:
    with pytest.raises(InputError) as caught:
        images.keep(workspace, content)
    assert caught.value.code == "unknown_image"
    assert not (workspace.root / "images").exists()


def test_a_picture_that_is_too_large_is_refused(workspace: Workspace) -> None:
    with pytest.raises(InputError) as caught:
        images.keep(workspace, PNG + bytes(images.MOST))
    assert caught.value.code == "image_too_large"


@pytest.mark.parametrize("name", ["../workspace.yaml", "a.png", "", f"{'0' * 64}.png", f"{'0' * 64}.svg"])
def test_only_names_of_pictures_lead_to_a_file(workspace: Workspace, name: str) -> None:
    (workspace.root / "workspace.yaml").write_text("name: Shop")
    with pytest.raises(NotFoundError):
        images.read(workspace, name)
