"""docs/api-reference.md: every operation with a request that was made, and what it was answered.

Nobody writes an example: the requests are those of the access table, asked in the story of the
cast, and a test asks all of them again. `python -m tests.api.make_reference` makes the page anew.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from tests.architecture.access.asking import ask, undone
from tests.architecture.access.requests import ask_for
from tests.architecture.access.roles import Role
from tests.architecture.access.table import Row, rows
from tests.architecture.access.world import World
from tests.architecture.places import ROOT

FILE = ROOT / "docs" / "api-reference.md"
API = "/api/v1"
TEXT_SHOWN, WIDTH = 90, 110
_SECRET = re.compile(r"(tandem_|/set-up/|/guest/|/form/)[\w-]{20,}")
_PAGE = re.compile(r"(/[\w-]+)+/")
_OF_THE_DOCUMENT = {"api:openapi-json", "api:openapi-view", "api:api-root"}

_BEFORE = """\
# The API, operation by operation

Made by `python -m tests.api.make_reference`: each request was made in a small company that plays a story, and the answer is
what it got; of a list the first line is shown, of a long text its beginning, of a
page its whole address. A test makes all of them again. How
tokens, pages, refusals, keys and tags work stands in [api.md](api.md); every field is described on the page
`/api/v1/docs` of your workspace.
"""


@dataclass(frozen=True, slots=True)
class Example:
    """A request and its answer; null where there is no JSON."""

    asked: str
    body: Any
    status: int
    answer: Any


def to_show() -> Iterator[Row]:
    """Of each operation the first row of the access table in which somebody gets what they want;
    where nobody does here (no mail is set up), how it is refused.
    """
    of_api = [row for row in rows() if row.is_api and row.may and row.url not in _OF_THE_DOCUMENT]
    good = {row.url: row for row in reversed(of_api) if row.done < 400}
    yield from ({row.url: row for row in reversed(of_api)} | good).values()


def played(world: World, row: Row) -> Example:
    """The example of a row, which is at its step; nothing stays behind."""
    first = [Role.MARKETING_OWNER, *Role]
    with undone():
        if before := ask_for(row.key).before:
            before(world)
        answer = ask(world, row, min(row.may, key=first.index))
    assert answer.status == row.done, f"{row.key}: {answer.status}"
    path = str(answer.sent["path"]).removeprefix(API).removesuffix("?")
    is_json = answer.sent.get("content_type") == "application/json"
    return Example(
        path,
        json.loads(answer.sent["data"]) if is_json and answer.sent["data"] != "{}" else None,
        answer.status,
        _shortened(_json(answer.content)),
    )


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return None


def _shortened(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _shortened(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_shortened(one) for one in value[:1]]
    if isinstance(value, str):
        value = _SECRET.sub(r"\1…", value)
        # An address of a page is shown whole: alone, it looks like a place on somebody's machine.
        value = f"https://tandem.example{value}" if _PAGE.fullmatch(value) else value
        return value if len(value) <= TEXT_SHOWN else f"{value[:TEXT_SHOWN]}…"
    return value


def shape(value: Any) -> Any:
    """What a program relies on: names and kinds, not what stands there today."""
    if isinstance(value, dict):
        return {key: shape(one) for key, one in value.items()}
    if isinstance(value, list):
        return [shape(one) for one in value]
    return "number" if isinstance(value, float) else type(value).__name__


# The page -------------------------------------------------------------------------------------


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(method, address, what the document says) in the order of the document."""
    from tandem.config.api import api

    for path, methods in api.get_openapi_schema(path_prefix="")["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path, operation


def page(examples: Mapping[str, Example]) -> str:
    """The whole page; `examples` by the name of the operation."""
    return "\n".join([_BEFORE, *_lines(examples)])


def _lines(examples: Mapping[str, Example]) -> Iterable[str]:
    found = sorted(operations(), key=lambda one: one[2]["tags"][0])
    for tag, of_tag in groupby(found, key=lambda one: one[2]["tags"][0]):
        yield f"## {tag}\n"
        for method, path, told in of_tag:
            example = examples[told["operationId"]]
            yield f"### {told['summary']}\n"
            yield f"`{method} {path}` · scope `{told['x-scope']}` · `{told['operationId']}`\n"
            yield f"{told['description']}\n"
            yield from _fenced("http", f"{method} {API}{example.asked}")
            if example.body is not None:
                yield from _fenced("json", _dumped(example.body))
            yield f"Answer: {example.status}\n"
            if example.answer is not None:
                yield from _fenced("json", _dumped(example.answer))


def _fenced(kind: str, text: str) -> Iterator[str]:
    yield f"```{kind}\n{text}\n```\n"


def _dumped(value: Any, inset: int = 0) -> str:
    """JSON; what fits on a line stands on one."""
    line = json.dumps(value, ensure_ascii=False)
    if len(line) + inset <= WIDTH or not isinstance(value, dict | list):
        return line
    space = " " * (inset + 2)
    if isinstance(value, list):
        inner = [f"{space}{_dumped(one, inset + 2)}" for one in value]
    else:
        inner = [
            f"{space}{json.dumps(key)}: {_dumped(one, inset + 2)}" for key, one in value.items()
        ]
    first, last = "[]" if isinstance(value, list) else "{}"
    return "\n".join([first, ",\n".join(inner), f"{' ' * inset}{last}"])


_OPERATION = re.compile(r"^`[A-Z]+ [^`]+` · scope `\w+` · `(\w+)`$", re.MULTILINE)
_FENCE = re.compile(r"^```(\w+)\n(.*?)\n```$", re.MULTILINE | re.DOTALL)


def read() -> dict[str, Example]:
    """What stands on the page, by the name of the operation."""
    text = FILE.read_text(encoding="utf-8")
    _, *parts = _OPERATION.split(text)
    return {name: _example(part) for name, part in zip(parts[::2], parts[1::2], strict=True)}


def _example(part: str) -> Example:
    before, _, after = part.partition("\nAnswer: ")
    asked = dict(_FENCE.findall(before))
    answer = dict(_FENCE.findall(after))
    return Example(
        asked["http"].partition(API)[2],
        json.loads(asked["json"]) if "json" in asked else None,
        int(after.split()[0]),
        json.loads(answer["json"]) if "json" in answer else None,
    )
