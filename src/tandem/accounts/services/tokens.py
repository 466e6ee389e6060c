"""API tokens: keys for programs, shown once, kept as a hash."""

import secrets
from datetime import timedelta

from django.db import transaction

from tandem.accounts import permissions, queries, rules
from tandem.accounts.models import ApiToken
from tandem.accounts.rules import Actor, Scope
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound
from tandem.core.typed import typed
from tandem.core.words import say

TOKEN_NAME_LIMIT = 80


@transaction.atomic
def make_token(
    *, actor: Actor, name: str, scope: Scope, days: int = 90, secret: str | None = None
) -> tuple[ApiToken, str]:
    """Make an API token; the secret is returned once and never stored.

    A token can't make tokens: a leaked one must not be able to outlive its end.
    """
    if not permissions.can_make_tokens(actor):
        raise NotAllowed(say("Sign in with a password to make a token."))
    name = typed(name, limit=TOKEN_NAME_LIMIT, field="name")
    if reason := rules.why_not_last(days):
        raise BadInput(reason, field="days")
    if queries.tokens_of(actor).filter(name__iexact=name, expires_at__gt=clock.now()).exists():
        raise BadInput(
            say(
                "You have a token called {name} already. If you have just made it and its secret "
                "is lost, remove it here and make it once more.",
                name=name,
            ),
            field="name",
        )
    secret = secret or f"tandem_{secrets.token_urlsafe(32)}"
    token = ApiToken.objects.create(
        person_id=actor.me,
        name=name,
        token_hash=queries.secret_hash(secret),
        scope=scope.value,
        expires_at=clock.now() + timedelta(days=days),
    )
    return token, secret


@transaction.atomic
def revoke_token(*, actor: Actor, token_id: int) -> None:
    """End one of one's own tokens. Doing it twice changes nothing."""
    mine = ApiToken.objects.filter(person_id=actor.me, pk=token_id)
    if not mine.exists():
        raise NotFound
    mine.filter(revoked_at=None).update(revoked_at=clock.now())
