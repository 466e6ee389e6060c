"""The rules about people, without a database."""

from datetime import time
from itertools import product

import pytest

from tandem.accounts.rules import (
    CLOCK,
    Actor,
    ActorKind,
    Lane,
    WorkspaceRole,
    why_not_deactivate,
    why_not_lose_administrator,
    why_not_open,
    why_not_use_link,
)


def test_each_side_has_the_other() -> None:
    assert [lane.label for lane in Lane] == ["Marketing", "IT"]
    assert [lane.other for lane in Lane] == [Lane.IT, Lane.MARKETING]


@pytest.mark.parametrize(
    ("role", "writes", "manages"),
    [
        (WorkspaceRole.ADMINISTRATOR, True, True),
        (WorkspaceRole.MEMBER, True, False),
        (WorkspaceRole.VIEWER, False, False),
        (None, False, False),
    ],
)
def test_what_a_role_may(role: WorkspaceRole | None, writes: bool, manages: bool) -> None:
    actor = Actor(ActorKind.PERSON, 1, "Somebody", role)
    assert (actor.may_write, actor.is_administrator) == (writes, manages)


def test_the_clock_is_nobody_and_may_nothing() -> None:
    assert (CLOCK.me, CLOCK.may_write, CLOCK.is_administrator) == (0, False, False)


def test_an_account_is_closed_unless_it_is_ones_own_the_sponsors_or_the_last_administrators() -> (
    None
):
    for own, last, sponsor in product([False, True], repeat=3):
        reason = why_not_deactivate(is_self=own, is_last_administrator=last, is_sponsor=sponsor)
        assert (reason is None) is not (own or last or sponsor)
    assert why_not_lose_administrator(is_last=True)
    assert why_not_lose_administrator(is_last=False) is None


@pytest.mark.parametrize(("used", "expired"), list(product([False, True], repeat=2)))
def test_a_link_works_once_and_for_a_while(used: bool, expired: bool) -> None:
    assert (why_not_use_link(used=used, expired=expired) is None) is not (used or expired)


@pytest.mark.parametrize(
    ("opens", "closes", "allowed"), [(9, 17, True), (17, 9, False), (9, 9, False), (0, 23, True)]
)
def test_a_day_ends_after_it_begins(opens: int, closes: int, allowed: bool) -> None:
    assert (why_not_open(time(opens), time(closes)) is None) is allowed
