"""What a person fills in about what is planned and spent. The services check it again."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.core.forms import offer
from tandem.formats.expenses import ROLES, amount_of
from tandem.plans.rules import MoneyKind
from tandem.spending.queries import Reading
from tandem.spending.rules import CHANNEL_LIMIT, CODE_LIMIT, NAME_LIMIT, TEXT_LIMIT
from tandem.spending.services import NewActual, NewLine

_PARTS = [(part.value, part.label) for part in MoneyKind]
_NUMBER = {
    "invalid": _("Write a number, for example 12500 or 12500.50."),
    "max_decimal_places": _("Write at most two digits after the point."),
    "max_digits": _("That is too much."),
    "max_whole_digits": _("That is too much."),
}


def _money(label: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, max_digits=11, decimal_places=2, error_messages=_NUMBER)


class MonthField(forms.DateField):
    """A month, as browsers and people write it."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            widget=forms.DateInput(attrs={"type": "month"}, format="%Y-%m"),
            input_formats=["%Y-%m", "%Y-%m-%d", "%m/%Y"],
            error_messages={"invalid": _("Write the month as 2026-05.")},
            **more,
        )


class _WithCodes(forms.Form):
    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        codes: Iterable[tuple[str, str]] = (),
        **more: Any,
    ) -> None:
        super().__init__(data, **more)
        offer(self, "code", [("", _("none")), *codes])


class LineForm(_WithCodes):
    """A line of a budget."""

    part = forms.ChoiceField(label=_("Part"), choices=_PARTS)
    name = forms.CharField(label=_("What for?"))
    amount = _money(_("Planned"))
    code = forms.ChoiceField(label=_("Cost code"), required=False)
    month = MonthField(label=_("Month"), required=False)
    channel = forms.CharField(label=_("Channel"), required=False)
    name_limit, channel_limit = NAME_LIMIT, CHANNEL_LIMIT

    @property
    def line(self) -> NewLine:
        given = self.cleaned_data
        return NewLine(
            MoneyKind(given["part"]),
            given["name"],
            given["amount"],
            given["code"],
            given["month"],
            given["channel"],
        )


class ActualForm(_WithCodes):
    """Money that was spent."""

    day = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={"invalid": _("Write the day as 2026-05-31.")},
    )
    text = forms.CharField(label=_("What was it?"))
    amount = _money(_("Amount"))
    currency = forms.CharField(
        label=_("Currency"),
        required=False,
        max_length=3,
        help_text=_("Empty: the company's own."),
    )
    where = forms.ChoiceField(label=_("Of what?"))
    code = forms.ChoiceField(label=_("Cost code"), required=False)
    text_limit = TEXT_LIMIT

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        lines: Iterable[tuple[str, str]] = (),
        **more: Any,
    ) -> None:
        super().__init__(data, **more)
        offer(self, "where", [*_PARTS, *lines])

    @property
    def actual(self) -> NewActual:
        """What was filled in; a line brings its part along."""
        given = self.cleaned_data
        on_line = given["where"].isdecimal()
        return NewActual(
            part=MoneyKind.BUILD if on_line else MoneyKind(given["where"]),
            day=given["day"],
            amount=given["amount"],
            text=given["text"],
            currency=given["currency"],
            code=given["code"],
            line_id=int(given["where"]) if on_line else None,
        )


class UploadForm(forms.Form):
    """A file of expenses, or its rows pasted."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,text/csv"}),
        help_text=_("CSV or XLSX as your bank, card or accounting exports it."),
    )
    pasted = forms.CharField(
        label=_("Or paste its rows"), required=False, widget=forms.Textarea, max_length=200_000
    )


class TakingForm(_WithCodes):
    """How a file is read, and for what its rows are taken in."""

    part = forms.ChoiceField(label=_("For"), choices=_PARTS)
    code = forms.ChoiceField(label=_("Cost code"), required=False)
    only = forms.CharField(
        label=_("Only rows with one of these words"),
        help_text=_("With commas between. Empty: all rows."),
        required=False,
        max_length=300,
    )
    dates = forms.ChoiceField(
        label=_("Dates like 03/04/2026"),
        required=False,
        choices=[
            ("", _("as the file suggests")),
            ("day", _("3 April")),
            ("month", _("March 4")),
        ],
    )
    turned = forms.BooleanField(
        label=_("What was spent is below zero, as bank files have it"), required=False
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, headings: Sequence[str], **more: Any
    ) -> None:
        super().__init__(data, **more)
        columns = [("", _("none")), *((str(at), one or "–") for at, one in enumerate(headings))]
        for role in ROLES:
            self.fields[f"c_{role}"] = forms.ChoiceField(
                label=ROLE_NAMES[role], required=False, choices=columns
            )

    @property
    def reading(self) -> Reading:
        given = self.cleaned_data
        return Reading(
            {role: int(given[f"c_{role}"]) for role in ROLES if given[f"c_{role}"]},
            {"day": False, "month": True}.get(given["dates"]),
            given["turned"],
            given["only"],
        )


ROLE_NAMES = {
    "day": _("Day"),
    "amount": _("Amount"),
    "text": _("What it was"),
    "currency": _("Currency"),
    "reference": _("Reference"),
    "code": _("Cost code"),
}


class CodeForm(forms.Form):
    """A cost code."""

    code = forms.CharField(label=_("Code"), max_length=CODE_LIMIT)
    name = forms.CharField(label=_("What is it for?"))
    name_limit = NAME_LIMIT


class RatesForm(forms.Form):
    """Rates of currencies, a line each."""

    rates = forms.CharField(
        label=_("Rates"),
        help_text=_("A line each: USD 2026-11 0.93. Rows of a table do, too."),
        widget=forms.Textarea,
        max_length=20_000,
    )

    def clean_rates(self) -> list[tuple[str, date, Decimal]]:
        """The lines as rates; the first that can't be read is named."""
        found = []
        for line in self.cleaned_data["rates"].splitlines():
            cells = line.replace(";", " ").replace("\t", " ").split()
            if not cells:
                continue
            rate = _rate(cells)
            if rate is None:
                raise forms.ValidationError(
                    _("This line isn't a rate: {line}").format(line=line[:60])
                )
            found.append(rate)
        return found


def _rate(cells: Sequence[str]) -> tuple[str, date, Decimal] | None:
    if len(cells) != 3:
        return None
    try:
        month = date.fromisoformat(f"{cells[1][:7]}-01")
    except ValueError:
        return None
    text = cells[2].replace(",", ".")
    if amount_of(text) is None or not text.replace(".", "", 1).isdecimal() or len(text) > 20:
        return None
    return cells[0].upper(), month, Decimal(text)
