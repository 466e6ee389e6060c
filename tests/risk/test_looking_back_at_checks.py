"""Looking back: the tiers of checks against what happened afterwards."""

from datetime import date, timedelta

import pytest
from tests.cast import Cast, check_risk, hide
from tests.days import present_date

from tandem.assessment import services as assessment
from tandem.assessment.rules import Authority
from tandem.risk.queries import looked_back_at_checks
from tandem.risk.rules import Later, LookedBack, Tier, by_tier, later_of, surprises, verdict


def back(tier: Tier, **happened: int) -> LookedBack:
    return LookedBack(1, "One", tier, date(2026, 1, 5), {Later(k): n for k, n in happened.items()})


@pytest.mark.parametrize(
    ("kind", "data", "what"),
    [
        ("work_item.moved", {"before": "done", "after": "to_do"}, Later.CAME_BACK),
        ("work_item.moved", {"before": "in_review", "after": "in_progress"}, Later.CAME_BACK),
        ("work_item.moved", {"before": "to_do", "after": "in_progress"}, None),
        ("work_item.moved", {"before": "done", "after": "dropped"}, None),
        ("work_item.added", {"work": "bug"}, Later.BUG),
        ("work_item.added", {"work": "task"}, None),
        ("change.applied", {}, Later.CHANGED),
        ("hold.begun", {}, Later.HELD),
        ("hold.lifted", {}, None),
    ],
)
def test_what_counts_as_having_happened(
    kind: str, data: dict[str, object], what: Later | None
) -> None:
    assert later_of(kind, data) is what


def test_tiers_are_judged_from_five_checks_on() -> None:
    low, high = [back(Tier.LOW)] * 5, [back(Tier.HIGH, bug=1)] * 5
    seen = by_tier([*low, *high])
    assert [(one.tier, one.checks, one.quiet, one.for_each) for one in seen] == [
        (Tier.LOW, 5, 5, 0.0),
        (Tier.MEDIUM, 0, 0, None),
        (Tier.HIGH, 5, 0, 1.0),
    ]
    assert "the higher, the more" in verdict(seen)
    assert verdict(by_tier([*low, *high[1:]])).startswith("Too few checks")
    swapped = [back(Tier.LOW, bug=1)] * 5 + [back(Tier.HIGH)] * 5
    assert "isn't followed by more" in verdict(by_tier(swapped))


def test_a_low_tier_after_which_much_happened_is_a_surprise() -> None:
    much, little = back(Tier.LOW, bug=2, held=1), back(Tier.LOW, bug=2)
    assert surprises([little, much, back(Tier.HIGH, bug=9)]) == [much]


def hold(cast: Cast, initiative: int, kind: Authority) -> None:
    assessment.name_authority(actor=cast.vera, person_id=cast.vera.me, kind=kind)
    assessment.hold_initiative(
        actor=cast.vera,
        initiative_id=initiative,
        kind=kind,
        reason="A hole.",
        lifts="A patch.",
        look_again_on=present_date() + timedelta(days=7),
    )


def test_what_happened_after_the_check_counts_for_whoever_sees_it(
    cast: Cast, assessed: int
) -> None:
    assert looked_back_at_checks(cast.rita).checks == ()
    hold(cast, assessed, Authority.RISK)
    check_risk(cast, assessed)
    hold(cast, assessed, Authority.SECURITY)
    (one,) = looked_back_at_checks(cast.rita).checks
    assert (one.id, one.tier, one.happened) == (assessed, Tier.LOW, {Later.HELD: 1})
    hide(assessed)
    assert looked_back_at_checks(cast.rita).checks == ()
