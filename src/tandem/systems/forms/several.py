"""What several entries are given at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.accounts.queries import active_people
from tandem.activity.forms import ChosenForm
from tandem.core.forms import offer
from tandem.systems.rules import Criticality, DataClass, Lifecycle, SeveralChanges

NOBODY = "0"
_STAYS = ("", _("stays as it is"))
_FROM_LIST = {"invalid_choice": _("Choose one from the list.")}


class SeveralForm(ChosenForm):
    """Which entries, and what all of them are given; what is left empty stays as it is."""

    it_owner = forms.ChoiceField(label=_("Owner in IT"), required=False, error_messages=_FROM_LIST)
    business_owner = forms.ChoiceField(
        label=_("Owner in the business"), required=False, error_messages=_FROM_LIST
    )
    criticality = forms.ChoiceField(
        label=_("When it stands still"), required=False, error_messages=_FROM_LIST
    )
    lifecycle = forms.ChoiceField(label=_("Today"), required=False, error_messages=_FROM_LIST)
    holds = forms.MultipleChoiceField(
        label=_("Data they hold, too"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=_FROM_LIST,
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        people = [(str(pk), name) for pk, name in active_people()]
        owners = [_STAYS, (NOBODY, _("nobody yet")), *people]
        offer(self, "it_owner", owners)
        offer(self, "business_owner", owners)
        offer(self, "criticality", [_STAYS, *((str(one.value), one.label) for one in Criticality)])
        offer(self, "lifecycle", [_STAYS, *((one.value, one.label) for one in Lifecycle)])
        offer(self, "holds", [(one.value, one.label) for one in DataClass])

    @property
    def changes(self) -> SeveralChanges:
        """What was chosen."""
        given = self.cleaned_data
        values: dict[str, object] = {
            owner: int(given[owner]) or None
            for owner in ("it_owner", "business_owner")
            if given[owner]
        }
        if given["criticality"]:
            values["criticality"] = Criticality(int(given["criticality"]))
        if given["lifecycle"]:
            values["lifecycle"] = Lifecycle(given["lifecycle"])
        return SeveralChanges(values, tuple(DataClass(code) for code in given["holds"]))
