"""Whose something is that waits: the one condition of Today, of the navigation and of asking."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from tandem.accounts.queries import acted_for, on_duty, teams_held_by, there_for
from tandem.accounts.rules import Lane
from tandem.activity import permissions, registry
from tandem.activity.models import SubjectAccess, TurnStep
from tandem.activity.queries.people import OWNER_ROLES
from tandem.activity.rules import ASKED
from tandem.core.prepared import day, moment, number, numbers

NOBODY = 0
"""An id that no person has: a null would make "isn't theirs" unknown instead of true."""


def theirs(lanes: tuple[Lane, ...]) -> Q:
    """The turns that somebody can take: theirs by name, or their side's.

    A side's turn is for its people on the initiative; while it has none there who may act, for
    everybody of that side. Some are for whoever is on duty, where somebody is who sees them. A
    turn of no side is for either owner. What only an owner may do is for the side's people and its
    duty person while no owner is there: they name another. A team's is for everybody in it.
    """
    acting_for = acted_for(number("me"), moment("now"))
    found = Q(acts_id__in=acting_for)
    found |= Q(pk__in=asked_of().values("turn"))
    found |= Q(acts_id=NOBODY, team__in=my_teams().values("pk"))
    for lane in lanes:
        works = Q(subject__root__in=numbers(f"works_{lane}"))
        owns = Q(subject__root__in=numbers(f"owns_{lane}"))
        of_side = Q(acts_id=NOBODY, lane=lane, team=None)
        for_duty = Q(kind__in=registry.duty_kinds()) & _has_duty(lane)
        found |= of_side & for_duty & Q(Exists(_on_duty(lane).filter(person_id__in=acting_for)))
        found |= of_side & ~for_duty & Q(owners_only=False) & (works | Q(~Exists(_there(lane))))
        found |= of_side & Q(owners_only=True) & (owns | _owns_in_need(lane, works))
        of_none = Q(acts_id=NOBODY, lane="", team=None)
        found |= of_none & Q(owners_only=False) & works
        found |= of_none & Q(owners_only=True) & (owns | works & _no_owner_at_all())
    return found


def _on_duty(lane: Lane) -> QuerySet[Any]:
    return on_duty(lane, moment("now"), day("today"))


def _has_duty(lane: Lane) -> Q:
    """Somebody is on duty for a side, who is on the initiative where it is restricted."""
    given = SubjectAccess.objects.filter(
        permissions.holding(),
        subject=OuterRef(OuterRef("subject__root")),
        person=OuterRef("person"),
    )
    on_it = Q(Exists(_on_duty(lane).filter(Exists(given))))
    return Q(Exists(_on_duty(lane))) & (Q(subject__root__restricted=False) | on_it)


def my_teams() -> QuerySet[Any]:
    """My teams, if I may do more than read."""
    return teams_held_by(number("acting"), day("today"))


def _there(lane: Lane, **more: object) -> QuerySet[SubjectAccess]:
    """Who is on the initiative for a side and can really act: present, or with a deputy who is."""
    there = there_for(lane, on=day("today"), at=moment("now"))
    return SubjectAccess.objects.filter(
        permissions.holding(),
        subject=OuterRef("subject__root"),
        lane=lane,
        person_id__in=there.values("pk"),
        **more,
    )


def _owns_in_need(lane: Lane, works: Q) -> Q:
    """While no owner of a side is there: its people on it; the duty person; who else, if none."""
    on_call = Q(Exists(_on_duty(lane).filter(person_id=number("me"))))
    nobody_else = ~_has_duty(lane) & ~Q(Exists(_there(lane)))
    no_owner = ~Q(Exists(_there(lane, role__in=OWNER_ROLES)))
    return (works | on_call | nobody_else) & no_owner


def _no_owner_at_all() -> Q:
    return ~Q(Exists(_there(Lane.MARKETING, role__in=OWNER_ROLES))) & ~Q(
        Exists(_there(Lane.IT, role__in=OWNER_ROLES))
    )


def asked_of() -> QuerySet[TurnStep]:
    """The steps by which I was asked, because nobody else had answered."""
    return TurnStep.objects.filter(person_id=number("me"), step__in=[step.value for step in ASKED])
