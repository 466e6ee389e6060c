"""What a person fills in about the year. The services check it again; forms only read it."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.core.forms import FormKeyField, offer
from tandem.core.words import say
from tandem.year.rules import NAME_LIMIT, TEXT_LIMIT, WEEKDAYS, FreezeKind, Windows

_FROM_LIST = {
    "required": _("Choose one from the list."),
    "invalid_choice": _("Choose one from the list."),
}


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={"invalid": _("Write the day as 2026-05-31.")},
        **more,
    )


class DayForm(forms.Form):
    """A day somebody wishes for."""

    wish_date = _day(_("Which day?"))


class MomentForm(forms.Form):
    """A fixed date."""

    name = forms.CharField(label=_("What is it?"))
    starts_on = _day(_("Day, or first day"))
    ends_on = _day(_("Last day"), required=False)
    where = forms.CharField(
        label=_("Markets and channels"), required=False, help_text=_("In words: DE and AT, mail.")
    )
    form_key = FormKeyField()
    name_limit = NAME_LIMIT

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id="moment-%s")


class FreezeForm(forms.Form):
    """A time without launches."""

    kind = forms.ChoiceField(label=_("How strict?"), error_messages=_FROM_LIST)
    name = forms.CharField(label=_("What is it called?"))
    starts_on = _day(_("First day"))
    ends_on = _day(_("Last day"))
    reason = forms.CharField(label=_("Why?"), widget=forms.Textarea)
    form_key = FormKeyField()
    name_limit, text_limit = NAME_LIMIT, TEXT_LIMIT

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id="freeze-%s")
        offer(self, "kind", [(one.value, one.label) for one in FreezeKind])


class WindowsForm(forms.Form):
    """From when until when on each weekday; both empty: none that day."""

    def __init__(self, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        for number, weekday in enumerate(WEEKDAYS):
            labels = {
                "opens": say("{weekday}, from", weekday=weekday),
                "closes": say("{weekday}, until", weekday=weekday),
            }
            for end, label in labels.items():
                self.fields[f"{end}_{number}"] = forms.TimeField(
                    label=label,
                    required=False,
                    widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
                    error_messages={"invalid": _("Write the time as 09:00.")},
                )

    def clean(self) -> dict[str, Any]:
        """A window needs both ends."""
        given = super().clean() or {}
        for number in range(len(WEEKDAYS)):
            ends = given.get(f"opens_{number}"), given.get(f"closes_{number}")
            if (ends[0] is None) is not (ends[1] is None):
                self.add_error(
                    f"closes_{number}", forms.ValidationError(_("Fill in both, or neither."))
                )
        return given

    @property
    def windows(self) -> Windows:
        given: dict[str, time | None] = self.cleaned_data
        found = {}
        for number in range(len(WEEKDAYS)):
            opens, closes = given[f"opens_{number}"], given[f"closes_{number}"]
            if opens and closes:
                found[number] = (opens, closes)
        return found

    @staticmethod
    def standing(windows: Windows) -> dict[str, object]:
        """What stands, as this form shows it."""
        found: dict[str, object] = {}
        for number, (opens, closes) in windows.items():
            found |= {f"opens_{number}": opens, f"closes_{number}": closes}
        return found


def first_and_last(year: int) -> tuple[date, date]:
    """The first and the last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)
