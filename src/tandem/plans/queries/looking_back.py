"""What forecasts said first, and promises, held against what came."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q

from tandem.accounts.queries import workspace_calendar
from tandem.accounts.rules import Actor
from tandem.core import clock
from tandem.plans.models import FirstSaid, Promise
from tandem.plans.problems import end_of
from tandem.plans.queries.kept_forecasts import PromiseGiven
from tandem.plans.queries.learned import WhatWasTaught, what_was_taught
from tandem.work.queries import WorkRow, ready_moments, rows_by_id, work_visible_to
from tandem.work.rules import WorkState

FEWEST = 5
"""Of fewer, too few to say."""
ROWS = 50
_DONE, _DROPPED = WorkState.DONE.value, WorkState.DROPPED.value


@dataclass(frozen=True, slots=True)
class Kept:
    """Of so many days whose time has come, so many were kept."""

    judged: int
    kept: int

    @property
    def share(self) -> float | None:
        """Nothing where they are too few to say."""
        return self.kept / self.judged if self.judged >= FEWEST else None


@dataclass(frozen=True, slots=True)
class PromisesKept:
    """Promised dates whose day has come or that were moved before, and the mean chance that the
    forecast gave those of known chance when they were given.
    """

    kept: int
    missed: int
    moved: int
    chance: float | None

    @property
    def judged(self) -> int:
        """How many there are."""
        return self.kept + self.missed + self.moved


@dataclass(frozen=True, slots=True)
class Said:
    """What was said first of a piece of work, and when it was done; nothing: not yet."""

    row: WorkRow
    said_at: datetime
    even: datetime
    safe: datetime
    done_at: datetime | None


@dataclass(frozen=True)
class LookingBack:
    """All that the page shows; the counts include what the reader may not see, the rows don't."""

    even: Kept
    safe: Kept
    promises: PromisesKept
    taught: WhatWasTaught | None
    rows: list[Said]


def looking_back(actor: Actor) -> LookingBack:
    """How right forecasts were, as this person may see it."""
    now = clock.now()
    even, safe = _judged(now)
    return LookingBack(even, safe, _promises(now), what_was_taught(), _said(actor, now))


def _judged(now: datetime) -> tuple[Kept, Kept]:
    """A day counts when it has come, whether the work is done or not: to count what is done alone
    would leave out what is late.
    """

    def by(day: str) -> tuple[Count, Count]:
        due = Q(**{f"{day}__lte": now})
        in_time = Q(item__state=_DONE, item__state_since__lte=F(day))
        return Count("pk", filter=due), Count("pk", filter=due & in_time)

    (even, even_kept), (safe, safe_kept) = by("even"), by("safe")
    found = FirstSaid.objects.exclude(item__state=_DROPPED).aggregate(
        even_due=even, even_kept=even_kept, safe_due=safe, safe_kept=safe_kept
    )
    return Kept(found["even_due"], found["even_kept"]), Kept(found["safe_due"], found["safe_kept"])


def what_became_of(promise: PromiseGiven, initiative_id: int) -> str:
    """Whether it was "kept", "missed" or "moved" before its day; nothing while it is open."""
    end = end_of(promise.day, workspace_calendar())
    ready = ready_moments({initiative_id}).get(initiative_id)
    return _became(end, promise.replaced_at, ready, clock.now())


def _promises(now: datetime) -> PromisesKept:
    calendar = workspace_calendar()
    rows = list(
        Promise.objects.order_by("pk").values_list(
            "initiative_id", "day", "given_at", "replaced_at", "chance"
        )
    )
    ready = ready_moments({row[0] for row in rows})
    told = {"kept": 0, "missed": 0, "moved": 0}
    chances = []
    for initiative, day, _, replaced, chance in rows:
        end = end_of(day, calendar)
        if word := _became(end, replaced, ready.get(initiative), now):
            told[word] += 1
            chances += [chance] if chance is not None else []
    mean = sum(chances) / len(chances) if len(chances) >= FEWEST else None
    return PromisesKept(**told, chance=mean)


def _became(end: datetime, replaced: datetime | None, ready: datetime | None, now: datetime) -> str:
    """What became of a promise; nothing while it is open."""
    if replaced is not None and replaced < end:
        return "moved"
    if ready is not None and ready <= end:
        return "kept"
    return "missed" if end <= now else ""


def _said(actor: Actor, now: datetime) -> list[Said]:
    """The newest that were done or whose safe day has come, of what may be seen."""
    seen = work_visible_to(actor).exclude(state=_DROPPED).values("pk")
    over = Q(item__state=_DONE) | Q(safe__lte=now)
    found = FirstSaid.objects.filter(over, item_id__in=seen).order_by("-safe", "-pk")[:ROWS]
    said = list(found.values_list("pk", "said_at", "even", "safe"))
    rows = {row.id: row for row in rows_by_id([pk for pk, *_ in said])}
    return [
        Said(row, at, even, safe, row.state_since if row.state is WorkState.DONE else None)
        for pk, at, even, safe in said
        if (row := rows.get(pk))
    ]
