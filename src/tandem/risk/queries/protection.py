"""Reading data-protection checks. The caller has checked sight."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from tandem.accounts.queries import Name, names
from tandem.accounts.rules import Actor
from tandem.activity.permissions import standing_on
from tandem.assessment import queries as assessment
from tandem.assessment.queries import authorities_of
from tandem.assessment.rules import Authority
from tandem.core.prepared import number, numbers, prepared
from tandem.core.words import Sentence
from tandem.initiatives.queries import InitiativeWhole
from tandem.risk import permissions
from tandem.risk.models import DataProtection, ProtectionReview
from tandem.risk.queries.standing import reviewer_for
from tandem.risk.rules import (
    Criterion,
    LawfulBasis,
    Processing,
    ProtectionStanding,
    ProtectionStep,
    criteria_known,
    personal,
    why_not_check,
)
from tandem.risk.rules.protection import TEXTS, is_full
from tandem.systems.queries import SystemRow, rows_of
from tandem.systems.rules import DataClass


@prepared
def _written() -> QuerySet[DataProtection, DataProtection]:
    return DataProtection.objects.filter(initiative_id=number("initiative"), replaced_at=None)


@prepared
def _reviews() -> QuerySet[ProtectionReview, ProtectionReview]:
    return ProtectionReview.objects.filter(of_id=number("written"))


@prepared
def _of_many() -> QuerySet[DataProtection, tuple[int, list[str], list[str], bool | None]]:
    found = DataProtection.objects.filter(
        initiative_id__in=numbers("initiatives"), replaced_at=None
    )
    return found.values_list("initiative_id", "classes", "criteria", "review__fine")


def protection_written(initiative_id: int) -> DataProtection | None:
    """What was written and stands."""
    return _written.first(initiative=initiative_id)


def protection_review(written: DataProtection | None) -> ProtectionReview | None:
    """What was said to it by whoever answers for data protection."""
    return _reviews.first(written=written.pk) if written else None


def protection_standing(
    initiative_id: int, written: DataProtection | None, review: ProtectionReview | None
) -> ProtectionStanding:
    """How far the check of one initiative has come."""
    check = assessment.data_check(initiative_id)
    return ProtectionStanding(
        personal(check.classes) if check else None,
        personal(written.classes) if written else None,
        is_full(written.criteria) if written else False,
        review.fine if review else None,
    )


def protection_standings(ids: Collection[int]) -> dict[int, ProtectionStanding]:
    """The same of many, in two queries at most."""
    flowing = {pk: personal(found) for pk, found in assessment.data_flowing(ids).items()}
    asked = [pk for pk, found in flowing.items() if found]
    written = {
        pk: ProtectionStanding(flowing[pk], personal(classes), is_full(criteria), fine)
        for pk, classes, criteria, fine in (_of_many(initiatives=asked) if asked else ())
    }
    return {pk: written.get(pk) or ProtectionStanding(flowing.get(pk)) for pk in ids}


def protection_reviewers(written: DataProtection) -> tuple[tuple[int, ...], bool]:
    """Who is asked to look, and whether they are named for it: whoever answers for data protection
    and didn't write it; where nobody does, the sponsor.
    """
    found = reviewer_for(Authority.DATA_PROTECTION, written.initiative_id, written.written_by_id)
    return found.people, found.named


def processing_of(written: DataProtection) -> Processing:
    """What was written, as it is judged."""
    return Processing(
        criteria=frozenset(map(Criterion, written.criteria)),
        basis=LawfulBasis(written.basis),
        **{name: getattr(written, name) for name in TEXTS},
    )


@dataclass(frozen=True, slots=True)
class ProtectionLook:
    """What was said to a full assessment."""

    fine: bool
    text: str
    by: Name
    at: datetime


@dataclass(frozen=True, slots=True)
class ProtectionSeen:
    """A data-protection check as its page shows it."""

    initiative_id: int
    standing: ProtectionStanding
    step: ProtectionStep
    id: int | None
    said: Processing | None
    by: Name | None
    at: datetime | None
    look: ProtectionLook | None
    reviewers: tuple[Name, ...]
    named: bool
    flowing: tuple[DataClass, ...]
    written_for: tuple[DataClass, ...]
    known: dict[Criterion, Sentence]
    systems: tuple[SystemRow, ...]
    """The affected systems that hold personal data: their vendors get such data perhaps."""
    may_write: bool
    may_look: bool

    @property
    def criteria(self) -> list[Criterion]:
        """Those that are met, in order."""
        return [one for one in Criterion if self.said and one in self.said.criteria]

    @property
    def full(self) -> bool:
        return self.standing.full


def protection_of(actor: Actor, whole: InitiativeWhole) -> ProtectionSeen:
    """The data-protection check of an initiative that the actor may see, also before it begins."""
    pk = whole.row.id
    written = protection_written(pk)
    review = protection_review(written)
    standing = protection_standing(pk, written, review)
    step = standing.step
    to_look = written is not None and step is ProtectionStep.TO_LOOK
    people, named = protection_reviewers(written) if written and to_look else ((), True)
    wrote = [written.written_by_id] if written else []
    looked = [review.said_by_id] if review else []
    known = names([*people, *wrote, *looked])
    systems = _systems(actor, pk)
    flowing = standing.flowing or frozenset()
    may_write = why_not_check(whole.row.stage) is None and permissions.can_write_protection(
        actor, standing_on(actor, pk), authorities_of(actor.me)
    )
    return ProtectionSeen(
        initiative_id=pk,
        standing=standing,
        step=step,
        id=written.pk if written else None,
        said=processing_of(written) if written else None,
        by=known[written.written_by_id] if written else None,
        at=written.written_at if written else None,
        look=ProtectionLook(review.fine, review.text, known[review.said_by_id], review.said_at)
        if review
        else None,
        reviewers=tuple(known[one] for one in people),
        named=named,
        flowing=tuple(one for one in DataClass if one in flowing),
        written_for=tuple(one for one in DataClass if one in (standing.written_for or ())),
        known=criteria_known(flowing, [one.name for one in systems]) if flowing else {},
        systems=systems,
        may_write=may_write and bool(flowing),
        may_look=why_not_check(whole.row.stage) is None and permissions.can_review(actor, people),
    )


def _systems(actor: Actor, initiative_id: int) -> tuple[SystemRow, ...]:
    """Nothing for a partner: the catalogue isn't there for them."""
    if actor.is_partner:
        return ()
    touched = assessment.confirmed_systems(initiative_id)
    rows = rows_of(touched).values() if touched else ()
    return tuple(row for row in rows if any(one.is_personal for one in row.data_classes))
