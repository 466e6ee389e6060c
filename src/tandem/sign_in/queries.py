"""Reading how people sign in."""

from dataclasses import dataclass
from datetime import datetime

from tandem.accounts.rules import Actor
from tandem.sign_in.models import CodeApp, Passkey, RecoveryCode


@dataclass(frozen=True, slots=True)
class OwnFactors:
    """What somebody has beside a password; `left`: recovery codes that weren't used."""

    app_since: datetime | None
    left: int


def own_factors(actor: Actor) -> OwnFactors:
    """What the actor has."""
    since = CodeApp.objects.filter(person_id=actor.me).values_list("since", flat=True).first()
    left = RecoveryCode.objects.filter(person_id=actor.me, used_at=None).count()
    return OwnFactors(since, left)


def passkeys_of(actor: Actor) -> list[Passkey]:
    """The keys of the actor, oldest first."""
    return list(Passkey.objects.filter(person_id=actor.me).order_by("made_at", "pk"))


def has_passkeys(person_id: int) -> bool:
    """Whether somebody has a key that signs in."""
    return Passkey.objects.filter(person_id=person_id).exists()
