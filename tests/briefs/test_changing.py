"""A change of what both sides have signed: it waits, is weighed, and its author settles it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from tests.cast import (
    TUESDAY,
    Cast,
    confirm_playback,
    estimate,
    happened,
    hide,
    let_both_sign,
    sign_both,
    waits,
)
from tests.refusals import nothing_written, refused

from tandem.accounts.rules import CLOCK, Actor, Lane
from tandem.briefs import queries, services
from tandem.briefs.queries import ChangeRead, Ledger, change_of, ledger_of, whole
from tandem.briefs.rules import Effort, How, Priority, Section, WayOut, Weight
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.initiatives import services as initiatives

D = Decimal
SMALL = Effort(D("1"), D("2"))
LARGE = Effort(D("4"), D("4"))


def item(brief: int, label: str = "R1") -> queries.ItemRow:
    return next(one for one in whole(CLOCK, brief).items if one.label == label)


def edit(
    actor: Actor, brief: int, text: str, label: str = "R1", effort: Effort | None = None
) -> int:
    """Save a change of a signed part; the id of the change that waits, or 0."""
    found = item(brief, label)
    services.edit_item(
        actor=actor, initiative_id=brief, item_id=found.id, title=found.title, text=text,
        priority=found.priority, base=found.revision, effort=effort,
    )  # fmt: skip
    return item(brief, label).change_id or 0


def say(cast: Cast, brief: int, change: int, effort: Effort = SMALL) -> None:
    services.state_change_effort(
        actor=cast.igor, initiative_id=brief, change_id=change, effort=effort
    )


def apply(actor: Actor, brief: int, change: int, how: How = How.ALLOWANCE, **more: object) -> None:
    services.apply_change(
        actor=actor, initiative_id=brief, change_id=change, how=how, **more  # type: ignore[arg-type]
    )  # fmt: skip


def read(brief: int, change: int) -> ChangeRead:
    return change_of(CLOCK, brief, change)


def ledger(brief: int) -> Ledger:
    found = ledger_of(CLOCK, brief)
    assert found
    return found


def of_changes(brief: int) -> set[tuple[str, str]]:
    return {turn for turn in waits(brief) if turn[0].endswith(("_effort", "_change"))}


@pytest.fixture
def waiting(cast: Cast, signed_brief: int) -> int:
    """Alice's change of R1, not yet estimated."""
    return edit(cast.alice, signed_brief, "Show all days.")


# Effort ------------------------------------------------------------------------------------------


def test_the_must_have_effort_at_sign_off_is_the_baseline(cast: Cast, signed_brief: int) -> None:
    gauge = whole(cast.rita, signed_brief).gauge
    assert gauge
    assert (gauge.baseline, gauge.total, gauge.used) == (D(55), D("5.5"), D(0))


def test_estimating_again_leaves_the_baseline(cast: Cast, signed_brief: int) -> None:
    estimate(cast, signed_brief, low="1", high="2")
    assert ledger(signed_brief).gauge.baseline == D(55)
    assert happened(signed_brief)[-1] == "item.estimated"


def test_an_effort_that_was_missing_at_sign_off_is_added(cast: Cast, heard_brief: int) -> None:
    services.add_item(
        actor=cast.alice, initiative_id=heard_brief, section=Section.REQUIREMENTS, text="More.",
        priority=Priority.MUST,
    )  # fmt: skip
    confirm_playback(cast, heard_brief)
    sign_both(cast, heard_brief)
    estimate(cast, heard_brief, "R2", "10", "20")
    assert ledger(heard_brief).gauge.baseline == D(70)


@pytest.mark.parametrize(
    ("low", "high", "field"), [("2", "1", "high"), ("-1", "1", "low"), ("0", "1000", "low")]
)
def test_an_effort_is_a_range_of_days(
    cast: Cast, brief: int, low: str, high: str, field: str
) -> None:
    with refused(BadInput) as caught:
        estimate(cast, brief, low=low, high=high)
    assert caught.value.field == field  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["alice", "ivan", "charlie", "rita", "vera"])
def test_only_it_on_the_initiative_estimates(
    cast: Cast, signed_brief: int, waiting: int, name: str
) -> None:
    with refused(NotAllowed):
        services.state_effort(
            actor=getattr(cast, name), initiative_id=signed_brief, item_id=item(signed_brief).id,
            low=D(1), high=D(2),
        )  # fmt: skip
    with refused(NotAllowed):
        services.state_change_effort(
            actor=getattr(cast, name), initiative_id=signed_brief, change_id=waiting, effort=SMALL
        )


def test_a_use_case_has_no_effort_of_its_own(cast: Cast, brief: int) -> None:
    with refused(RuleBroken):
        estimate(cast, brief, "U1")


# Waiting -----------------------------------------------------------------------------------------


def test_an_edit_waits_beside_the_signed_text(cast: Cast, signed_brief: int, waiting: int) -> None:
    assert item(signed_brief).text != "Show all days."
    assert whole(cast.rita, signed_brief).signed
    assert read(signed_brief, waiting).weight is None
    assert of_changes(signed_brief) == {("brief.state_effort", "it")}
    assert happened(signed_brief)[-1] == "change.saved"


def test_saving_it_twice_saves_it_once(cast: Cast, signed_brief: int, waiting: int) -> None:
    with nothing_written():
        assert edit(cast.alice, signed_brief, "Show all days.") == waiting


def test_writing_it_anew_asks_it_anew(cast: Cast, signed_brief: int, waiting: int) -> None:
    say(cast, signed_brief, waiting)
    anew = edit(cast.alice, signed_brief, "Show some days.")
    assert anew != waiting
    assert read(signed_brief, anew).weight is None
    with refused(NotFound):
        apply(cast.alice, signed_brief, waiting)


def test_writing_the_signed_text_again_withdraws_it(
    cast: Cast, signed_brief: int, waiting: int
) -> None:
    assert edit(cast.alice, signed_brief, item(signed_brief).text) == 0
    assert read(signed_brief, waiting).outcome == "withdrawn"
    assert of_changes(signed_brief) == set()


def test_two_people_do_not_change_one_part_at_once(
    cast: Cast, signed_brief: int, waiting: int
) -> None:
    initiatives.join_initiative(actor=cast.mona, initiative_id=signed_brief, lane=Lane.MARKETING)
    with refused(RuleBroken) as caught:
        edit(cast.mona, signed_brief, "No days.")
    assert "Alice Albers" in caught.value.reason
    with refused(RuleBroken):
        services.remove_item(
            actor=cast.alice, initiative_id=signed_brief, item_id=item(signed_brief).id, base=1
        )


def test_only_its_look_is_applied_at_once(cast: Cast, signed_brief: int) -> None:
    assert edit(cast.alice, signed_brief, f"**{item(signed_brief).text}**") == 0
    assert item(signed_brief).text.startswith("**")
    assert item(signed_brief).is_signed
    assert whole(cast.rita, signed_brief).signed
    assert ledger(signed_brief).lines == []
    assert of_changes(signed_brief) == set()


def test_it_states_the_effort_with_its_own_edit(cast: Cast, signed_brief: int) -> None:
    change = edit(cast.igor, signed_brief, "Two calendars.", "T1", SMALL)
    assert read(signed_brief, change).weight is Weight.WITHIN
    assert of_changes(signed_brief) == {("brief.settle_change", "it")}


def test_marketing_can_not_state_it(cast: Cast, signed_brief: int) -> None:
    change = edit(cast.alice, signed_brief, "Show all days.", effort=Effort(D(0), D(0)))
    assert read(signed_brief, change).effort is None


# Settling ----------------------------------------------------------------------------------------


def test_within_the_allowance_the_signatures_stay(
    cast: Cast, signed_brief: int, waiting: int
) -> None:
    say(cast, signed_brief, waiting)
    assert read(signed_brief, waiting).why == "Uses 1.5 of 5.5 days; applies now."
    assert of_changes(signed_brief) == {("brief.settle_change", "marketing")}
    apply(cast.alice, signed_brief, waiting)
    assert item(signed_brief).text == "Show all days."
    assert whole(cast.rita, signed_brief).signed
    assert ledger(signed_brief).gauge.used == D("1.5")
    assert [(line.days, line.label) for line in ledger(signed_brief).lines] == [(D("1.5"), "R1")]
    assert of_changes(signed_brief) == set()
    assert happened(signed_brief)[-2:] == ["item.edited", "change.applied"]


def test_both_must_sign_suspends_that_part_alone(
    cast: Cast, signed_brief: int, waiting: int
) -> None:
    say(cast, signed_brief, waiting, LARGE)
    with refused(RuleBroken):
        apply(cast.alice, signed_brief, waiting)
    apply(cast.alice, signed_brief, waiting, How.SIGNATURES, way_out=WayOut.SWAP, note="R4 goes.")
    brief = whole(cast.rita, signed_brief)
    assert [one.label for one in brief.items if one.suspended] == ["R1"]
    assert {("brief.sign", "it"), ("brief.sign", "marketing")} <= waits(signed_brief)
    change = read(signed_brief, waiting)
    assert (change.weight, change.way_out, change.note) == (Weight.BOTH, WayOut.SWAP, "R4 goes.")
    assert ledger(signed_brief).gauge.used == 0


def test_before_it_said_how_long_it_is_not_applied(
    cast: Cast, signed_brief: int, waiting: int
) -> None:
    with refused(RuleBroken):
        apply(cast.alice, signed_brief, waiting)


def test_it_may_wait_for_the_next_version(cast: Cast, signed_brief: int, waiting: int) -> None:
    apply(cast.alice, signed_brief, waiting, How.NEXT_VERSION)
    assert read(signed_brief, waiting).outcome == "next_version"
    assert item(signed_brief).text != "Show all days."
    assert whole(cast.rita, signed_brief).signed


def test_it_is_withdrawn(cast: Cast, signed_brief: int, waiting: int) -> None:
    services.withdraw_change(actor=cast.alice, initiative_id=signed_brief, change_id=waiting)
    assert of_changes(signed_brief) == set()
    assert happened(signed_brief)[-1] == "change.withdrawn"
    with refused(RuleBroken):
        apply(cast.alice, signed_brief, waiting, How.SIGNATURES)


ACTS = [
    lambda actor, brief, change: apply(actor, brief, change, How.SIGNATURES),
    lambda actor, brief, change: services.withdraw_change(
        actor=actor, initiative_id=brief, change_id=change
    ),
    lambda actor, brief, change: services.call_material(
        actor=actor, initiative_id=brief, change_id=change
    ),
]


@pytest.mark.parametrize("act", ACTS, ids=["apply", "withdraw", "call"])
def test_whose_it_is_not(cast: Cast, signed_brief: int, waiting: int, act: object) -> None:
    for actor in (cast.mona, cast.ivan, cast.charlie, cast.rita, cast.vera):
        with refused(NotAllowed):
            act(actor, signed_brief, waiting)  # type: ignore[operator]
    hide(signed_brief)
    with refused(NotFound):
        act(cast.charlie, signed_brief, waiting)  # type: ignore[operator]
    with refused(NotFound):
        act(cast.alice, signed_brief, waiting + 99)  # type: ignore[operator]


def test_it_does_not_settle_marketings_change(cast: Cast, signed_brief: int, waiting: int) -> None:
    with refused(NotAllowed):
        apply(cast.igor, signed_brief, waiting, How.SIGNATURES)


def test_the_owner_settles_it_for_an_absent_author(cast: Cast, signed_brief: int) -> None:
    initiatives.join_initiative(actor=cast.mona, initiative_id=signed_brief, lane=Lane.MARKETING)
    change = edit(cast.mona, signed_brief, "No days.")
    apply(cast.alice, signed_brief, change, How.SIGNATURES)
    assert item(signed_brief).changed_by.name == "Mona Maler"


# Slices, material after all, given back --------------------------------------------------------


def use(cast: Cast, brief: int, text: str, days: str) -> int:
    change = edit(cast.alice, brief, text)
    say(cast, brief, change, Effort(D(days), D(days)))
    apply(cast.alice, brief, change)
    return change


def test_slices_of_one_part_within_five_days_count_as_one(
    cast: Cast, signed_brief: int, tuesday: None
) -> None:
    with clock.at(TUESDAY):
        use(cast, signed_brief, "One.", "1")
    with clock.at(TUESDAY + timedelta(days=4)):
        change = edit(cast.alice, signed_brief, "Two.")
        say(cast, signed_brief, change, Effort(D(1), D(1)))
        assert read(signed_brief, change).weight is Weight.BOTH
    with clock.at(TUESDAY + timedelta(days=6)):
        assert read(signed_brief, change).weight is Weight.WITHIN


def test_within_two_working_days_either_side_calls_it_material(
    cast: Cast, signed_brief: int, tuesday: None
) -> None:
    with clock.at(TUESDAY):
        change = use(cast, signed_brief, "One.", "1")
    with clock.at(TUESDAY + timedelta(days=2)):
        services.call_material(actor=cast.igor, initiative_id=signed_brief, change_id=change)
        assert item(signed_brief).text == "One."
        assert item(signed_brief).suspended
        assert ledger(signed_brief).gauge.used == 0
        assert [line.days for line in ledger(signed_brief).lines] == [D(-1), D(1)]
        assert happened(signed_brief)[-1] == "change.called_material"
        with refused(RuleBroken):
            services.call_material(actor=cast.igor, initiative_id=signed_brief, change_id=change)


def test_after_two_working_days_it_stands(cast: Cast, signed_brief: int, tuesday: None) -> None:
    with clock.at(TUESDAY):
        change = use(cast, signed_brief, "One.", "1")
    with clock.at(TUESDAY + timedelta(days=2, minutes=1)), refused(RuleBroken):
        services.call_material(actor=cast.igor, initiative_id=signed_brief, change_id=change)


def test_what_was_changed_on_top_of_it_is_signed_with_it(cast: Cast, signed_brief: int) -> None:
    first = use(cast, signed_brief, "One.", "0.5")
    use(cast, signed_brief, "Two.", "0.5")
    services.call_material(actor=cast.igor, initiative_id=signed_brief, change_id=first)
    assert item(signed_brief).suspended
    assert ledger(signed_brief).gauge.used == 0


def test_a_revision_gives_half_back_once(cast: Cast, signed_brief: int) -> None:
    use(cast, signed_brief, "One.", "1.5")
    assert services.give_back_at_revision(actor=CLOCK, revision="2026-Q2") == 1
    assert ledger(signed_brief).gauge.used == D("0.75")
    assert happened(signed_brief)[-1] == "allowance.returned"
    with nothing_written():
        assert services.give_back_at_revision(actor=cast.vera, revision="2026-Q2") == 0
    assert services.give_back_at_revision(actor=CLOCK, revision="2026-Q3") == 1


def test_nobody_else_gives_it_back(cast: Cast, signed_brief: int) -> None:
    for actor in (cast.alice, cast.igor, cast.charlie):
        with refused(NotAllowed):
            services.give_back_at_revision(actor=actor, revision="2026-Q2")
    with refused(BadInput):
        services.give_back_at_revision(actor=CLOCK, revision="soon")


def test_taking_something_out_gives_nothing_back(cast: Cast, signed_brief: int) -> None:
    use(cast, signed_brief, "One.", "1")
    services.remove_item(
        actor=cast.alice, initiative_id=signed_brief, item_id=item(signed_brief).id, base=2
    )
    assert ledger(signed_brief).gauge.used == 1
    assert item(signed_brief).suspended


def test_signing_the_difference_makes_a_new_baseline_and_keeps_what_was_used(
    cast: Cast, signed_brief: int
) -> None:
    use(cast, signed_brief, "One.", "1")
    estimate(cast, signed_brief, low="80", high="80")
    edit(cast.alice, signed_brief, "Another.", "U1")
    let_both_sign(cast.alice, signed_brief, item(signed_brief, "U1").id)
    confirm_playback(cast, signed_brief)
    sign_both(cast, signed_brief)
    gauge = ledger(signed_brief).gauge
    assert (gauge.baseline, gauge.used) == (D(80), D(1))


def test_efforts_compare_as_they_are_said() -> None:
    assert replace(SMALL, new_data=True) != SMALL
