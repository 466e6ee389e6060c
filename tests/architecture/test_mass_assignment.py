"""Fields that nobody asked for, sent along with every request that changes something.

They are refused, or nothing is different from the same request without them.
"""

import pytest
from django.forms import Form
from tests.architecture.access.asking import ask, undone
from tests.architecture.access.requests import ask_for
from tests.architecture.access.roles import Role
from tests.architecture.access.table import Row, rows
from tests.architecture.access.walking import PARTS, in_worlds
from tests.architecture.access.world import World, world_at
from tests.depth import tries
from tests.rows import Rows, everything

pytestmark = [pytest.mark.slow, pytest.mark.once]

_EVERY = tries(5, deep=1)
"""Of so many requests one is tried."""
_REFUSED = 400

MORE = {
    "id": 4711,
    "pk": 4711,
    "actor": 1,
    "actor_id": 1,
    "is_staff": "true",
    "is_superuser": "true",
    "is_active": "false",
    "guest": "true",
    "password": "x",
    "sponsor_id": 1,
    "restricted": "true",
    "stage": "live",
    "state": "signed",
    "made_at": "2020-01-01T00:00:00Z",
    "made_by": 1,
    "made_by_id": 1,
    "asked_by_id": 1,
    "closed_at": "2020-01-01T00:00:00Z",
    "chain_head": "0",
    "chain_length": 0,
    "salt": "x",
    "rank": 1,
    "scope": "settings",
    "token_hash": "x",
    "signed": "true",
    "revision": 99,
}
"""Columns and powers that no form of ours has under these names for whoever asks."""

_OWN_FIELDS = {"POST change_password": frozenset({"password"})}
"""Fields of a form that the table's request leaves out."""


@pytest.mark.parametrize("part", PARTS, ids=str)
def test_what_nobody_asked_for_changes_nothing(
    part: tuple[str, int], db: None, tuesday: None
) -> None:
    wrong: list[str] = []
    for world, alike in in_worlds(part):
        wrong += [
            f"{row.key}: {said}"
            for n, row in enumerate(alike)
            if n % _EVERY == 0 and not row.reads and (said := found_wrong(world, row))
        ]
    assert not wrong, "\n".join(["", *wrong])


def found_wrong(world: World, row: Row) -> str:
    """What was different with the fields that nobody asked for."""
    role = next((role for role in Role if role in row.may), None)
    wanted = ask_for(row.key).body(world)
    if role is None or not isinstance(wanted, dict):
        return ""
    own = _OWN_FIELDS.get(row.key, frozenset()) | wanted.keys()
    more = {name: value for name, value in MORE.items() if name not in own}
    plain = [_left(world, row, role, {}) for _once_more in range(2)]
    status, left = _left(world, row, role, more)
    if status >= _REFUSED and plain[0][0] < _REFUSED:
        return ""
    if status != plain[0][0]:
        return f"{status} instead of {plain[0][0]}"
    return "" if _alike(left, plain[0][1], plain[1][1]) else "something else was written"


def _left(world: World, row: Row, role: Role, more: dict[str, object]) -> tuple[int, Rows]:
    with undone():
        answer = ask(world, row, role, send=more)
        return answer.status, everything() if answer.wrote else []


def _alike(left: Rows, once: Rows, again: Rows) -> bool:
    """As it was without them, but for what is another each time: secrets, keys, digests."""
    if [len(table) for table in left] != [len(table) for table in once]:
        return False
    return all(
        same == mine or same != other
        for table, first, second in zip(left, once, again, strict=True)
        for row, firsts, seconds in zip(table, first, second, strict=True)
        for mine, same, other in zip(row, firsts, seconds, strict=True)
    )


def test_a_form_that_takes_what_it_never_asked_for_is_found(
    db: None, tuesday: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = world_at("signed_brief")
    row = next(row for row in rows() if row.key == "POST new_goal")
    assert not found_wrong(world, row)

    def from_whatever_was_sent(form: Form, _name: str) -> int | None:
        return int(form.data.get("actor_id") or 0) or None

    monkeypatch.setattr("tandem.goals.views.ObjectiveForm.person", from_whatever_was_sent)
    assert found_wrong(world, row) == "something else was written"
