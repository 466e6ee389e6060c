"""Names of columns that nobody may sort, filter, show or edit by, wherever a request names one.

Whatever name outside of what can be chosen is sent, the answer is that to any other such name: no
error of the server, no other rows, no other order. So nobody learns anything of a column by it.
"""

import inspect
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import escape
from urllib.parse import quote, quote_plus

import pytest
from django.db.models import QuerySet
from tests.architecture.access.addresses import addresses
from tests.architecture.access.asking import Answer, ask, undone
from tests.architecture.access.requests import ask_for
from tests.architecture.access.roles import Role
from tests.architecture.access.table import Row, rows
from tests.architecture.access.walking import PARTS, in_worlds
from tests.architecture.access.world import World, world_at
from tests.depth import tries

from tandem.accounts.models import Person
from tandem.config.api import api
from tandem.lists.rules import WorkAsked
from tandem.work.rules import Cell

pytestmark = [pytest.mark.slow, pytest.mark.once]

OUTSIDE = (
    ("password", "passwort"),
    ("person__password", "person__passwort"),
    ("-person__password", "-person__passwort"),
    ("initiative__restricted", "initiative__restrained"),
    ("subject__chain_head__startswith", "subject__chain_hand__startswith"),
    ("__class__", "__clams__"),
    ("-pk", "-pq"),
    ("?", "!"),
    ("id); SELECT 1 --", "ix); SELECT 1 --"),
)
"""Each the name of something that is there, or would do something, and one of nothing at all."""
TOGETHER = ("sort", "order", "order_by", "ordering", "fields", "columns", "filter", "field")
"""What other programs call it: sent at once, for nothing here is called so but where it is read."""

_EVERY = tries(30, deep=1)
"""Of so many names one is tried."""
_READ = re.compile(r"""\.GET\.get(?:list)?\(\s*"(\w+)"|\.GET\["(\w+)"\]|"(\w+)" in request\.GET""")
_CODES = frozenset({"lane", "kind", "key", "field", "step", "team", "period"})
"""Parts of an address that name something to choose from."""
_REFUSED = 400
_BROKEN = 500


@lru_cache
def read_by(url: str) -> frozenset[str]:
    """The names that an address reads from its query, as its code or the API's document says."""
    if url.startswith("api:"):
        operations = [
            one for path in api.get_openapi_schema()["paths"].values() for one in path.values()
        ]
        said = next((one for one in operations if f"api:{one['operationId']}" == url), {})
        return frozenset(one["name"] for one in said.get("parameters", ()) if one["in"] == "query")
    view = inspect.unwrap(addresses()[url].pattern.callback)
    module = inspect.getmodule(view)
    source = inspect.getsource(module) if module else ""
    named = {name for found in _READ.findall(source) for name in found if name}
    return frozenset(named | (set(WorkAsked.__slots__) if ".GET.dict()" in source else set()))


def tried(row: Row) -> Iterator[Mapping[str, str]]:
    """What goes into the query: each name by itself, those of others together."""
    yield dict.fromkeys(TOGETHER, "")
    for name in sorted(read_by(row.url)):
        yield {name: ""}


@pytest.mark.parametrize("part", PARTS, ids=str)
def test_a_name_outside_is_answered_as_any_other(
    part: tuple[str, int], db: None, tuesday: None
) -> None:
    wrong: list[str] = []
    number = 0
    for world, alike in in_worlds(part):
        for row in alike:
            for query in tried(row) if row.method == "GET" else ():
                number += 1
                if number % _EVERY == 0:
                    wrong += differs(world, row, query, OUTSIDE[number // _EVERY % len(OUTSIDE)])
    assert not wrong, "\n".join(["", *wrong])


def _somebody(row: Row) -> Role | None:
    order = (Role.TEAM, Role.MARKETING_OWNER, Role.OUTSIDER, Role.ADMINISTRATOR)
    return next((role for role in order if role in row.may), None)


def differs(
    world: World, row: Row, query: Mapping[str, str], pair: tuple[str, str]
) -> Iterator[str]:
    """Say how the answer to one name outside is another than that to the other."""
    if (role := _somebody(row)) is None:
        return
    said = f"{row.key} with {' '.join(query)} {pair[0]}, as {role}"
    asked = [dict.fromkeys(query, name) for name in pair]
    with undone():
        one, other = (ask(world, row, role, send=send) for send in asked)
    if one.status >= _BROKEN:
        yield f"{said}: {one.status}"
    elif _plain(one, pair) != _plain(other, pair):
        with undone():
            again = ask(world, row, role, send=asked[1])
        # What isn't the same twice, such as a page with a fresh secret, tells nothing by it.
        same_twice = _plain(again, pair) == _plain(other, pair)
        if same_twice or one.status != other.status:
            yield f"{said}: {one.status}, and {other.status} with {pair[1]}, or it says other things"


def _plain(answer: Answer, pair: tuple[str, str]) -> tuple[int, str]:
    """What is said, without the names that were sent and what differs each time."""
    text = answer.unmasked().partition("\n")[2]
    for name in pair:
        for written in (escape(name), quote_plus(name), quote(name), name):
            text = text.replace(written, "NAME")
    return answer.status, text


@pytest.mark.parametrize("part", PARTS, ids=str)
def test_what_is_edited_by_a_name_outside_is_refused(
    part: tuple[str, int], db: None, tuesday: None
) -> None:
    wrong: list[str] = []
    number = 0
    for world, alike in in_worlds(part):
        for row in alike:
            for name in sorted(addresses()[row.url].parts & _CODES):
                for pair in OUTSIDE:
                    number += 1
                    if number % tries(6, deep=1) == 0:
                        wrong += edited(world, row, name, pair[0])
    assert not wrong, "\n".join(["", *wrong])


def edited(world: World, row: Row, part: str, name: str) -> Iterator[str]:
    """Say what came of naming something in the address that nobody may name."""
    role = _somebody(row)
    if role is None or row.done >= _REFUSED or row.method == "GET":
        return
    plain = re.sub(r"[^\w-]", "", name) or "x"
    with undone():
        answer = ask(world, row, role, place={part: plain})
    if answer.wrote or not _REFUSED <= answer.status < _BROKEN:
        yield f"{row.key}, {part} {plain}, as {role}: {answer.status}, wrote: {answer.wrote}"


def test_a_list_that_filters_by_whatever_is_named_is_found(
    db: None, tuesday: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = next(row for row in rows() if row.key == "GET api:list_people")
    world = world_at(row.step)
    assert not list(differs(world, row, {"q": ""}, OUTSIDE[0]))

    def who_has(_actor: object, column: str) -> QuerySet[Person]:
        known = {field.name for field in Person._meta.get_fields()}
        return Person.objects.filter(**{f"{column}__gt": ""} if column in known else {"pk": 0})

    monkeypatch.setattr("tandem.accounts.queries.people_matching", who_has)
    assert list(differs(world, row, {"q": ""}, OUTSIDE[0]))


class _AnyCell:
    """A list of fields that takes every name for one of its own."""

    def __iter__(self) -> Iterator[str]:
        return iter([*Cell, "password"])

    def __call__(self, name: str) -> Cell:
        return Cell.DUE if name == "password" else Cell(name)

    def __getattr__(self, name: str) -> Cell:
        return Cell[name]


def test_a_field_that_is_edited_by_whatever_is_named_is_found(
    db: None, tuesday: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = next(row for row in rows() if row.key == "POST work_cell")
    world = world_at(row.step)
    with undone():
        if before := ask_for(row.key).before:
            before(world)
        assert not list(edited(world, row, "field", "password"))
        monkeypatch.setattr("tandem.work.views.cells.Cell", _AnyCell())
        assert list(edited(world, row, "field", "password"))
