"""How right forecasts were: what they said held against what came, and what was learned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from tandem.accounts.queries import workspace_calendar
from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Lane
from tandem.core.pages import show
from tandem.core.words import Sentence, say
from tandem.plans import queries
from tandem.plans.problems import EVEN, SAFE, percent
from tandem.plans.problems.learning import LEAST, SizeTaught, sizes_of
from tandem.plans.queries import FEWEST, Kept, LookingBack, WhatWasTaught

SIZE = 160
_NEAR = 0.07
_HOUR = timedelta(hours=1)


@require_GET
def looking_back(request: ActorRequest) -> HttpResponse:
    """The page. Nothing is computed here but sums."""
    page = queries.looking_back(request.actor)
    taught = page.taught
    context = {
        "page": page,
        "sentences": in_words(page),
        "learned": what_it_teaches(taught) if taught else [],
        "sizes": _sizes(taught) if taught else [],
        "points": dots(taught) if taught else [],
        "size": SIZE,
        "least": LEAST,
    }
    return show(request, "plans/looking_back.html", context)


def in_words(page: LookingBack) -> list[Sentence]:
    """How right it was, in sentences; nothing while no day has come."""
    told = [
        *_of_days(page.even, EVEN, say("as likely as not")),
        *_of_days(page.safe, SAFE, say("safe")),
    ]
    promises = page.promises
    if 0 < promises.judged < FEWEST:
        told.append(
            say(
                "Promised dates that have come or were moved: {count}. Too few to say.",
                count=promises.judged,
            )
        )
    elif promises.judged:
        told.append(
            say(
                "Of {count} promised dates {kept} were kept, {missed} passed and {moved} were "
                "moved before they came.",
                count=promises.judged,
                kept=promises.kept,
                missed=promises.missed,
                moved=promises.moved,
            )
        )
    if promises.chance is not None:
        told.append(
            say(
                "When they were given, their forecasts said {share} on average.",
                share=percent(promises.chance),
            )
        )
    return told


def _of_days(found: Kept, chance: float, word: Sentence) -> list[Sentence]:
    if not found.judged:
        return []
    if found.share is None:
        return [
            say(
                "Pieces of work whose day called {word} has come: {count}. Too few to say.",
                count=found.judged,
                word=word,
            )
        ]
    told = {
        "word": word,
        "count": found.judged,
        "kept": found.kept,
        "share": say("{share} %", share=round(100 * found.share)),
        "wanted": percent(chance),
    }
    sentence = say(
        "By the day called {word}, {kept} of {count} pieces of work were done: {share}, where it "
        "should be {wanted}.",
        **told,
    )
    return [sentence, _meaning(found.share - chance)] if chance == SAFE else [sentence]


def _meaning(off: float) -> Sentence:
    if abs(off) <= _NEAR:
        return say("Such days can be relied on as they are.")
    if off > 0:
        return say("Such days were too careful: most came earlier.")
    return say("Such days were too early: count on later ones until more is learned.")


def what_it_teaches(taught: WhatWasTaught) -> list[Sentence]:
    """What the finished work says of estimates here."""
    found = [
        say(
            "Learned from {count} finished pieces of work; what they took is {measure}.",
            count=taught.cases,
            measure=taught.measure.label,
        )
    ]
    found += [
        say(
            "{side}: half of {count} pieces took more than {factor} times their estimate.",
            side=Lane(side).label,
            count=count,
            factor=times(factor),
        )
        for side, (count, factor) in taught.sides.items()
    ]
    score = taught.score
    covered = {round(10 * chance): share for chance, share in score["coverage"]}
    if score["outcomes"]:
        found.append(
            say(
                "The later {count} of them, held against what the earlier ones taught: {even} "
                "took no longer than as likely as not, {safe} no longer than what was safe.",
                count=score["outcomes"],
                even=percent(covered.get(5, 0.0)),
                safe=percent(covered.get(8, 0.0)),
            )
        )
        found.append(_worth_it(score["pinball"], score["before"]))
    return found


def _worth_it(now: float, before: float) -> Sentence:
    """Whether it was better than the records of other companies."""
    better = 1 - now / before if before else 0.0
    if better >= 0.01:
        return say(
            "That is {share} nearer to what came than the records of other companies alone.",
            share=percent(better),
        )
    return say("That is no nearer to what came than the records of other companies.")


def times(factor: float) -> str:
    """A factor with as many figures as it deserves."""
    return f"{factor:.1f}" if factor >= 0.95 else f"{factor:.2f}"


@dataclass(frozen=True, slots=True)
class SizeRow:
    """What estimates up to so many days became."""

    up_to: str
    low: str
    even: str
    high: str


def _sizes(taught: WhatWasTaught) -> Sequence[SizeRow]:
    hours = workspace_calendar().hours.mean_day / _HOUR
    return [_size_row(one) for one in sizes_of(taught.habits, hours)]


def _size_row(one: SizeTaught) -> SizeRow:
    return SizeRow(f"{one.up_to:g}", times(one.low), times(one.even), times(one.high))


def dots(taught: WhatWasTaught) -> list[Mapping[str, float]]:
    """The share that came by each chance, as dots in a square of SIZE; right ones lie across."""
    return [
        {"x": round(SIZE * chance, 1), "y": round(SIZE * (1 - share), 1)}
        for chance, share in taught.score["coverage"]
    ]
