"""Who sees a subject, and what they are on it. The one rule behind every door."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from tandem.accounts.queries import (
    acted_for,
    partners,
    sponsored_by,
    stand_ins,
    time_is_over,
    workspace,
)
from tandem.accounts.rules import Actor, Lane
from tandem.activity.models import Subject, SubjectAccess
from tandem.activity.rules import SubjectRole
from tandem.core import clock
from tandem.core.errors import NotFound
from tandem.core.kept_condition import KeptCondition
from tandem.core.prepared import Slot, moment, number, numbers, prepared

if TYPE_CHECKING:
    from datetime import datetime


def holding() -> Q:
    """The condition that an access holds, for a prepared query: with a slot for `now`."""
    return _holding_at(moment("now"))


def holding_now() -> Q:
    """The condition that an access holds, for a query that is asked once."""
    return _holding_at(clock.now())


def _holding_at(now: "datetime | Slot") -> Q:
    return Q(starts_at__lte=now) & (Q(ends_at=None) | Q(ends_at__gt=now))


def mine(me: "int | Slot", now: "datetime | Slot") -> Q:
    """The condition that an access is somebody's: their own, or of whom they stand in for now."""
    return Q(person_id__in=acted_for(me, now))


def visible_to(actor: Actor, path: str = "") -> Q:
    """The condition that a row's subject may be seen by `actor`.

    `path` leads from the row to its Subject, e.g. "subject__"; empty on Subject itself. Open
    subjects are for everybody of the company; restricted ones for their people and sponsor; for a
    partner those that they are on; for a guest what they were given, and what was asked of them
    there. What somebody was given by itself, below a root, they see and nothing else there.
    """
    if actor.sees_everything:
        return Q()
    if actor.is_guest:
        mine = {f"{path}pk": actor.guest_of}, {f"{path}parent_id": actor.guest_of}
        return Q(**mine[0]) | Q(**mine[1])
    return _SIGHT.on(f"{path}pk", **eyes_of(actor))


def in_sight(path: str = "") -> Q:
    """The same condition for a prepared query; its slots are filled by `eyes_of`."""
    everything = Q(Exact(number("everything"), 1))
    return everything | _visible(path, number("me"), moment("now"))


def eyes_of(actor: Actor) -> dict[str, object]:
    """The values for the slots of `in_sight`. No page of a guest asks for them: raises NotFound."""
    if actor.is_guest:
        raise NotFound
    return {
        "me": actor.me,
        "now": clock.now(),
        "everything": int(actor.sees_everything),
        "company": of_the_company(actor),
    }


def of_the_company(actor: Actor) -> int:
    """The value of the slot `company`: whether what is open to everybody is open to them."""
    return int(not actor.is_partner)


def _one_in_sight() -> QuerySet[Subject, tuple[int]]:
    return Subject.objects.filter(in_sight(), pk=number("subject")).values_list("pk")


_SIGHT = KeptCondition(_one_in_sight, "subject")


def _visible(path: str, me: "int | Slot", now: "datetime | Slot") -> Q:
    # One list of what was given, not a look at every row: the database makes it once.
    held = SubjectAccess.objects.filter(_holding_at(now), mine(me, now)).values("subject")
    given = Q(**{f"{path}root__in": held}) | Q(**{f"{path}pk__in": held})
    opened = Q(**{f"{path}root__restricted": False})
    return of_company() & (opened | sponsored(me, path)) | given


def of_company() -> Q:
    """That the reader is one of the company's own people; the slot `company` says whether."""
    return Q(Exact(number("company"), 1))


def sponsored(me: "int | Slot", path: str = "") -> Q:
    """The condition that somebody is its sponsor: its own, else its goal's, else the workspace's.

    `sponsors_of` says the same the other way round.
    """
    none, of_goal = f"{path}root__sponsor", f"{path}root__goal_sponsor"
    by_goal = Q(**{none: None, f"{of_goal}_id": me})
    everywhere = Q(Exists(sponsored_by(me)), **{none: None, of_goal: None})
    return Q(**{f"{none}_id": me}) | by_goal | everywhere


@prepared
def _sponsors() -> QuerySet[Subject, tuple[int, int | None]]:
    found = Subject.objects.filter(pk__in=numbers("roots"))
    return found.values_list("pk", Coalesce("sponsor_id", "goal_sponsor_id"))


def sponsors_of(root_ids: Collection[int]) -> dict[int, int | None]:
    """Who gives money and rank, and decides what the sides bring: the one place that says so.

    The initiative's own sponsor, else that of the goal it serves, else the workspace's.
    """
    found = dict(_sponsors(roots=root_ids))
    company = workspace() if None in found.values() else None
    of_all = company.sponsor_id if company else None
    return {pk: sponsor or of_all for pk, sponsor in found.items()}


def sponsor_of(root_id: int) -> int | None:
    """The sponsor of one; see `sponsors_of`."""
    return sponsors_of([root_id]).get(root_id)


def people_given(subject_id: int) -> frozenset[int]:
    """Who was given this one subject by itself, and who stands in for them."""
    held = SubjectAccess.objects.filter(holding_now(), subject_id=subject_id)
    theirs = set(held.values_list("person_id", flat=True))
    deputies = stand_ins() if theirs else {}
    return frozenset(theirs | {deputies[pk] for pk in theirs if pk in deputies})


def people_given_below(subject_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """The same of many subjects: {subject id: people}; those that nobody was given are left out."""
    rows = SubjectAccess.objects.filter(holding_now(), subject_id__in=subject_ids)
    held = list(rows.values_list("subject_id", "person_id"))
    deputies = stand_ins() if held else {}
    found: dict[int, set[int]] = {}
    for pk, person_id in held:
        found.setdefault(pk, set()).update({person_id, deputies.get(person_id, person_id)})
    return {pk: frozenset(people) for pk, people in found.items()}


@dataclass(frozen=True, slots=True)
class Audience:
    """Who may see a root. `only` names them where it is restricted; where it is open, everybody
    is in it but `without`: the partners who aren't on it.
    """

    only: frozenset[int] | None = None
    without: frozenset[int] = frozenset()

    def __contains__(self, person_id: int) -> bool:
        return person_id not in self.without if self.only is None else person_id in self.only


def people_who_see(root_ids: Collection[int]) -> dict[int, Audience]:
    """The same rule the other way round, for what goes out to many."""
    known = _partners_and_restricted(root_ids)
    hidden = {root for what, root, _ in known if what == _RESTRICTED}
    outside = frozenset(person for what, _, person in known if what == _PARTNER)
    given = people_given_below(hidden) if hidden else {}
    sponsors = sponsors_of(hidden) if hidden else {}
    found = {}
    for root in root_ids:
        theirs = frozenset(person for what, on, person in known if what == _ON_IT and on == root)
        if root in hidden:
            sponsor = frozenset({sponsors.get(root) or 0})
            ours = given.get(root, frozenset()) | sponsor
            found[root] = Audience(only=(ours - outside) | theirs)
        else:
            found[root] = Audience(without=outside - theirs)
    return found


_RESTRICTED, _PARTNER, _ON_IT = range(3)


def _partners_and_restricted(root_ids: Collection[int]) -> list[tuple[int, int, int]]:
    """(what, root, person) of what is restricted, of every partner, and of those who are on it.

    Three short lists in one query: most initiatives are open, and most companies have no partner.
    """
    restricted = Subject.objects.filter(pk__in=root_ids, restricted=True).order_by()
    with_us = partners().exclude(time_is_over()).values("pk")
    on_it = SubjectAccess.objects.filter(
        holding_now(), subject_id__in=root_ids, person_id__in=with_us
    ).order_by()
    return list(
        restricted.values_list(Value(_RESTRICTED), "pk", Value(0)).union(
            partners().order_by().values_list(Value(_PARTNER), Value(0), "pk"),
            on_it.values_list(Value(_ON_IT), "subject_id", "person_id"),
        )
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody is on an initiative today: the sides they work for, and those they own.

    An owner may sign, confirm and start the next stage for their side. Whoever may only read
    stands nowhere. A side counts only while the person still belongs to it. A deputy is what the
    person is, while that person is away. A partner's side is in `helps` alone: whoever asks for
    `sides` means those who decide, and no partner does.
    """

    sides: frozenset[Lane] = frozenset()
    owned: frozenset[Lane] = frozenset()
    helps: frozenset[Lane] = frozenset()


@prepared
def _held() -> QuerySet[SubjectAccess, tuple[str, str]]:
    theirs = SubjectAccess.objects.filter(
        holding(), mine(number("me"), moment("now")), subject_id=number("root")
    )
    return theirs.exclude(lane="").values_list("role", "lane")


def standing_on(actor: Actor, root_id: int) -> Standing:
    """What `actor` is on an initiative."""
    if not actor.may_take_part:
        return Standing()
    rows = [
        (SubjectRole(role), Lane(lane))
        for role, lane in _held(root=root_id, me=actor.me, now=clock.now())
        if lane in actor.lanes
    ]
    return _standing(actor, rows)


@prepared
def _held_on() -> QuerySet[SubjectAccess, tuple[int, str, str]]:
    theirs = SubjectAccess.objects.filter(
        holding(), mine(number("me"), moment("now")), subject_id__in=numbers("roots")
    )
    return theirs.exclude(lane="").values_list("subject_id", "role", "lane")


def standings_on(actor: Actor, root_ids: Collection[int]) -> dict[int, Standing]:
    """The same on many at once, in one query."""
    if not actor.may_take_part:
        return dict.fromkeys(root_ids, Standing())
    held: dict[int, list[tuple[SubjectRole, Lane]]] = {root: [] for root in root_ids}
    for root, role, lane in _held_on(roots=root_ids, me=actor.me, now=clock.now()):
        if lane in actor.lanes:
            held[root].append((SubjectRole(role), Lane(lane)))
    return {root: _standing(actor, rows) for root, rows in held.items()}


def _standing(actor: Actor, rows: Collection[tuple[SubjectRole, Lane]]) -> Standing:
    if actor.is_partner:
        return Standing(helps=frozenset(lane for _, lane in rows))
    return Standing(
        sides=frozenset(lane for _, lane in rows),
        owned=frozenset(lane for role, lane in rows if role.is_owner),
    )


def can_declare_incident(actor: Actor, lane: Lane, on_duty: int | None) -> bool:
    """Who is on duty for the side; `on_duty` is their id."""
    return actor.may_write and lane in actor.lanes and actor.person_id == on_duty


def can_see_outbox(actor: Actor) -> bool:
    """Administrators look after what could not be sent. It shows ids and kinds, no content."""
    return actor.is_administrator
