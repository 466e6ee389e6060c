"""Whom one may be about to speak to: the names offered while “@” is typed."""

from dataclasses import dataclass
from typing import Literal

from tandem.accounts.queries import Name, people_called, people_of_teams, team_names
from tandem.accounts.queries import names as names_of
from tandem.accounts.rules import Actor, Lane
from tandem.activity.queries import SubjectSeen, people_on, subject_visible_to, without_sight

MOST_OFFERED = 8


@dataclass(frozen=True, slots=True)
class Offered:
    """Somebody to speak to: what stands after the “@”, and what tells namesakes apart."""

    kind: Literal["person", "team", "side"]
    name: str
    detail: str
    lane: Lane | None


def names_offered(actor: Actor, subject_id: int, begins: str) -> list[Offered]:
    """Sides, teams and people whose name begins so and who may see the subject; who is on it first.
    A partner is offered those who are on it alone.

    Nothing typed yet offers the sides and who is on it. Raises NotFound where one sees nothing.
    """
    place = subject_visible_to(actor, subject_id)
    wanted = " ".join(begins.split()).casefold()
    sides = [
        Offered("side", lane.label, "", lane)
        for lane in Lane
        if lane.label.casefold().startswith(wanted)
    ]
    teams = _teams(place, wanted) if wanted and not place.by_partner else []
    return [*sides, *teams, *_people(actor, place, wanted)][:MOST_OFFERED]


def _teams(place: SubjectSeen, wanted: str) -> list[Offered]:
    """The teams called so of whom somebody sees the place."""
    meant = {pk: name for pk, name in team_names().items() if name.casefold().startswith(wanted)}
    people = people_of_teams(meant) if meant else {}
    hidden = without_sight(place.root_id, {pk for theirs in people.values() for pk in theirs})
    seen = [meant[pk] for pk, theirs in people.items() if set(theirs) - hidden]
    return [Offered("team", name, "", None) for name in sorted(seen)]


def _people(actor: Actor, place: SubjectSeen, wanted: str) -> list[Offered]:
    on_it = [one.name for one in people_on([place.root_id])[place.root_id] if one.name.active]
    near = [one for one in on_it if not wanted or _called(one, wanted)]
    others = people_called(wanted) if wanted and not place.by_partner else []
    hidden = without_sight(place.root_id, others)
    far = sorted(names_of(set(others) - hidden).values(), key=lambda one: (one.name, one.id))
    found = {one.id: one for one in [*near, *far] if one.id != actor.me}
    return [Offered("person", one.name, one.title, one.lane) for one in found.values()]


def _called(one: Name, wanted: str) -> bool:
    name = one.name.casefold()
    return name.startswith(wanted) or f" {wanted}" in name
