"""Passkeys: made and named, removed, signed in with. What computes is imported when it is used."""

import base64
import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.db import transaction
from django.utils.crypto import salted_hmac

from tandem.accounts.queries import can_be_mailed, person_by_id
from tandem.accounts.rules import Actor
from tandem.accounts.services import lock_person
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.sign_in import permissions, rules
from tandem.sign_in.models import Passkey
from tandem.sign_in.rules import Happened, Site
from tandem.sign_in.services.forgotten import tell

_Found = TypeVar("_Found")
State = Mapping[str, Any]
"""What the session keeps between the question and the answer."""


def ask_for_new_key(person_id: int, site: Site) -> tuple[dict[str, Any], State]:
    """What a browser is asked to make a key for this site, and what to remember meanwhile."""
    from fido2.webauthn import (
        PublicKeyCredentialUserEntity,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    person = person_by_id(person_id)
    user = PublicKeyCredentialUserEntity(
        id=salted_hmac("tandem.sign_in.passkey", str(person.pk), algorithm="sha256").digest(),
        name=person.email,
        display_name=person.name,
    )
    options, state = _server(site).register_begin(
        user,
        [_key(row) for row in Passkey.objects.filter(person_id=person.pk)],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return _plain(options), _plain(state)


def ask_for_key(site: Site) -> tuple[dict[str, Any], State]:
    """What a browser is asked to show one of its keys for this site."""
    from fido2.webauthn import UserVerificationRequirement

    asked = _server(site).authenticate_begin(user_verification=UserVerificationRequirement.REQUIRED)
    return _plain(asked[0]), _plain(asked[1])


@transaction.atomic
def add_passkey(*, actor: Actor, site: Site, state: State, answer: str, name: str) -> Passkey:
    """Let a key that the browser has just made open from now on, under a name of one's own."""
    if not permissions.can_change_own(actor):
        raise NotAllowed(say("Sign in with a browser to change how you do."))
    lock_person(actor.me)
    name = typed(name, limit=rules.NAME_LIMIT, field="name")
    if Passkey.objects.filter(person_id=actor.me).count() >= rules.MOST_PASSKEYS:
        raise RuleBroken(say("That is enough keys. Remove one that you no longer use first."))
    made = _judged(lambda: _server(site).register_complete(state, _read(answer)))
    key = made.credential_data
    if key is None or Passkey.objects.filter(key=_digest(key.credential_id)).exists():
        raise BadInput(say("This key is here already."))
    passkey = Passkey.objects.create(
        person_id=actor.me,
        name=name,
        key=_digest(key.credential_id),
        content=base64.b64encode(bytes(key)).decode(),
        uses=made.counter,
    )
    tell(actor.me, Happened.PASSKEY_ADDED)
    return passkey


@transaction.atomic
def remove_passkey(*, actor: Actor, passkey_id: int) -> None:
    """Let one of one's own keys open nothing any more."""
    if not permissions.can_change_own(actor):
        raise NotAllowed(say("Sign in with a browser to change how you do."))
    gone, _rows = Passkey.objects.filter(person_id=actor.me, pk=passkey_id).delete()
    if not gone:
        raise NotFound
    tell(actor.me, Happened.PASSKEY_REMOVED)


@transaction.atomic
def open_by_passkey(*, site: Site, state: State, answer: str) -> int:
    """Whose key this is, if it opens; their id. BadInput where it doesn't, whatever the reason."""
    from fido2.webauthn import AuthenticationResponse

    given = _judged(lambda: AuthenticationResponse.from_dict(_read(answer)))
    row = Passkey.objects.select_for_update().filter(key=_digest(given.raw_id)).first()
    if row is None or can_be_mailed(row.person_id) is None:
        raise BadInput(UNKNOWN)
    _judged(lambda: _server(site).authenticate_complete(state, [_key(row)], given))
    uses = given.response.authenticator_data.counter
    if uses and uses <= row.uses:
        # A key that counts has been here with this count: somebody copied it.
        raise BadInput(UNKNOWN)
    row.uses, row.used_at = uses, clock.now()
    row.save(update_fields=["uses", "used_at"])
    return row.person_id


UNKNOWN = say("This key doesn't open anything here. Use your password, or another key.")


def _server(site: Site) -> Any:
    from fido2.server import Fido2Server
    from fido2.webauthn import PublicKeyCredentialRpEntity

    entity = PublicKeyCredentialRpEntity(id=site.name, name="Tandem")
    return Fido2Server(entity, verify_origin=lambda origin: origin == site.origin)


def _judged(look: Callable[[], _Found]) -> _Found:
    """What a browser answered, taken apart and checked; whatever is wrong with it, one sentence."""
    try:
        return look()
    except Exception as wrong:  # whatever a stranger sent: a dozen kinds of error mean the same
        raise BadInput(UNKNOWN) from wrong


def _read(answer: str) -> dict[str, Any]:
    told = json.loads(answer)
    if not isinstance(told, dict):
        raise TypeError("an answer is an object")
    return told


def _key(row: Passkey) -> Any:
    from fido2.webauthn import AttestedCredentialData

    return AttestedCredentialData(base64.b64decode(row.content))


def _plain(told: Any) -> dict[str, Any]:
    """As JSON has it."""
    plain: dict[str, Any] = json.loads(json.dumps(dict(told)))
    return plain


def _digest(credential_id: bytes) -> str:
    return hashlib.sha256(credential_id).hexdigest()
