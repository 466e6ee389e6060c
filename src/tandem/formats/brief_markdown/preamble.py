"""What is done to a file before it is read as Markdown."""

import re

from tandem.formats.brief_markdown.source import Lines

_UNUSABLE = re.compile("[\0\ud800-\udfff]")
_FENCE = "---"
_FENCE_ENDS = frozenset({"---", "..."})


def lines_of(text: str, notes: list[str]) -> Lines:
    """The lines of a file from any system, with a note where characters had to be replaced."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    usable, replaced = _UNUSABLE.subn("\ufffd", plain)
    if replaced == 1:
        notes.append("1 character that no text can hold was replaced by \ufffd.")
    elif replaced:
        notes.append(f"{replaced} characters that no text can hold were replaced by \ufffd.")
    return usable.split("\n")


def without_front_matter(lines: Lines, notes: list[str]) -> tuple[Lines, str | None]:
    """The document below its YAML front matter, and the title that the front matter gives.

    Front matter is for other programs: it isn't read into the brief, but kept whole in a note.
    """
    end = _end_of_front_matter(lines)
    if not end:
        return lines, None
    settings = lines[1:end]
    notes.append(
        "The file begins with settings for another program. They are not part of the brief:\n"
        + "\n".join(settings)
    )
    return lines[end + 1 :], _title_among(settings)


def _end_of_front_matter(lines: Lines) -> int:
    """The line that closes the front matter, or 0. A mere rule at the top is no front matter."""
    if lines[0].rstrip() != _FENCE:
        return 0
    end = next((at for at, line in enumerate(lines) if at and line.rstrip() in _FENCE_ENDS), 0)
    settings = [line for line in lines[1:end] if line.strip() and not line.startswith("#")]
    looks_like_settings = not settings or ":" in settings[0].partition(" ")[0]
    return end if looks_like_settings else 0


def _title_among(settings: Lines) -> str | None:
    for line in settings:
        key, _, value = line.partition(":")
        if key.strip() == "title":
            return value.strip().strip("\"'").strip() or None
    return None
