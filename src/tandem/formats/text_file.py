"""The text of a file that somebody's spreadsheet saved, whatever its encoding. Plain Python."""

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x1f\x8b")


class UnreadableFile(Exception):
    """The file isn't text. `template` says what to do, for screens in any language."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template)
        self.template, self.values = template, values


def text_of(content: bytes) -> str:
    """The text of a file: UTF-8 or UTF-16 with a mark, UTF-8, else what Windows writes.

    Raises UnreadableFile for a workbook, a picture, or bytes that are no text in any of these.
    """
    if content.startswith(_PACKED):
        raise UnreadableFile(
            "This is a workbook or a packed file. Save the sheet as CSV UTF-8 and choose that, "
            "or copy its rows and paste them."
        )
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded(content, encoding)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = _decoded(content, "cp1252")
    if "\0" in text:
        raise UnreadableFile(_NO_TEXT)
    return text


_NO_TEXT = "This isn't a text that can be read. Save the sheet as CSV UTF-8 and choose that file."


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile(_NO_TEXT) from error
