"""What forbids each of the five paths, named one by one; without a database."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tandem.core.words import say
from tandem.initiatives.rules import (
    LIMITS,
    PATH,
    InitiativeKind,
    PathFacts,
    PathLimit,
    Signed,
    Stage,
    Terms,
    Track,
    lightest,
    shifted,
    stage_after,
    why_not_path,
)

TODAY = date(2026, 3, 10)
KNOWN = PathFacts(
    stage=Stage.IDEA, kind=InitiativeKind.CAMPAIGN, limits=LIMITS, systems={7: "Shop"}
)
EARLIER = Signed(5, "The March newsletter", InitiativeKind.CAMPAIGN, date(2026, 2, 20), {7: "Shop"})
GOOD = {
    Track.REPEAT: Terms(repeats=EARLIER, launch_on=TODAY),
    Track.SMALL_CHANGE: Terms(days=Decimal(3)),
    Track.EXPERIMENT: Terms(days=Decimal(10), share=10, budget=2_000),
    Track.STANDARD: Terms(),
    Track.EMERGENCY: Terms(reason="Orders are lost.", approver=2),
}


def forbids(track: Track, known: PathFacts = KNOWN, **other: object) -> list[str]:
    terms = replace(GOOD[track], **other)
    return [str(one) for one in why_not_path(track, known, TODAY, terms, me=1)]


@pytest.mark.parametrize("track", Track)
def test_a_path_is_open_up_to_its_limits(track: Track) -> None:
    assert forbids(track) == []


@pytest.mark.parametrize(
    ("track", "other", "says"),
    [
        (Track.SMALL_CHANGE, {"days": Decimal("3.01")}, "more than 3 days"),
        (Track.SMALL_CHANGE, {"days": Decimal(0)}, "how many days"),
        (Track.SMALL_CHANGE, {"new_system": True}, "a new system"),
        (Track.SMALL_CHANGE, {"new_data": True}, "a new kind of data"),
        (Track.SMALL_CHANGE, {"build_spend": True}, "spends money"),
        (Track.EXPERIMENT, {"days": Decimal(11)}, "more than 10 working days"),
        (Track.EXPERIMENT, {"share": 11}, "from 1 to 10 %"),
        (Track.EXPERIMENT, {"share": 0}, "from 1 to 10 %"),
        (Track.EXPERIMENT, {"budget": 2_001}, "more than 2000 euros"),
        (Track.EXPERIMENT, {"reversible": False}, "can't be taken back"),
        (Track.EXPERIMENT, {"new_data": True}, "new personal data"),
        (Track.REPEAT, {"repeats": None}, "Choose the signed brief"),
        (Track.REPEAT, {"launch_on": TODAY - timedelta(1)}, "which day"),
        (Track.REPEAT, {"repeats": replace(EARLIER, signed_on=date(2025, 3, 9))}, "a year ago"),
        (Track.REPEAT, {"repeats": replace(EARLIER, kind=InitiativeKind.TOOL)}, "another kind"),
        (Track.REPEAT, {"repeats": replace(EARLIER, systems={})}, "affects Shop"),
        (Track.EMERGENCY, {"reason": ""}, "what harm"),
        (Track.EMERGENCY, {"approver": None}, "who approves"),
        (Track.EMERGENCY, {"approver": 1}, "never the one who asks"),
    ],
)
def test_each_limit_forbids_by_itself(track: Track, other: dict[str, object], says: str) -> None:
    [found] = forbids(track, **other)
    assert says in found


@pytest.mark.parametrize(
    ("track", "other", "says"),
    [
        (Track.SMALL_CHANGE, {"unknown": ("Newbox",)}, "Newbox is new to us"),
        (Track.SMALL_CHANGE, {"new_data": (say("Payment"),)}, "New data would flow: Payment"),
        (Track.SMALL_CHANGE, {"new_data": (say("Payment"),)}, "holds that so far: Shop"),
        (
            Track.EXPERIMENT,
            {"systems": {}, "new_personal": (say("Behaviour"),)},
            "flow: Behaviour.",
        ),
        (Track.SMALL_CHANGE, {"systems": {}}, "Say which system"),
        (Track.EXPERIMENT, {"new_personal": (say("Behaviour"),)}, "New personal data"),
        (Track.REPEAT, {"data": {"payment": say("Payment")}}, "that didn't in that one: Payment"),
        (Track.REPEAT, {"has_brief": True}, "a brief of its own"),
        (Track.REPEAT, {"stage": Stage.BRIEF}, "before the brief begins"),
        (Track.EMERGENCY, {"stage": Stage.BUILD}, "past planning"),
    ],
)
def test_what_is_known_forbids_too(track: Track, other: dict[str, object], says: str) -> None:
    [found] = forbids(track, replace(KNOWN, **other))
    assert says in found


def test_small_changes_of_one_system_add_up() -> None:
    known = replace(KNOWN, nearby={7: Decimal("2.5")})
    assert forbids(Track.SMALL_CHANGE, known, days=Decimal("0.5")) == []
    [found] = forbids(Track.SMALL_CHANGE, known, days=Decimal(1))
    assert "2.5 days" in found
    assert "0.5 of 3 are left" in found


def test_every_obstacle_is_named_not_the_first_alone() -> None:
    found = forbids(Track.EXPERIMENT, days=Decimal(12), share=50, reversible=False)
    assert len(found) == 3


def test_the_lightest_path_is_the_first_that_nothing_known_forbids() -> None:
    assert lightest(KNOWN, TODAY, [5]) is Track.REPEAT
    assert lightest(KNOWN, TODAY, []) is Track.SMALL_CHANGE
    assert lightest(replace(KNOWN, unknown=("Newbox",)), TODAY, []) is Track.EXPERIMENT
    personal = replace(KNOWN, unknown=("Newbox",), new_personal=(say("Payment"),))
    assert lightest(personal, TODAY, []) is Track.STANDARD


def test_a_limit_that_an_administrator_moved_holds() -> None:
    known = replace(KNOWN, limits={**LIMITS, PathLimit.SMALL_DAYS: 5})
    assert forbids(Track.SMALL_CHANGE, known, days=Decimal(5)) == []


@pytest.mark.parametrize("track", Track)
def test_a_path_leads_on_from_every_stage_of_its_own_and_ends(track: Track) -> None:
    stage, seen = Stage.IDEA, [Stage.IDEA]
    while (following := stage_after(stage, track)) is not None:
        assert PATH.index(following) > PATH.index(stage)
        stage = following
        seen.append(stage)
    assert stage is Stage.CLOSED
    assert (Stage.BRIEF in seen) is (track is Track.STANDARD)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Until 2026-02-28, then 01.03.2026.", "Until 2026-03-31, then 01.04.2026."),
        ("Version 2026-13-40 stays", "Version 2026-13-40 stays"),
        ("R1 takes 31 days", "R1 takes 31 days"),
    ],
)
def test_only_dates_move_with_the_launch_day(text: str, after: str) -> None:
    assert shifted(text, timedelta(31)) == after
