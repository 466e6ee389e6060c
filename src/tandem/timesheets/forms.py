"""What a person fills in about hours. The services check it again; forms only read it."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.core.pages import translated
from tandem.timesheets.rules import NAME_LIMIT, NOTE_LIMIT, Misread, SpentOn, minutes_of, read_key

_ADDRESS = re.compile(r"/(?:work|initiatives)/(\d{1,18})/", re.ASCII)
_KEY_LIMIT = 24


class OnField(forms.CharField):
    """What hours are spent on, as its key, or as the address of its page."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=300, **more)

    def clean(self, value: object) -> Any:
        """Nothing that can't be one."""
        text = super().clean(value)
        if found := _ADDRESS.search(text):
            return SpentOn(subject_id=int(found[1]))
        on = read_key(text)
        if on is None:
            raise forms.ValidationError(
                _("Put in the address of the page of a piece of work or of an initiative.")
            )
        return on


class HoursField(forms.CharField):
    """Hours as people write them; minutes come out."""

    def __init__(self, **more: Any) -> None:
        super().__init__(required=False, max_length=20, **more)

    def clean(self, value: object) -> Any:
        """None where nothing was written."""
        try:
            return minutes_of(super().clean(value))
        except Misread as misread:
            raise forms.ValidationError(translated(misread.reason)) from misread


class DayField(forms.DateField):
    """A day as browsers send it."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            input_formats=["%Y-%m-%d", "%d.%m.%Y"],
            error_messages={"invalid": _("Write the day as 2026-05-31.")},
            **more,
        )


class OnForm(forms.Form):
    """What to count time on, or to put on the sheet."""

    on = OnField(label=_("Address of its page"))


class KeepForm(forms.Form):
    """What to keep of a timer."""

    keep = HoursField(label=_("Keep"), help_text=_("Like 1:30, 1.5 or 90m; 0 keeps nothing."))


class CellForm(forms.Form):
    """The hours of one thing on one day, with a word about them."""

    on = OnField(widget=forms.HiddenInput)
    day = DayField(label=_("Day"))
    hours = HoursField(label=_("Hours"), help_text=_("Like 1:30, 1.5 or 90m."))
    note = forms.CharField(
        label=_("Note"),
        help_text=_("For yourself. Nobody else reads it."),
        required=False,
        widget=forms.Textarea,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=2**31)
    note_limit = NOTE_LIMIT


class StillForm(forms.Form):
    """How many working days are left of a piece of work."""

    still = forms.DecimalField(
        label=_("Still needs, in days"),
        required=False,
        max_digits=6,
        decimal_places=1,
        localize=False,
        widget=forms.NumberInput(attrs={"step": "0.1", "min": "0", "inputmode": "decimal"}),
        error_messages={
            "invalid": _("Write a number of days, like 2 or 2.5."),
            "max_decimal_places": _("Tenths of a day are enough."),
        },
    )

    @property
    def days(self) -> Decimal | None:
        found: Decimal | None = self.cleaned_data["still"]
        return found


class OccupationForm(forms.Form):
    """Something that hours are spent on beside work."""

    name = forms.CharField(label=_("What is it called?"))
    name_limit = NAME_LIMIT


class ClosingForm(forms.Form):
    """Up to which day hours are closed."""

    until = DayField(
        label=_("Closed up to"),
        required=False,
        help_text=_("Nobody changes hours of that day or before. Empty opens all of them."),
    )


_CELL = re.compile(r"h-([so]\d{1,18})-(\d{4}-\d\d-\d\d)", re.ASCII)


class SentCell:
    """One field of the sheet as it was sent: what was typed, and what stood there when the page
    was made.
    """

    def __init__(self, on: SpentOn, day: date, text: str, stood: str) -> None:
        self.on, self.day, self.text = on, day, text
        version, _, minutes = stood.partition(":")
        self.seen = int(version) if version.isdecimal() and len(version) < 9 else 0
        self.was = int(minutes) if minutes.isdecimal() and len(minutes) < 9 else 0

    @property
    def minutes(self) -> int:
        """Raises Misread."""
        return minutes_of(self.text)

    @property
    def touched(self) -> bool:
        """Whether somebody wrote something else into it."""
        try:
            return self.minutes != self.was
        except Misread:
            return True


def sent_cells(sent: Mapping[str, Any]) -> list[SentCell]:
    """The fields of a sheet, in its order; what can't be one is left out."""
    found = []
    for name, text in sent.items():
        parts = _CELL.fullmatch(name)
        on = read_key(parts[1]) if parts else None
        if parts is None or on is None:
            continue
        try:
            day = date.fromisoformat(parts[2])
        except ValueError:
            continue
        stood = str(sent.get(f"v-{parts[1]}-{parts[2]}", ""))
        found.append(SentCell(on, day, str(text)[:20], stood))
    return found
