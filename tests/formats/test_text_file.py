"""Files that spreadsheets save: read whatever their encoding, or refused with what to do."""

import pytest

from tandem.formats.text_file import UnreadableFile, text_of


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_umlauts_arrive_whatever_the_encoding(encoding: str) -> None:
    assert text_of("Jörg;Größe".encode(encoding)) == "Jörg;Größe"


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04rest",
        b"%PDF-1.7",
        b"a\0b",
        "name".encode("utf-16-le"),
        b"\xff\xfea",
        b"\x81\x8d",
    ],
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFile, match="CSV"):
        text_of(content)
