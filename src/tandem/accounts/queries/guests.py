"""Guests: who is behind a private link, and what it still opens."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from tandem.accounts.models import GuestLink, Person
from tandem.accounts.queries.actors import secret_hash
from tandem.accounts.queries.workspace import company_zone
from tandem.accounts.rules import Actor, ActorKind, GuestMay, why_not_enter
from tandem.core import clock
from tandem.core.prepared import moment, prepared, text
from tandem.core.words import Sentence


@dataclass(frozen=True, slots=True)
class Invitation:
    """The newest link of a guest to a subject: what it allows and until when."""

    subject_id: int
    person_id: int
    name: str
    email: str
    may: frozenset[GuestMay]
    expires_at: datetime
    revoked_at: datetime | None

    @property
    def why_not(self) -> Sentence | None:
        """Why it opens nothing any more; nothing while it does."""
        expired = self.expires_at <= clock.now()
        return why_not_enter(revoked=self.revoked_at is not None, expired=expired)

    @property
    def last_day(self) -> date:
        """The last day on which it opens, where the company is."""
        return (self.expires_at - timedelta(microseconds=1)).astimezone(company_zone()).date()

    @property
    def allowed(self) -> list[GuestMay]:
        return [one for one in GuestMay if one in self.may]


def invitations_to(subject_ids: Collection[int]) -> dict[int, Invitation]:
    """The newest link to each of these subjects."""
    links = GuestLink.objects.filter(subject_id__in=subject_ids).select_related("person")
    return {link.subject_id: _read(link) for link in links.order_by("pk")}


def invitation_by_secret(secret: str) -> Invitation | None:
    """Whose link this is, living or not; nothing for one that was never made, or was replaced."""
    link = GuestLink.objects.filter(token_hash=secret_hash(secret)).select_related("person").first()
    return _read(link) if link else None


def _read(link: GuestLink) -> Invitation:
    return Invitation(
        subject_id=link.subject_id,
        person_id=link.person_id,
        name=link.person.name,
        email=link.person.email,
        may=frozenset(map(GuestMay, link.may)),
        expires_at=link.expires_at,
        revoked_at=link.revoked_at,
    )


@prepared
def _living() -> QuerySet[GuestLink, tuple[int, str, int, list[str]]]:
    living = GuestLink.objects.filter(revoked_at=None, expires_at__gt=moment("now"))
    found = living.filter(token_hash=text("hash"))
    return found.values_list("person_id", "person__name", "subject_id", "may")


def guest_by_hash(token_hash: str) -> Actor | None:
    """The guest of a session, while their link lives."""
    row = _living.first(hash=token_hash, now=clock.now())
    if row is None:
        return None
    person_id, name, subject_id, may = row
    allowed = frozenset(map(GuestMay, may))
    return Actor(ActorKind.GUEST, person_id, name, guest_of=subject_id, guest_may=allowed)


def guests_among(person_ids: Collection[int]) -> set[int]:
    """Those of these people who are guests."""
    found = Person.objects.filter(pk__in=person_ids, guest=True)
    return set(found.values_list("pk", flat=True))


def is_still_guest(actor: Actor) -> bool:
    """Whether a guest's link lives at this moment; every act of theirs asks, once it is locked."""
    found = GuestLink.objects.filter(
        person_id=actor.me,
        subject_id=actor.guest_of,
        revoked_at=None,
        expires_at__gt=clock.now(),
    )
    return actor.is_guest and found.exists()
