"""What is said of several entries at once."""

from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.core.forms import offer

LARGEST_ID = 2**62


class StaleAnswer(StrEnum):
    """What one finds of entries that nobody looked at for long."""

    STILL_RIGHT = "still_right"
    RETIRED = "retired"


class StaleForm(forms.Form):
    """Which entries, and what is said of them. What isn't there is refused by the service."""

    chosen = forms.TypedMultipleChoiceField(
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )
    answer = forms.ChoiceField(
        error_messages={"invalid_choice": _("Say whether they are still right, or out of use.")}
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        numbers = {value for value in data.getlist("chosen") if value.isdecimal()}
        known = sorted(value for value in numbers if int(value) < LARGEST_ID)
        offer(self, "chosen", [(value, value) for value in known])
        offer(self, "answer", [(one.value, one.value) for one in StaleAnswer])
