"""The chain of events and the checkpoints over all chains: what is digested, and how."""

import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from tandem.core.words import Sentence, say

GENESIS = "0" * 64
_CODE = re.compile(r"[a-z0-9_:.\-]{0,80}")

Value = int | str | None


@dataclass(frozen=True, slots=True)
class Link:
    """One event as the chain sees it. `data` holds ids, codes and digests, never typed text."""

    subject_id: int
    number: int
    kind: str
    actor_kind: str
    actor_id: int | None
    at: datetime
    data: Mapping[str, Value]


def why_not_in_an_event(data: Mapping[str, Value]) -> Sentence | None:
    """Say what must not stand in an event: anything a person typed, so that it can be erased."""
    for key, value in data.items():
        code = isinstance(value, str) and _CODE.fullmatch(value)
        if not (code or value is None or isinstance(value, int)):
            return say("{key} looks like typed text; events hold ids, codes and digests.", key=key)
    return None


def digest_of(previous: str, link: Link) -> str:
    """The digest of an event: SHA-256 over the one before it and its own canonical JSON.

    `previous` is 64 hex digits, GENESIS for the first of a subject. So is the result.
    """
    body = {
        "subject": link.subject_id,
        "number": link.number,
        "kind": link.kind,
        "actor": [link.actor_kind, link.actor_id],
        "at": link.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "data": dict(link.data),
        "previous": previous,
    }
    canonical = json.dumps(body, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def salted(salt: str, text: str) -> str:
    """A digest of typed text that means nothing once the subject's salt is erased."""
    return hmac.new(salt.encode(), text.encode(), hashlib.sha256).hexdigest()


def root_of(heads: Iterable[tuple[int, int, str]]) -> str:
    """One digest over all chain heads: (subject id, length, digest of the last event)."""
    total = hashlib.sha256()
    for subject_id, length, head in sorted(heads):
        total.update(f"{subject_id} {length} {head}\n".encode())
    return total.hexdigest()


def chain_of_checkpoints(previous: str, root: str, at: datetime) -> str:
    """Bind a checkpoint to the one before it, so that none can be taken out or put in between."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(f"{previous} {root} {moment}".encode()).hexdigest()
