"""Who does it, how long it takes, what it is for and waits for, what is in its way, its list."""

from decimal import Decimal

import pytest
from tests.cast import Cast, happened, hide, write_idea
from tests.refusals import nothing_written
from tests.work.making import add, item, move, of_it, refused, shared

from tandem.accounts.rules import Lane
from tandem.briefs.queries import parts_to_cover
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.initiatives import services as initiatives
from tandem.work import queries, services
from tandem.work.rules import DependencyKind, Estimate, Sureness, WorkState

pytestmark = pytest.mark.usefixtures("tuesday")


def test_somebody_does_it_from_now_until_they_no_longer_do(cast: Cast, planned: int) -> None:
    work = add(cast.igor, planned)
    services.assign_work_item(actor=cast.igor, work_id=work, person_id=cast.ivan.me)
    with nothing_written():
        services.assign_work_item(actor=cast.igor, work_id=work, person_id=cast.ivan.me)
    assert [row.id for row in queries.work_done_by(cast.ivan)] == [work]
    assert "work_item.assigned" in {one.kind for one in _told(cast.ivan)}
    services.unassign_work_item(actor=cast.ivan, work_id=work, person_id=cast.ivan.me)
    assert queries.work_done_by(cast.ivan) == []
    assert item(work).assignments.get().ends_at is not None
    assert happened(planned)[-2:] == ["work_item.assigned", "work_item.unassigned"]


def _told(actor):  # type: ignore[no-untyped-def]
    from tandem.activity.models import Notification

    return list(Notification.objects.filter(person_id=actor.me))


def test_nobody_is_given_what_they_cannot_see_or_do(cast: Cast, planned: int) -> None:
    work = add(cast.igor, planned)
    with refused(BadInput):
        services.assign_work_item(actor=cast.igor, work_id=work, person_id=cast.rita.me)
    with refused(NotAllowed):
        services.assign_work_item(actor=cast.alice, work_id=work, person_id=cast.alice.me)
    hide(planned)
    with refused(BadInput):
        services.assign_work_item(actor=cast.igor, work_id=work, person_id=cast.charlie.me)


def test_each_side_estimates_its_own_work(cast: Cast, planned: int) -> None:
    work, both = of_it(cast.igor, planned), shared(cast.alice, planned)
    three = Estimate(Decimal(3), Sureness.GUESS)
    services.estimate_work_item(actor=cast.igor, work_id=work, estimate=three)
    assert queries.whole_item(cast.rita, work).row.estimate == three
    points = Estimate(Decimal(3), None, Decimal(2), Decimal("6.5"))
    services.estimate_work_item(actor=cast.igor, work_id=work, estimate=points)
    assert queries.whole_item(cast.rita, work).row.estimate == points
    with refused(NotAllowed, "IT says"):
        services.estimate_work_item(actor=cast.alice, work_id=work, estimate=three)
    with refused(NotAllowed, "IT says"):
        services.estimate_work_item(actor=cast.alice, work_id=both, estimate=three)
    with refused(BadInput, "2, 3, 5"):
        services.estimate_work_item(
            actor=cast.igor,
            work_id=work,
            estimate=Estimate(Decimal(3), None, Decimal(5), Decimal(2)),
        )
    services.take_back_estimate(actor=cast.igor, work_id=work)
    assert queries.whole_item(cast.rita, work).row.estimate is None
    assert happened(planned)[-1] == "work_item.estimate_taken_back"


def test_work_is_for_a_part_of_its_brief(cast: Cast, planned: int) -> None:
    work = add(cast.igor, planned)
    part = parts_to_cover(planned)[0]
    services.link_work_item(actor=cast.igor, work_id=work, part_id=part.id)
    assert [one.label for one in queries.whole_item(cast.rita, work).covers] == ["R1"]
    with nothing_written():
        services.link_work_item(actor=cast.igor, work_id=work, part_id=part.id)
    with refused(BadInput):
        services.link_work_item(actor=cast.igor, work_id=work, part_id=999_999)
    services.unlink_work_item(actor=cast.igor, work_id=work, part_id=part.id)
    assert queries.whole_item(cast.rita, work).covers == []
    assert happened(planned)[-2:] == ["work_item.linked", "work_item.unlinked"]


def test_work_waits_for_other_work_and_never_for_itself(cast: Cast, planned: int) -> None:
    one, two, three = (add(cast.igor, planned, name) for name in ("One", "Two", "Three"))
    services.let_wait_for(actor=cast.igor, work_id=two, on_id=one, lag=2)
    services.let_wait_for(
        actor=cast.igor, work_id=three, on_id=two, kind=DependencyKind.START_START
    )
    with refused(BadInput) as circle:
        services.let_wait_for(actor=cast.igor, work_id=one, on_id=three)
    assert "“One” → “Two” → “Three” → “One”" in circle.value.reason
    with refused(BadInput):
        services.let_wait_for(actor=cast.igor, work_id=one, on_id=one)
    whole = queries.whole_item(cast.rita, two)
    assert [(w.row.title, w.lag) for w in whole.waits_for if w.row] == [("One", 2)]
    assert [w.row.title for w in whole.waited_for_by if w.row] == ["Three"]
    services.let_wait_no_more(actor=cast.igor, work_id=two, dependency_id=whole.waits_for[0].id)
    services.let_wait_for(actor=cast.igor, work_id=one, on_id=three)


def test_parts_and_their_whole_do_not_wait_for_each_other(cast: Cast, planned: int) -> None:
    top = add(cast.igor, planned, "The shop")
    part = add(cast.igor, planned, "The days", parent_id=top)
    with refused(BadInput):
        services.let_wait_for(actor=cast.igor, work_id=top, on_id=part)


def test_work_waits_for_work_of_another_initiative_unseen_where_it_is_hidden(
    cast: Cast, planned: int
) -> None:
    other = write_idea(cast)
    initiatives.join_initiative(actor=cast.igor, initiative_id=other, lane=Lane.IT)
    far, near = add(cast.igor, other, "The ledger"), add(cast.igor, planned)
    services.let_wait_for(actor=cast.igor, work_id=near, on_id=far)
    initiatives.join_initiative(actor=cast.ivan, initiative_id=planned, lane=Lane.IT)
    hide(other)
    assert [w.row for w in queries.whole_item(cast.rita, near).waits_for] == [None]
    with refused(NotFound):
        services.let_wait_for(actor=cast.ivan, work_id=near, on_id=far)
    with refused(BadInput) as circle:
        services.let_wait_for(actor=cast.igor, work_id=far, on_id=near)
    assert "The ledger" in circle.value.reason


def test_blocked_work_says_whom_it_waits_for(cast: Cast, planned: int) -> None:
    work = add(cast.igor, planned)
    services.block_work_item(
        actor=cast.igor, work_id=work, reason="The words are missing.", person_id=cast.alice.me
    )
    block = queries.whole_item(cast.rita, work).block
    assert block
    assert block.person
    assert block.person.id == cast.alice.me
    assert _told(cast.alice)[-1].kind == "work_item.blocked"
    with refused(RuleBroken):
        services.block_work_item(actor=cast.igor, work_id=work, reason="Again.")
    with refused(NotAllowed):
        services.unblock_work_item(actor=cast.charlie, work_id=work)
    services.unblock_work_item(actor=cast.alice, work_id=work)
    assert queries.whole_item(cast.rita, work).block is None
    with nothing_written():
        services.unblock_work_item(actor=cast.igor, work_id=work)
    assert happened(planned)[-2:] == ["work_item.blocked_by_person", "work_item.unblocked"]


def test_a_checklist_is_ticked_line_by_line(cast: Cast, planned: int) -> None:
    work = add(cast.igor, planned)
    line = services.add_check(actor=cast.igor, work_id=work, text="On a phone").pk
    services.add_check(actor=cast.igor, work_id=work, text="On paper")
    services.tick_check(actor=cast.igor, check_id=line)
    with nothing_written():
        services.tick_check(actor=cast.igor, check_id=line)
    whole = queries.whole_item(cast.rita, work)
    assert (whole.ticked, [one.text for one in whole.checks]) == (1, ["On a phone", "On paper"])
    with refused(NotAllowed):
        services.untick_check(actor=cast.alice, check_id=line)
    services.remove_check(actor=cast.igor, check_id=line)
    assert len(queries.whole_item(cast.rita, work).checks) == 1


def test_the_other_side_accepts_what_is_done(cast: Cast, planned: int) -> None:
    work = of_it(cast.igor, planned)
    with refused(RuleBroken):
        services.accept_work_item(actor=cast.alice, work_id=work)
    services.assign_work_item(actor=cast.igor, work_id=work, person_id=cast.igor.me)
    move(cast.igor, work, WorkState.DONE)
    assert queries.whole_item(cast.rita, work).row.needs_acceptance
    with refused(NotAllowed):
        services.accept_work_item(actor=cast.igor, work_id=work)
    with refused(NotAllowed):
        services.accept_work_item(actor=cast.charlie, work_id=work)
    services.accept_work_item(actor=cast.alice, work_id=work)
    whole = queries.whole_item(cast.rita, work)
    assert whole.accepted_by
    assert whole.accepted_by.id == cast.alice.me
    move(cast.igor, work, WorkState.IN_REVIEW)
    assert queries.whole_item(cast.rita, work).accepted_by is None


def test_acceptance_is_taken_back(cast: Cast, planned: int) -> None:
    work = of_it(cast.igor, planned)
    move(cast.igor, work, WorkState.DONE)
    services.accept_work_item(actor=cast.alice, work_id=work)
    services.take_back_acceptance(actor=cast.alice, work_id=work)
    assert queries.whole_item(cast.rita, work).row.needs_acceptance
    assert happened(planned)[-1] == "work_item.acceptance_taken_back"
