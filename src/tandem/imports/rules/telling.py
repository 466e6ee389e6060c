"""What an item says that work has no place for, and whose words its comments are. Plain Python."""

import re
from collections.abc import Collection, Iterator, Mapping
from hashlib import sha256
from urllib.parse import urlsplit

from tandem.core.words import Sentence, say
from tandem.formats.plain_text import without_dangling_directions
from tandem.formats.trackers.export import Comment, Item, Person
from tandem.imports.rules.ties import other_links
from tandem.talk.rules import COMMENT_LIMIT

_BROKEN = re.compile("[\x00\ud800-\udfff]")
_API_ADDRESS = re.compile(r"^(https?://[^/?#]+(?:/[^/?#]+)*?)/rest/(?:api|agile)/[^?#]*$")
_ROW = re.compile(r"^row \d+$")
_TOLD_AT_MOST = 2_000
_CUT = "…"

LABELS: Mapping[str, Sentence] = {
    "state": say("State there"),
    "kind": say("Kind there"),
    "resolution": say("Resolution"),
    "priority": say("Priority"),
    "project": say("Project"),
    "group": say("List or section"),
    "labels": say("Labels"),
    "components": say("Components"),
    "versions": say("Versions"),
    "sprints": say("Sprints"),
    "reporter": say("Asked for by"),
    "assignee": say("Done by"),
    "points": say("Story points"),
    "estimate": say("Estimate there"),
    "spent": say("Time spent there"),
    "links": say("Linked with"),
    "flagged": say("Flagged"),
    "made": say("Made there"),
    "due": say("Due there"),
    "resolved": say("Finished there"),
}


def readable(text: str, limit: int) -> tuple[str, bool]:
    """A text that can be kept, and whether its end had to be cut off."""
    text = _BROKEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = without_dangling_directions(text).strip()
    if len(text) <= limit:
        return text, False
    return text[: limit - 1].rstrip() + _CUT, True


def one_line(text: str, limit: int) -> tuple[str, bool]:
    """The same on one line."""
    found, cut = readable(" ".join(text.split()), limit)
    return " ".join(found.split()), cut


def digest(*texts: str) -> str:
    """A short name of an exact text, to see later whether it is another one."""
    return sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def identity(item: Item) -> str:
    """By what an item is known again. A row without a key is its title: rows move."""
    return f"title {digest(item.title)}" if _ROW.match(item.key) else item.key


def address(item: Item) -> str:
    """Where the original is to be read; nothing where the file doesn't say."""
    if found := _API_ADDRESS.match(item.url):
        return f"{found[1]}/browse/{item.key}"[:2000]
    try:
        parts = urlsplit(item.url)
    except ValueError:
        return ""
    return item.url[:2000] if parts.scheme in {"http", "https"} and parts.netloc else ""


def told(
    item: Item, people: Mapping[str, Person], *, estimated: bool, taken: Collection[str] = ()
) -> list[list[str]]:
    """[what, text] of all that has no other place here; `taken` has one."""
    return [
        [what, one_line(text, _TOLD_AT_MOST)[0]]
        for what, text in _told(item, people, estimated=estimated)
        if text and what not in taken
    ]


def _told(
    item: Item, people: Mapping[str, Person], *, estimated: bool
) -> Iterator[tuple[str, str]]:
    yield "state", item.state
    yield "kind", item.kind
    yield "resolution", item.resolution
    yield "priority", item.priority
    yield "project", item.project
    yield "group", item.group
    for name in ("labels", "components", "versions", "sprints"):
        yield name, ", ".join(getattr(item, name))
    yield "reporter", name_of(item.reporter, people)
    yield "assignee", name_of(item.assignee, people)
    yield "points", "" if item.points is None else f"{item.points:g}"
    if item.estimate is not None and not estimated:
        yield "estimate", hours(item.estimate)
    yield "spent", hours(spent(item)) if spent(item) else ""
    yield "links", ", ".join(other_links(item))
    yield "flagged", "✓" if item.flagged else ""
    for heading, text in item.custom:
        yield heading[:100], text


def name_of(who: str, people: Mapping[str, Person]) -> str:
    """How somebody is called."""
    return people[who].name if who in people else who


def spent(item: Item) -> int:
    """Seconds that were spent on it."""
    logged = sum(log.seconds for log in item.work)
    return max(item.spent or 0, logged)


def hours(seconds: int) -> str:
    """“7.5 h”."""
    return f"{round(seconds / 3600, 2):g} h"


def as_text(item: Item, lines: list[list[str]]) -> str:
    """What the search finds an item by, beside its title and description."""
    return " ".join([item.key, *(text for _, text in lines)])


def comment_digest(comment: Comment) -> str:
    """By what a comment is known again."""
    return digest(comment.who, comment.at.isoformat() if comment.at else "", comment.text)[:12]


def comment_text(comment: Comment) -> tuple[str, bool]:
    """A comment as it is kept, and whether its end had to be cut off."""
    return readable(comment.text, COMMENT_LIMIT)


def speaker(name: str, *, own: bool) -> str:
    """Who said it, as the file says; nobody where it is whoever brings it."""
    return "" if own else one_line(name, 200)[0] or "?"
