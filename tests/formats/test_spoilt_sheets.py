"""Whatever is in a spreadsheet or a document, there are items or a sentence; never anything else."""

from io import BytesIO
from random import Random
from zipfile import ZIP_STORED, ZipFile

import pytest
from tests.formats.sheets import book, cells, words

from tandem.formats.trackers import UnreadableExport, open_exports

STYLES = '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
DAY = '<c s="1"><v>46000</v></c>'
WHOLE = book(
    cells(words("Key", "Summary", "Due"), words("A-1", "One") + DAY, words("A-2", "Two")),
    cells(words("x")),
    shared="<sst><si><t>hello</t></si></sst>",
    styles=STYLES,
)
ODD = [
    *('<c r="ZZ9999999"><v>1</v></c>', '<row r="99999999">', "<v>1e999</v>", "</c>", "<t>"),
    *('<c t="s"><v>-1</v></c>', "&#x0;", '<mergeCell ref="A1:XFD1048576"/>', "<!DOCTYPE a>"),
    *("<f/>", "<v>99999999999999999999</v>", ' date1904="1"', ' s="99999999"', "\xff"),
]
DOCUMENTS = ["# T\n\n## Goal\nx\n- a\n", "---\ntitle: x\n---\nfoo\n", "Plain\n\n- a\n- b\n"]
SIGNS = [b"#", b"\n", b"---\n", b",", b"\xff", b"\x00", b"|", b"##\n", b'"', b"title:"]


def spoilt_sheet(pick: Random) -> bytes:
    """Bytes of the zip changed, or one of its parts, which are not packed then."""
    if pick.random() < 0.3:
        data = bytearray(WHOLE)
        for _ in range(pick.randint(1, 8)):
            data[pick.randrange(len(data))] = pick.randrange(256)
        return bytes(data[: pick.randrange(len(data))] if pick.random() < 0.2 else data)
    out = BytesIO()
    with ZipFile(BytesIO(WHOLE)) as whole, ZipFile(out, "w", ZIP_STORED) as packed:
        chosen = pick.choice(whole.namelist())
        for name in whole.namelist():
            text = whole.read(name)
            packed.writestr(name, _spoilt(text, pick) if name == chosen else text)
    return out.getvalue()


def _spoilt(text: bytes, pick: Random) -> bytes:
    for _ in range(pick.randint(1, 3)):
        at, what = pick.randrange(len(text) + 1), pick.random()
        new = b"" if what < 0.4 else pick.choice(ODD).encode("latin-1")
        text = text[:at] + new + text[at + (pick.randint(1, 20) if what < 0.6 else 0) :]
    return text


def spoilt_document(pick: Random) -> bytes:
    """A document with odd signs in it."""
    data = pick.choice(DOCUMENTS).encode()
    for _ in range(pick.randint(1, 6)):
        at = pick.randrange(len(data) + 1)
        data = data[:at] + pick.choice(SIGNS) + data[at + pick.randint(0, 2) :]
    return data


def read_many(times: int, seed: str) -> int:
    """How many of so many were refused, each in words."""
    pick, refused = Random(seed), 0
    for number in range(times):
        data = spoilt_document(pick) if number % 4 == 0 else spoilt_sheet(pick)
        try:
            assert open_exports([BytesIO(data)], documents=True).whole().items
        except UnreadableExport as error:
            refused += bool(str(error).strip())
    return refused


def test_a_spoilt_sheet_or_document_is_items_or_refused_in_words() -> None:
    assert 50 < read_many(400, "quick") < 390


@pytest.mark.deep
def test_ten_thousand_spoilt_sheets_and_documents_are_items_or_refused_in_words() -> None:
    assert 0 < read_many(20_000, "long") < 20_000
