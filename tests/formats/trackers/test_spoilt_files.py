"""Whatever is in an export, there are items or a sentence; never anything else."""

from contextlib import suppress
from io import BytesIO
from random import Random

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


@pytest.mark.slow
@pytest.mark.parametrize("name", ALL)
def test_ten_thousand_spoilt_exports_are_items_or_refused_in_words(name: str) -> None:
    assert 0 < read_many(name, 10_000, "long") < 10_000, "some are still whole"


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_value_anywhere_is_no_fault(odd: str) -> None:
    table = f'Title,Created,Original Estimate,Story Points\n"{odd}","{odd}","{odd}","{odd}"\n'
    with suppress(UnreadableExport):
        read_export(BytesIO(table.encode("utf-8", "surrogatepass")))
