"""What forbids a path: every obstacle by its name, so that nobody has to guess."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal

from tandem.core.words import Sentence, say
from tandem.initiatives.rules.path import (
    REPEAT_WITHIN,
    PathFacts,
    PathLimit,
    Signed,
    Terms,
    Track,
)
from tandem.initiatives.rules.stage import Stage


def why_not_repeat(known: PathFacts, today: date, terms: Terms | None = None) -> list[Sentence]:
    """What forbids a repeat: it has to be the same systems, data and kind as a signed brief."""
    found = _too_late(known.stage, Track.REPEAT)
    if known.has_brief:
        found.append(say("It has a brief of its own already."))
    if terms is None:
        return found
    if terms.repeats is None:
        return [*found, say("Choose the signed brief that it repeats.")]
    return [*found, *_unlike(known, terms.repeats, today), *_launch_day(terms.launch_on, today)]


def _unlike(known: PathFacts, earlier: Signed, today: date) -> list[Sentence]:
    new = [name for pk, name in known.systems.items() if pk not in earlier.systems]
    other = [label for data, label in known.data.items() if data not in earlier.data]
    kind = earlier.kind.label
    return [
        *_where(
            (earlier.signed_on < today - REPEAT_WITHIN)
            and say("That brief was signed more than a year ago."),
            earlier.kind is not known.kind
            and say("It is of another kind: that one was “{kind}”.", kind=kind),
            bool(other)
            and say("Data flow that didn't in that one: {data}.", data=", ".join(other)),
        ),
        *(say("It affects {system}, which that one didn't.", system=name) for name in new),
    ]


def _launch_day(day: date | None, today: date) -> list[Sentence]:
    if day is None or day < today:
        return [say("Say on which day it is launched, from today on.")]
    return []


def why_not_small_change(known: PathFacts, terms: Terms | None = None) -> list[Sentence]:
    """What forbids a small change: work, new systems, new data, spending, and what adds up."""
    found = _too_late(known.stage, Track.SMALL_CHANGE)
    found += [say("{system} is new to us.", system=name) for name in known.unknown]
    if known.new_data:
        new = say("New data would flow: {data}.", data=", ".join(known.new_data))
        found.append(_held_by_none(known, new))
    found += _added_up(known, terms.days if terms else Decimal(0))
    if terms is None:
        return found
    most = known.limits[PathLimit.SMALL_DAYS]
    return found + _where(
        not (known.systems or known.untouched)
        and say("Say which system it changes, under Assess: small changes of one add up."),
        terms.days <= 0 and say("Say how many days of IT's work it takes."),
        terms.days > most and say("It takes IT more than {most} days.", most=most),
        terms.new_system and say("It brings a new system."),
        terms.new_data and say("It brings a new kind of data."),
        terms.build_spend and say("It spends money on building."),
    )


def _added_up(known: PathFacts, days: Decimal) -> list[Sentence]:
    """The systems of which small changes add up to too much with this one."""
    most = Decimal(known.limits[PathLimit.SMALL_DAYS])
    found = []
    for pk, taken in known.nearby.items():
        left = max(most - taken, Decimal(0))
        if left and days <= left:
            continue
        found.append(
            say(
                "Small changes of {system} add up to {days} days within 30 days already; "
                "{left} of {most} are left.",
                system=known.systems[pk],
                days=_short(taken),
                left=_short(left),
                most=_short(most),
            )
        )
    return found


def why_not_experiment(known: PathFacts, terms: Terms | None = None) -> list[Sentence]:
    """What forbids an experiment: its length, reach, cost, and what can't be taken back."""
    found = _too_late(known.stage, Track.EXPERIMENT)
    if known.new_personal:
        new = say("New personal data would flow: {data}.", data=", ".join(known.new_personal))
        found.append(_held_by_none(known, new))
    if terms is None:
        return found
    days, share, budget = (
        known.limits[limit]
        for limit in (
            PathLimit.EXPERIMENT_DAYS,
            PathLimit.EXPERIMENT_SHARE,
            PathLimit.EXPERIMENT_BUDGET,
        )
    )
    return found + _where(
        terms.days <= 0 and say("Say how many working days it lasts."),
        terms.days > days and say("It lasts more than {most} working days.", most=days),
        not 0 < terms.share <= share
        and say("It reaches from 1 to {most} % of its audience, not more.", most=share),
        not 0 <= terms.budget <= budget and say("It costs more than {most} euros.", most=budget),
        not terms.reversible and say("It can't be taken back."),
        terms.new_data and say("It brings new personal data."),
    )


def _held_by_none(known: PathFacts, new: Sentence) -> Sentence:
    """Says of which systems it was expected, so that a wrong one of them is found."""
    if not known.systems:
        return new
    names = ", ".join(known.systems.values())
    return say("{new} No system named for it holds that so far: {names}.", new=new, names=names)


def _where(*reasons: Sentence | bool) -> list[Sentence]:
    """The sentences whose fact holds."""
    return [reason for reason in reasons if isinstance(reason, Sentence)]


def why_not_emergency(
    known: PathFacts, terms: Terms | None = None, *, me: int = 0
) -> list[Sentence]:
    """What forbids an emergency: work that runs already; no reason, or nobody else's yes."""
    found = []
    if known.stage not in {Stage.IDEA, Stage.ASSESS, Stage.BRIEF, Stage.PLAN}:
        found.append(say("It is past planning already."))
    if terms is None:
        return found
    if not terms.reason:
        found.append(say("Say what harm there is if it waits."))
    if terms.approver is None:
        found.append(say("Choose who approves it."))
    elif terms.approver == me:
        found.append(say("Somebody else approves it, never the one who asks."))
    return found


def why_not_standard(known: PathFacts) -> list[Sentence]:
    """What forbids going back to the standard path: only that it runs already."""
    if known.stage not in {Stage.IDEA, Stage.ASSESS, Stage.BRIEF, Stage.PLAN}:
        return [say("It is past planning already.")]
    return []


def why_not_path(
    track: Track, known: PathFacts, today: date, terms: Terms | None = None, *, me: int = 0
) -> list[Sentence]:
    """What forbids a path; without `terms`, as far as that is known before anybody says more."""
    if track is Track.REPEAT:
        return why_not_repeat(known, today, terms)
    if track is Track.SMALL_CHANGE:
        return why_not_small_change(known, terms)
    if track is Track.EXPERIMENT:
        return why_not_experiment(known, terms)
    if track is Track.EMERGENCY:
        return why_not_emergency(known, terms, me=me)
    return why_not_standard(known)


def lightest(known: PathFacts, today: date, alike: Collection[int]) -> Track:
    """The lightest path that nothing known forbids. `alike` are signed briefs that say the same."""
    if alike and not why_not_repeat(known, today):
        return Track.REPEAT
    if not why_not_small_change(known):
        return Track.SMALL_CHANGE
    return Track.STANDARD if why_not_experiment(known) else Track.EXPERIMENT


def what_lightest_takes(track: Track, limits: Mapping[PathLimit, int]) -> Sentence:
    """The condition under which the lightest path holds."""
    if track is Track.REPEAT:
        return say("A brief like it was signed within the past year.")
    if track is Track.SMALL_CHANGE:
        return say(
            "If it takes IT at most {days} days and brings no new system or data.",
            days=limits[PathLimit.SMALL_DAYS],
        )
    if track is Track.EXPERIMENT:
        return say("If it can be tried small and taken back.")
    return say("Assess, brief, both signatures, plan.")


def _too_late(stage: Stage, track: Track) -> list[Sentence]:
    if stage in {Stage.IDEA, Stage.ASSESS}:
        return []
    return [say("{path} is chosen before the brief begins.", path=track.label)]


def _short(days: Decimal) -> str:
    return f"{days.normalize():f}"
