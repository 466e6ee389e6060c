"""Work is moved, by one of two who drag it, and back again."""

import pytest
from tests.cast import Cast, happened
from tests.refusals import nothing_written
from tests.work.making import add, item, move, order, refused

from tandem.accounts.rules import Lane
from tandem.core.errors import NotAllowed, RuleBroken
from tandem.work import queries, services
from tandem.work.rules import WorkState

pytestmark = pytest.mark.usefixtures("tuesday")


def test_a_move_is_a_fact_with_who_and_when(cast: Cast, planned: int) -> None:
    work = add(cast.igor, planned)
    moved = move(cast.igor, work, WorkState.IN_PROGRESS, seen=WorkState.TO_DO)
    assert moved.move
    assert (moved.move.before, moved.move.after, moved.move.by_id) == (
        "to_do",
        "in_progress",
        cast.igor.me,
    )
    assert happened(planned)[-1] == "work_item.moved"
    with nothing_written():
        assert move(cast.igor, work, WorkState.IN_PROGRESS).move is None


def test_of_two_who_drag_one_card_the_second_is_told(cast: Cast, planned: int) -> None:
    work = add(cast.igor, planned, lane=None)
    move(cast.igor, work, WorkState.DONE, seen=WorkState.TO_DO)
    with refused(RuleBroken, "Done"):
        move(cast.alice, work, WorkState.NEXT, seen=WorkState.TO_DO)
    with nothing_written():
        move(cast.alice, work, WorkState.DONE, seen=WorkState.TO_DO)


def test_whoever_does_it_moves_it_and_others_do_not(cast: Cast, planned: int) -> None:
    work = add(cast.igor, planned)
    with refused(NotAllowed):
        move(cast.alice, work, WorkState.NEXT)
    with refused(NotAllowed):
        move(cast.charlie, work, WorkState.NEXT)
    services.assign_work_item(actor=cast.igor, work_id=work, person_id=cast.charlie.me)
    move(cast.charlie, work, WorkState.NEXT)


def test_a_card_is_put_before_another_and_to_the_end(cast: Cast, planned: int) -> None:
    one, two, three = (add(cast.igor, planned, name) for name in ("One", "Two", "Three"))
    move(cast.igor, three, WorkState.TO_DO, before_id=one)
    assert order(cast.rita, planned) == ["Three", "One", "Two"]
    assert happened(planned)[-1] == "work_item.placed"
    move(cast.igor, one, WorkState.TO_DO, before_id=services.AT_END)
    assert order(cast.rita, planned) == ["Three", "Two", "One"]
    with nothing_written():
        move(cast.igor, one, WorkState.TO_DO, before_id=services.AT_END)
        move(cast.igor, three, WorkState.TO_DO, before_id=two)


def test_a_place_is_found_however_often_one_gap_is_used(cast: Cast, planned: int) -> None:
    first, last = add(cast.igor, planned, "First"), add(cast.igor, planned, "Last")
    between = [add(cast.igor, planned, f"{n}") for n in range(36)]
    for work in between:
        move(cast.igor, work, WorkState.TO_DO, before_id=last)
        last_order = order(cast.rita, planned)
        assert last_order.index("Last") == last_order.index(f"{between.index(work)}") + 1
    assert order(cast.rita, planned)[0] == "First"
    assert item(first).rank < item(last).rank


def test_a_move_is_undone_once_by_whoever_made_it(cast: Cast, planned: int) -> None:
    one, two = add(cast.igor, planned, "One", lane=None), add(cast.igor, planned, "Two", lane=None)
    moved = move(cast.igor, two, WorkState.NEXT, before_id=one).move
    assert moved
    with refused(NotAllowed):
        services.undo_move(actor=cast.alice, move_id=moved.pk)
    services.undo_move(actor=cast.igor, move_id=moved.pk)
    assert item(two).state == WorkState.TO_DO
    assert order(cast.rita, planned) == ["One", "Two"]
    assert happened(planned)[-1] == "work_item.move_undone"
    with nothing_written():
        services.undo_move(actor=cast.igor, move_id=moved.pk)


def test_what_moved_on_meanwhile_is_not_undone(cast: Cast, planned: int) -> None:
    work = add(cast.igor, planned, lane=None)
    moved = move(cast.igor, work, WorkState.NEXT).move
    assert moved
    move(cast.alice, work, WorkState.DONE)
    with refused(RuleBroken):
        services.undo_move(actor=cast.igor, move_id=moved.pk)


def test_what_is_done_is_no_longer_blocked(cast: Cast, planned: int) -> None:
    work = add(cast.igor, planned)
    services.block_work_item(
        actor=cast.igor, work_id=work, reason="No test account.", lane=Lane.MARKETING
    )
    move(cast.igor, work, WorkState.DONE)
    whole = queries.whole_item(cast.rita, work)
    assert not whole.row.blocked
    assert whole.block is None
    assert item(work).blocks.get().ends_at is not None


def test_columns_hold_as_much_as_was_agreed(cast: Cast, planned: int) -> None:
    services.set_limits_of_all(actor=cast.vera, limits={WorkState.IN_PROGRESS: 4})
    assert queries.limits_of(planned)[WorkState.IN_PROGRESS] == 4
    services.set_limits(
        actor=cast.alice, limits={WorkState.IN_PROGRESS: 2, WorkState.NEXT: None}, home_id=planned
    )
    assert queries.limits_of(planned)[WorkState.IN_PROGRESS] == 2
    assert happened(planned)[-1] == "work.limits_set"
    with refused(NotAllowed):
        services.set_limits_of_all(actor=cast.alice, limits={})
    with refused(NotAllowed):
        services.set_limits(actor=cast.vera, limits={}, home_id=planned)
    services.set_limits(actor=cast.igor, limits={}, home_id=planned)
    assert queries.limits_of(planned)[WorkState.IN_PROGRESS] == 4
