"""Fields that several forms about work share."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.accounts.rules import Lane
from tandem.talk.forms import Somebody, SomebodyField
from tandem.work.rules import (
    DAYS_AT_MOST,
)

LARGEST = 2**62

CHOOSE = {
    "required": _("Choose one from the list."),
    "invalid_choice": _("Choose one from the list."),
}

SHARED = "shared"


def day_field(label: Any) -> forms.DateField:
    """A day that may be left out."""
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={"invalid": _("Write the day as 2026-05-31.")},
    )


def sides(own: Collection[Lane]) -> list[tuple[str, object]]:
    """The sides that somebody adds work for, and both."""
    return [*((lane.value, lane.label) for lane in Lane if lane in own), (SHARED, _("Both sides"))]


def days_field(label: Any, *, hint: Any = "") -> forms.DecimalField:
    """So many working days; halves are the smallest."""
    return forms.DecimalField(
        label=label,
        help_text=hint,
        required=False,
        max_digits=5,
        decimal_places=1,
        localize=False,
        widget=forms.NumberInput(
            attrs={"step": "0.5", "min": "0.5", "max": str(DAYS_AT_MOST), "inputmode": "decimal"}
        ),
        error_messages={
            "invalid": _("Write a number of days, like 2 or 2.5."),
            "max_decimal_places": _("Whole and half days are enough."),
        },
    )


class MaybeSomebodyField(SomebodyField):
    """A person or a side as it is written, or nobody."""

    def clean(self, value: object) -> Somebody:
        """Nobody, where nothing was written; a team waits for nothing here."""
        if not str(value or "").strip():
            return Somebody()
        found = super().clean(value)
        if found.team is not None:
            raise forms.ValidationError(_("Choose a person or a side: Marketing, IT."))
        return found
