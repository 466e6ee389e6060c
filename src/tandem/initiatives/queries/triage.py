"""What was said about ideas, and which of them wait to be looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from tandem.accounts.queries import Name, names
from tandem.accounts.rules import CLOCK, Actor, Lane
from tandem.activity.permissions import eyes_of, in_sight
from tandem.core.prepared import number, numbers, prepared
from tandem.initiatives.models import Initiative, Outcome
from tandem.initiatives.queries.reading import Heading
from tandem.initiatives.rules import InitiativeKind, Stage, Verdict

TRIAGE_LIMIT = 30
"""The most that is shown at once; the oldest first."""
COUNTED = 100
"""As far as ideas to sort are counted for Today."""


@dataclass(frozen=True, slots=True)
class OutcomeGiven:
    """What was said about an idea, by whom, and until when it holds."""

    id: int
    verdict: Verdict
    stood: Stage
    by: Name
    lane: Lane | None
    at: datetime
    reason: str
    reply: str
    until: date | None
    woken: bool
    standing: bool
    same_as: Heading | None
    """The other idea; nothing where the reader doesn't see it."""


@dataclass(frozen=True, slots=True)
class IdeaToSort:
    """An idea that waits for somebody to say what becomes of it."""

    id: int
    sentence: str
    kind: InitiativeKind
    stage: Stage
    written_by: Name
    written_for: Lane | None
    written_at: datetime
    wish_date: date | None
    verdict: Verdict | None

    @property
    def url(self) -> str:
        return f"/initiatives/{self.id}/"


@dataclass(frozen=True, slots=True)
class OwnIdea:
    """Somebody's own idea, and what was said about it last."""

    id: int
    sentence: str
    verdict: Verdict
    until: date | None

    @property
    def url(self) -> str:
        return f"/initiatives/{self.id}/"


def _standing(**more: object) -> QuerySet[Outcome]:
    return Outcome.objects.filter(initiative=OuterRef("pk"), ended_at=None, **more)


_COLUMNS = (
    *("pk", "sentence", "kind", "stage", "written_by_id", "written_for"),
    *("written_at", "wish_date"),
)


@prepared
def _fresh(limit: int) -> QuerySet[Initiative, tuple[Any, ...]]:
    proposed = _standing(verdict=Verdict.DECLINE_PROPOSED.value)
    by_another = proposed.exclude(decided_by_id=number("me"))
    fresh = Q(stage=Stage.IDEA.value) & (~Exists(_standing()) | Exists(by_another))
    found = Initiative.objects.filter(fresh, in_sight("subject__"))
    # Oldest first, by the index: one stage at a time, so that it needn't sort them all.
    return found.order_by("written_at").values_list(*_COLUMNS)[:limit]


@prepared
def _woken(limit: int) -> QuerySet[Initiative, tuple[Any, ...]]:
    # From the few that woke, by an index of theirs: what is parked only grows.
    woken = Outcome.objects.filter(woken_at__isnull=False, ended_at=None).values("initiative")
    found = Initiative.objects.filter(in_sight("subject__"), pk__in=woken, stage=Stage.PARKED.value)
    return found.order_by("written_at").values_list(*_COLUMNS)[:limit]


def ideas_to_sort(actor: Actor) -> list[IdeaToSort]:
    """What waits for a word about what becomes of it: the oldest first, as many as fit."""
    eyes = eyes_of(actor)
    found = [*_fresh(TRIAGE_LIMIT, **eyes), *_woken(TRIAGE_LIMIT, **eyes)]
    rows = sorted(found, key=lambda row: (row[6], row[0]))[:TRIAGE_LIMIT]
    known = names(row[4] for row in rows)
    verdicts = standing_verdicts([row[0] for row in rows])
    return [
        IdeaToSort(
            id=pk,
            sentence=sentence,
            kind=InitiativeKind(kind),
            stage=Stage(stage),
            written_by=known[author],
            written_for=Lane(lane) if lane else None,
            written_at=written_at,
            wish_date=wish_date,
            verdict=verdicts.get(pk),
        )
        for pk, sentence, kind, stage, author, lane, written_at, wish_date in rows
    ]


def count_to_sort(actor: Actor) -> int:
    """How many wait for a word about what becomes of them, counted up to a hundred."""
    eyes = eyes_of(actor)
    return len(_fresh(COUNTED, **eyes)) + len(_woken(COUNTED, **eyes))


def standing_verdicts(initiative_ids: Sequence[int]) -> dict[int, Verdict]:
    """What stands about ideas that the caller may see."""
    found = Outcome.objects.filter(initiative_id__in=initiative_ids, ended_at=None)
    return {pk: Verdict(verdict) for pk, verdict in found.values_list("initiative_id", "verdict")}


def standing_verdict(initiative_id: int) -> Verdict | None:
    """What stands about an idea that the caller may see."""
    return standing_verdicts([initiative_id]).get(initiative_id)


@prepared
def _outcomes() -> QuerySet[Outcome, Outcome]:
    return Outcome.objects.filter(initiative_id=number("initiative")).order_by("-pk")


THE_CLOCK = Name(0, CLOCK.name, "", frozenset(), active=True)
"""Who says it where no person did, because no answer came."""


def outcomes_of(actor: Actor, initiative_id: int) -> list[OutcomeGiven]:
    """Everything that was said about an idea, newest first. The caller has checked sight."""
    rows = list(_outcomes(initiative=initiative_id))
    known = names(row.decided_by_id for row in rows)
    others = headings_seen(actor, {row.same_as_id for row in rows if row.same_as_id})
    return [
        OutcomeGiven(
            id=row.pk,
            verdict=Verdict(row.verdict),
            stood=Stage(row.stood),
            by=known.get(row.decided_by_id or 0, THE_CLOCK),
            lane=Lane(row.lane) if row.lane else None,
            at=row.decided_at,
            reason=row.reason,
            reply=row.reply,
            until=row.until,
            woken=row.woken_at is not None,
            standing=row.ended_at is None,
            same_as=others.get(row.same_as_id or 0),
        )
        for row in rows
    ]


def headings_seen(actor: Actor, ids: "set[int]") -> dict[int, Heading]:
    """Those of the initiatives that the actor sees, as links name them."""
    if not ids:
        return {}
    found = _headings_of(initiatives=ids, **eyes_of(actor))
    return {pk: Heading(pk, sentence, Stage(stage)) for pk, sentence, stage in found}


@prepared
def _headings_of() -> QuerySet[Initiative, tuple[int, str, str]]:
    found = Initiative.objects.filter(in_sight("subject__"), pk__in=numbers("initiatives"))
    return found.values_list("pk", "sentence", "stage")


@prepared
def _also() -> QuerySet[Outcome, tuple[int, str, int]]:
    found = Outcome.objects.filter(
        in_sight("initiative__subject__"),
        same_as_id=number("initiative"),
        verdict=Verdict.SAME_AS.value,
        ended_at=None,
    )
    return found.order_by("pk").values_list(
        "initiative_id", "initiative__sentence", "initiative__written_by_id"
    )


@dataclass(frozen=True, slots=True)
class AlsoAsked:
    """Another idea that turned out to be the same: its sentence is kept."""

    id: int
    sentence: str
    by: Name


def also_asked(actor: Actor, initiative_id: int) -> list[AlsoAsked]:
    """The ideas that were joined to this one, as far as the actor sees them."""
    rows = _also(initiative=initiative_id, **eyes_of(actor))
    known = names(row[2] for row in rows)
    return [AlsoAsked(pk, sentence, known[author]) for pk, sentence, author in rows]


@prepared
def _own() -> QuerySet[Outcome, tuple[int, str, str, date | None]]:
    told = [Verdict.TAKEN_UP, Verdict.SNOOZED, Verdict.PARKED]
    found = Outcome.objects.filter(
        in_sight("initiative__subject__"),
        initiative__written_by_id=number("me"),
        initiative__stage__in=[Stage.IDEA.value, Stage.PARKED.value],
        verdict__in=[verdict.value for verdict in told],
        ended_at=None,
    )
    return found.order_by("until", "pk").values_list(
        "initiative_id", "initiative__sentence", "verdict", "until"
    )[:10]


def own_ideas(actor: Actor) -> list[OwnIdea]:
    """Somebody's ideas that wait for a day or stand in the queue."""
    rows = _own(**eyes_of(actor))
    return [OwnIdea(pk, sentence, Verdict(verdict), until) for pk, sentence, verdict, until in rows]


def decline_proposal(initiative_id: int) -> tuple[int, Lane | None] | None:
    """Who would decline an idea, and for which side; nothing where nobody would."""
    found = Outcome.objects.filter(
        initiative_id=initiative_id, verdict=Verdict.DECLINE_PROPOSED.value, ended_at=None
    ).values_list("decided_by_id", "lane")
    row = found.first()
    return (row[0], Lane(row[1]) if row[1] else None) if row else None


def parked_from(initiative_id: int) -> Stage:
    """Where something stood when it was parked."""
    stood = Outcome.objects.filter(
        initiative_id=initiative_id, verdict=Verdict.PARKED.value, ended_at=None
    ).values_list("stood", flat=True)
    return Stage(stood.first() or Stage.IDEA)


def is_open_to_all(initiative_id: int) -> bool:
    """Whether everybody who may sign in sees it."""
    return Initiative.objects.filter(pk=initiative_id, subject__restricted=False).exists()
