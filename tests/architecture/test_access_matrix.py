"""Every address, asked in every way by everybody, on an open and on a restricted initiative.

What each gets stands in access/table.txt. Hidden and missing are the same answer; a refusal leaves
the database as it was; and no answer to somebody outside holds a word of what is restricted.
"""

from collections.abc import Iterator
from itertools import groupby
from zlib import crc32

import pytest
from django.db import connection
from django.test import Client
from tests.architecture.access.addresses import BELOW, METHODS, address_of, addresses, operations
from tests.architecture.access.asking import Answer, ask, undone
from tests.architecture.access.page import FILE, written
from tests.architecture.access.requests import Before, ask_for
from tests.architecture.access.roles import SIGNED_IN, Role
from tests.architecture.access.table import FOR_GUESTS, NOT_THERE, Row, rows
from tests.architecture.access.walking import (
    AT_ONCE,
    PARTS,
    STEPS,
    comes_first,
    in_their_groups,
    of_step,
)
from tests.architecture.access.world import MARKERS, MISSING, World, world_at
from tests.depth import tries
from tests.rows import Rows, everything

_SIDES_OF_IT = [(step, restricted, part) for restricted in (False, True) for step, part in PARTS]
_ALWAYS = frozenset({Role.OUTSIDER, Role.MARKETING_OWNER})
"""Of ordinary runs: one outside and one inside, with whom what depends on the database shows."""
_ALIKE_WHEN_RESTRICTED = frozenset(
    {Role.VISITOR, Role.CLOSED, Role.TEAM, Role.IT_OWNER, Role.SPONSOR}
)
"""Who gets on a restricted initiative what they get on an open one; tried with `--deep`."""


@pytest.fixture
def world(request: pytest.FixtureRequest, db: None, tuesday: None) -> World:
    """The story up to the step that the test is about, open or restricted."""
    step, restricted, *_ = request.param
    return world_at(step, restricted=restricted)


@pytest.fixture
def part(request: pytest.FixtureRequest) -> slice:
    """Which of the step's rows the test is about."""
    first = request.node.callspec.params["world"][2]
    return slice(first, first + AT_ONCE)


def asking(row: Row, world: World) -> Iterator[Role]:
    """Everybody with `--deep`; else a part that stays the same: of those who differ for the world
    every second one, another half for each row, and on PostgreSQL two, for every sixth row.
    """
    drawn = crc32(row.key.encode())
    for place, role in enumerate(Role):
        if tries(0, deep=1):
            yield role
        elif connection.vendor != "sqlite":
            if role in _ALWAYS and drawn % 6 == 0:
                yield role
        elif world.restricted and role in _ALIKE_WHEN_RESTRICTED:
            continue
        elif role in _ALWAYS or drawn >> place & 1:
            yield role


_ASKS_FOR_IT = frozenset(
    {
        "GET weekly_load people",
        "GET api:preview_work_template",
        "POST api:use_work_template",
    }
)
"""What names the initiative otherwise than in its address."""
_ASKS_FOR_ANOTHER = frozenset({"POST move_on_roadmap project", "POST move_on_roadmap date"})
"""What names there something that isn't restricted with the initiative."""


def on_initiative(row: Row) -> bool:
    if row.key in _ASKS_FOR_IT | _ASKS_FOR_ANOTHER:
        return row.key in _ASKS_FOR_IT
    return bool(BELOW & addresses()[row.url].parts)


def given(row: Row) -> frozenset[Role]:
    """Who was given this by itself, and nothing else: Charlie what he was asked to say yes to, or
    about a system of his, and Gil, the guest, the shared part. Charlie's link tells its holder."""
    if row.url == "answer_from_mail":
        return row.may
    if row.url in FOR_GUESTS:
        return frozenset({Role.GUEST})
    asked = {"approval_id", "consult_id"} & set(addresses()[row.url].parts)
    return frozenset({Role.OUTSIDER}) if asked else frozenset()


def test_every_address_has_a_row() -> None:
    assert {row.url for row in rows()} == set(addresses())
    of_api = {(row.method, row.url) for row in rows() if row.is_api}
    assert operations() <= of_api
    assert len(addresses()) > 70
    assert len(operations()) > 70


def test_the_page_for_people_says_the_same() -> None:
    told = FILE.read_text(encoding="utf-8")
    assert told == written(), "python -m tests.architecture.access.page writes it anew"


def test_every_request_belongs_to_a_row() -> None:
    from tests.architecture.access import requests

    assert requests._ASKED.keys() <= {row.key for row in rows()}


@pytest.mark.slow
@pytest.mark.parametrize("world", _SIDES_OF_IT, indirect=True, ids=str)
def test_everybody_gets_what_the_table_says(world: World, part: slice) -> None:
    wrong: list[str] = []
    for first, alike in groupby(in_their_groups(of_step(world))[part], comes_first):
        with undone():
            before = _prepared(world, first)
            for row in alike:
                for role in asking(row, world):
                    said_of_it = _wrong(world, row, role, before)
                    wrong += (f"{row.key} as {role}: {said}" for said in said_of_it)
    assert not wrong, "\n".join(["", *wrong])


@pytest.mark.parametrize("world", [("signed_brief", True)], indirect=True, ids=str)
def test_whoever_is_in_a_restricted_initiative_reads_its_words(world: World) -> None:
    # Else the words that nobody outside may read would be hidden from nobody.
    for role in world.inside:
        page = next(row for row in of_step(world) if row.key == "GET initiative")
        assert any(marker in ask(world, page, role).text for marker in MARKERS), role


def _wrong(world: World, row: Row, role: Role, before: Rows) -> Iterator[str]:
    """Ask once, and say what is not as it should be; `before` is everything as it was."""
    wanted = ask_for(row.key)
    inside = world.inside | given(row) if on_initiative(row) else SIGNED_IN
    expected = row.expects(role, inside=inside)
    with undone():
        answer = ask(world, row, role)
        if answer.status != expected:
            yield f"{answer.status} instead of {expected}"
        changed = answer.wrote and (row.reads or everything(sessions=True) != before)
        done = expected == row.done and role in row.may
        if changed is not (
            done
            and not row.reads
            and not wanted.keeps
            and role not in wanted.idle
            and wanted.done_when_restricted is not world.restricted
        ):
            yield "something was written" if changed else "nothing was written"
        yield from _told(world, row, role, answer)
        if role in SIGNED_IN - inside:
            yield from _told_apart(world, row, role, answer)


def _prepared(world: World, first: Before) -> Rows:
    """Let happen what has to be before; everything as it then is."""
    if first is None:
        return world.everything
    first(world)
    return everything(sessions=True)


def _told(world: World, row: Row, role: Role, answer: Answer) -> Iterator[str]:
    """Words, and the address, that nobody outside may read."""
    if role in given(row):
        return
    if role not in world.inside:
        secrets = [*MARKERS, *([] if on_initiative(row) else [f"initiatives/{world.initiative}/"])]
        yield from (f"reads {secret!r}" for secret in secrets if secret in answer.text)


def _told_apart(world: World, row: Row, role: Role, hidden: Answer) -> Iterator[str]:
    missing = ask(world, row, role, initiative=MISSING)
    if missing.status != NOT_THERE:
        yield f"missing is {missing.status}"
    there, not_there = str(world.initiative), str(MISSING)
    if hidden.unmasked() != missing.unmasked().replace(not_there, there):
        yield "hidden and missing can be told apart"


@pytest.mark.parametrize("world", [(step, False) for step in STEPS], indirect=True, ids=str)
def test_a_token_that_reads_never_writes(world: World) -> None:
    wrong = []
    for row in of_step(world):
        if row.is_api and not ask_for(row.key).by_browser:
            with undone():
                if row.reads and (before := ask_for(row.key).before):
                    before(world)
                answer = ask(world, row, Role.MARKETING_OWNER, reading=True)
                expected = row.expects(Role.MARKETING_OWNER) if row.reads else 403
                if answer.status != expected or answer.wrote:
                    wrong.append(f"{row.key}: {answer.status}")
    assert not wrong


@pytest.mark.once
@pytest.mark.parametrize("world", [(step, False) for step in STEPS], indirect=True, ids=str)
def test_a_browser_without_its_csrf_token_writes_nothing(world: World) -> None:
    wrong = []
    for row in of_step(world):
        role = next(role for role in Role if role in row.may or not row.may)
        if not row.reads and row.may:
            with undone():
                answer = ask(world, row, role, careful=True)
                if answer.status not in {401, 403} or answer.wrote:
                    wrong.append(f"{row.key} as {role}: {answer.status}")
    assert not wrong


@pytest.mark.once
@pytest.mark.parametrize("world", [("signed_brief", False)], indirect=True, ids=str)
def test_any_other_way_to_ask_is_refused(world: World) -> None:
    known = {**world.numbers, "key": "goal", "question": "goal", "lane": "it", "stage": "assess"}
    known |= {"limit": "small_change_days", "team": "others-it", "period": "2026-q1"}
    known |= {"field": "due", "step": "days", "version": 1}
    place = {url: address_of(url, known) for url in addresses()}
    stated = {(row.method, place[row.url]) for row in rows()}
    client = Client()
    client.cookies = world.doors[Role.SPONSOR].cookies
    wrong = []
    for address in sorted(set(place.values()) - {place["api:api-root"]}):
        for method in METHODS:
            if (method, address) not in stated:
                with undone():
                    status = client.generic(method, address).status_code
                if status != 405:
                    wrong.append(f"{method} {address}: {status}")
    assert not wrong, "\n".join(["", *wrong])
