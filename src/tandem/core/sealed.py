"""Secrets that have to be known here: sealed with the key of this installation.

Whoever reads the database alone can't read them. What seals is imported when it is used: most
pages need none of it.
"""

from base64 import urlsafe_b64encode

from django.conf import settings
from django.utils.crypto import salted_hmac

from tandem.core import clock


class NotOurs(Exception):
    """What was to be opened wasn't sealed here, or is too old."""


def seal(text: str, purpose: str) -> str:
    """Close a text; only the same purpose opens it again."""
    from cryptography.fernet import Fernet

    return Fernet(_key(purpose)).encrypt_at_time(text.encode(), _seconds()).decode()


def unseal(sealed: str, purpose: str, ttl: int | None = None) -> str:
    """Open it again; NotOurs where it is none of ours, or older than `ttl` seconds."""
    from cryptography.fernet import Fernet, InvalidToken

    try:
        if ttl is None:
            return Fernet(_key(purpose)).decrypt(sealed.encode()).decode()
        return Fernet(_key(purpose)).decrypt_at_time(sealed.encode(), ttl, _seconds()).decode()
    except InvalidToken as error:
        raise NotOurs from error


def _key(purpose: str) -> bytes:
    made = salted_hmac(purpose, "", secret=settings.SECRET_KEY, algorithm="sha256")
    return urlsafe_b64encode(made.digest())


def _seconds() -> int:
    return int(clock.now().timestamp())
