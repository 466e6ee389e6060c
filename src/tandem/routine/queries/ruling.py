"""Reading rules, what starts them, and what became of that."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from tandem.accounts.queries import Name, names
from tandem.accounts.rules import Actor
from tandem.activity.permissions import standing_on, visible_to
from tandem.activity.queries import EventTold, events_told, subject_visible_to
from tandem.core import clock
from tandem.core.errors import NotFound
from tandem.core.words import Sentence
from tandem.initiatives.events import INITIATIVE
from tandem.initiatives.queries import headings_seen, kinds_and_tracks
from tandem.initiatives.rules import InitiativeKind, Track
from tandem.routine import rules
from tandem.routine.models import Rule, RuleRun, RulesRead
from tandem.routine.permissions import can_rule
from tandem.routine.queries.wording import RuleChange, asked_of, changes_of, said_by
from tandem.routine.rules import Happening, RuleAsked, RunOutcome, When
from tandem.work.queries import WorkRow, rows_by_id

RUNS_SHOWN = 30
_SIGNED = When.SIGNED.event


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened on an initiative, and what rules ask about it."""

    event_id: int
    root_id: int
    at: datetime
    happening: Happening


@dataclass(frozen=True, slots=True)
class Matched:
    """A rule would have run: on which initiative, and when."""

    root_id: int
    title: str
    url: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RunRow:
    """What became of a run; without `title` the reader can't see where."""

    at: datetime
    outcome: RunOutcome
    made: int
    title: str
    url: str
    item: WorkRow | None
    version: int


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule, whole."""

    id: int
    place_id: int | None
    asked: RuleAsked
    version: int
    said: Mapping[Sentence, str]
    made_by: Name
    made_at: datetime
    resting: bool
    ended_at: datetime | None
    may_change: bool
    acts_as_me: bool
    runs: Sequence[RunRow]
    changes: Sequence[RuleChange]

    @property
    def url(self) -> str:
        return f"/rules/{self.id}/"


def may_rule(actor: Actor, place_id: int | None) -> bool:
    """Whether the actor makes rules there; for the whole workspace without a place."""
    if place_id is None:
        return can_rule(actor, None)
    if subject_visible_to(actor, place_id).kind != INITIATIVE:
        raise NotFound
    return can_rule(actor, standing_on(actor, place_id))


def rules_of(actor: Actor, place_id: int | None) -> list[RuleRow]:
    """The rules of an initiative, or those of the whole workspace; what acts first."""
    may = may_rule(actor, place_id)
    found = Rule.objects.filter(place_id=place_id).select_related("template", "team")
    kept = list(found.order_by("pk"))
    names(pk for one in kept for pk in (one.person_id, one.made_by_id))  # all in one question
    rows = [_row(actor, one, may, runs=0) for one in kept]
    return sorted(rows, key=lambda row: row.ended_at is not None)


def rule_visible_to(actor: Actor, rule_id: int) -> RuleRow:
    """One rule with its last runs: of an initiative that the actor sees; of the whole workspace for
    administrators. Raises NotFound.
    """
    everywhere = Q(place=None) if actor.is_administrator else Q(pk=None)
    found = Rule.objects.filter(visible_to(actor, "place__") | everywhere, pk=rule_id)
    one = found.select_related("template", "team").first()
    if one is None:
        raise NotFound
    return _row(actor, one, may_rule(actor, one.place_id), runs=RUNS_SHOWN)


def _row(actor: Actor, one: Rule, may: bool, runs: int) -> RuleRow:  # noqa: FBT001 - two facts
    people = names([one.person_id, one.made_by_id])
    return RuleRow(
        id=one.pk,
        place_id=one.place_id,
        asked=asked_of(one),
        version=one.version,
        said=said_by(one),
        made_by=people[one.made_by_id],
        made_at=one.made_at,
        resting=one.resting_since is not None,
        ended_at=one.ended_at,
        may_change=may,
        acts_as_me=one.made_by_id == actor.person_id,
        runs=_runs(actor, one.pk, runs) if runs else [],
        changes=changes_of(one) if runs and one.version > 1 else [],
    )


def _runs(actor: Actor, rule_id: int, count: int) -> list[RunRow]:
    found = list(RuleRun.objects.filter(rule_id=rule_id).order_by("-pk")[:count])
    seen = headings_seen(actor, {run.root_id for run in found})
    items = {row.id: row for row in rows_by_id([run.item_id for run in found if run.item_id])}
    return [
        RunRow(
            at=run.at,
            outcome=RunOutcome(run.outcome),
            made=run.made,
            title=seen[run.root_id].sentence if run.root_id in seen else "",
            url=seen[run.root_id].url if run.root_id in seen else "",
            item=items.get(run.item_id or 0) if run.root_id in seen else None,
            version=run.version,
        )
        for run in found
    ]


def runs_lately(rule_id: int) -> int:
    """How often a rule was started within the last hour."""
    since = clock.now() - rules.AN_HOUR
    return RuleRun.objects.filter(rule_id=rule_id, at__gt=since).count()


def facts_since(
    whens: Collection[When], *, after: int = 0, since: datetime | None = None
) -> list[Fact]:
    """What happened on initiatives that may start rules, in order. Who shows it checks sight."""
    kinds = sorted({one.event for one in whens})
    told = [one for one in events_told(kinds, after=after, since=since) if _of_initiative(one)]
    if not told:
        return []
    both = _both_signed(told)
    about = kinds_and_tracks({one.root_id for one in told})
    of_work = {one.event for one in When if one.is_of_work}
    work = {row.id: row for row in rows_by_id([x.subject_id for x in told if x.kind in of_work])}
    return [
        Fact(one.id, one.root_id, one.at, _happening(one, about[one.root_id], both, work))
        for one in told
        if one.root_id in about
    ]


def _of_initiative(one: EventTold) -> bool:
    return one.root_kind == INITIATIVE


def _happening(
    one: EventTold,
    about: tuple[InitiativeKind, Track],
    both: Collection[int],
    work: dict[int, WorkRow],
) -> Happening:
    row = work.get(one.subject_id)
    return Happening(
        kind=one.kind,
        data=one.data,
        initiative_kind=about[0],
        track=about[1],
        work_kind=row.kind if row else None,
        work_lane=row.lane if row else None,
        both_signed=one.id in both,
    )


def _both_signed(told: Sequence[EventTold]) -> set[int]:
    """The signatures by which the second side had signed the same content as the first."""
    briefs = {one.subject_id for one in told if one.kind == _SIGNED}
    found: set[int] = set()
    sides: dict[tuple[int, str], set[str]] = {}
    for one in events_told([_SIGNED], subjects=briefs) if briefs else ():
        if one.data.get("statement") == "object":
            continue
        signed = sides.setdefault((one.subject_id, str(one.data.get("content"))), set())
        if one.data["lane"] not in signed and signed:
            found.add(one.id)
        signed.add(str(one.data["lane"]))
    return found


def would_have_run(actor: Actor, place_id: int | None, asked: RuleAsked) -> list[Matched]:
    """On what a rule would have run in the last ninety days, newest first: what the actor sees."""
    since = clock.now() - rules.LOOKED_BACK
    facts = [
        one
        for one in facts_since([asked.when], since=since)
        if (place_id is None or one.root_id == place_id) and rules.starts(asked, one.happening)
    ]
    seen = headings_seen(actor, {one.root_id for one in facts})
    return [
        Matched(one.root_id, seen[one.root_id].sentence, seen[one.root_id].url, one.at)
        for one in reversed(facts)
        if one.root_id in seen
    ]


def rules_read() -> int:
    """Up to which event the rules have looked. For the clock."""
    return RulesRead.objects.values_list("event", flat=True).first() or 0
