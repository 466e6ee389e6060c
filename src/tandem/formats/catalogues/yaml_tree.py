"""YAML as plain lists, mappings and texts, read without trusting it.

Every value stays the text that stands there. Types that a file declares, references from one part
to another, deep nesting and files without end are refused before anything is made of them.
"""

import re
from collections.abc import Iterator
from typing import Any

from tandem.formats.catalogues.shapes import UnusableCatalogue

_DEEPEST = 40
_MOST = 300_000
_ORDINARY = "tag:yaml.org,2002:"
_BLANKS = re.compile(r"\$\{\{|\{%")


def trees_of(text: str) -> list[Any]:
    """The documents of a YAML file: each a dict, a list or a text. Raises UnusableCatalogue."""
    import yaml  # only where a file needs it

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return list(_documents(yaml.parse(text, Loader=loader)))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        if _BLANKS.search(text):
            raise UnusableCatalogue(
                "This is a template with blanks in it (${{{{ … }}}}), and no catalogue yet. Upload "
                "the file that is made from it.",
                line=0,
            ) from error
        if mark is None:
            raise UnusableCatalogue("This YAML can’t be read.") from error
        raise UnusableCatalogue(
            "This YAML can’t be read: something is wrong in line {line}, column {column}.",
            line=mark.line + 1,
            column=mark.column + 1,
        ) from error


def _documents(events: Iterator[Any]) -> Iterator[Any]:
    """Build values while the events come, so that what is refused is never built whole."""
    stack: list[_Open] = []
    count = 0
    for event in events:
        kind = type(event).__name__
        if kind == "AliasEvent":
            raise UnusableCatalogue(
                "In line {line} this YAML refers to another part of itself (*{name}). Write it out "
                "there, please.",
                line=event.start_mark.line + 1,
                name=str(event.anchor)[:40],
            )
        if kind == "DocumentStartEvent":
            stack = [_Open([])]
        elif kind == "DocumentEndEvent":
            yield stack[0].items[0] if stack[0].items else None
        elif kind in {"MappingEndEvent", "SequenceEndEvent"}:
            done = stack.pop()
            stack[-1].add(done.made())
        elif kind in {"MappingStartEvent", "SequenceStartEvent", "ScalarEvent"}:
            count += 1
            _check(event, len(stack), count)
            if kind == "ScalarEvent":
                stack[-1].add(event.value)
            else:
                stack.append(_Open([], mapping=kind == "MappingStartEvent"))


class _Open:
    """A list or a mapping whose end hasn't come yet."""

    __slots__ = ("items", "mapping")

    def __init__(self, items: list[Any], *, mapping: bool = False) -> None:
        self.items, self.mapping = items, mapping

    def add(self, value: Any) -> None:
        """Another item; of a mapping keys and values take turns."""
        self.items.append(value)

    def made(self) -> Any:
        """What it is, whole. A key that isn't a text can be nothing that we look for."""
        if not self.mapping:
            return self.items
        pairs = zip(self.items[::2], self.items[1::2], strict=False)
        return {key: value for key, value in pairs if isinstance(key, str)}


def _check(event: Any, depth: int, count: int) -> None:
    line = event.start_mark.line + 1
    if event.tag and event.tag != "!" and not event.tag.startswith(_ORDINARY):
        raise _of_its_own(line, event.tag)
    if event.tag and event.tag.startswith(f"{_ORDINARY}python"):
        raise _of_its_own(line, event.tag)
    if depth > _DEEPEST:
        raise UnusableCatalogue(
            "In line {line} this file is nested more than {most} deep. No catalogue is.",
            line=line,
            most=_DEEPEST,
        )
    if count > _MOST:
        raise UnusableCatalogue(
            "This file says more than {most} things. Upload a part of it at a time.", most=_MOST
        )


def _of_its_own(line: int, tag: str) -> UnusableCatalogue:
    return UnusableCatalogue(
        "In line {line} this YAML declares a type of its own ({tag}). Take that off, please.",
        line=line,
        tag=tag[:60],
    )
