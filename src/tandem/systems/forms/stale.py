"""What is said of several entries at once."""

from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.activity.forms import ChosenForm
from tandem.core.forms import offer


class StaleAnswer(StrEnum):
    """What one finds of entries that nobody looked at for long."""

    STILL_RIGHT = "still_right"
    RETIRED = "retired"


class StaleForm(ChosenForm):
    """Which entries, and what is said of them. What isn't there is refused by the service."""

    answer = forms.ChoiceField(
        error_messages={"invalid_choice": _("Say whether they are still right, or out of use.")}
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        offer(self, "answer", [(one.value, one.value) for one in StaleAnswer])
