"""ETags: what names one state of one answer, and what a program says of the state it knows.

A tag is made of the bytes that were rendered anyway, so it changes exactly when the answer does:
with a revision, a version, a name in it. Nothing is read or kept for it.
"""

import base64
import hashlib
import re

_TAG = re.compile(r'\s*(?:W/)?("[^"]*")\s*(?:,|$)')


def tag_of(content: bytes) -> str:
    """The strong tag of an answer."""
    digest = hashlib.sha256(content).digest()[:15]
    return f'"{base64.urlsafe_b64encode(digest).decode()}"'


def names(header: str, tag: str) -> bool:
    """Whether an `If-Match` or `If-None-Match` names this state; `*` names every one.

    A weak tag names it as well: a proxy that compresses makes ours weak.
    """
    return header.strip() == "*" or tag in _TAG.findall(header)
