"""What may serve a goal. The context above says it; no initiative is known here."""

from typing import TYPE_CHECKING

from django.db.models import Exists
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from collections.abc import Callable

_known: dict[str, str] = {}


def serves_goals(kind: str, *, is_over: str) -> str:
    """Let a kind of subject serve goals.

    `is_over` is a dotted path: called with the name of the subject's id column it returns the
    condition, for a query, that such a subject is ended and needs no goal any more.
    """
    _known[kind] = is_over
    return kind


def is_over(kind: str) -> Exists:
    """The condition that a subject of this kind is ended, for a query on subjects."""
    condition: Callable[[str], Exists] = import_string(_known[kind])
    return condition("pk")
