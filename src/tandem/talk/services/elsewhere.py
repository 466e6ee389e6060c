"""What was said in another tool, brought here. A part of the act that brings it."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.activity.queries import are_below, subject_visible_to
from tandem.activity.services import make_texts_findable
from tandem.core.errors import NotAllowed, NotFound
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.talk import permissions, rules
from tandem.talk.models import Comment
from tandem.talk.services.state import side_of


class SaidElsewhere(NamedTuple):
    """A comment as it was written elsewhere, when, where and by whom; by nobody: by whoever brings
    it.
    """

    subject_id: int
    text: str
    at: datetime
    source: str
    by: str = ""


@transaction.atomic
def bring_comments(*, actor: Actor, root_id: int, said: Sequence[SaidElsewhere]) -> None:
    """Keep them as what the actor brought, at their own moments. Names in them speak to nobody."""
    subject_visible_to(actor, root_id)
    if not permissions.can_speak(actor):
        raise NotAllowed(say("You can read here. To take part, ask an administrator."))
    if not are_below(root_id, {one.subject_id for one in said} - {root_id}):
        raise NotFound
    lane = side_of(actor) or ""
    made = Comment.objects.bulk_create(
        [
            Comment(
                subject_id=one.subject_id,
                text=typed(one.text, limit=rules.COMMENT_LIMIT, field="text"),
                written_by_id=actor.me,
                lane=lane,
                written_at=one.at,
                brought_from=one.source,
                said_by=typed(one.by, limit=200, field="by") if one.by else "",
            )
            for one in said
        ]
    )
    make_texts_findable(
        {(one.subject_id, f"comment:{one.pk}"): f"{one.said_by} {one.text}".strip() for one in made}
    )
