"""Ideas that somebody brings from another tool, in the name of whoever asked for them there."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction

from tandem.accounts.queries import lanes_held_by, people_who_act
from tandem.accounts.rules import Actor
from tandem.activity.rules import SubjectRole
from tandem.activity.services import give_access
from tandem.core.errors import BadInput, NotAllowed
from tandem.core.words import say
from tandem.initiatives import permissions
from tandem.initiatives.rules import InitiativeKind
from tandem.initiatives.services.ideas import let_in, new_idea
from tandem.initiatives.services.state import only_of


class BroughtIdea(NamedTuple):
    """An idea as it comes, and whose it was there, if they are somebody here."""

    sentence: str
    wish_date: date | None
    kind: InitiativeKind
    asked_by: int | None
    quiet: bool = False
    """It asks nobody until somebody takes it up."""


@transaction.atomic
def bring_ideas(*, actor: Actor, given: Sequence[BroughtIdea]) -> list[int]:
    """Write ideas down, all of them or none; their ids in the order of `given`.

    An idea is that of whoever asked for it; whoever brings it takes part for their own side, and
    nobody is told one by one.
    """
    if not permissions.can_write_ideas(actor):
        raise NotAllowed(say("You can read here. To add ideas, ask an administrator."))
    able = {pk for pk, _ in people_who_act()}
    if {one.asked_by for one in given if one.asked_by} - able - {actor.me}:
        raise BadInput(say("Choose somebody who may add ideas."), field="people")
    return [_bring(actor, one) for one in given]


def _bring(actor: Actor, one: BroughtIdea) -> int:
    author = one.asked_by or actor.me
    side = only_of(actor.lanes if author == actor.me else lanes_held_by(author))
    idea = new_idea(
        actor,
        one.sentence,
        one.wish_date,
        kind=one.kind,
        side=side,
        asked_by=one.asked_by,
        quiet=one.quiet,
    )
    own = only_of(actor.lanes)
    if author != actor.me:
        if own:
            let_in(idea, actor, actor.me, own)
        else:
            give_access(idea.pk, actor.me, SubjectRole.MEMBER, None)
    return int(idea.pk)
