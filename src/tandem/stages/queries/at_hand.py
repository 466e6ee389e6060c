"""Reading how initiatives moved, what is known of one at hand, and the queue with its readiness."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from tandem.accounts.queries import Name
from tandem.accounts.rules import Actor
from tandem.activity.permissions import sponsors_of
from tandem.activity.queries import PersonOn, people_on
from tandem.core import clock
from tandem.core.prepared import numbers, prepared
from tandem.initiatives import queries as ideas
from tandem.initiatives.conditions import facts
from tandem.initiatives.permissions import can_rank
from tandem.initiatives.queries import initiative_visible_to
from tandem.initiatives.rules import Readiness, Stage, readiness_of
from tandem.stages.models import StageMove
from tandem.stages.rules import days_in_stages


@dataclass(frozen=True, slots=True)
class Move:
    """That an initiative went from one stage to the next, and when."""

    before: Stage
    after: Stage
    at: datetime


def moves_of(actor: Actor, initiative_id: int) -> list[Move]:
    """The stage moves of a visible initiative, oldest first."""
    initiative = initiative_visible_to(actor, initiative_id)
    rows = StageMove.objects.filter(initiative_id=initiative.pk).order_by("pk")
    return [Move(Stage(row.before), Stage(row.after), row.moved_at) for row in rows]


@prepared
def _moves() -> QuerySet[StageMove, tuple[int, str, datetime]]:
    found = StageMove.objects.filter(initiative_id__in=numbers("initiatives")).order_by("pk")
    return found.values_list("initiative_id", "before", "moved_at")


@prepared
def _began_and_live() -> QuerySet[StageMove, tuple[int, str, str, datetime]]:
    ends = Q(before=Stage.IDEA.value) | Q(after=Stage.LIVE.value)
    found = StageMove.objects.filter(ends, initiative_id__in=numbers("initiatives"))
    return found.order_by("pk").values_list("initiative_id", "before", "after", "moved_at")


def began_and_live(
    initiative_ids: Collection[int],
) -> tuple[dict[int, datetime], dict[int, datetime]]:
    """Since when initiatives are more than an idea, and when they went live: {id: moment}."""
    began: dict[int, datetime] = {}
    live: dict[int, datetime] = {}
    for pk, before, after, at in _began_and_live(initiatives=initiative_ids):
        if before == Stage.IDEA.value:
            began.setdefault(pk, at)
        if after == Stage.LIVE.value:
            live[pk] = at
    return began, live


@dataclass(frozen=True, slots=True)
class PastWork:
    """Something alike, and how long it was in each stage so far: (stage, days)."""

    idea: ideas.SimilarIdea
    days: list[tuple[Stage, int]]


@dataclass(frozen=True, slots=True)
class AtHand:
    """What there is to know of an idea when somebody says what becomes of it."""

    whole: ideas.InitiativeWhole
    said: list[ideas.OutcomeGiven]
    similar: list[PastWork]
    meet: list[PersonOn]
    also: list[ideas.AlsoAsked]

    @property
    def standing(self) -> ideas.OutcomeGiven | None:
        """What holds now."""
        return next((one for one in self.said if one.standing), None)

    @property
    def replies(self) -> list[ideas.OutcomeGiven]:
        """What was asked about it and answered, oldest first."""
        return [one for one in reversed(self.said) if one.reply]


def idea_at_hand(actor: Actor, initiative_id: int) -> AtHand:
    """The idea with what was said about it, what is like it, and whom to meet. Raises NotFound."""
    return of_idea(actor, ideas.whole(actor, initiative_id))


def of_idea(actor: Actor, whole: ideas.InitiativeWhole) -> AtHand:
    """The same, of an initiative that was read."""
    alike = ideas.similar_ideas(actor, whole.row.sentence, itself=whole.row.id)
    return AtHand(
        whole=whole,
        said=ideas.outcomes_of(actor, whole.row.id),
        similar=past_work(alike),
        meet=_people_to_meet(alike, whole.people),
        also=ideas.also_asked(actor, whole.row.id),
    )


def past_work(alike: Collection[ideas.SimilarIdea]) -> list[PastWork]:
    """How long each of these was in each stage, as its moves tell."""
    moves: dict[int, list[tuple[Stage, datetime]]] = {idea.id: [] for idea in alike}
    for pk, before, at in _moves(initiatives=moves) if moves else ():
        moves[pk].append((Stage(before), at))
    return [
        PastWork(idea, days_in_stages(idea.written_at, moves[idea.id], clock.now(), idea.stage))
        for idea in alike
    ]


def _people_to_meet(
    alike: Collection[ideas.SimilarIdea], there: Collection[PersonOn]
) -> list[PersonOn]:
    """Who owns similar work and isn't on this one, each once, at most four."""
    known = {one.name.id for one in there}
    found: dict[int, PersonOn] = {}
    on = people_on([idea.id for idea in alike]) if alike else {}
    for idea in alike:
        for one in on[idea.id]:
            if one.role.is_owner and one.name.active and one.name.id not in known:
                found.setdefault(one.name.id, one)
    return list(found.values())[:4]


@dataclass(frozen=True, slots=True)
class QueueRow:
    """Something in the queue, how ready it is, and who owns it."""

    row: ideas.Queued
    readiness: Readiness
    owners: list[Name]
    may_rank: bool


@dataclass(frozen=True, slots=True)
class SeenQueue:
    """The queue as one person sees it, and how much is in hand."""

    rows: list[QueueRow]
    in_hand: Mapping[Stage, ideas.InHand]


def queue_as_seen(actor: Actor) -> SeenQueue:
    """The queue with what the page needs to know of each row, in a fixed number of queries."""
    rows = ideas.queue(actor)
    ids = [row.id for row in rows]
    known, on, sponsors = facts(ids), people_on(ids), sponsors_of(ids)
    return SeenQueue(
        rows=[
            QueueRow(
                row,
                readiness_of(
                    known[row.id].answered, known[row.id].rights, has_date=known[row.id].has_date
                ),
                [one.name for one in on[row.id] if one.role.is_owner],
                can_rank(actor, sponsor=sponsors.get(row.id)),
            )
            for row in rows
        ],
        in_hand=ideas.in_hand(actor),
    )
