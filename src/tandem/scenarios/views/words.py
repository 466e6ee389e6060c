"""A scenario in sentences and as two curves: as it is, and as it would be."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal

from tandem.accounts.queries import names, present_day, workspace_calendar
from tandem.core import dates
from tandem.core.words import Sentence, say
from tandem.plans.problems import Curve, end_of, moment_of, percent
from tandem.plans.rules import in_cents, plain
from tandem.scenarios.queries import Answered, Figures, PlanNow
from tandem.scenarios.rules import Lever, LeverKind

WIDTH, HEIGHT = 320, 120
_NONE = say("–")


def short(moment: datetime | date | None, zone: tzinfo) -> Sentence:
    """A day where the company is, in few letters."""
    if moment is None:
        return say("never")
    day = moment.astimezone(zone).date() if isinstance(moment, datetime) else moment
    return dates.short(day, today=present_day())


@dataclass(frozen=True, slots=True)
class Line:
    """One figure, before and after, and whether the change is good."""

    what: Sentence
    before: Sentence | str
    after: Sentence | str
    more: Sentence | str = ""
    better: bool | None = None

    @property
    def moved(self) -> bool:
        return self.before != self.after


def lines(answered: Answered, currency: str) -> list[Line]:
    """What it comes to, figure by figure; the chance stands above them."""
    now, then = answered.now, answered.then
    zone = workspace_calendar().zone
    found = [_dates(now, then, zone)]
    if now.money or then.money:
        found.append(
            Line(
                say("Costs"),
                f"{in_cents(now.money)} {currency}",
                f"{in_cents(then.money)} {currency}",
                better=_fewer(now.money, then.money),
            )
        )
    for lane in dict.fromkeys([*now.days, *then.days]):
        before, after = now.days.get(lane, Decimal(0)), then.days.get(lane, Decimal(0))
        if before or after:
            what = say("Days of {side}", side=lane.label) if lane else say("Days of both sides")
            found.append(Line(what, plain(before), plain(after), better=_fewer(before, after)))
    if now.worth or then.worth:
        better = None if now.worth == then.worth else then.worth > now.worth
        found.append(Line(say("Worth"), str(now.worth), str(then.worth), better=better))
    return found


def _dates(now: Figures, then: Figures, zone: tzinfo) -> Line:
    if now.curve is None or then.curve is None:
        return Line(say("Safe date"), _date(now, zone), _date(then, zone))
    more: Sentence | str = ""
    better = None
    if now.safe and then.safe:
        days = (then.safe.astimezone(zone).date() - now.safe.astimezone(zone).date()).days
        more, better = _moved_by(days), days < 0 if days else None
    return Line(say("Safe date"), _date(now, zone), _date(then, zone), more, better)


def _date(figures: Figures, zone: tzinfo) -> Sentence:
    return short(figures.safe, zone) if figures.curve else _NONE


def _moved_by(days: int) -> Sentence | str:
    if not days:
        return ""
    if abs(days) == 1:
        return say("a day earlier") if days < 0 else say("a day later")
    if days < 0:
        return say("{days} days earlier", days=-days)
    return say("{days} days later", days=days)


def _fewer(before: Decimal, after: Decimal) -> bool | None:
    return None if before == after else after < before


def in_one_sentence(answered: Answered) -> Sentence:
    """The answer as somebody would say it; screen readers hear it when a lever was moved."""
    now, then = answered.now, answered.then
    if then.curve is None and then.failed is None:
        return say("Nothing that is estimated is left to do in it: there is no date to work out.")
    if then.curve is None:
        return say("It couldn't be worked out.")
    zone = workspace_calendar().zone
    safe = short(then.safe, zone)
    if then.chance is None or then.day is None:
        return say("No date is promised. Safe date {safe}.", safe=safe)
    told = {"day": short(then.day, zone), "after": percent(then.chance), "safe": safe}
    if now.chance is None or (now.chance, now.day) == (then.chance, then.day):
        return say("{after} to be ready by {day}. Safe date {safe}.", **told)
    return say(
        "{after} instead of {before} to be ready by {day}. Safe date {safe}.",
        before=percent(now.chance),
        **told,
    )


@dataclass(frozen=True, slots=True)
class Drawn:
    """Two curves in a box of WIDTH by HEIGHT: the plan's and the scenario's."""

    now: str
    then: str
    day: float | None
    day_label: Sentence | None
    marks: tuple[tuple[float, Sentence], ...]


def drawn(answered: Answered) -> Drawn | None:
    """The chances of every day, before and after; nothing where there are no two days."""
    curves = [one for one in (answered.now.curve, answered.then.curve) if one]
    ends = [end for one in curves for end in one.ends if end is not None]
    if not ends:
        return None
    zone = workspace_calendar().zone
    day = answered.then.day
    at = end_of(day, workspace_calendar()) if day else None
    first, last = min(ends), max(ends)
    if at is not None:
        minute = int(at.timestamp() // 60)
        first, last = min(first, minute), max(last, minute)
    if last - first < timedelta(days=1) // timedelta(minutes=1):
        return None

    def x(minute: int) -> float:
        return round(WIDTH * (minute - first) / (last - first), 1)

    def points(curve: Curve | None) -> str:
        if curve is None:
            return ""
        known = [one for one in curve.ends if one is not None]
        steps = ((end, HEIGHT * (100 - share) / 100) for share, end in enumerate(known, 1))
        return " ".join(f"{x(end)},{y:.1f}" for end, y in steps)

    marks = tuple(
        (WIDTH * part / 4, short(moment_of(first + (last - first) * part // 4), zone))
        for part in (0, 2, 4)
    )
    return Drawn(
        points(answered.now.curve),
        points(answered.then.curve),
        x(int(at.timestamp() // 60)) if at else None,
        short(day, zone) if day else None,
        marks,
    )


def said_of(plan: PlanNow, lever: Lever, known: Mapping[int, str] | None = None) -> Sentence:
    """A lever as a sentence."""
    people = known or {}
    match lever.kind:
        case LeverKind.SCOPE:
            return _scope(plan, lever)
        case LeverKind.DATE:
            return _promise(plan, lever)
        case LeverKind.PERSON:
            return _person(plan, lever, people)
        case LeverKind.WAIT:
            return _wait(plan, lever)
        case LeverKind.FREEZE:
            return _freeze(plan, lever)


def _scope(plan: PlanNow, lever: Lever) -> Sentence:
    one = plan.wanted.get(lever.about)
    name = f"{one.label} {one.title}" if one else say("what is no longer in the brief")
    return say("With {name}", name=name) if lever.number else say("Without {name}", name=name)


def _promise(plan: PlanNow, lever: Lever) -> Sentence:
    zone = plan.facts.calendar.zone
    if plan.day is None:
        return say("Promised: {day}", day=short(lever.day, zone))
    return say(
        "Promised: {day} instead of {before}",
        day=short(lever.day, zone),
        before=short(plan.day, zone),
    )


def _person(plan: PlanNow, lever: Lever, known: Mapping[int, str]) -> Sentence:
    there = {one.name.id: one for one in plan.people}
    if lever.about in there:
        name = there[lever.about].name.name
        if not lever.number:
            return say("Without {name}", name=name)
        before = there[lever.about].percent
        return say(
            "{name}: {share} % of their time instead of {before} %",
            name=name,
            share=lever.number,
            before=before,
        )
    side = lever.lane.label if lever.lane else say("both sides")
    if lever.about < 0:
        return say("Somebody new for {side}, {share} %", side=side, share=lever.number)
    name = known.get(lever.about) or names([lever.about])[lever.about].name
    return say("{name} comes for {side}, {share} %", name=name, side=side, share=lever.number)


def _freeze(plan: PlanNow, lever: Lever) -> Sentence:
    if lever.about < 0 and lever.day:
        zone = plan.facts.calendar.zone
        last = lever.day + timedelta(days=(lever.number or 1) - 1)
        return say(
            "As if there were a freeze from {first} to {last}",
            first=short(lever.day, zone),
            last=short(last, zone),
        )
    name = next((one.name for one in plan.freezes if one.id == lever.about), "")
    if lever.number is None:
        return say("Without the freeze “{name}”", name=name)
    if lever.number:
        return say("Nothing is launched in the soft freeze “{name}”", name=name)
    return say("It may be launched in the soft freeze “{name}”", name=name)


def _wait(plan: PlanNow, lever: Lever) -> Sentence:
    wait = next((w for w in plan.waits if (w.waiting.id, w.on) == (lever.about, lever.other)), None)
    if wait is None:
        return say("A wait that is no longer there")
    on = wait.title or say("work that you can't see")
    if lever.day:
        day = short(lever.day, plan.facts.calendar.zone)
        return say("“{on}” would be ready on {day}", on=on, day=day)
    return say("“{waiting}” doesn't wait for “{on}”", waiting=wait.waiting.title, on=on)
