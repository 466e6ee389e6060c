"""Who sees a subject, and what they are on it. The one rule behind every door."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.lookups import Exact

from tandem.accounts.rules import Actor, Lane
from tandem.activity.models import Subject, SubjectAccess
from tandem.activity.rules import SubjectRole
from tandem.core import clock
from tandem.core.prepared import Slot, moment, number, prepared

if TYPE_CHECKING:
    from datetime import datetime


def holding() -> Q:
    """The condition that an access holds, for a prepared query: with a slot for `now`."""
    return _holding_at(moment("now"))


def _holding_at(now: "datetime | Slot") -> Q:
    return Q(starts_at__lte=now) & (Q(ends_at=None) | Q(ends_at__gt=now))


def visible_to(actor: Actor, path: str = "") -> Q:
    """The condition that a row's subject may be seen by `actor`.

    `path` leads from the row to its Subject, e.g. "subject__"; empty on Subject itself. Open
    subjects are for everybody who may sign in; restricted ones for their people and sponsor.
    """
    if actor.sees_everything:
        return Q()
    return _visible(path, actor.me, clock.now())


def in_sight(path: str = "") -> Q:
    """The same condition for a prepared query; its slots are filled by `eyes_of`."""
    everything = Q(Exact(number("everything"), 1))
    return everything | _visible(path, number("me"), moment("now"))


def eyes_of(actor: Actor) -> dict[str, object]:
    """The values for the slots of `in_sight`."""
    return {"me": actor.me, "now": clock.now(), "everything": int(actor.sees_everything)}


def _visible(path: str, me: "int | Slot", now: "datetime | Slot") -> Q:
    mine = SubjectAccess.objects.filter(
        _holding_at(now), subject=OuterRef(f"{path}root"), person_id=me
    )
    opened = Q(**{f"{path}root__restricted": False})
    sponsored = Q(**{f"{path}root__sponsor_id": me})
    return opened | sponsored | Q(Exists(mine))


def people_who_see(root_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """The same rule the other way round, for what goes out to many: root → ids of people.

    Open roots, which all may see who may sign in, are left out.
    """
    restricted = Subject.objects.filter(pk__in=root_ids, restricted=True)
    found = {pk: {sponsor} for pk, sponsor in restricted.values_list("pk", "sponsor_id")}
    theirs = SubjectAccess.objects.filter(_holding_at(clock.now()), subject_id__in=found)
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


@prepared
def _held() -> QuerySet[SubjectAccess, tuple[str, str]]:
    theirs = SubjectAccess.objects.filter(
        holding(), subject_id=number("root"), person_id=number("me")
    )
    return theirs.exclude(lane="").values_list("role", "lane")


def standing_on(actor: Actor, root_id: int) -> Standing:
    """What `actor` is on an initiative."""
    if not actor.may_write:
        return Standing()
    rows = [
        (SubjectRole(role), Lane(lane))
        for role, lane in _held(root=root_id, me=actor.me, now=clock.now())
        if lane in actor.lanes
    ]
    return Standing(
        sides=frozenset(lane for _, lane in rows),
        owned=frozenset(lane for role, lane in rows if role.is_owner),
    )
