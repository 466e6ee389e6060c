"""Who sees a subject, and what they are on it. The one rule behind every door."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from tandem.accounts.rules import Actor, ActorKind, Lane
from tandem.activity.models import Subject, SubjectAccess
from tandem.activity.rules import SubjectRole
from tandem.core import clock


def holding(prefix: str = "") -> Q:
    """The condition that an access holds now."""
    now = clock.now()
    ends = Q(**{f"{prefix}ends_at": None}) | Q(**{f"{prefix}ends_at__gt": now})
    return Q(**{f"{prefix}starts_at__lte": now}) & ends


def visible_to(actor: Actor, path: str = "") -> Q:
    """The condition that a row's subject may be seen by `actor`.

    `path` leads from the row to its Subject, e.g. "subject__"; empty on Subject itself. Open
    subjects are for everybody who may sign in; restricted ones for their people and sponsor.
    """
    if actor.kind is ActorKind.CLOCK:
        return Q()
    mine = SubjectAccess.objects.filter(
        holding(), subject=OuterRef(f"{path}root"), person_id=actor.me
    )
    opened = Q(**{f"{path}root__restricted": False})
    sponsored = Q(**{f"{path}root__sponsor_id": actor.me})
    return opened | sponsored | Q(Exists(mine))


def people_who_see(root_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """The same rule the other way round, for what goes out to many: root → ids of people.

    Open roots, which all may see who may sign in, are left out.
    """
    restricted = Subject.objects.filter(pk__in=root_ids, restricted=True)
    found = {pk: {sponsor} for pk, sponsor in restricted.values_list("pk", "sponsor_id")}
    theirs = SubjectAccess.objects.filter(holding(), subject_id__in=found)
    for pk, person_id in theirs.values_list("subject_id", "person_id"):
        found[pk].add(person_id)
    return {pk: frozenset(people) for pk, people in found.items()}


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody is on an initiative today: the sides they work for, and those they own.

    An owner may sign, confirm and start the next stage for their side. Whoever may only read
    stands nowhere. A side counts only while the person still belongs to it.
    """

    sides: frozenset[Lane] = frozenset()
    owned: frozenset[Lane] = frozenset()


def standing_on(actor: Actor, root_id: int) -> Standing:
    """What `actor` is on an initiative."""
    if not actor.may_write:
        return Standing()
    rows = [
        (SubjectRole(role), Lane(lane))
        for role, lane in SubjectAccess.objects.filter(
            holding(), subject_id=root_id, person_id=actor.me
        ).values_list("role", "lane")
        if lane and Lane(lane) in actor.lanes
    ]
    return Standing(
        sides=frozenset(lane for _, lane in rows),
        owned=frozenset(lane for role, lane in rows if role.is_owner),
    )
