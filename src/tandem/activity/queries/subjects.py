"""A subject by its id: for what can hang on anything."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from tandem.accounts.queries import workspace
from tandem.accounts.rules import Actor
from tandem.activity import permissions, registry
from tandem.activity.models import Subject, SubjectAccess
from tandem.activity.queries.people import people_on
from tandem.core.errors import NotFound
from tandem.core.prepared import number, numbers, prepared


@dataclass(frozen=True, slots=True)
class SubjectSeen:
    """What can be said of anything: what it is called, where it is, whose it is."""

    id: int
    root_id: int
    kind: str
    title: str
    url: str
    restricted: bool
    sponsor_id: int | None
    """The root's own, else its goal's, else the workspace's: there is always one once set up."""
    own_sponsor_id: int | None
    root_title: str
    root_kind: str
    by_partner: bool = False
    """It is a partner who looks: they know, and speak to, those who are on it alone."""

    @property
    def root_url(self) -> str:
        return registry.url_of(self.root_kind, self.root_id, None)


@prepared
def _subjects() -> QuerySet[
    Subject,
    tuple[int, int | None, str, str, int | None, bool, int | None, int | None, str, str],
]:
    found = Subject.objects.filter(permissions.in_sight(), pk=number("subject"))
    return found.values_list(
        *("pk", "root_id", "kind", "title", "parent_id"),
        *("root__restricted", "root__sponsor_id", "root__goal_sponsor_id"),
        *("root__title", "root__kind"),
    )


def subject_visible_to(actor: Actor, subject_id: int) -> SubjectSeen:
    """The subject, or NotFound whether it is missing or hidden."""
    row = _subjects.first(subject=subject_id, **permissions.eyes_of(actor))
    if row is None:
        raise NotFound
    pk, root_id, kind, title, parent_id, restricted, own_sponsor_id, of_goal, *root = row
    root_title, root_kind = root
    sponsor_id = own_sponsor_id or of_goal
    if sponsor_id is None:
        company = workspace()
        sponsor_id = company.sponsor_id if company else None
    return SubjectSeen(
        id=pk,
        root_id=root_id or pk,
        kind=kind,
        title=title,
        url=registry.url_of(kind, pk, parent_id),
        restricted=restricted,
        sponsor_id=sponsor_id,
        own_sponsor_id=own_sponsor_id,
        root_title=root_title,
        root_kind=root_kind,
        by_partner=actor.is_partner,
    )


@prepared
def _places() -> QuerySet[Subject, tuple[int, str, str, int | None]]:
    found = Subject.objects.filter(permissions.in_sight(), pk__in=numbers("subjects"))
    return found.values_list("pk", "kind", "title", "parent_id")


def places_seen(actor: Actor, subject_ids: Collection[int]) -> dict[int, tuple[str, str, str]]:
    """Those of these subjects that somebody may see: {id: (kind, title, address)}."""
    rows = _places(subjects=subject_ids, **permissions.eyes_of(actor)) if subject_ids else ()
    return {
        pk: (kind, title, registry.url_of(kind, pk, parent)) for pk, kind, title, parent in rows
    }


def unknown_at(place: SubjectSeen, person_ids: Collection[int]) -> set[int]:
    """Those of these people of whom whoever looks at a place doesn't know. For a partner that is
    everybody who isn't on it.
    """
    if not place.by_partner:
        return set()
    return set(person_ids) - {one.name.id for one in people_on([place.root_id])[place.root_id]}


def without_sight(root_id: int, person_ids: Collection[int]) -> set[int]:
    """Those of these people who can't see what stands on a root."""
    seeing = permissions.people_who_see([root_id])[root_id]
    return {pk for pk in person_ids if pk not in seeing}


def are_below(root_id: int, subject_ids: Collection[int]) -> bool:
    """Whether all of these stand below a root: who sees that sees them."""
    ids = set(subject_ids)
    return Subject.objects.filter(pk__in=ids, root_id=root_id).count() == len(ids)


def with_history(subject_ids: Collection[int]) -> set[int]:
    """Those of these on which something happened."""
    found = Subject.objects.filter(pk__in=subject_ids, chain_length__gt=0)
    return set(found.values_list("pk", flat=True))


def lengths_of(subject_ids: Collection[int]) -> dict[int, int]:
    """{id: how long its record is} of these; the same later: nothing happened meanwhile."""
    found = Subject.objects.filter(pk__in=subject_ids)
    return dict(found.values_list("pk", "chain_length"))


def roots_held(actor: Actor, kinds: Collection[str]) -> list[tuple[int, str]]:
    """(id, title) of the roots of these kinds that somebody takes part in, newest first."""
    held = SubjectAccess.objects.filter(permissions.holding_now(), person_id=actor.me)
    roots = Subject.objects.filter(pk__in=held.values("subject"), kind__in=kinds)
    return list(roots.order_by("-pk").values_list("pk", "title"))


def subjects_of_kind(actor: Actor, kind: str) -> QuerySet[Subject]:
    """Every subject of a kind that `actor` may see."""
    return Subject.objects.filter(permissions.visible_to(actor), kind=kind)


@prepared
def _is_restricted() -> QuerySet[Subject, tuple[bool]]:
    return Subject.objects.filter(pk=number("subject")).values_list("restricted")


def is_restricted(root_id: int) -> bool:
    """Whether only its people and its sponsor know of it. The caller has checked sight."""
    return bool((_is_restricted.first(subject=root_id) or (False,))[0])


@prepared
def _restricted() -> QuerySet[Subject, tuple[int]]:
    found = Subject.objects.filter(restricted=True, parent=None)
    return found.order_by("pk").values_list("pk")


def restricted_roots() -> list[int]:
    """The ids of everything that is restricted. Only an administrator is shown so much."""
    return [pk for (pk,) in _restricted()]
