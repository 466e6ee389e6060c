"""Reading the table of decision rights, and what was suggested."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet

from tandem.accounts.queries import Name, names
from tandem.accounts.rules import Actor
from tandem.activity.permissions import Standing, eyes_of, in_sight, sponsor_of, standing_on
from tandem.activity.queries import SubjectSeen, subject_visible_to
from tandem.core.errors import NotFound
from tandem.core.prepared import number, prepared, text
from tandem.core.remembered import shelf
from tandem.rights import permissions, registry
from tandem.rights.models import BreakIn, DecisionRight, Proposal
from tandem.rights.registry import Target
from tandem.rights.rules import Decider, Fields, Matter, Rights, Settlement, merged

SHELF = "decision rights"


@prepared
def _changed() -> QuerySet[DecisionRight, tuple[str, str]]:
    return DecisionRight.objects.values_list("matter", "decider")


def decision_rights() -> Rights:
    """The table as it holds now; read once a request."""
    known = shelf(SHELF)
    if "table" not in known:
        known["table"] = Rights({Matter(m): Decider(decider) for m, decider in _changed()})
    rights: Rights = known["table"]
    return rights


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody suggests or decides: the subject, what they are on it."""

    subject: SubjectSeen
    standing: Standing
    is_sponsor: bool

    def decides(self, actor: Actor, matter: Matter) -> bool:
        """Whether the actor changes such a thing here directly."""
        decider = decision_rights().decider(matter)
        return permissions.decides(actor, self.standing, decider, is_sponsor=self.is_sponsor)


def place_of(actor: Actor, subject_id: int) -> Place:
    """Where this actor stands, or NotFound whether the subject is missing or hidden."""
    subject = subject_visible_to(actor, subject_id)
    standing = standing_on(actor, subject.root_id)
    return Place(subject, standing, bool(actor.me) and subject.sponsor_id == actor.me)


def matters_decided(
    actor: Actor, standing: Standing, root_id: int, among: Collection[Matter]
) -> frozenset[Matter]:
    """What of these the actor, who is `standing` on an initiative, changes there directly."""
    rights = decision_rights()
    deciders = {matter: rights.decider(matter) for matter in among}
    asked = actor.may_write and Decider.SPONSOR in deciders.values()
    is_sponsor = asked and sponsor_of(root_id) == actor.me
    return frozenset(
        matter
        for matter, decider in deciders.items()
        if permissions.decides(actor, standing, decider, is_sponsor=is_sponsor)
    )


def matters_drafted(standing: Standing, among: Collection[Matter]) -> frozenset[Matter]:
    """What of these a partner, who is `standing` on an initiative, may write as a draft."""
    rights = decision_rights()
    return frozenset(
        matter for matter in among if permissions.drafts(standing, rights.decider(matter))
    )


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A suggestion as pages show it."""

    id: int
    subject_id: int
    kind: str
    target: str
    matter: Matter
    before: str
    text: str
    why: str
    made_by: Name
    made_at: datetime
    settled_by: Name | None
    settled_at: datetime | None
    outcome: Settlement | None
    answer: str
    fields_before: Fields = field(default_factory=dict)
    fields_after: Fields = field(default_factory=dict)
    title: str = ""
    """How its part is called, where it has a name of its own: "R4"."""

    @property
    def is_open(self) -> bool:
        return self.settled_at is None

    @property
    def url(self) -> str:
        return f"/suggestions/{self.id}/"


class _Read(NamedTuple):
    """A row of the table."""

    id: int
    subject_id: int
    kind: str
    target: str
    matter: str
    before: str
    text: str
    why: str
    made_by_id: int
    made_at: datetime
    settled_by_id: int | None
    settled_at: datetime | None
    outcome: str
    answer: str
    fields_before: Fields
    fields_after: Fields


@prepared
def _on(limit: int) -> QuerySet[Proposal, tuple[Any, ...]]:
    found = Proposal.objects.filter(in_sight("subject__"), subject_id=number("subject"))
    return found.order_by("-pk").values_list(*_Read._fields)[:limit]


@prepared
def _one() -> QuerySet[Proposal, tuple[Any, ...]]:
    found = Proposal.objects.filter(in_sight("subject__"), pk=number("proposal"))
    return found.values_list(*_Read._fields)


def proposals_on(actor: Actor, subject_id: int, limit: int = 200) -> list[ProposalRow]:
    """What was suggested on a subject, newest first."""
    return _rows(_on(limit, subject=subject_id, **eyes_of(actor)))


def proposal_visible_to(actor: Actor, proposal_id: int) -> ProposalRow:
    """One suggestion, or NotFound whether it is missing or hidden."""
    rows = _rows(_one(proposal=proposal_id, **eyes_of(actor)))
    if not rows:
        raise NotFound
    return rows[0]


def target_of(actor: Actor, subject_id: int, kind: str, target: str) -> Target:
    """What would be changed, as it is now. Raises NotFound for what nobody can suggest."""
    known = registry.proposal_named(kind)
    if known is None:
        raise NotFound
    return known.find(actor, subject_id, target)


def suggested_now(row: ProposalRow, now: Target) -> str:
    """What a suggestion would make of the present text."""
    kind = registry.proposal_named(row.kind)
    if kind is None or kind.part is None:
        return row.text
    return kind.part.words(merged(now.fields, row.fields_before, row.fields_after))


@prepared
def _open() -> QuerySet[Proposal, tuple[str]]:
    return Proposal.objects.filter(subject_id=number("subject"), settled_at=None).values_list(
        "matter"
    )


def open_matters(subject_id: int) -> set[Matter]:
    """What waits to be decided on a subject."""
    return {Matter(matter) for (matter,) in _open(subject=subject_id)}


def _rows(found: Sequence[tuple[Any, ...]]) -> list[ProposalRow]:
    rows = [_Read(*row) for row in found]
    known = names([row.made_by_id for row in rows] + [row.settled_by_id for row in rows])
    titles = _titles(rows)
    return [
        ProposalRow(
            id=row.id,
            subject_id=row.subject_id,
            kind=row.kind,
            target=row.target,
            matter=Matter(row.matter),
            before=row.before,
            text=row.text,
            why=row.why,
            made_by=known[row.made_by_id],
            made_at=row.made_at,
            settled_by=known.get(row.settled_by_id or 0),
            settled_at=row.settled_at,
            outcome=Settlement(row.outcome) if row.outcome else None,
            answer=row.answer,
            fields_before=row.fields_before,
            fields_after=row.fields_after,
            title=titles.get((row.kind, row.target), ""),
        )
        for row in rows
    ]


def _titles(rows: Sequence[_Read]) -> dict[tuple[str, str], str]:
    """How the parts are called that the rows would change."""
    found: dict[tuple[str, str], str] = {}
    for name in {row.kind for row in rows}:
        kind = registry.proposal_named(name)
        if kind and kind.part:
            called = kind.part.titles({row.target for row in rows if row.kind == name})
            found |= {(name, target): title for target, title in called.items()}
    return found


@prepared
def _waiting() -> QuerySet[Proposal, tuple[str, int]]:
    rows = Proposal.objects.filter(subject_id=number("subject"), kind=text("kind"), settled_at=None)
    return rows.order_by("pk").values_list("target", "pk")


def waiting_of_kind(subject_id: int, kind: str) -> dict[str, int]:
    """The oldest open suggestion for each target of a kind: {target: id}. Sight was checked."""
    return dict(reversed(_waiting(subject=subject_id, kind=kind)))


@dataclass(frozen=True, slots=True)
class BreakInRow:
    """An administrator was let in, and why."""

    by: Name
    reason: str
    at: datetime
    ends_at: datetime


@prepared
def _break_ins() -> QuerySet[BreakIn, tuple[int, str, datetime, datetime]]:
    found = BreakIn.objects.filter(subject_id=number("subject")).order_by("-pk")
    return found.values_list("person_id", "reason", "at", "ends_at")


def break_ins_on(subject_id: int) -> list[BreakInRow]:
    """Who broke into an initiative, newest first. The caller has checked sight."""
    rows = _break_ins(subject=subject_id)
    known = names(row[0] for row in rows)
    return [BreakInRow(known[person], reason, at, ends) for person, reason, at, ends in rows]


def sees(actor: Actor, subject_id: int) -> bool:
    """Whether the actor may know of a subject."""
    try:
        subject_visible_to(actor, subject_id)
    except NotFound:
        return False
    return True
