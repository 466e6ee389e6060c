"""What a person fills in about vision and goals. The services check it again."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.accounts.queries import active_people
from tandem.core.forms import FormKeyField, offer
from tandem.goals.rules import FIRST_YEAR, LAST_YEAR, TEXT_LIMIT, TITLE_LIMIT, ObjectiveState

_FROM_LIST = {
    "required": _("Choose one from the list."),
    "invalid_choice": _("Choose one from the list."),
}


class VisionForm(forms.Form):
    """One text."""

    text = forms.CharField(
        label=_("Where we go this year"),
        help_text=_("A few sentences that everybody can repeat."),
        widget=forms.Textarea,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=2**31)
    text_limit = TEXT_LIMIT


class ObjectiveForm(forms.Form):
    """A goal."""

    title = forms.CharField(label=_("The goal in a few words"))
    words = forms.CharField(
        label=_("What it means, and how we will know"), widget=forms.Textarea, required=False
    )
    year = forms.IntegerField(
        label=_("Year"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages={"invalid": _("Write the year as 2027.")},
    )
    owner = forms.ChoiceField(
        label=_("Who answers for it"), required=False, error_messages=_FROM_LIST
    )
    sponsor = forms.ChoiceField(
        label=_("Sponsor"),
        help_text=_("Of whatever serves it and has no sponsor of its own."),
        required=False,
        error_messages=_FROM_LIST,
    )
    state = forms.ChoiceField(label=_("What has become of it"), error_messages=_FROM_LIST)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=2**31)
    form_key = FormKeyField()
    title_limit, text_limit = TITLE_LIMIT, TEXT_LIMIT

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, new: bool = False, **more: Any
    ) -> None:
        super().__init__(data, **more)
        standing = more.get("initial") or {}
        people = [("", _("nobody yet")), *((str(pk), name) for pk, name in active_people())]
        for role in ("owner", "sponsor"):
            left = standing.get(role)
            known = people
            if left and str(left) not in dict(people):
                # Somebody who has left stays until another is chosen.
                known = [*people, (str(left), standing[f"{role}_name"])]
            offer(self, role, known)
        offer(self, "state", [(one.value, one.label) for one in ObjectiveState])
        if new:
            del self.fields["state"]

    def person(self, role: str) -> int | None:
        """Who was chosen for a role."""
        chosen = self.cleaned_data[role]
        return int(chosen) if chosen else None


class EndorseForm(forms.Form):
    """Until when somebody stands behind it."""

    until = forms.DateField(
        label=_("I stand behind it until"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={"invalid": _("Write the day as 2026-05-31.")},
    )


class ServeForm(forms.Form):
    """The goal that an initiative serves; empty: none."""

    objective = forms.IntegerField(required=False, min_value=1, max_value=2**62)
