"""Who sees a subject, and what they are on it. The one rule behind every door."""

from collections.abc import Mapping

from django.db.models import Exists, OuterRef, Q

from tandem.accounts.rules import Actor, ActorKind, Lane
from tandem.activity.models import SubjectAccess
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


def roles_on(actor: Actor, root_id: int) -> Mapping[SubjectRole, frozenset[Lane]]:
    """What `actor` is on an initiative, each role with the sides it is held for.

    A side counts only while the person still belongs to it.
    """
    rows = SubjectAccess.objects.filter(
        holding(), subject_id=root_id, person_id=actor.me
    ).values_list("role", "lane")
    found: dict[SubjectRole, set[Lane]] = {}
    for role, lane in rows:
        held = found.setdefault(SubjectRole(role), set())
        if lane and Lane(lane) in actor.lanes:
            held.add(Lane(lane))
    return {role: frozenset(lanes) for role, lanes in found.items()}


def sides_on(actor: Actor, root_id: int) -> frozenset[Lane]:
    """The sides for which `actor` works on an initiative today."""
    return frozenset().union(*roles_on(actor, root_id).values())


def owned_sides_on(actor: Actor, root_id: int) -> frozenset[Lane]:
    """The sides for which `actor` owns an initiative: may sign, confirm, start the next stage."""
    roles = roles_on(actor, root_id)
    return frozenset().union(*(lanes for role, lanes in roles.items() if role.is_owner))
