"""What a person fills in about money and scope. The services check it again."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.core.forms import offer
from tandem.plans.promises import REASON_LIMIT
from tandem.plans.rules import MOST_DAYS, TEXT_LIMIT, WORTHS, MoneyKind, Wanted, in_cents

_NOT_A_NUMBER = {
    "invalid": _("Write a number, for example 12500 or 12500.50."),
    "max_decimal_places": _("Write at most two digits after the point."),
    "max_digits": _("That is too much for one budget."),
    "max_whole_digits": _("That is too much for one budget."),
    "min_value": _("Write zero or more."),
}


def _money(label: Any, *, required: bool = True) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=required,
        min_value=Decimal(0),
        max_digits=11,
        decimal_places=2,
        error_messages=_NOT_A_NUMBER,
    )


def _text(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=required, help_text=help_text, widget=forms.Textarea
    )


class _Form(forms.Form):
    text_limit = TEXT_LIMIT


class BudgetForm(_Form):
    """Amounts by what they are for."""

    for_build = _money(MoneyKind.BUILD.label)
    for_media = _money(MoneyKind.MEDIA.label, required=False)
    for_run = _money(MoneyKind.RUN.label, required=False)

    @property
    def amounts(self) -> dict[MoneyKind, Decimal]:
        """As the services take them; what was left empty is nothing."""
        return {kind: self.cleaned_data[f"for_{kind.value}"] or Decimal(0) for kind in MoneyKind}


class AskForm(BudgetForm):
    """Asking for a budget."""

    why = _text(_("What it is for"))


class GiveForm(BudgetForm):
    """Deciding one."""

    words = _text(_("In a sentence, if you like"), required=False)
    replaces = forms.IntegerField(required=False, widget=forms.HiddenInput)


class RefuseForm(_Form):
    """Giving none for now."""

    words = _text(_("Why not now"), help_text=_("What would change it?"))


class WeighForm(_Form):
    """What each requirement is worth, and costs beside the days; only what one may say."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        wanted: Iterable[Wanted],
        worths: bool,
        spends: bool,
    ) -> None:
        super().__init__(data)
        self.wanted = list(wanted)
        self.worths, self.spends = worths, spends
        points = [(str(one), str(one)) for one in WORTHS]
        for one in self.wanted:
            if worths and not one.must:
                field = forms.ChoiceField(label=_("Worth of {item}").format(item=one.label))
                self.fields[f"worth-{one.id}"] = field
                offer(self, f"worth-{one.id}", points)
                field.initial = str(one.counts)
            if spends:
                spend = _money(_("Costs beside the days of {item}").format(item=one.label))
                spend.required = False
                spend.initial = in_cents(one.spend).replace(",", "") if one.spend else ""
                self.fields[f"spend-{one.id}"] = spend

    @property
    def said_worths(self) -> dict[int, int]:
        """{item id: points}."""
        return {
            int(name.removeprefix("worth-")): int(value)
            for name, value in self.cleaned_data.items()
            if name.startswith("worth-")
        }

    @property
    def said_spends(self) -> dict[int, Decimal]:
        """{item id: amount}; what was left empty is nothing."""
        return {
            int(name.removeprefix("spend-")): value or Decimal(0)
            for name, value in self.cleaned_data.items()
            if name.startswith("spend-")
        }


class DaysForm(_Form):
    """How many days IT has."""

    days = forms.DecimalField(
        label=_("Days that IT has for it"),
        help_text=_("Left empty, money alone decides."),
        required=False,
        min_value=Decimal(0),
        max_value=MOST_DAYS,
        decimal_places=1,
        error_messages={
            "invalid": _("Write a number of days, for example 40."),
            "max_decimal_places": _("Write at most one digit after the point."),
        },
    )


class HandForm(_Form):
    """What will be built."""

    inside = forms.TypedMultipleChoiceField(
        label=_("What will be built"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one requirement.")},
    )
    note = _text(_("A word to Marketing"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=16)

    def offer(self, wanted: Iterable[Wanted]) -> "HandForm":
        """Let these be chosen."""
        offer(self, "inside", [(str(one.id), f"{one.label} {one.title}") for one in wanted])
        return self


class BackForm(_Form):
    """Sending a list back."""

    words = _text(_("What should be otherwise"))


class TryForm(_Form):
    """Another budget to look at."""

    budget = _money(_("What if it were"))


class CurrencyForm(_Form):
    """The company's currency."""

    code = forms.CharField(label=_("Currency"), max_length=3, help_text=_("Three letters."))


class RateForm(_Form):
    """What a day costs."""

    amount = _money(_("A day costs"), required=False)
    team = forms.IntegerField(required=False, widget=forms.HiddenInput)


class PromiseForm(_Form):
    """Promising a date, or moving it."""

    text_limit = REASON_LIMIT
    day = forms.DateField(
        label=_("Promised for"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={
            "required": _("Choose a day."),
            "invalid": _("Write the day as 2026-05-31."),
        },
    )
    why = _text(_("Why it moves"), required=False)
    replaces = forms.IntegerField(required=False, widget=forms.HiddenInput)
