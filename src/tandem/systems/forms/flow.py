"""What a person says about a data flow."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.core.forms import offer
from tandem.systems.rules import NAME_LIMIT, NOTE_LIMIT, DataClass, FlowEntry, FlowHow

LARGEST = 2**31
_FROM_LIST = {
    "required": _("Choose one from the list."),
    "invalid_choice": _("Choose one from the list."),
}


class Direction(StrEnum):
    """Which way it goes, seen from the system whose page was open."""

    GIVES = "gives"
    GETS = "gets"


class FlowForm(forms.Form):
    """Which data, and how it gets there."""

    data_classes = forms.MultipleChoiceField(
        label=_("Data that flows"),
        help_text=_("Leave it empty where nobody knows yet."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=_FROM_LIST,
    )
    how = forms.ChoiceField(
        label=_("How it gets there"), error_messages=_FROM_LIST, initial=FlowHow.UNSAID.value
    )
    note = forms.CharField(
        label=_("What else is good to know"),
        help_text=_("When it runs, what is left out, whom to ask."),
        widget=forms.Textarea,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=LARGEST)

    note_limit = NOTE_LIMIT

    def __init__(self, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        offer(self, "how", [(one.value, one.label) for one in FlowHow])
        offer(self, "data_classes", [(one.value, one.label) for one in DataClass])

    def entry_between(self, giver: int, taker: int) -> FlowEntry:
        """What was filled in, for a flow from one system to another."""
        given = self.cleaned_data
        return FlowEntry(
            from_system=giver,
            to_system=taker,
            data_classes=tuple(DataClass(code) for code in given["data_classes"]),
            how=FlowHow(given["how"]),
            note=given["note"],
        )


class NewFlowForm(FlowForm):
    """A flow between the system whose page was open and another, named as the catalogue does."""

    direction = forms.ChoiceField(
        label=_("Which way?"),
        widget=forms.RadioSelect,
        error_messages=_FROM_LIST,
        initial=Direction.GIVES.value,
    )
    other = forms.CharField(
        label=_("The other system"), help_text=_("Its name as it stands in the catalogue.")
    )
    field_order = ("direction", "other", "data_classes", "how", "note")

    name_limit = NAME_LIMIT

    def __init__(self, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        ways = [(Direction.GIVES.value, _("It gives data to another system"))]
        ways += [(Direction.GETS.value, _("It gets data from another system"))]
        offer(self, "direction", ways)

    def entry_with(self, system_id: int, other_id: int) -> FlowEntry:
        """What was filled in, with the other system found by its name."""
        if self.cleaned_data["direction"] == Direction.GETS.value:
            return self.entry_between(other_id, system_id)
        return self.entry_between(system_id, other_id)
