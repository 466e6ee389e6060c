"""What a person fills in about a saved view. The services check it again."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.accounts.rules import Lane
from tandem.core.forms import offer
from tandem.lists.rules import ASKED_LIMIT, NAME_LIMIT, Listed, Sharing
from tandem.own_fields.forms import by_name, control_of
from tandem.own_fields.queries import FieldRow
from tandem.work.forms import SHARED, MaybeSomebodyField, sides
from tandem.work.rules import WorkState


class ViewForm(forms.Form):
    """A name, who finds it, and whether the list opens with it."""

    name = forms.CharField(label=_("Name"))
    shared = forms.ChoiceField(
        label=_("Who finds it"),
        help_text=_("Everybody sees in it only what they may see anyway."),
        error_messages={
            "required": _("Choose one from the list."),
            "invalid_choice": _("Choose one from the list."),
        },
    )
    choose = forms.BooleanField(label=_("Ideas & work opens with it for me"), required=False)
    asked = forms.CharField(
        widget=forms.HiddenInput, required=False, max_length=ASKED_LIMIT, empty_value=""
    )
    of = forms.CharField(widget=forms.HiddenInput, required=False)
    name_limit = NAME_LIMIT

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        sharings: Collection[Sharing],
        saved: bool = False,
        listed: Listed = Listed.IDEAS,
        **more: Any,
    ) -> None:
        super().__init__(data, **more)
        offer(self, "shared", [(one.value, one.label) for one in sharings])
        if saved:
            del self.fields["choose"], self.fields["asked"], self.fields["of"]
        elif listed is not Listed.IDEAS:
            del self.fields["choose"]


class AskedForm(forms.Form):
    """What the list asks for now, as it stands in its address."""

    asked = forms.CharField(required=False, max_length=ASKED_LIMIT, empty_value="")


class ChooseForm(forms.Form):
    """The view that the list opens with; empty: everything."""

    view = forms.IntegerField(required=False, min_value=1, max_value=2**62)


class SeveralForm(forms.Form):
    """What the chosen ones are to be; what is left empty stays."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("as it is")), *((s.value, s.label) for s in WorkState)],
    )
    side = forms.ChoiceField(
        label=_("Side"),
        required=False,
        choices=[("", _("as it is")), *sides(frozenset(Lane))],
    )
    due_on = forms.DateField(
        label=_("Due"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={"invalid": _("Write the day as 2026-05-31.")},
    )
    person = MaybeSomebodyField(label=_("Give them to"), required=False)
    field = forms.ChoiceField(
        label=_("Field of your own"),
        help_text=_("What is to stand there is asked next."),
        required=False,
        error_messages={"invalid_choice": _("Choose one from the list.")},
    )
    asked = forms.CharField(required=False, max_length=40, empty_value="")
    """The field whose content was asked for: the one that `value` is of."""

    def __init__(self, data: Any = None, *, fields: Sequence[FieldRow] = ()) -> None:
        if data is not None and data.get("asked", "") != data.get("field", ""):
            data = data.copy()  # what was typed is of another field
            data.pop("value", None)
        super().__init__(data)
        self.offered = list(fields)
        self.own = by_name(fields)
        names = sorted((key, one.name) for key, one in self.own.items())
        offer(self, "field", [("", _("as it is")), *names])
        if chosen := self.own.get(self["field"].value() or ""):
            self.fields["value"] = control_of(chosen)

    def add_error(self, field: str | None, error: Any) -> None:
        """What is wrong with what stands in the field is said beside it."""
        super().add_error(
            "field" if field == "value" and "value" not in self.fields else field, error
        )

    @property
    def asks(self) -> FieldRow | None:
        """The field that was chosen, of which nobody was asked yet what is to stand there."""
        chosen = self.cleaned_data.get("field") or ""
        return self.own[chosen] if chosen and self.cleaned_data["asked"] != chosen else None

    @property
    def changes(self) -> dict[str, Any]:
        """What was filled in, as the service takes it."""
        given = self.cleaned_data
        found: dict[str, Any] = {}
        if given["state"]:
            found["state"] = WorkState(given["state"])
        if given["side"]:
            found["lane"] = None if given["side"] == SHARED else Lane(given["side"])
        if given["due_on"]:
            found["due_on"] = given["due_on"]
        if given["person"].person:
            found["person_id"] = given["person"].person
        if given["field"]:
            found["fields"] = {self.own[given["field"]].name: given["value"]}
        return found
