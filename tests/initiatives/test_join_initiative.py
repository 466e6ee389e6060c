"""Taking part for a side."""

import pytest
from tests.cast import Cast, again, happened, hide, sides_of, waits
from tests.refusals import nothing_written, refused

from tandem.accounts import services as accounts
from tandem.accounts.rules import Actor, Lane, WorkspaceRole
from tandem.core.errors import NotAllowed, NotFound
from tandem.initiatives import services


def join(actor: Actor, idea: int, lane: Lane = Lane.IT) -> None:
    services.join_initiative(actor=actor, initiative_id=idea, lane=lane)


def test_a_member_joins_for_their_side_and_is_asked_to_answer(cast: Cast, idea: int) -> None:
    join(cast.igor, idea)
    assert sides_of(cast.igor, idea) == {Lane.IT}
    assert waits(idea) == {("initiative.answer", "marketing"), ("initiative.answer", "it")}
    assert happened(idea, since=1) == ["initiative.joined"]


def test_the_second_of_a_side_joins_without_being_asked(cast: Cast, idea: int) -> None:
    join(cast.igor, idea)
    before = waits(idea)
    join(cast.ivan, idea)
    assert waits(idea) == before


def test_joining_twice_is_joining_once(cast: Cast, idea: int) -> None:
    join(cast.igor, idea)
    with nothing_written():
        join(cast.igor, idea)


def test_who_holds_both_sides_joins_for_each(cast: Cast, idea: int) -> None:
    accounts.change_sides(actor=cast.vera, person_id=cast.ivan.me, lanes=list(Lane))
    ivan = again(cast.ivan)
    join(ivan, idea, Lane.IT)
    join(ivan, idea, Lane.MARKETING)
    assert sides_of(ivan, idea) == set(Lane)


@pytest.mark.parametrize(
    ("name", "lane"),
    [
        ("igor", "marketing"),
        ("mona", "it"),
        ("charlie", "it"),
        ("charlie", "marketing"),
        ("vera", "it"),
    ],
)
def test_the_wrong_side_is_refused(cast: Cast, idea: int, name: str, lane: str) -> None:
    with refused(NotAllowed):
        join(getattr(cast, name), idea, Lane(lane))


def test_viewer_is_refused(cast: Cast, idea: int) -> None:
    with refused(NotAllowed):
        join(cast.rita, idea)


def test_a_viewer_of_the_side_is_refused(cast: Cast, idea: int) -> None:
    accounts.change_role(actor=cast.vera, person_id=cast.ivan.me, role=WorkspaceRole.VIEWER)
    with refused(NotAllowed):
        join(again(cast.ivan), idea)


def test_a_restricted_idea_is_not_found(cast: Cast, idea: int) -> None:
    hide(idea)
    with refused(NotFound):
        join(cast.igor, idea)


def test_people_join_at_any_stage(cast: Cast, planned: int) -> None:
    join(cast.ivan, planned)
    assert sides_of(cast.ivan, planned) == {Lane.IT}
