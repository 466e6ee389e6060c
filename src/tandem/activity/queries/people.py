"""Who is on an initiative."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from tandem.accounts.queries import Name, acting_for, names, present_day
from tandem.accounts.rules import Actor, Lane, WorkspaceRole
from tandem.activity import permissions
from tandem.activity.models import SubjectAccess
from tandem.activity.rules import SubjectRole
from tandem.core import clock
from tandem.core.prepared import day, number, numbers, prepared
from tandem.core.words import Sentence

OWNER_ROLES = [role.value for role in SubjectRole if role.is_owner]


@dataclass(frozen=True, slots=True)
class PersonOn:
    """Somebody on an initiative, as what and for which side."""

    name: Name
    role: SubjectRole
    lane: Lane | None
    since: datetime

    @property
    def label(self) -> Sentence:
        """As what: a partner is one whatever else they were made before."""
        return WorkspaceRole.PARTNER.label if self.name.partner else self.role.label


@prepared
def _on_roots() -> QuerySet[SubjectAccess, tuple[int, int, str, str, datetime]]:
    return (
        SubjectAccess.objects.filter(permissions.holding(), subject_id__in=numbers("roots"))
        .order_by("starts_at", "pk")
        .values_list("subject_id", "person_id", "role", "lane", "starts_at")
    )


@prepared
def _owners() -> QuerySet[SubjectAccess, tuple[int, int, str]]:
    owned = SubjectAccess.objects.filter(
        permissions.holding(), subject_id__in=numbers("roots"), role__in=OWNER_ROLES
    )
    return owned.values_list("subject_id", "person_id", "lane")


@prepared
def _acting_owners() -> QuerySet[SubjectAccess, tuple[int, str]]:
    owned = SubjectAccess.objects.filter(
        permissions.holding(), subject_id__in=numbers("roots"), role__in=OWNER_ROLES
    )
    acting = Q()
    for lane in Lane:
        theirs = acting_for(lane, on=day("today")).filter(pk=OuterRef("person_id"))
        acting |= Q(lane=lane) & Q(Exists(theirs))
    return owned.filter(acting).values_list("subject_id", "lane")


def sides_owned(root_ids: Collection[int]) -> dict[int, frozenset[Lane]]:
    """The sides of each initiative that have an owner who may act for them today."""
    now = clock.now()
    found: dict[int, set[Lane]] = {root_id: set() for root_id in root_ids}
    for root_id, lane in _acting_owners(roots=root_ids, now=now, today=present_day()):
        found[root_id].add(Lane(lane))
    return {root_id: frozenset(lanes) for root_id, lanes in found.items()}


def people_on(root_ids: Collection[int]) -> dict[int, list[PersonOn]]:
    """Everybody who is on these initiatives now; owners first, then who came first."""
    rows = _on_roots(roots=root_ids, now=clock.now())
    known = names(row[1] for row in rows)
    found: dict[int, list[PersonOn]] = {root_id: [] for root_id in root_ids}
    for root_id, person_id, role, lane, since in rows:
        person = PersonOn(known[person_id], SubjectRole(role), Lane(lane) if lane else None, since)
        found[root_id].append(person)
    for people in found.values():
        people.sort(key=lambda person: not person.role.is_owner)
    return found


def owners_on(root_ids: Collection[int]) -> dict[int, dict[Lane, Name]]:
    """Who owns each side of these initiatives; for lists, which show nobody else."""
    rows = _owners(roots=root_ids, now=clock.now())
    known = names(person for _, person, _ in rows)
    found: dict[int, dict[str, Name]] = {root_id: {} for root_id in root_ids}
    for root_id, person_id, lane in rows:
        found[root_id][lane] = known[person_id]
    return {
        root_id: {lane: owners[lane] for lane in Lane if lane in owners}
        for root_id, owners in found.items()
    }


SIGNS = {SubjectRole.SIGNS_MARKETING: Lane.MARKETING, SubjectRole.SIGNS_IT: Lane.IT}
_ANSWERING = [*OWNER_ROLES, *(role.value for role in SIGNS)]


@dataclass(frozen=True, slots=True)
class Alone:
    """One person answers for both sides of an initiative; who signs for the other, and for which.

    `second` is nobody until the sponsor has named them.
    """

    owner: int
    second: int | None = None
    lane: Lane | None = None

    def signs(self, person_id: int) -> frozenset[Lane]:
        """The side for which somebody is the second signer."""
        return frozenset({self.lane}) if self.lane and person_id == self.second else frozenset()


@prepared
def _answering() -> QuerySet[SubjectAccess, tuple[int, str]]:
    held = SubjectAccess.objects.filter(
        permissions.holding(), subject_id=number("root"), role__in=_ANSWERING
    )
    return held.order_by("pk").values_list("person_id", "role")


def alone_on(root_id: int) -> Alone | None:
    """Whether one person owns both sides of an initiative; nothing where they are two, or fewer."""
    held = {SubjectRole(role): pk for pk, role in _answering(root=root_id, now=clock.now())}
    owners = [pk for role, pk in held.items() if role.is_owner]
    if len(owners) != len(Lane) or len(set(owners)) > 1:
        return None
    for role, lane in SIGNS.items():
        if role in held and held[role] != owners[0]:
            return Alone(owners[0], held[role], lane)
    return Alone(owners[0])


@prepared
def _roots_with() -> QuerySet[SubjectAccess, tuple[int]]:
    mine = SubjectAccess.objects.filter(permissions.holding(), person_id=number("me"))
    theirs = SubjectAccess.objects.filter(
        permissions.holding(), person_id=number("other"), subject__in=mine.values("subject")
    )
    return theirs.values_list("subject_id")


def meets(actor: Actor, person_id: int) -> bool:
    """Whether somebody is on an initiative together with the actor."""
    return _roots_with.first(me=actor.me, other=person_id, now=clock.now()) is not None


def people_met(actor: Actor) -> list[tuple[int, str]]:
    """{id, name} of everybody who is on an initiative together with the actor, by name."""
    mine = SubjectAccess.objects.filter(permissions.holding_now(), person_id=actor.me)
    theirs = SubjectAccess.objects.filter(
        permissions.holding_now(), subject__in=mine.values("subject")
    )
    known = names(theirs.values_list("person_id", flat=True))
    return [(one.id, one.name) for one in sorted(known.values(), key=lambda one: one.name)]


def owned_by(person_id: int, root: str = "pk") -> Exists:
    """That a person owns it now, for a query on roots; `root` is their id's column there."""
    theirs = SubjectAccess.objects.filter(
        permissions.holding_now(),
        subject_id=OuterRef(root),
        person_id=person_id,
        role__in=OWNER_ROLES,
    )
    return Exists(theirs)
