"""Issues of Jira as the XML that its search offers (an RSS feed)."""

from collections.abc import Iterator
from xml.etree import ElementTree as Tree

from tandem.formats.trackers.export import Category, Comment, Item, Link
from tandem.formats.trackers.gathering import Gathered
from tandem.formats.trackers.moments import LONGEST, number_of
from tandem.formats.trackers.safe_xml import elements
from tandem.formats.trackers.state_words import category_of
from tandem.formats.trackers.texts import markdown_of_page
from tandem.formats.trackers.values import day, moment

_CATEGORIES: dict[str, Category] = {"new": "new", "indeterminate": "doing", "done": "done"}
_NOBODY = {"Unassigned", "Unresolved", "None"}


def items_of_rss(text: str, gathered: Gathered) -> Iterator[Item]:
    """Items of the feed, one by one. Raises UnreadableExport where the XML breaks off."""
    for element in elements(text, "item"):
        item = _item(element, gathered)
        if item:
            yield item


def _item(element: Tree.Element, gathered: Gathered) -> Item | None:
    key = _said(element, "key")[:100]
    if not key:
        gathered.note("An entry without a key was left out.")
        return None
    state = _said(element, "status")
    category = element.find("statusCategory")
    told = category.get("key", "") if category is not None else ""
    custom = _custom(element)
    points = [number_of(said) for name, said in custom if "story point" in name.casefold()]
    return Item(
        key=key,
        title=(_said(element, "summary") or _said(element, "title"))[:1000] or key,
        source_id=_attribute(element, "key", "id"),
        url=_said(element, "link")[:2000],
        description=markdown_of_page(_said(element, "description")) if gathered.texts else "",
        kind=_said(element, "type"),
        state=state,
        category=_CATEGORIES.get(told) or category_of(state),
        resolution=_not_nobody(_said(element, "resolution")),
        priority=_said(element, "priority"),
        project=_attribute(element, "project", "key") or key.rpartition("-")[0],
        assignee=_who(element, "assignee", gathered),
        reporter=_who(element, "reporter", gathered),
        made=moment(_said(element, "created"), gathered, key),
        changed=moment(_said(element, "updated"), gathered, key),
        resolved=moment(_said(element, "resolved"), gathered, key),
        due=day(_said(element, "due"), gathered, key),
        estimate=_seconds(element, "timeoriginalestimate"),
        spent=_seconds(element, "timespent"),
        points=next((one for one in points if one is not None), None),
        parent=_said(element, "parent")[:100],
        labels=_all(element, "labels/label"),
        components=_all(element, "component"),
        versions=_all(element, "fixVersion"),
        sprints=tuple(said for name, said in custom if name.casefold() == "sprint"),
        links=_links(element),
        comments=_comments(element, gathered, key),
        custom=tuple(custom),
    )


def _said(element: Tree.Element, name: str) -> str:
    return (element.findtext(name) or "").strip()


def _attribute(element: Tree.Element, name: str, attribute: str) -> str:
    found = element.find(name)
    return found.get(attribute, "")[:100] if found is not None else ""


def _not_nobody(text: str) -> str:
    return "" if text in _NOBODY else text


def _who(element: Tree.Element, name: str, gathered: Gathered) -> str:
    said = _not_nobody(_said(element, name))[:200]
    ids = _attribute(element, name, "accountid") or _attribute(element, name, "username")
    return gathered.person("" if ids == "-1" else ids, said) if said else ""


def _all(element: Tree.Element, path: str) -> tuple[str, ...]:
    found = ((one.text or "").strip() for one in element.iterfind(path))
    return tuple(dict.fromkeys(text for text in found if text))


def _seconds(element: Tree.Element, name: str) -> int | None:
    """The feed writes “3 hours” with the seconds beside it."""
    found = number_of(_attribute(element, name, "seconds"))
    return round(found) if found is not None and 0 <= found <= LONGEST else None


def _links(element: Tree.Element) -> tuple[Link, ...]:
    found = []
    for kind in element.iterfind("issuelinks/issuelinktype"):
        for side in ("inwardlinks", "outwardlinks"):
            for links in kind.iterfind(side):
                said = links.get("description") or _said(kind, "name")
                found += [Link(said[:100], key) for key in _all(links, "issuelink/issuekey")]
    return tuple(dict.fromkeys(found))


def _comments(element: Tree.Element, gathered: Gathered, key: str) -> tuple[Comment, ...]:
    return tuple(
        Comment(
            gathered.person(one.get("author", "")[:200]),
            moment(one.get("created", ""), gathered, key),
            markdown_of_page(one.text or "") if gathered.texts else "",
        )
        for one in element.iterfind("comments/comment")
    )


def _custom(element: Tree.Element) -> list[tuple[str, str]]:
    found = []
    for one in element.iterfind("customfields/customfield"):
        said = ", ".join(_all(one, "customfieldvalues/*"))
        if said and len(said) <= 300:
            found.append((_said(one, "customfieldname")[:100], said))
    return found[:60]
