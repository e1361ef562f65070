"""Event logs in XES: what each event says arrives with its case; what could name other files or grow is refused."""

from __future__ import annotations

import gzip
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desirepath.errors import InputError
from desirepath.ingest.files import SourceFile
from desirepath.ingest.propose import propose
from desirepath.ingest.xes import log_events

from .conftest import Bench

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
LOG = f"""{HEAD}<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
 <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
 <global scope="event"><string key="concept:name" value="UNKNOWN"/></global>
 <classifier name="Activity" keys="concept:name"/>
 <string key="concept:name" value="Claims"/>
 <trace>
  <string key="concept:name" value="c1"/><string key="region" value="Süd"/>
  <event><string key="concept:name" value="Register"/>
   <date key="time:timestamp" value="2025-01-05T10:00:00.000+01:00"/>
   <string key="org:resource" value="Sara"/><string key="lifecycle:transition" value="start"/></event>
  <event><string key="concept:name" value="Register"/>
   <date key="time:timestamp" value="2025-01-05T10:20:00.000+01:00"/>
   <string key="org:resource" value="Sara"/><string key="lifecycle:transition" value="complete"/>
   <float key="cost:total" value="12.5"/></event>
 </trace>
 <trace>
  <string key="concept:name" value="c2"/>
  <event><string key="concept:name" value="Pay"/>
   <date key="time:timestamp" value="2025-01-06T10:20:00Z"/>
   <string key="lifecycle:transition" value="complete"/>
   <list key="tags"><values><string key="t" value="a"/><string key="t" value="b"/></values></list>
   <string key="place" value="here"><int key="floor" value="3"/></string></event>
 </trace>
</log>
"""


def log(path: Path, text: str | bytes = LOG) -> SourceFile:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return SourceFile(path, path.name, "xes")


def test_an_event_has_its_own_attributes_and_those_of_its_case(tmp_path: Path) -> None:
    events = list(log_events(log(tmp_path / "log.xes")))
    assert [number for number, _ in events] == [1, 2, 3]
    assert events[1][1] == {
        "case:concept:name": "c1",
        "case:region": "Süd",
        "concept:name": "Register",
        "time:timestamp": "2025-01-05T10:20:00.000+01:00",
        "org:resource": "Sara",
        "lifecycle:transition": "complete",
        "cost:total": "12.5",
    }
    assert events[2][1] == {
        "case:concept:name": "c2",
        "concept:name": "Pay",
        "time:timestamp": "2025-01-06T10:20:00Z",
        "lifecycle:transition": "complete",
        "tags.t": "a, b",
        "place": "here",
        "place.floor": "3",
    }


def test_what_is_proposed_for_a_log_counts_what_is_done_once(bench: Bench) -> None:
    path = bench.data / "log.xes"
    log(path)
    (made,) = propose([path])
    rule = made.recipe.events[0]
    assert (rule.event.column, rule.time.column) == ("concept:name", "time:timestamp")
    assert rule.user_id is not None
    assert rule.user_id.column == "case:concept:name"
    assert any('"start" are left out' in warning for warning in made.warnings)
    summary = bench.run(made.recipe.model_dump(mode="json", exclude_unset=True))
    assert (summary.rows, summary.added) == (3, 2)
    found = bench.events("user_id", "event", "timestamp", "agent")
    assert sorted((user, event, str(at), agent) for user, event, at, agent in found) == [
        ("c1", "Register", "2025-01-05 09:20:00", "Sara"),
        ("c2", "Pay", "2025-01-06 10:20:00", None),
    ]


def test_a_customer_that_the_log_names_goes_before_the_case(tmp_path: Path) -> None:
    text = LOG.replace('key="region" value="Süd"', 'key="customer id" value="k7"')
    log(tmp_path / "log.xes", text)
    (made,) = propose([tmp_path / "log.xes"])
    assert made.recipe.events[0].user_id is not None
    assert made.recipe.events[0].user_id.column == "case:customer id"


RECIPE: dict[str, Any] = {
    "source": "log",
    "files": "log*.xes*",
    "events": [
        {
            "event": {"column": "concept:name"},
            "time": "time:timestamp",
            "user_id": "case:concept:name",
            "properties": ["lifecycle:transition"],
        }
    ],
}


def test_a_log_that_is_imported_twice_is_there_once_packed_or_not(bench: Bench) -> None:
    log(bench.data / "log.xes")
    assert bench.run(RECIPE).added == 3
    (bench.data / "log.xes").unlink()
    (bench.data / "log.xes.gz").write_bytes(gzip.compress(LOG.encode()))
    assert (bench.run(RECIPE).rows, bench.run(RECIPE).added) == (3, 0)
    assert len(bench.events("event")) == 3


def test_an_event_without_a_time_is_kept_apart_with_its_reason(bench: Bench) -> None:
    event = '<event><string key="concept:name" value="Lost"/></event></trace></log>'
    log(bench.data / "log.xes", LOG.replace("</trace>\n</log>", event))
    summary = bench.run(RECIPE)
    assert (summary.rows, summary.added) == (4, 3)


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "declared",
    [
        f'<!DOCTYPE log [<!ENTITY a0 "ha">{LAUGHS}]>',
        '<!DOCTYPE log [<!ENTITY a9 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE log [<!ENTITY % far SYSTEM "http://127.0.0.1:9/x.dtd"> %far;]>',
        '<!DOCTYPE log SYSTEM "http://127.0.0.1:9/x.dtd">',
        "<!DOCTYPE log>",
    ],
)
def test_a_document_type_is_refused_before_anything_is_read(tmp_path: Path, declared: str) -> None:
    body = '<log><trace><string key="concept:name" value="&a9;"/><event/></trace></log>'
    file = log(tmp_path / "log.xes", HEAD + declared + body)
    tracemalloc.start()
    with pytest.raises(InputError) as told:
        list(log_events(file))
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()
    assert told.value.code == "document_type"
    assert told.value.place is not None
    assert told.value.place.line == 2


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (LOG[:-40], "corrupt_file", 23),
        (LOG.replace("</event>", "</evnt>", 1), "corrupt_file", 11),
        (LOG.replace('value="c2"', 'value="&a9;"'), "corrupt_file", 18),
        (f"{HEAD}<html><body/></html>", "wrong_format", 2),
        ("case,event\n1,2\n", "corrupt_file", 1),
        (LOG.replace("UTF-8", "klingon"), "corrupt_file", 1),
        (LOG.encode().replace("ü".encode(), b"\xff"), "corrupt_file", 8),
        (LOG.replace("<event>", "<event>" + '<string key="x">' * 60), "corrupt_file", 9),
    ],
)
def test_what_is_no_whole_event_log_is_told_with_its_line(
    tmp_path: Path, text: str | bytes, code: str, line: int
) -> None:
    with pytest.raises(InputError) as told:
        list(log_events(log(tmp_path / "log.xes", text)))
    assert told.value.code == code
    assert told.value.place is not None
    assert told.value.place.line == line
    assert told.value.remedy


def test_a_log_that_was_cut_off_while_packed_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError) as told:
        list(log_events(log(tmp_path / "log.xes.gz", gzip.compress(LOG.encode())[:-20])))
    assert told.value.code == "corrupt_file"


def test_a_log_without_events_has_no_rows(tmp_path: Path) -> None:
    log(tmp_path / "log.xes", f"{HEAD}<log><trace/></log>")
    with pytest.raises(InputError, match="no rows"):
        propose([tmp_path / "log.xes"])


def test_memory_does_not_grow_with_the_length_of_a_log(tmp_path: Path) -> None:
    said = '<string key="concept:name" value="Register"/><date key="time:timestamp" value="2025-01-05"/>'
    event = f"<event>{said}</event>"
    trace = f'<trace><string key="concept:name" value="c"/>{event * 2_000}</trace>'
    file = log(tmp_path / "log.xes", f"{HEAD}<log>{trace * 40}</log>")
    tracemalloc.start()
    assert sum(1 for _ in log_events(file)) == 80_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000 < file.path.stat().st_size


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\uffff\ufffe")
)
CASES = st.lists(
    st.tuples(WORDS, st.lists(st.dictionaries(WORDS.filter(bool), WORDS, max_size=4), max_size=4))
)


@given(CASES)
def test_any_log_that_another_library_writes_is_read_as_it_was_written(cases: list[Any]) -> None:
    from tempfile import TemporaryDirectory
    from xml.etree import ElementTree as Tree

    root, wanted = Tree.Element("log"), []
    for name, events in cases:
        trace = Tree.SubElement(root, "trace")
        Tree.SubElement(trace, "string", key="concept:name", value=name)
        for event in events:
            made = Tree.SubElement(trace, "event")
            for key, value in event.items():
                Tree.SubElement(made, "string", key=key, value=value)
            wanted.append({"case:concept:name": name, **event})
    with TemporaryDirectory() as folder:
        path = Path(folder) / "log.xes"
        Tree.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)
        found = [event for _, event in log_events(SourceFile(path, path.name, "xes"))]
    assert found == wanted
