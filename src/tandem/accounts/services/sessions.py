"""Signing out of browsers that one isn't sitting at."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import QuerySet

from tandem.accounts.models import BrowserSession
from tandem.accounts.queries.sessions import name_of_session
from tandem.accounts.rules import Actor, ActorKind
from tandem.core import clock
from tandem.core.errors import NotAllowed, NotFound
from tandem.core.words import say


@transaction.atomic
def end_session(*, actor: Actor, session: str) -> None:
    """Sign out of one of one's own browsers, named as `sessions_of` names it."""
    for key in _of(actor).values_list("pk", flat=True):
        if name_of_session(key) == session:
            BrowserSession.objects.filter(pk=key).delete()
            return
    raise NotFound


@transaction.atomic
def end_sessions_but(*, actor: Actor, here: str | None) -> int:
    """Sign out everywhere but in the browser of this session; None: there, too. Returns of how
    many.
    """
    rows = _of(actor).exclude(pk=here or "")
    gone = rows.count()
    rows.delete()
    return gone


@transaction.atomic
def note_seen(keys: Collection[str]) -> None:
    """Write down that these browsers are in use."""
    BrowserSession.objects.filter(pk__in=keys).update(seen_at=clock.now())


def _of(actor: Actor) -> QuerySet[BrowserSession]:
    if actor.kind is not ActorKind.PERSON:
        raise NotAllowed(say("Sign in with a browser to see where you are signed in."))
    return BrowserSession.objects.select_for_update().filter(person_id=actor.me)
