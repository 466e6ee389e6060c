"""What a person fills in about a system."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.accounts.queries import active_people
from tandem.core.forms import FormKeyField, offer
from tandem.systems.rules import (
    NAME_LIMIT,
    TEXT_LIMIT,
    Criticality,
    DataClass,
    Entry,
    EntryKind,
    Lifecycle,
    Target,
)

_FROM_LIST = {
    "required": _("Choose one from the list."),
    "invalid_choice": _("Choose one from the list."),
}


class SystemForm(forms.Form):
    """Everything about an entry. Only the name is needed."""

    name = forms.CharField(label=_("Name"))
    kind = forms.ChoiceField(label=_("What is it?"), error_messages=_FROM_LIST, initial="system")
    aliases = forms.CharField(
        label=_("Other names"),
        help_text=_("What people call it, one on each line. Ideas that use one are recognised."),
        widget=forms.Textarea,
        required=False,
    )
    vendor = forms.CharField(label=_("Vendor"), required=False)
    it_owner = forms.ChoiceField(label=_("Owner in IT"), required=False, error_messages=_FROM_LIST)
    business_owner = forms.ChoiceField(
        label=_("Owner in the business"), required=False, error_messages=_FROM_LIST
    )
    criticality = forms.TypedChoiceField(
        label=_("When it stands still"), coerce=int, error_messages=_FROM_LIST, initial=3
    )
    data_classes = forms.MultipleChoiceField(
        label=_("Data it holds"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=_FROM_LIST,
    )
    support_hours = forms.CharField(
        label=_("Support hours"), help_text=_("As people say it: Mon–Fri 8–18."), required=False
    )
    support_team = forms.CharField(
        label=_("Who helps"), help_text=_("The team or firm that is called."), required=False
    )
    yearly_cost = forms.IntegerField(
        label=_("Cost of a year"),
        help_text=_("A whole number in your currency."),
        required=False,
        error_messages={"invalid": _("Write the cost of a year as a whole number.")},
    )
    renews_on = forms.DateField(
        label=_("Paid again on"),
        help_text=_("When the contract renews, if it does."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={"invalid": _("Write the day as 2026-05-31.")},
    )
    lifecycle = forms.ChoiceField(label=_("Today"), error_messages=_FROM_LIST, initial="live")
    target = forms.ChoiceField(
        label=_("Where we go with it"), error_messages=_FROM_LIST, initial="keep"
    )
    replaced_by = forms.CharField(label=_("Replaced by"), required=False)
    target_means = forms.CharField(
        label=_("What that means for Marketing"), widget=forms.Textarea, required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=2**31)
    form_key = FormKeyField()

    name_limit, text_limit = NAME_LIMIT, TEXT_LIMIT

    def __init__(self, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        people = [("", _("nobody yet")), *((str(pk), name) for pk, name in active_people())]
        standing = more.get("initial") or {}
        choices: dict[str, Any] = {
            "kind": [(one.value, one.label) for one in EntryKind],
            "criticality": [(one.value, one.label) for one in Criticality],
            "data_classes": [(one.value, one.label) for one in DataClass],
            "lifecycle": [(one.value, one.label) for one in Lifecycle],
            "target": [(one.value, one.label) for one in Target],
            "it_owner": people,
            "business_owner": people,
        }
        for owner in ("it_owner", "business_owner"):
            left = standing.get(owner)
            if left and str(left) not in dict(people):
                # Somebody who has left stays until another is chosen.
                gone = (str(left), standing[f"{owner}_name"])
                choices[owner] = [*people, gone]
        for name, known in choices.items():
            offer(self, name, known)

    @property
    def entry(self) -> Entry:
        given = self.cleaned_data
        return Entry(
            name=given["name"],
            kind=EntryKind(given["kind"]),
            aliases=tuple(given["aliases"].splitlines()),
            vendor=given["vendor"],
            it_owner=int(given["it_owner"]) if given["it_owner"] else None,
            business_owner=int(given["business_owner"]) if given["business_owner"] else None,
            criticality=Criticality(given["criticality"]),
            data_classes=tuple(DataClass(code) for code in given["data_classes"]),
            support_hours=given["support_hours"],
            support_team=given["support_team"],
            yearly_cost=given["yearly_cost"],
            renews_on=given["renews_on"],
            lifecycle=Lifecycle(given["lifecycle"]),
            target=Target(given["target"]),
            replaced_by=given["replaced_by"],
            target_means=given["target_means"],
        )
