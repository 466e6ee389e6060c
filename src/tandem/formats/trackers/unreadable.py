"""What the readers of other trackers' files say of one that they can't read."""

from json import JSONDecodeError


class UnreadableExport(ValueError):
    """A file is no export we know; the sentence says what it looks like and what would do."""


def broken_json(error: Exception, line: int = 0) -> UnreadableExport:
    """What is said of JSON that can't be read, with its place; `line` where each is one itself."""
    if isinstance(error, JSONDecodeError):
        place = f"line {line or error.lineno}, column {error.colno}"
        said = f"This JSON breaks off or is damaged in {place} ({error.msg[:60]})."
    else:
        said = "This JSON is damaged: nested too deeply, or with a number that is too long."
    return UnreadableExport(f"{said} Please export it once more.")
