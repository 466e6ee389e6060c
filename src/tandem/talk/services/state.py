"""What acts of a conversation begin with and share: places, sides, whom a text speaks to."""

from collections.abc import Collection
from dataclasses import dataclass

from tandem.accounts.queries import active_people_beginning, names, team_names
from tandem.accounts.rules import Actor, Lane
from tandem.activity.queries import SubjectSeen, subject_visible_to, unknown_at, without_sight
from tandem.activity.services import lock_subject, make_subject
from tandem.core.errors import BadInput, NotAllowed, RuleBroken
from tandem.core.words import say
from tandem.talk import permissions, queries, rules
from tandem.talk.models import Comment
from tandem.talk.rules import BecomesKind


def place_to_speak(actor: Actor, subject_id: int) -> SubjectSeen:
    """The subject, seen through the actor's eyes and locked, of somebody who may speak there."""
    place = subject_visible_to(actor, subject_id)
    if not permissions.can_speak(actor):
        raise NotAllowed(say("You can read here. To take part, ask an administrator."))
    lock_subject(place.id)
    return place


def side_of(actor: Actor) -> Lane | None:
    """The side somebody speaks for. Who holds both is counted for Marketing."""
    if len(actor.lanes) > 1:
        return Lane.MARKETING
    return next(iter(actor.lanes), None)


def seen_by(place: SubjectSeen, people: Collection[int], *, field: str) -> None:
    """Refuse kindly to speak to people who can't see the place."""
    if unknown_at(place, people):
        raise BadInput(say("Choose somebody who is on this initiative."), field=field)
    hidden = without_sight(place.root_id, people)
    if hidden:
        name = names(hidden)[min(hidden)].name
        raise BadInput(
            say(
                "{name} can't see this: it is only for its people. Let them take part first, or "
                "write the name without “@”.",
                name=name,
            ),
            field=field,
        )


@dataclass(frozen=True, slots=True)
class SpokenTo:
    """Whom a text mentions."""

    people: frozenset[int]
    sides: frozenset[Lane]
    teams: frozenset[int]


def spoken_to(place: SubjectSeen, text: str) -> SpokenTo:
    """The people, sides and teams that a text mentions; the people all see the place.

    A team's name counts before a person's, a side's before both.
    """
    said = rules.mentions_in(text)
    sides = {lane for after in said if (lane := rules.side_meant(after))}
    rest = [after for after in said if rules.side_meant(after) is None]
    known_teams = team_names() if rest and not place.by_partner else {}
    teams = {pk for after in rest if (pk := rules.team_meant(after, known_teams))}
    open_ends = [after for after in rest if rules.team_meant(after, known_teams) is None]
    known = active_people_beginning({after.split()[0].rstrip(",.:;!?") for after in open_ends})
    unknown = unknown_at(place, known)
    known = {pk: name for pk, name in known.items() if pk not in unknown}
    people = {pk for after in open_ends for pk in rules.people_meant(after, known)}
    seen_by(place, people, field="text")
    return SpokenTo(frozenset(people), frozenset(sides), frozenset(teams))


def new_subject(kind: str, title: str, place: SubjectSeen) -> int:
    """The subject of something that was said about `place`; it is seen by whoever sees that."""
    return make_subject(kind, rules.first_line(title), parent_id=place.id)


def mark_comment(comment: Comment | None, outcome: BecomesKind, outcome_id: int) -> None:
    """Write on the comment what it led to."""
    if comment is not None:
        comment.became, comment.became_id = outcome.value, outcome_id
        comment.save(update_fields=["became", "became_id"])


def comment_to_turn(actor: Actor, place: SubjectSeen, comment_id: int | None) -> Comment | None:
    """The comment that becomes something, on this place and not yet turned into anything."""
    if comment_id is None:
        return None
    comment = queries.comment_visible_to(actor, comment_id)
    if comment.subject_id != place.id:
        raise BadInput(say("That comment stands somewhere else."), field="comment")
    if reason := rules.why_not_turn_into(
        taken_back=comment.taken_back_at is not None, became=comment.became
    ):
        raise RuleBroken(reason)
    return comment
