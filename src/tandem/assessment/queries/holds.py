"""Reading holds, and who may hold."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from tandem.accounts.queries import Name, names, present_day
from tandem.assessment.models import Hold, HoldAuthority, HoldRenewal, HoldRuling
from tandem.assessment.rules import Authority
from tandem.core.errors import NotFound
from tandem.core.prepared import day, number, numbers, prepared


@dataclass(frozen=True, slots=True)
class AuthorityHeld:
    """That somebody may hold initiatives for a reason."""

    id: int
    person: Name
    kind: Authority
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Ruled:
    """What the sponsor or a risk owner said about a hold."""

    by: Name
    as_sponsor: bool
    keep: bool
    reason: str


@dataclass(frozen=True, slots=True)
class HeldFor:
    """A hold as the initiative's page shows it."""

    id: int
    kind: Authority
    reason: str
    lifts: str
    look_again_on: date
    by: Name
    at: datetime
    renewals: int
    asked: str
    """Why a second renewal was asked for; empty while none is."""
    asked_until: date | None
    rulings: list[Ruled]
    lifted_by: Name | None
    lifted_at: datetime | None
    lifted_note: str


def _today() -> date:
    return present_day()


@prepared
def _held() -> QuerySet[HoldAuthority, tuple[str]]:
    today = day("today")
    open_ended = Q(ends_on=None) | Q(ends_on__gte=today)
    mine = HoldAuthority.objects.filter(open_ended, person_id=number("me"), starts_on__lte=today)
    return mine.values_list("kind")


def authorities_of(person_id: int) -> frozenset[Authority]:
    """For what somebody may hold today."""
    return frozenset(Authority(kind) for (kind,) in _held(me=person_id, today=_today()))


def people_with(kind: Authority) -> list[int]:
    """Everybody who has an authority today and can still sign in."""
    open_ended = Q(ends_on=None) | Q(ends_on__gte=_today())
    found = HoldAuthority.objects.filter(
        open_ended, kind=kind.value, starts_on__lte=_today(), person__deactivated_at=None
    )
    return sorted(set(found.values_list("person_id", flat=True)))


def authorities_named() -> list[AuthorityHeld]:
    """Who may hold, today or from a coming day."""
    open_ended = Q(ends_on=None) | Q(ends_on__gte=_today())
    return _named(HoldAuthority.objects.filter(open_ended).order_by("kind", "starts_on", "pk"))


def authority(authority_id: int) -> AuthorityHeld:
    """One of them, ended or not. Raises NotFound."""
    found = _named(HoldAuthority.objects.filter(pk=authority_id))
    if not found:
        raise NotFound
    return found[0]


def _named(authorities: QuerySet[HoldAuthority]) -> list[AuthorityHeld]:
    found = list(authorities)
    known = names(row.person_id for row in found)
    return [
        AuthorityHeld(row.pk, known[row.person_id], Authority(row.kind), row.starts_on, row.ends_on)
        for row in found
    ]


def standing_hold(initiative_id: int, kind: Authority) -> Hold | None:
    """The hold for a reason that hasn't been lifted."""
    return Hold.objects.filter(initiative_id=initiative_id, kind=kind.value, lifted_at=None).first()


def open_renewal(hold_id: int) -> HoldRenewal | None:
    """The renewal that sponsor and risk owner are deciding on."""
    return HoldRenewal.objects.filter(hold_id=hold_id, went_up=True, settled_at=None).first()


@prepared
def _holds() -> QuerySet[Hold, Hold]:
    return Hold.objects.filter(initiative_id=number("initiative")).order_by("-pk")


@prepared
def _renewals() -> QuerySet[HoldRenewal, HoldRenewal]:
    return HoldRenewal.objects.filter(hold_id__in=numbers("holds")).order_by("pk")


@prepared
def _rulings() -> QuerySet[HoldRuling, HoldRuling]:
    return HoldRuling.objects.filter(renewal_id__in=numbers("renewals")).order_by("pk")


def holds_on(initiative_id: int) -> list[HeldFor]:
    """All holds, the newest first. The caller has checked sight."""
    holds = _holds(initiative=initiative_id)
    if not holds:
        return []
    renewals = _renewals(holds=[hold.pk for hold in holds])
    rulings = _rulings(renewals=[one.pk for one in renewals]) if renewals else []
    known = names(
        [pk for hold in holds for pk in (hold.held_by_id, hold.lifted_by_id)]
        + [one.ruled_by_id for one in rulings]
    )
    return [_held_for(hold, renewals, rulings, known) for hold in holds]


def _held_for(
    hold: Hold,
    renewals: Collection[HoldRenewal],
    rulings: Collection[HoldRuling],
    known: dict[int, Name],
) -> HeldFor:
    mine = [one for one in renewals if one.hold_id == hold.pk]
    asked = next((one for one in mine if one.went_up and one.settled_at is None), None)
    went_up = {one.pk for one in mine if one.went_up}
    return HeldFor(
        id=hold.pk,
        kind=Authority(hold.kind),
        reason=hold.reason,
        lifts=hold.lifts,
        look_again_on=hold.look_again_on,
        by=known[hold.held_by_id],
        at=hold.held_at,
        renewals=len(mine) - (asked is not None),
        asked=asked.reason if asked else "",
        asked_until=asked.look_again_on if asked else None,
        rulings=[
            Ruled(known[one.ruled_by_id], one.as_sponsor, one.keep, one.reason)
            for one in rulings
            if one.renewal_id in went_up
        ],
        lifted_by=known.get(hold.lifted_by_id or 0),
        lifted_at=hold.lifted_at,
        lifted_note=hold.lifted_note,
    )
