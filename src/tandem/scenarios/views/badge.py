"""The badge of a promise: a small drawing at an address of its own, to be shown elsewhere."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.accounts.requests import ActorRequest
from tandem.core import dates
from tandem.core.errors import NotFound
from tandem.core.pages import translated, written
from tandem.plans.queries import promises_of, what_became_of
from tandem.scenarios import queries

_LETTER, _MARGIN = 7, 10
_ANOTHER_YEAR = date.min
"""It is read at any time, so its day is said with the year."""
_COLOURS = {"": "#3d4457", "kept": "#1b6b3a", "missed": "#a8152e", "moved": "#6b5200"}


@dataclass(frozen=True, slots=True)
class Badge:
    """What it says on the left and on the right, in which colour."""

    left: str
    right: str
    colour: str

    @property
    def first(self) -> int:
        """How wide the left part is."""
        return _LETTER * len(self.left) + 2 * _MARGIN

    @property
    def second(self) -> int:
        """How wide the right part is."""
        return _LETTER * len(self.right) + 2 * _MARGIN


@require_GET
def promise_badge(request: ActorRequest, initiative_id: int, promise_id: int) -> HttpResponse:
    """The day, whether both sides signed it, and what became of it."""
    queries.place_of(request.actor, initiative_id)
    given = next((one for one in promises_of(initiative_id) if one.id == promise_id), None)
    if given is None:
        raise NotFound
    became = what_became_of(given, initiative_id)
    both = queries.is_signed_by_both(initiative_id, promise_id)
    day = translated(dates.short(given.day, today=_ANOTHER_YEAR))
    word = {"kept": _("kept"), "missed": _("missed"), "moved": _("moved")}.get(became, "")
    badge = Badge(
        _("promised by both sides") if both else _("promised"),
        f"{day} · {word}" if word else day,
        _COLOURS[became],
    )
    answer = HttpResponse(
        written("scenarios/badge.svg", {"badge": badge}), content_type="image/svg+xml"
    )
    answer["Cache-Control"] = "private, no-cache"
    return answer
