"""What people fill in about what waits and what they are told."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.accounts.queries import Name
from tandem.activity.rules import MailChoice
from tandem.core.forms import offer

_FROM_LIST = {
    "required": _("Choose somebody from the list."),
    "invalid_choice": _("Choose somebody from the list."),
}
LARGEST_ID = 2**62


class PassOnForm(forms.Form):
    """To whom something is passed on."""

    person = forms.ChoiceField(label=_("To whom?"), error_messages=_FROM_LIST)

    def __init__(self, people: list[Name], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id="pass-on-%s")
        offer(
            self,
            "person",
            [
                ("", _("choose somebody")),
                *((str(person.id), person.name) for person in people),
            ],
        )


class PutOffForm(forms.Form):
    """Until which day something stays out of sight."""

    until = forms.DateField(
        label=_("Show it again on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Please choose a day."),
            "invalid": _("Write a day like 2027-05-06."),
        },
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id="put-off-%s")


class ChosenForm(forms.Form):
    """Things that are ticked in a list. Which of them are there is the service's to say."""

    chosen = forms.TypedMultipleChoiceField(
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        sent = data.getlist("chosen") if data is not None else ()
        numbers = {value for value in sent if value.isdecimal()}
        known = sorted(value for value in numbers if int(value) < LARGEST_ID)
        offer(self, "chosen", [(value, value) for value in known])


class BatchForm(ChosenForm):
    """Several things that are answered by one click; none is no mistake."""

    chosen = forms.TypedMultipleChoiceField(coerce=int, required=False)


class MailForm(forms.Form):
    """How somebody hears of things outside the app."""

    choice = forms.ChoiceField(label=_("By mail"), widget=forms.RadioSelect)
    hour = forms.TypedChoiceField(
        label=_("The daily mail comes at"),
        coerce=int,
        choices=[(str(hour), f"{hour}:00") for hour in range(24)],
        error_messages={"invalid_choice": _("Choose one from the list.")},
    )

    def __init__(self, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, auto_id="mail-%s", **more)
        offer(self, "choice", [(one.value, one.label) for one in MailChoice])
