"""The fields that forms about people are made of."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.accounts import queries
from tandem.accounts.services import NAME_LIMIT
from tandem.core.forms import offer

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

# Longer ones only cost time to hash; a sentence of a page is no password.
PASSWORD_LIMIT = 1000
LARGEST_ID = 2**62

FROM_LIST = {
    "required": _("Choose one from the list."),
    "invalid_choice": _("Choose one from the list."),
}


class Clock(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


def line(label: "_StrOrPromise", limit: int = NAME_LIMIT, **more: Any) -> forms.CharField:
    missing = {"required": _("Please write something here.")}
    return forms.CharField(label=label, max_length=limit, error_messages=missing, **more)


def address(label: "_StrOrPromise", purpose: str = "off") -> forms.EmailField:
    return forms.EmailField(
        label=label,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": purpose}),
        error_messages={
            "required": _("Please write the e-mail address."),
            "invalid": _("This isn't an e-mail address: it looks like alice@example.org."),
        },
    )


def password(label: "_StrOrPromise", purpose: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        strip=False,
        max_length=PASSWORD_LIMIT,
        widget=forms.PasswordInput(attrs={"autocomplete": purpose}),
        error_messages={"required": _("Please write the password.")},
    )


def choice(
    label: "_StrOrPromise", choices: Iterable[tuple[object, object]] = (), **more: Any
) -> Any:
    return forms.ChoiceField(label=label, choices=choices, error_messages=FROM_LIST, **more)


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def day(label: "_StrOrPromise", **more: Any) -> forms.DateField:
    missing = {
        "required": _("Please choose a day."),
        "invalid": _("Write a day like 2027-05-06."),
    }
    return forms.DateField(label=label, widget=DayInput, error_messages=missing, **more)


def offer_people(field: Any, people: Iterable[tuple[int, str]], nobody: "_StrOrPromise") -> None:
    field.choices = [("", nobody), *((str(pk), name) for pk, name in people)]


def chosen_person(value: str) -> int | None:
    return int(value) if value else None


class PlaceForm(forms.Form):
    """The country whose public holidays count, and a region of it."""

    country = choice(_("Public holidays of"), required=False)
    region = forms.CharField(label=_("Region"), required=False, widget=forms.Select)

    nowhere = _("no country")

    def __init__(self, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        offer(self, "country", [("", self.nowhere), *queries.countries()])
        country = (data or self.initial).get("country") or ""
        self.regions = [("", _("the whole country")), *queries.regions(country)]

    def clean_region(self) -> str:
        """Without scripts the list of regions is that of the country chosen before: a region of
        another country is none.
        """
        region = str(self.cleaned_data["region"])
        return region if region in dict(self.regions) else ""

    @property
    def chosen_country(self) -> str:
        """As the service takes it: "DE", "DE-BE" or ""."""
        parts = [self.cleaned_data["country"], self.cleaned_data["region"]]
        return "-".join(part for part in parts if part) if parts[0] else ""
