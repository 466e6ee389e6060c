"""What waits for nobody who is still there: an account was closed, a side or team has nobody.

The workspace's sponsor and its administrators see it, so that it doesn't wait unseen.
"""

from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Exists, Q, QuerySet

from tandem.accounts.queries import gone_people, teams_that_act, there_for, workspace
from tandem.accounts.rules import Actor, Lane
from tandem.activity import permissions
from tandem.core.prepared import day, moment, number

if TYPE_CHECKING:
    from tandem.activity.models import Turn
from tandem.activity.queries.whose import NOBODY


class Overseer(StrEnum):
    """Who looks after what is left alone: each sees another part of it."""

    NOT = ""
    SPONSOR = "sponsor"
    ADMINISTRATOR = "administrator"


def overseer(actor: Actor) -> Overseer:
    """As what somebody looks after what is left alone, if they do."""
    if actor.is_administrator:
        return Overseer.ADMINISTRATOR
    company = workspace()
    sponsors = actor.may_write and company is not None and company.sponsor_id == actor.me
    return Overseer.SPONSOR if sponsors else Overseer.NOT


def _nobody_of(lane: Lane) -> Q:
    return ~Q(Exists(there_for(lane, on=day("today"), at=moment("now"))))


def left_alone(who: Overseer) -> Q:
    """The turns that are left alone, for an overseer; `acts_id` is who acts, or NOBODY."""
    if who is Overseer.NOT:
        return Q()
    gone = Q(acts_id__in=gone_people().values("pk"))
    of_none = Q(acts_id=NOBODY)
    for lane in Lane:
        gone |= of_none & Q(lane=lane, team=None) & _nobody_of(lane)
    empty = ~Q(team__in=teams_that_act(day("today")).values("pk"))
    gone |= of_none & Q(team__isnull=False) & empty
    if who is Overseer.SPONSOR:
        return gone & permissions.sponsored(number("me"), "subject__")
    return gone


def near(
    who: Overseer, waiting: "QuerySet[Turn, tuple[int]]"
) -> "list[QuerySet[Turn, tuple[int]]]":
    """Which of the open turns these may be, each part found by an index of its own."""
    if who is Overseer.NOT:
        return []
    gone = gone_people().values("pk")
    return [
        waiting.filter(person__in=gone),
        waiting.filter(delegate__in=gone),
        waiting.filter(team__isnull=False),
        *(waiting.filter(_nobody_of(lane), lane=lane) for lane in Lane),
    ]
