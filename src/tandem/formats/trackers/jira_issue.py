"""One issue of Jira, as its REST interface gives it, as an item."""

import re
from collections.abc import Mapping
from typing import Any

from tandem.formats.trackers.export import Category, Change, Comment, Item, Link, WorkLog
from tandem.formats.trackers.gathering import Gathered
from tandem.formats.trackers.state_words import category_of
from tandem.formats.trackers.texts import markdown_of
from tandem.formats.trackers.values import (
    day,
    inner,
    moment,
    name_of,
    names_of,
    number,
    objects,
    seconds,
    text_of,
)

_CATEGORIES: dict[str, Category] = {"new": "new", "indeterminate": "doing", "done": "done"}
_POINTS = ("customfield_10016", "customfield_10026", "customfield_10028", "customfield_10002")
"""Where story points stand in most Jiras, if the file doesn't say."""
_MOST_CUSTOM = 60


def item_of(issue: dict[str, Any], gathered: Gathered, names: Mapping[str, str]) -> Item | None:
    """The item of an issue; None, and a note, where it has no key. `names`: those of its fields."""
    key = text_of(issue.get("key")).strip()[:100] or text_of(issue.get("id")).strip()[:100]
    fields = inner(issue, "fields")
    if not key:
        gathered.note("An issue without a key was left out.")
        return None
    status = inner(fields, "status")
    state = name_of(status)
    told = text_of(inner(status, "statusCategory").get("key"))
    tracked = inner(fields, "timetracking")
    spent = seconds(fields.get("timespent"))
    estimate = seconds(fields.get("timeoriginalestimate"))
    return Item(
        key=key,
        title=text_of(fields.get("summary")).strip()[:1000] or key,
        source_id=text_of(issue.get("id")),
        url=text_of(issue.get("self"))[:2000],
        description=markdown_of(fields.get("description")) if gathered.texts else "",
        kind=name_of(fields.get("issuetype")),
        state=state,
        category=_CATEGORIES.get(told) or category_of(state),
        resolution=name_of(fields.get("resolution")),
        priority=name_of(fields.get("priority")),
        flagged=fields.get("flagged") is True,
        project=text_of(inner(fields, "project").get("key")) or key.rpartition("-")[0],
        assignee=who_of(fields.get("assignee"), gathered),
        reporter=who_of(fields.get("reporter") or fields.get("creator"), gathered),
        made=moment(fields.get("created"), gathered, key),
        changed=moment(fields.get("updated"), gathered, key),
        resolved=moment(fields.get("resolutiondate"), gathered, key),
        due=day(fields.get("duedate"), gathered, key),
        estimate=seconds(tracked.get("originalEstimateSeconds")) if estimate is None else estimate,
        spent=seconds(tracked.get("timeSpentSeconds")) if spent is None else spent,
        points=_points(fields, names),
        parent=_parent(fields),
        labels=names_of(fields.get("labels")),
        components=names_of(fields.get("components")),
        versions=names_of(fields.get("fixVersions")),
        sprints=_sprints(fields),
        links=links_of(fields),
        comments=_comments(fields, gathered, key),
        work=tuple(work_of(one, gathered, key) for one in _logs(fields)),
        history=history_of(objects(inner(issue, "changelog").get("histories")), gathered, key),
        custom=_custom(fields, names),
    )


def who_of(value: Any, gathered: Gathered) -> str:
    """The id of a person, who is remembered."""
    if not isinstance(value, dict):
        return gathered.person(text_of(value).strip()[:200]) if value else ""
    ids = [text_of(value.get(name)).strip()[:200] for name in ("accountId", "key", "name")]
    said = text_of(value.get("displayName")).strip()[:200]
    mail = text_of(value.get("emailAddress")).strip()[:200]
    return gathered.person(next((one for one in ids if one), ""), said, mail)


def history_of(pages: Any, gathered: Gathered, place: str) -> tuple[Change, ...]:
    """The changes of an issue, oldest first; long texts are not kept."""
    found = []
    for page in pages:
        at = moment(page.get("created"), gathered, place)
        who = who_of(page.get("author"), gathered)
        for one in objects(page.get("items")):
            if at is None:
                break
            field = text_of(one.get("field"))[:100]
            before, after = (_said(one, side) for side in ("from", "to"))
            found.append(Change(at, "state" if field == "status" else field, before, after, who))
    return tuple(sorted(found, key=lambda change: change.at))


def _said(one: dict[str, Any], side: str) -> str:
    return (text_of(one.get(f"{side}String")) or text_of(one.get(side)))[:300]


def work_of(log: dict[str, Any], gathered: Gathered, place: str) -> WorkLog:
    """One log of work."""
    return WorkLog(
        who_of(log.get("author"), gathered),
        moment(log.get("started") or log.get("created"), gathered, place),
        seconds(log.get("timeSpentSeconds")) or 0,
        markdown_of(log.get("comment")) if gathered.texts else "",
    )


def _logs(fields: dict[str, Any]) -> list[dict[str, Any]]:
    return list(objects(inner(fields, "worklog").get("worklogs")))


def _comments(fields: dict[str, Any], gathered: Gathered, key: str) -> tuple[Comment, ...]:
    listed = inner(fields, "comment").get("comments")
    return tuple(
        Comment(
            who_of(one.get("author"), gathered),
            moment(one.get("created"), gathered, key),
            markdown_of(one.get("body")) if gathered.texts else "",
        )
        for one in objects(listed)
    )


def links_of(fields: dict[str, Any]) -> tuple[Link, ...]:
    """Links to others in the tracker's words, and sub-tasks."""
    found: list[Link] = []
    for one in objects(fields.get("issuelinks")):
        for side, other in (("inward", "inwardIssue"), ("outward", "outwardIssue")):
            if key := text_of(inner(one, other).get("key")):
                said = text_of(inner(one, "type").get(side)) or name_of(one.get("type"))
                found.append(Link(said[:100] or "relates to", key[:100]))
    return tuple(dict.fromkeys(found))


def _parent(fields: dict[str, Any]) -> str:
    for value in (inner(fields, "parent").get("key"), inner(fields, "epic").get("key")):
        if key := text_of(value):
            return key[:100]
    linked = text_of(fields.get("customfield_10014"))
    return linked if re.fullmatch(r"[A-Z][A-Z0-9_]{1,20}-\d{1,9}", linked) else ""


def _points(fields: dict[str, Any], names: Mapping[str, str]) -> float | None:
    named = [key for key, name in names.items() if "story point" in text_of(name).casefold()]
    found = (number(fields.get(key)) for key in (named or _POINTS))
    return next((points for points in found if points is not None and 0 <= points <= 1000), None)


def _sprints(fields: dict[str, Any]) -> tuple[str, ...]:
    """Sprints as objects, or as the text that older Jiras write."""
    found: list[str] = []
    for value in (
        fields.get("closedSprints"),
        [fields.get("sprint")],
        fields.get("customfield_10020"),
    ):
        for one in value if isinstance(value, list) else ():
            told = re.search(r"[\[,]name=([^,\]]{1,200})", one) if isinstance(one, str) else None
            found.append(told[1] if told else name_of(one))
    return tuple(dict.fromkeys(name for name in found if name))


def _custom(fields: dict[str, Any], names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Other fields that say something short."""
    found: list[tuple[str, str]] = []
    for key, value in fields.items():
        if not key.startswith("customfield_") or len(found) >= _MOST_CUSTOM:
            continue
        said = ", ".join(names_of(value)) if isinstance(value, list) else name_of(value)
        if said and len(said) <= 300:
            found.append((text_of(names.get(key)) or key, said))
    return tuple(found)
