"""Looking back: the tiers of risk checks against what happened afterwards."""

from collections.abc import Iterator, Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.accounts.requests import ActorRequest
from tandem.core.listed_files import Cell, as_file, kind_asked
from tandem.core.pages import show
from tandem.risk import queries
from tandem.risk.rules import Later


@require_GET
def risk_calibration(request: ActorRequest) -> HttpResponse:
    """The tiers, what happened after them, and where little was expected and much happened."""
    found = queries.looked_back_at_checks(request.actor)
    if kind := kind_asked(request):
        heads = [_("Initiative"), _("Tier"), _("Checked on"), *(str(one.label) for one in Later)]
        return as_file("risk-checks", kind, heads, _rows(found))
    return show(request, "risk/calibration.html", {"found": found, "later": list(Later)})


def _rows(found: queries.Calibration) -> Iterator[Sequence[Cell]]:
    for one in found.checks:
        counts = [one.happened.get(what, 0) for what in Later]
        yield [one.sentence, str(one.tier.label), one.on, *counts]
