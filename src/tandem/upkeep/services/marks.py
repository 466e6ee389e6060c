"""Noting when something was done that keeps the workspace well."""

from collections.abc import Mapping

from django.db import transaction

from tandem.core import clock
from tandem.upkeep.models import Mark
from tandem.upkeep.rules.marks import MarkKind


@transaction.atomic
def note_done(
    kind: MarkKind, *, well: bool = True, figures: Mapping[str, int] | None = None
) -> None:
    """Note that it was done now, and whether it went well."""
    Mark.objects.update_or_create(
        kind=kind.value,
        defaults={"at": clock.now(), "well": well, "figures": dict(figures or {})},
    )
