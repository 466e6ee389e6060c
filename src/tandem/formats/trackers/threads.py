"""Requests as people write them on forges: a title, a text, and what was said about it.

Issues of GitHub (and Gitea) and GitLab as their interfaces give them, or the same in fewer words:
one object on each line, a list, or one alone. Names of fields are those of the interfaces.
"""

import json
import re
from collections.abc import Iterable, Iterator
from json import JSONDecodeError
from typing import Any

from tandem.formats.trackers.export import Comment, Item
from tandem.formats.trackers.gathering import Gathered
from tandem.formats.trackers.state_words import category_of
from tandem.formats.trackers.unreadable import broken_json
from tandem.formats.trackers.values import day, moment, name_of, objects, text_of

_ADDRESS = re.compile(r"https?://([^/]+)/(?:.*/)?([^/]+)/(?:-/)?issues/(\d+)")
_LONGEST = 100_000


def is_thread(value: Any) -> bool:
    """Whether a JSON value is a request with its talk."""
    if not isinstance(value, dict) or not isinstance(value.get("title"), str):
        return False
    addressed = any(isinstance(value.get(name), str) for name in ("url", "html_url", "web_url"))
    return "fields" not in value and (
        isinstance(value.get("comments"), list)
        or (addressed and ("body" in value or "description" in value))
    )


def source_of(value: Any) -> str:
    """Which forge it is from, by its address."""
    host = found[1] if (found := _ADDRESS.match(_address(value))) else ""
    return "GitHub" if host == "github.com" else "GitLab" if "gitlab" in host else "request threads"


def lines_of_threads(lines: Iterable[bytes], gathered: Gathered) -> Iterator[Item]:
    """A request from each line. Raises UnreadableExport, with the line, where one is damaged."""
    for place, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line.decode("utf-8", "replace"))
        except (JSONDecodeError, RecursionError, ValueError) as error:
            raise broken_json(error, place) from error
        yield from items_of_threads([value], gathered, place)


def items_of_threads(values: Iterable[Any], gathered: Gathered, first: int = 1) -> Iterator[Item]:
    """A request from each value; what is none is noted and left out."""
    for place, value in enumerate(values, first):
        if is_thread(value) and text_of(value["title"]).strip():
            yield _item(value, gathered, f"line {place}")
        else:
            gathered.note("An entry is no request and was left out.", f"line {place}")


def _address(value: dict[str, Any]) -> str:
    named = (text_of(value.get(name)) for name in ("html_url", "web_url", "url"))
    return next((one for one in named if one.startswith(("http://", "https://"))), "")[:2000]


def _item(value: dict[str, Any], gathered: Gathered, place: str) -> Item:
    address = _address(value)
    found = _ADDRESS.match(address)
    state = text_of(value.get("state"))[:100]
    title = " ".join(text_of(value["title"]).split())
    return Item(
        key=f"{found[2]}#{found[3]}"[:100] if found else title[:100],
        title=title[:1000],
        source_id=text_of(value.get("id"))[:100],
        url=address,
        description=(text_of(value.get("body")) or text_of(value.get("description")))[:_LONGEST]
        if gathered.texts
        else "",
        kind="Request",
        state=state,
        category=category_of(state) or ("new" if state in {"open", "opened"} else ""),
        project=found[2] if found else "",
        reporter=_person(value, gathered),
        made=moment(value.get("created_at"), gathered, place),
        changed=moment(value.get("updated_at"), gathered, place),
        resolved=moment(value.get("closed_at"), gathered, place),
        due=day(value.get("due_date"), gathered, place),
        labels=_labels(value.get("labels")),
        comments=tuple(_comments(value, gathered, place)),
    )


def _person(value: dict[str, Any], gathered: Gathered) -> str:
    for name in ("user", "author"):
        who = value.get(name)
        if isinstance(who, dict):
            known = text_of(who.get("login")) or text_of(who.get("username"))
            return gathered.person(known[:200], text_of(who.get("name"))[:200] or known[:200])
        if isinstance(who, str) and who:
            return gathered.person(who[:200])
    return ""


def _labels(value: Any) -> tuple[str, ...]:
    named = (name_of(one)[:200] for one in value[:100]) if isinstance(value, list) else ()
    return tuple(dict.fromkeys(one for one in named if one))


def _comments(value: dict[str, Any], gathered: Gathered, place: str) -> Iterator[Comment]:
    said = value.get("comments")
    if not isinstance(said, list) or not gathered.texts:
        return
    for text in (one for one in said if isinstance(one, str)):
        yield Comment("", None, text[:_LONGEST])
    for one in objects(said):
        text = text_of(one.get("body")) or text_of(one.get("text")) or text_of(one.get("note"))
        if text:
            at = moment(one.get("created_at"), gathered, place)
            yield Comment(_person(one, gathered), at, text[:_LONGEST])
