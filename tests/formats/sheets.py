"""Spreadsheets for tests, put together from the text of their parts."""

import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_OF = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'


def cells(*rows: str) -> str:
    """The XML of a sheet with these rows, each given as the XML of its cells."""
    numbered = "".join(f'<row r="{at}">{row}</row>' for at, row in enumerate(rows, 1) if row)
    return f"<worksheet {_MAIN}><sheetData>{numbered}</sheetData></worksheet>"


def words(*texts: str) -> str:
    """Cells with texts."""
    return "".join(f'<c t="inlineStr"><is><t>{one}</t></is></c>' for one in texts)


def book(
    *sheets: str,
    names: tuple[str, ...] = (),
    states: tuple[str, ...] = (),
    shared: str = "",
    styles: str = "",
    properties: str = "",
    **other: str,
) -> bytes:
    """A workbook. `other` are further parts, or other texts of parts, by name with __ for /."""
    parts = {}
    listed = ties = ""
    for at, text in enumerate(sheets, 1):
        name = names[at - 1] if names else f"Sheet{at}"
        state = f' state="{states[at - 1]}"' if states else ""
        listed += f'<sheet name="{name}" sheetId="{at}"{state} r:id="r{at}"/>'
        ties += f'<Relationship Id="r{at}" Type="{_OF}/worksheet" Target="worksheets/s{at}.xml"/>'
        parts[f"xl/worksheets/s{at}.xml"] = text
    for kind, text in (("sharedStrings", shared), ("styles", styles)):
        if text:
            ties += f'<Relationship Id="{kind}" Type="{_OF}/{kind}" Target="/xl/{kind}.xml"/>'
            parts[f"xl/{kind}.xml"] = text
    parts["xl/workbook.xml"] = (
        f"<workbook {_MAIN} {_R}>{properties}<sheets>{listed}</sheets></workbook>"
    )
    parts["xl/_rels/workbook.xml.rels"] = f"<Relationships {_RELS}>{ties}</Relationships>"
    return zipped({**parts, **{name.replace("__", "/"): text for name, text in other.items()}})


def zipped(parts: dict[str, str]) -> bytes:
    """A ZIP of texts."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
    return out.getvalue()


def with_password(data: bytes) -> bytes:
    """The same ZIP, whose parts say that they are locked."""
    changed = bytearray(data)
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = changed.find(sign)
        while place >= 0:
            struct.pack_into("<H", changed, place + at, 1)
            place = changed.find(sign, place + 4)
    return bytes(changed)
