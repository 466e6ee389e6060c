"""What a person fills in about fields of their own. The services check it again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.own_fields.queries import FieldRow, Shown
from tandem.own_fields.rules import NAME_LIMIT, UNIT_LIMIT, FieldStep, FieldType
from tandem.work.rules import WorkKind

_CHOOSE = {
    "required": _("Choose one from the list."),
    "invalid_choice": _("Choose one from the list."),
}


class FieldForm(forms.Form):
    """What a field is called, and what can be chosen in it."""

    name = forms.CharField(label=_("What is it called?"))
    unit = forms.CharField(
        label=_("Unit"), required=False, help_text=_("Of a number: euros, hours, %.")
    )
    options = forms.CharField(
        label=_("What can be chosen"),
        required=False,
        widget=forms.Textarea,
        help_text=_("Of a list, one on each line. What is taken out stays where it was chosen."),
    )
    required = forms.BooleanField(
        label=_("It has to be filled in before the work is done"), required=False
    )
    name_limit, unit_limit = NAME_LIMIT, UNIT_LIMIT

    def given(self) -> dict[str, Any]:
        """As the services take it."""
        said = self.cleaned_data
        return {
            "name": said["name"],
            "unit": said["unit"],
            "required": said["required"],
            "options": said["options"].splitlines(),
        }


class NewFieldForm(FieldForm):
    """A new one: of which kind of work, and what stands in it."""

    kind = forms.ChoiceField(
        label=_("Of which work"),
        choices=[(one.value, one.label) for one in WorkKind],
        error_messages=_CHOOSE,
    )
    type = forms.ChoiceField(
        label=_("What stands in it"),
        choices=[(one.value, one.label) for one in FieldType],
        error_messages=_CHOOSE,
    )


class StepForm(forms.Form):
    """One place up or down."""

    step = forms.ChoiceField(choices=[(one.value, one.value) for one in FieldStep])


class ValueForm(forms.Form):
    """What stands in a field of a piece of work."""

    seen = forms.CharField(required=False, empty_value="")
    back = forms.CharField(required=False, max_length=300, empty_value="")

    def __init__(self, data: Mapping[str, Any] | None = None, *, shown: Shown) -> None:
        super().__init__(data, initial={"seen": shown.seen, "value": _initial(shown)})
        self.fields["value"] = _control(shown)

    def add_error(self, field: str | None, error: Any) -> None:
        """All there is to say stands beside the one control."""
        super().add_error("value" if field not in self.fields else field, error)

    @property
    def typed_value(self) -> str | list[str]:
        """As the service takes it."""
        found: str | list[str] = self.cleaned_data["value"]
        return found


def by_name(fields: Sequence[FieldRow]) -> dict[str, FieldRow]:
    """Fields by the name that they have in small letters, where several kinds of work have one of
    the same name: it stands for all of them, with what can be chosen in any. What isn't the same
    everywhere is typed.
    """
    found: dict[str, FieldRow] = {}
    for one in fields:
        key = one.name.casefold()
        first = found.setdefault(key, one)
        if first.type is not one.type:
            found[key] = replace(first, type=FieldType.TEXT)
        elif one.options and first is not one:
            known = {option.name.casefold() for option in first.options}
            more = [option for option in one.options if option.name.casefold() not in known]
            found[key] = replace(first, options=(*first.options, *more))
    return found


def control_of(one: FieldRow) -> forms.Field:
    """What is filled in for a field that has nothing yet."""
    control = _control(Shown(one))
    if one.type is FieldType.DATE:
        control.widget = forms.DateInput(attrs={"type": "date"})
    return control


def _initial(shown: Shown) -> Any:
    if shown.field.type is FieldType.CHOICES:
        known = {one.id: one.name for one in shown.field.options}
        return [known[pk] for pk in shown.chosen]
    return shown.words


def _control(shown: Shown) -> forms.Field:
    label, type_ = shown.field.label, shown.field.type
    if type_ is FieldType.YES_NO:
        names: list[tuple[Any, Any]] = [("yes", _("yes")), ("no", _("no"))]
    elif type_.is_listed:
        names = [(one.name, one.name) for one in shown.field.offered(shown.chosen)]
    else:
        return forms.CharField(label=label, required=False, empty_value="")
    if type_ is FieldType.CHOICES:
        return forms.MultipleChoiceField(
            label=label,
            required=False,
            choices=names,
            widget=forms.CheckboxSelectMultiple,
            error_messages=_CHOOSE,
        )
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=[("", _("nothing")), *names],
        error_messages=_CHOOSE,
    )
