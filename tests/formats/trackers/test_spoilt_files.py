"""Whatever is in an export, there are items or a sentence; never anything else."""

import json
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from io import BytesIO
from random import Random
from typing import Any
from xml.etree import ElementTree as Tree

import pytest
from tests.formats.test_plan_files import ODD, spoilt
from tests.formats.trackers.samples import ALL

from tandem.formats.trackers import UnreadableExport, read_export

_BYTES = (b"\xff", b"\x00", b"\xc3", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xff\xfe", b"\r", b'"""')


def spoilt_bytes(text: str, pick: Random) -> bytes:
    """A sample with a few pieces of it wrong, sometimes in its bytes, sometimes cut off."""
    data = spoilt(text, pick).encode("utf-8", "surrogatepass")
    for _ in range(pick.choice([0, 0, 1, 3])):
        at = pick.randrange(len(data) + 1)
        data = data[:at] + pick.choice(_BYTES) + data[at + pick.randint(0, 2) :]
    return data[: pick.randrange(len(data) + 1)] if pick.random() < 0.1 else data


def read_many(name: str, times: int, seed: str) -> int:
    """How many of so many spoilt samples were refused."""
    pick = Random(f"{name} {seed}")
    refused = 0
    for _ in range(times):
        data = spoilt_bytes(ALL[name], pick)
        try:
            assert read_export(BytesIO(data)).items
        except UnreadableExport as error:
            refused += bool(str(error).strip())
    return refused


@pytest.mark.parametrize("name", ALL)
def test_a_spoilt_export_is_items_or_refused_in_words(name: str) -> None:
    assert read_many(name, 100, "quick") > 0


@pytest.mark.deep
@pytest.mark.parametrize("name", ALL)
def test_ten_thousand_spoilt_exports_are_items_or_refused_in_words(name: str) -> None:
    assert 0 < read_many(name, 10_000, "long") < 10_000, "some are still whole"


_INSTEAD: tuple[Any, ...] = (
    *(
        None,
        True,
        False,
        0,
        -1,
        1e308,
        10**30,
        "",
        " ",
        "x" * 5000,
        [],
        {},
        [[]],
        [None],
        {"": None},
    ),
    *("2026-13-45", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "1e999", "\ud800"),
    *({"name": {"name": []}}, {"id": 1, "key": 2, "name": 3}, [{"fields": []}], "2026-01-05"),
)


def grown_wrong(value: Any, pick: Random) -> Any:
    """A JSON value with a few parts of it replaced, doubled or gone, anywhere in it."""
    for _ in range(pick.randint(1, 4)):
        places = list(_places(value))
        if not places:
            break
        holder, at = pick.choice(places)
        what = pick.random()
        if what < 0.7:
            holder[at] = deepcopy(pick.choice(_INSTEAD))
        elif what < 0.85:
            del holder[at]
        else:
            other, there = pick.choice(places)
            holder[at] = deepcopy(other[there]) if _has(other, there) else None
    return value


def _has(holder: Any, at: Any) -> bool:
    return at in holder if isinstance(holder, dict) else at < len(holder)


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    keys = list(value) if isinstance(value, dict) else range(len(value))
    for at in keys:
        yield value, at
        if isinstance(value[at], dict | list) and value[at]:
            yield from _places(value[at])


def read_many_grown(name: str, times: int, seed: str) -> int:
    """How many of so many samples with wrong parts were read all the same."""
    pick, read = Random(f"{name} {seed}"), 0
    for _ in range(times):
        text = ALL[name].splitlines()[0] if name == "jira lines" else ALL[name]
        wrong = json.dumps(grown_wrong(json.loads(text), pick))
        lines = f"{wrong}\n{wrong}\n" if name == "jira lines" else wrong
        with suppress(UnreadableExport):
            read += len(read_export(BytesIO(lines.encode("utf-8", "surrogatepass"))).items) > 0
    return read


OF_JSON = ["jira lines", "jira search", "trello", "rows"]


@pytest.mark.parametrize("name", OF_JSON)
def test_json_with_wrong_parts_is_items_or_refused_in_words(name: str) -> None:
    assert read_many_grown(name, 150, "quick") > 20


@pytest.mark.deep
@pytest.mark.parametrize("name", OF_JSON)
def test_ten_thousand_times_wrong_json_is_items_or_refused(name: str) -> None:
    assert read_many_grown(name, 10_000, "long") > 2000


def xml_grown_wrong(text: str, pick: Random) -> str:
    """XML that is still XML, with texts and attributes replaced, elements doubled or gone."""
    root = Tree.fromstring(text)
    for _ in range(pick.randint(1, 4)):
        holders = list(root.iter())
        one = pick.choice(holders)
        odd = "".join(letter for letter in pick.choice(ODD) if letter.isprintable())
        what = pick.random()
        if what < 0.4:
            one.text = odd
        elif what < 0.6 and one.attrib:
            one.set(pick.choice(list(one.attrib)), odd)
        elif what < 0.8 and len(one):
            one.remove(one[pick.randrange(len(one))])
        else:
            one.append(deepcopy(pick.choice(holders)) if what < 0.9 else Tree.Element("x"))
    return Tree.tostring(root, encoding="unicode")


def read_many_xml(name: str, times: int, seed: str) -> int:
    """How many of so many were read all the same."""
    pick, read = Random(f"{name} {seed}"), 0
    for _ in range(times):
        with suppress(UnreadableExport):
            data = xml_grown_wrong(ALL[name], pick).encode("utf-8", "replace")
            read += len(read_export(BytesIO(data)).items) > 0
    return read


OF_XML = ["jira rss", "gan", "ms project"]


@pytest.mark.parametrize("name", OF_XML)
def test_xml_with_wrong_parts_is_items_or_refused_in_words(name: str) -> None:
    assert read_many_xml(name, 150, "quick") > 20


@pytest.mark.deep
@pytest.mark.parametrize("name", OF_XML)
def test_ten_thousand_times_wrong_xml_is_items_or_refused(name: str) -> None:
    assert read_many_xml(name, 10_000, "long") > 2000


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_value_anywhere_is_no_fault(odd: str) -> None:
    table = f'Title,Created,Original Estimate,Story Points\n"{odd}","{odd}","{odd}","{odd}"\n'
    with suppress(UnreadableExport):
        read_export(BytesIO(table.encode("utf-8", "surrogatepass")))
