"""What a person fills in about a risk check. The services judge it; forms only read it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.accounts.queries import Name
from tandem.assessment.rules import Authority
from tandem.core.forms import offer
from tandem.risk.queries import QuestionSeen, RiskSeen
from tandem.risk.rules import COST_AT_MOST, TEXT_LIMIT, UNKNOWN
from tandem.risk.services import Given

LARGEST_ID = 2**62
_CHOOSE = {"required": _("Choose one."), "invalid_choice": _("Choose one from the list.")}
_NOT_A_NUMBER = {
    "required": _("Write a whole number."),
    "invalid": _("Write a whole number."),
    "min_value": _("Nothing is the least that waiting can cost."),
    "max_value": _("Write it in whole units, for one week."),
}


class _Form(forms.Form):
    """Several forms stand on one page: each has ids of its own."""

    name = ""
    text_limit = TEXT_LIMIT

    def __init__(self, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, auto_id=f"{self.name}-%s", **more)


class AnswersForm(_Form):
    """All questions of a check: an answer, a note, and which answer was read."""

    name = "risk"

    def __init__(self, seen: RiskSeen, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.asked = seen.questions
        for one in seen.questions:
            self.fields[f"place-{one.key}"] = self._place(one)
            self.fields[f"note-{one.key}"] = forms.CharField(
                label=_("What there is to say"),
                required=False,
                initial=one.note,
                widget=forms.Textarea,
            )
            self.fields[f"replaces-{one.key}"] = forms.IntegerField(
                required=False,
                min_value=1,
                max_value=LARGEST_ID,
                initial=one.id,
                widget=forms.HiddenInput,
            )

    def _place(self, one: QuestionSeen) -> forms.ChoiceField:
        answers = [(str(at), choice.text) for at, choice in enumerate(one.question.answers)]
        return forms.ChoiceField(
            label=one.question.asks,
            choices=[*answers, (str(UNKNOWN), _("We don't know yet"))],
            required=False,
            initial=None if one.place is None else str(one.place),
            widget=forms.RadioSelect,
            error_messages=_CHOOSE,
        )

    def clean(self) -> dict[str, Any]:
        """A note alone says nothing: the check counts answers."""
        found = super().clean() or {}
        for one in self.asked:
            if found.get(f"note-{one.key}") and not found.get(f"place-{one.key}"):
                self.add_error(f"place-{one.key}", _CHOOSE["required"])
        return found

    def given(self) -> list[Given]:
        """What was answered."""
        read = self.cleaned_data
        return [
            Given(
                one.key,
                int(read[f"place-{one.key}"]),
                read[f"note-{one.key}"],
                read[f"replaces-{one.key}"],
            )
            for one in self.asked
            if read.get(f"place-{one.key}")
        ]


class KnownForm(_Form):
    """Which of what is known was read."""

    name = "known"
    seen = forms.CharField(max_length=64)


class HandInForm(_Form):
    """Who accepts what remains, where several may."""

    name = "hand-in"
    risk_owner = forms.ChoiceField(
        label=_("Who accepts what remains"), required=False, error_messages=_CHOOSE
    )

    def offer(self, owners: tuple[Name, ...]) -> "HandInForm":
        """Let it choose among those who may."""
        offer(self, "risk_owner", [(str(one.id), one.name) for one in owners])
        return self


class OwnerForm(HandInForm):
    """The same, later."""

    name = "owner"


class ReviewForm(_Form):
    """What somebody says who looked at it."""

    name = "review"
    kind = forms.ChoiceField(
        choices=[(one.value, one.label) for one in Authority],
        widget=forms.HiddenInput,
        error_messages=_CHOOSE,
    )
    fine = forms.BooleanField(required=False)
    text = forms.CharField(
        label=_("What there is to say"),
        required=False,
        help_text=_("Needed if it goes back: what has to be otherwise."),
        widget=forms.Textarea,
    )


class AcceptForm(_Form):
    """Until when what remains is accepted, and why."""

    name = "accept"
    until = forms.DateField(
        label=_("Until which day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={"invalid": _("Write the day as 2026-05-31.")},
    )
    text = forms.CharField(
        label=_("What is accepted, and why"), required=True, widget=forms.Textarea
    )


class DelayForm(_Form):
    """What a week of waiting costs."""

    name = "delay"
    per_week = forms.IntegerField(
        label=_("What a week of waiting costs"),
        min_value=0,
        max_value=COST_AT_MOST,
        error_messages=_NOT_A_NUMBER,
    )
    why = forms.CharField(label=_("Where that comes from"), required=False, widget=forms.Textarea)
    replaces = forms.IntegerField(
        required=False, min_value=1, max_value=LARGEST_ID, widget=forms.HiddenInput
    )
