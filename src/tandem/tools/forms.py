"""What a person fills in about a tool, and what IT answers. The services check it again."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.core.forms import FormKeyField, offer
from tandem.formats.purchases import ROLES
from tandem.systems.rules import DataClass
from tandem.tools.queries import department_names
from tandem.tools.rules import (
    ADDRESS_LIMIT,
    COST_AT_MOST,
    LINE_LIMIT,
    NAME_LIMIT,
    NEEDED,
    TEXT_LIMIT,
    Answer,
    AnswerKind,
    Declared,
    PaidEvery,
    Purpose,
    Reading,
)

_FROM_LIST = {
    "required": _("Choose one from the list."),
    "invalid_choice": _("Choose one from the list."),
}


class ToolForm(forms.Form):
    """What is said of a tool: two minutes. Name, what for and department are needed."""

    name = forms.CharField(label=_("What is it called?"))
    what_for = forms.CharField(
        label=_("What do you use it for?"),
        help_text=_("A sentence is enough."),
        widget=forms.Textarea,
    )
    purpose = forms.ChoiceField(label=_("Closest to"), error_messages=_FROM_LIST, initial="other")
    address = forms.CharField(
        label=_("Address"),
        help_text=_("As the browser shows it. Only the name of the site is kept."),
        required=False,
    )
    vendor = forms.CharField(label=_("Vendor"), required=False)
    department = forms.ChoiceField(label=_("Which department uses it?"), error_messages=_FROM_LIST)
    missed_by = forms.CharField(
        label=_("Who would miss it?"),
        help_text=_("A team or an occasion, no names: “the store team, every Friday”."),
        required=False,
    )
    data_classes = forms.MultipleChoiceField(
        label=_("Data that goes into it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=_FROM_LIST,
    )
    cost = forms.IntegerField(
        label=_("What it costs"),
        help_text=_("A whole number; 0 if it is free, empty if you don’t know."),
        required=False,
        min_value=0,
        max_value=COST_AT_MOST,
        error_messages={
            "invalid": _("Write a whole number, for example 49."),
            "min_value": _("Write a whole number, for example 49."),
            "max_value": _("That is too much."),
        },
    )
    every = forms.ChoiceField(label=_("How often?"), error_messages=_FROM_LIST, initial="month")
    renews_on = forms.DateField(
        label=_("Paid again on"),
        help_text=_("When the contract renews. You are asked 60 days before."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={"invalid": _("Write the day as 2026-05-31.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=2**31)
    form_key = FormKeyField()

    name_limit, line_limit, text_limit = NAME_LIMIT, LINE_LIMIT, TEXT_LIMIT
    address_limit = ADDRESS_LIMIT

    def __init__(self, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        places = [(str(pk), name) for pk, name in department_names().items()]
        offer(self, "department", [("", _("choose…")), *places])
        offer(self, "purpose", [(one.value, one.label) for one in Purpose])
        offer(self, "every", [(one.value, one.label) for one in PaidEvery])
        offer(self, "data_classes", [(one.value, one.label) for one in DataClass])

    @property
    def declared(self) -> Declared:
        given = self.cleaned_data
        return Declared(
            name=given["name"],
            what_for=given["what_for"],
            department=int(given["department"]),
            address=given["address"],
            vendor=given["vendor"],
            purpose=Purpose(given["purpose"]),
            missed_by=given["missed_by"],
            data_classes=tuple(DataClass(code) for code in given["data_classes"]),
            cost=given["cost"],
            every=PaidEvery(given["every"]),
            renews_on=given["renews_on"],
        )


NEW_ENTRY = "new"


class AnswerForm(forms.Form):
    """What IT says about a tool."""

    kind = forms.ChoiceField(
        label=_("What becomes of it?"), widget=forms.RadioSelect, error_messages=_FROM_LIST
    )
    words = forms.CharField(
        label=_("In a sentence"),
        help_text=_("Whoever declared it reads this. Needed to retire or to leave it."),
        widget=forms.Textarea,
        required=False,
    )
    replaced_by = forms.CharField(
        label=_("Replaced by"), help_text=_("What people use instead."), required=False
    )
    system = forms.ChoiceField(
        label=_("In the catalogue"),
        help_text=_("A registered tool may become an entry of the systems catalogue."),
        required=False,
        error_messages=_FROM_LIST,
    )
    name_limit, text_limit = NAME_LIMIT, TEXT_LIMIT

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        systems: list[tuple[str, str]],
        **more: Any,
    ) -> None:
        super().__init__(data, **more)
        offer(self, "kind", [(one.value, one.label) for one in AnswerKind])
        first = [("", _("no entry")), (NEW_ENTRY, _("make a new entry of it"))]
        offer(self, "system", [*first, *systems])

    @property
    def answer(self) -> Answer:
        given = self.cleaned_data
        kind, system = AnswerKind(given["kind"]), given["system"]
        registers = kind is AnswerKind.REGISTER
        return Answer(
            kind,
            words=given["words"],
            replaced_by=given["replaced_by"],
            system_id=int(system) if registers and system.isdecimal() else None,
            new_system=registers and system == NEW_ENTRY,
        )


class PaymentsForm(forms.Form):
    """A file of payments, of what a page loads, or of programs that were let into accounts."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "Payments as your bank, card or accounting exports them (CSV, OFX, XLSX); a HAR file "
            "or a saved page of your own site; programs that were let into your accounts (CSV or "
            "JSON from Google, Microsoft and others). Also packed with gzip."
        ),
        widget=forms.FileInput(
            attrs={"accept": ".csv,.txt,.tsv,.xlsx,.ofx,.qfx,.gz,.har,.json,.html,.htm,text/csv"}
        ),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty.")},
    )


ROLE_NAMES = {
    "day": _("Day"),
    "amount": _("Amount"),
    "merchant": _("Whom it went to"),
    "note": _("What accounting calls it"),
    "department": _("Department"),
    "currency": _("Currency"),
}


class ReadingForm(forms.Form):
    """Which column of a file is what."""

    turned = forms.BooleanField(
        label=_("What was spent is below zero, as bank files have it"), required=False
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        headings: Sequence[str],
        reading: Reading,
        **more: Any,
    ) -> None:
        first: dict[str, Any] = {f"c_{role}": at for role, at in reading.columns.items()}
        super().__init__(data, initial={**first, "turned": reading.turned}, **more)
        columns = [("", _("none")), *((str(at), one or "–") for at, one in enumerate(headings))]
        for role in ROLES:
            self.fields[f"c_{role}"] = forms.ChoiceField(
                label=ROLE_NAMES[role],
                required=role in NEEDED,
                choices=columns,
                error_messages={**_FROM_LIST, "required": _("Choose the column that says this.")},
            )

    @property
    def reading(self) -> Reading:
        given = self.cleaned_data
        named = {role: given[f"c_{role}"] for role in ROLES}
        return Reading({role: int(at) for role, at in named.items() if at}, given["turned"])


class FindsForm(forms.Form):
    """Some of what was found, and what is said of it."""

    chosen = forms.TypedMultipleChoiceField(
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one."),
            "invalid_choice": _("Choose from the list."),
        },
    )
    answer = forms.ChoiceField(
        choices=[("tools", "tools"), ("none", "none"), ("known", "known")],
        error_messages={
            "invalid_choice": _("Say whether they are tools."),
            "required": _("Say whether they are tools."),
        },
    )

    tool = forms.TypedChoiceField(
        label=_("A tool that is there already"),
        coerce=int,
        required=False,
        error_messages=_FROM_LIST,
    )

    def __init__(self, data: Any, *, tools: Mapping[int, str]) -> None:
        super().__init__(data)
        named = [(str(pk), name) for pk, name in tools.items()]
        offer(self, "tool", [("", _("choose…")), *named])
        given = data.getlist("chosen") if data else []
        numbers = {value for value in given if value.isdecimal()}
        known = sorted(value for value in numbers if int(value) < 2**62)
        offer(self, "chosen", [(value, value) for value in known])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("answer") == "known":
            if not given.get("tool") and "tool" not in self.errors:
                self.add_error("tool", _("Choose which tool it is."))
            if len(given.get("chosen", [1])) > 1:
                self.add_error("chosen", _("Tick one only to say which tool it is."))
        return given
