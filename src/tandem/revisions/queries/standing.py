"""How everything stands now, and how it stood at a snapshot; what moved between, and why."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from tandem.accounts.queries import Name, names, present_day, workspace_calendar
from tandem.accounts.rules import Actor
from tandem.core import clock
from tandem.core.errors import NotFound
from tandem.core.words import Sentence, say
from tandem.initiatives.queries import headings_seen, set_aside, where_all_stand
from tandem.plans.queries import (
    Reason,
    budgets_given,
    currency,
    lists_handed,
    newest_forecasts,
    promised_at,
    said_since,
)
from tandem.projects.queries import all_projects, when_projects_are, why_projects_moved
from tandem.revisions import rules
from tandem.revisions.models import Snapshot, SnapshotRow, WalkMark
from tandem.revisions.queries.booked import RevisionRow, held_revisions, revision_row
from tandem.revisions.rules import Frozen, Mark, Moved
from tandem.work.queries import days_open_at


@dataclass(frozen=True, slots=True)
class MarkRow:
    """What somebody said of something on the way through the list."""

    mark: Mark
    note: str
    by: Name
    at: datetime


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """Something in the list: how it stood and stands, what moved, what people said, what is to be
    decided.
    """

    id: int
    title: str
    url: str
    before: Frozen | None
    after: Frozen | None
    moved: list[Moved]
    said: list[Reason] = field(default_factory=list)
    decide: list[Sentence] = field(default_factory=list)
    mark: MarkRow | None = None

    @property
    def is_quiet(self) -> bool:
        """Nothing moved and nothing is to be decided."""
        return not self.moved and not self.decide

    @property
    def only_came_or_went(self) -> bool:
        """It is new or has ended, and there is nothing else to say."""
        gone_or_new = self.before is None or self.after is None
        return gone_or_new and bool(self.moved) and not self.decide


@dataclass(frozen=True, slots=True)
class Changes:
    """What moved between two moments, as far as somebody may see it."""

    rows: list[ChangeRow]
    hidden: int
    """How much more moved that is kept to its people."""
    since: RevisionRow | None
    until: RevisionRow | None
    """Nothing: until now."""

    @property
    def loud(self) -> list[ChangeRow]:
        """Where something moved or is to be decided."""
        return [one for one in self.rows if not (one.is_quiet or one.only_came_or_went)]

    @property
    def came(self) -> list[ChangeRow]:
        """What is new."""
        return [one for one in self.rows if one.only_came_or_went and one.before is None]

    @property
    def went(self) -> list[ChangeRow]:
        """What has ended."""
        return [one for one in self.rows if one.only_came_or_went and one.after is None]

    @property
    def quiet(self) -> list[ChangeRow]:
        """Where nothing did."""
        return [one for one in self.rows if one.is_quiet]

    @property
    def in_short(self) -> list[Sentence]:
        """The same in a few sentences."""
        told = rules.in_short([one.moved for one in self.rows])
        if self.hidden:
            told.append(say("And of what is kept to its people, {n} moved.", n=self.hidden))
        return told


def stand_now() -> dict[int, Frozen]:
    """How everything that hasn't ended stands at this moment, whoever may see it."""
    now = clock.now()
    stages = where_all_stand(now)
    promised, forecasts = promised_at(stages, now), newest_forecasts(stages)
    budgets, lists = budgets_given(stages, now), lists_handed(stages, now)
    days, zone = days_open_at(now), workspace_calendar().zone
    found = {}
    for pk, (stage, place) in stages.items():
        kept, day = forecasts.get(pk), promised.get(pk)
        if kept and kept.made_at > now:
            kept = None
        found[pk] = Frozen(
            stage=stage.value,
            promised=day,
            safe=kept.safe.astimezone(zone).date() if kept and kept.safe else None,
            chance=round(kept.chance_of(day), 2) if kept and day else None,
            days=days.get(pk, Decimal(0)),
            budget=budgets.get(pk),
            list_number=lists.get(pk, 0),
            place=place,
        )
    for pk, (first, last) in when_projects_are(now).items():
        found[pk] = Frozen(starts_on=first, ends_on=last)
    return found


_KEPT = (
    *("subject_id", "stage", "promised", "safe", "chance", "days", "budget", "list_number"),
    *("place", "starts_on", "ends_on"),
)


def stood_at(snapshot_id: int) -> dict[int, Frozen]:
    """How everything stood at a snapshot. For what compares; names and sight are the caller's."""
    rows = SnapshotRow.objects.filter(snapshot=snapshot_id).values_list(*_KEPT)
    return {pk: Frozen(*rest) for pk, *rest in rows}


def baseline(snapshot_id: int | None = None) -> dict[int, Frozen]:
    """How things stood at a snapshot, else at the last one: to draw what is planned now against.

    {subject: how it stood}; empty where nothing was held yet. The caller shows only what the
    reader sees anyway.
    """
    if snapshot_id is None:
        last = Snapshot.objects.order_by("-taken_at", "-pk").values_list("pk", flat=True).first()
        return stood_at(last) if last else {}
    return stood_at(snapshot_id)


def marks_of(revision_id: int) -> dict[int, MarkRow]:
    """What was said of each on the way through the list."""
    rows = list(WalkMark.objects.filter(revision=revision_id, replaced_at=None))
    known = names(row.by_id for row in rows)
    return {
        row.subject_id: MarkRow(Mark(row.mark), row.note, known[row.by_id], row.at) for row in rows
    }


def changes_for(actor: Actor, row: RevisionRow) -> Changes:
    """What a revision is about: since the one before it, until it was held, else until now."""
    earlier = [
        one
        for one in held_revisions()
        if one.id != row.id and (row.held_at is None or (one.held_at or row.held_at) < row.held_at)
    ]
    since = earlier[0] if earlier else None
    until = row if row.snapshot_id else None
    return _changes(actor, since, until, marks_of(row.id))


def changes_between(actor: Actor, since_id: int, until_id: int | None) -> Changes:
    """What moved between two revisions that were held, or from one until now. Raises NotFound."""
    since, until = revision_row(since_id), revision_row(until_id) if until_id else None
    if since.snapshot_id is None or (until and until.snapshot_id is None):
        raise NotFound
    return _changes(actor, since, until, {})


def _changes(
    actor: Actor,
    since: RevisionRow | None,
    until: RevisionRow | None,
    marks: Mapping[int, MarkRow],
) -> Changes:
    before = stood_at(since.snapshot_id) if since and since.snapshot_id else {}
    after = stood_at(until.snapshot_id) if until and until.snapshot_id else stand_now()
    today = present_day()
    moved = {} if since is None else _moved(before, after, today)
    moved = {pk: moved.get(pk, []) for pk in before.keys() | after.keys()}
    seen = _seen(actor, set(moved))
    why = _why(seen, since, until)
    aside = set_aside(seen) if until is None else {}
    rows = [
        ChangeRow(
            id=pk,
            title=seen[pk][0],
            url=seen[pk][1],
            before=before.get(pk),
            after=after.get(pk),
            moved=told,
            said=why.get(pk, []),
            decide=_decide(after.get(pk), pk in aside and aside[pk].unanswered, today)
            if until is None
            else [],
            mark=marks.get(pk),
        )
        for pk, told in moved.items()
        if pk in seen
    ]
    rows.sort(key=_weight)
    hidden = sum(bool(told) for pk, told in moved.items() if pk not in seen)
    return Changes(rows, hidden, since, until)


def _moved(
    before: Mapping[int, Frozen], after: Mapping[int, Frozen], today: date
) -> dict[int, list[Moved]]:
    money, ranked_anew = currency(), rules.overtaken(before, after)
    return {
        pk: rules.what_moved(
            before.get(pk),
            after.get(pk),
            today=today,
            currency=money,
            ranked_anew=pk in ranked_anew,
        )
        for pk in before.keys() | after.keys()
    }


def _seen(actor: Actor, ids: set[int]) -> dict[int, tuple[str, str]]:
    """What those are called that somebody may see, and where they are."""
    found = {pk: (one.sentence, one.url) for pk, one in headings_seen(actor, ids).items()}
    return found | {one.id: (one.title, one.url) for one in all_projects(actor) if one.id in ids}


def _decide(now: Frozen | None, unanswered: bool, today: date) -> list[Sentence]:  # noqa: FBT001
    return rules.to_decide(now, unanswered=unanswered, today=today) if now else []


def _why(
    seen: Collection[int], since: RevisionRow | None, until: RevisionRow | None
) -> dict[int, list[Reason]]:
    if since is None or since.held_at is None:
        return {}
    ends = until.held_at if until else None
    found = said_since(seen, since.held_at)
    moved = why_projects_moved(since.held_at)
    known = names(by for _, _, by, _ in moved)
    for pk, reason, by, at in moved:
        if pk in seen:
            found.setdefault(pk, []).append(Reason(reason, known[by], at))
    for pk, one in set_aside(seen).items():
        if one.at > since.held_at:
            found.setdefault(pk, []).append(Reason(one.reason, None, one.at))
    if ends:
        found = {pk: [one for one in told if one.at <= ends] for pk, told in found.items()}
    return found


def _weight(row: ChangeRow) -> tuple[object, ...]:
    """What is to be decided first, then what moved most."""
    furthest = max((abs(one.by or 0) for one in row.moved), default=0)
    return (not row.decide, not row.moved, -furthest, -len(row.moved), row.title)
