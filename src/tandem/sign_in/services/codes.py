"""Codes: of an app on the phone, of the paper for when that is lost. Parts of acts.

What makes them is imported when it is used: most pages need none of it.
"""

import secrets
from base64 import b32encode

from django.utils.crypto import constant_time_compare, salted_hmac

from tandem.core import clock, sealed
from tandem.core.errors import BadInput
from tandem.core.words import say
from tandem.sign_in import rules
from tandem.sign_in.models import CodeApp, RecoveryCode

_PURPOSE = "tandem.sign_in.seal"
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without what looks alike on paper."""


def new_secret() -> str:
    """The secret of an app: 160 bits, as apps take it."""
    return b32encode(secrets.token_bytes(20)).decode()


def seal(text: str) -> str:
    """Close a text with the key of this installation."""
    return sealed.seal(text, _PURPOSE)


def unseal(text: str, ttl: int | None = None) -> str:
    """Open it again; BadInput where it is none of ours, or older than `ttl` seconds."""
    try:
        return sealed.unseal(text, _PURPOSE, ttl)
    except sealed.NotOurs:
        raise BadInput(
            say("This page has grown old. Here is a new picture; please begin again.")
        ) from None


def step_of(secret: str, code: str) -> int | None:
    """The half minute to which a code of an app belongs, if it is one of these three: clocks of
    phones are a little wrong.
    """
    from pyotp import TOTP

    app, now = TOTP(secret, interval=rules.STEP), _seconds() // rules.STEP
    for step in (now, now - 1, now + 1):
        if constant_time_compare(app.generate_otp(step), rules.bare(code)):
            return step
    return None


def takes_app(person_id: int, code: str) -> bool:
    """Whether a code is one of somebody's app that opened nothing before; from now on it did."""
    app = CodeApp.objects.select_for_update().filter(person_id=person_id).first()
    step = step_of(unseal(app.sealed), code) if app else None
    if app is None or step is None or step <= app.last_step:
        return False
    app.last_step = step
    app.save(update_fields=["last_step"])
    return True


def takes_recovery(person_id: int, code: str) -> bool:
    """Whether a code is one on somebody's paper that wasn't used; from now on it was."""
    mine = RecoveryCode.objects.filter(person_id=person_id, used_at=None)
    return bool(mine.filter(digest=_digest(person_id, code)).update(used_at=clock.now()))


def new_recovery_codes(person_id: int) -> list[str]:
    """New codes for the paper; those of before open nothing any more. They are kept nowhere."""
    RecoveryCode.objects.filter(person_id=person_id).delete()
    made = ["".join(secrets.choice(_ALPHABET) for _ in range(12)) for _ in range(_HOW_MANY)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(person_id=person_id, digest=_digest(person_id, code)) for code in made
    )
    return [rules.in_groups(code) for code in made]


_HOW_MANY = rules.RECOVERY_CODES


def _digest(person_id: int, code: str) -> str:
    kept = f"{person_id} {rules.bare(code)}"
    return salted_hmac("tandem.sign_in.recovery", kept, algorithm="sha256").hexdigest()


def _seconds() -> int:
    return int(clock.now().timestamp())
