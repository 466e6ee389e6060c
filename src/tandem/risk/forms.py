"""What a person fills in about a risk check. The services judge it; forms only read it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.accounts.queries import Name
from tandem.assessment.rules import Authority
from tandem.core.forms import offer
from tandem.core.words import Sentence
from tandem.risk.queries import QuestionSeen, RiskSeen
from tandem.risk.rules import (
    COST_AT_MOST,
    TEXT_LIMIT,
    TIERS,
    UNKNOWN,
    Choice,
    Criterion,
    LawfulBasis,
    Processing,
    RiskQuestion,
    Tier,
)
from tandem.risk.rules.protection import TEXTS
from tandem.risk.rules.questions import (
    ANSWERS_AT_MOST,
    ASKS_LIMIT,
    CHOICE_LIMIT,
    PER_DIMENSION,
    POINTS_AT_MOST,
)
from tandem.risk.services import Given

LARGEST_ID = 2**62
_ANEW = {
    "required": _("Please open the page anew."),
    "invalid": _("Please open the page anew."),
}
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
    seen = forms.IntegerField(
        max_value=2**62,
        widget=forms.HiddenInput,
        error_messages={
            "required": _("Please open the page anew."),
            "invalid": _("Please open the page anew."),
        },
    )
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
    seen = forms.IntegerField(
        max_value=2**62,
        widget=forms.HiddenInput,
        error_messages={
            "required": _("Please open the page anew."),
            "invalid": _("Please open the page anew."),
        },
    )
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


def _text(label: Any, hint: Any = "", *, required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, required=required, widget=forms.Textarea)


class ProtectionForm(_Form):
    """How personal data are used."""

    name = "protection"
    criteria = forms.MultipleChoiceField(
        label=_("Which of these are so?"),
        required=False,
        choices=[(one.value, one.label) for one in Criterion],
        widget=forms.CheckboxSelectMultiple,
        error_messages=_CHOOSE,
        help_text=_("Two of them make a full assessment due."),
    )
    purpose = _text(
        _("What the data are used for"), _("So that the people concerned would understand it.")
    )
    basis = forms.ChoiceField(
        label=_("On what ground"),
        choices=[(one.value, one.label) for one in LawfulBasis],
        widget=forms.RadioSelect,
        error_messages=_CHOOSE,
    )
    basis_note = _text(
        _("Why that ground holds"),
        _("Needed for legitimate interests, and for special categories: which exception."),
    )
    retention = _text(_("How long they are kept"), _("And what happens then, by whom."))
    recipients = _text(
        _("Who gets them"), _("Systems, vendors, countries outside Europe; also within the house.")
    )
    necessity = _text(
        _("Why it needs these data, and no fewer"), _("Needed for a full assessment.")
    )
    risks = _text(_("What may happen to the people concerned"), _("Needed for a full assessment."))
    measures = _text(_("What is done against it"), _("Needed for a full assessment."))
    replaces = forms.IntegerField(
        required=False, min_value=1, max_value=LARGEST_ID, widget=forms.HiddenInput
    )

    def given(self) -> Processing:
        """What was filled in."""
        read = self.cleaned_data
        return Processing(
            criteria=frozenset(map(Criterion, read["criteria"])),
            basis=LawfulBasis(read["basis"]),
            **{name: read[name] for name in TEXTS},
        )


class ProtectionReviewForm(_Form):
    """What somebody says who looked at a full assessment, and which text they read."""

    name = "look"
    fine = forms.BooleanField(required=False)
    text = _text(_("What there is to say"), _("Needed if it goes back: what has to be otherwise."))
    seen = forms.IntegerField(min_value=1, max_value=LARGEST_ID, widget=forms.HiddenInput)


class _Versioned(_Form):
    """Something in the version that is being written; `revision` is what was read of it."""

    revision = forms.IntegerField(min_value=1, max_value=LARGEST_ID, widget=forms.HiddenInput)


class VersionForm(_Versioned):
    """Which state of the version was read."""

    name = "version"


class BeginForm(_Form):
    """Which version is copied; empty: the one that is asked."""

    name = "begin"
    copies = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_ID)


def _points(label: Any, at_most: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=at_most,
        required=False,
        error_messages={
            "invalid": _("Write a whole number."),
            "min_value": _("No fewer than 0 points."),
            "max_value": _("No more than %(limit_value)s points."),
        },
    )


class LimitsForm(_Versioned):
    """From how many points on a dimension is medium, and high."""

    name = "limits"
    medium_from = _points(_("Medium from"), PER_DIMENSION * POINTS_AT_MOST)
    high_from = _points(_("High from"), PER_DIMENSION * POINTS_AT_MOST)


class QuestionForm(_Versioned):
    """A question with up to six answers; an empty answer isn't there."""

    name = "question"
    asks_limit, choice_limit = ASKS_LIMIT, CHOICE_LIMIT
    asks = forms.CharField(label=_("The question"))

    def __init__(
        self, question: RiskQuestion, revision: int, data: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial={"asks": question.asks, "revision": revision})
        self.question = question
        self.places = list(range(ANSWERS_AT_MOST))
        for place in self.places:
            self._add(place, question.answers[place] if place < len(question.answers) else None)

    def _add(self, place: int, choice: Choice | None) -> None:
        self.fields[f"text-{place}"] = forms.CharField(
            label=_("In words"),
            initial=choice.text if choice else "",
            required=False,
        )
        points = _points(_("Points"), POINTS_AT_MOST)
        points.initial = choice.points if choice else None
        self.fields[f"points-{place}"] = points
        self.fields[f"at_least-{place}"] = forms.ChoiceField(
            label=_("Makes the whole at least"),
            required=False,
            choices=[("low", _("nothing")), *((one.code, one.label) for one in list(Tier)[1:])],
            initial=choice.at_least.code if choice else "low",
            error_messages=_CHOOSE,
        )
        self.fields[f"lowers-{place}"] = forms.CharField(
            label=_("What would lower it"),
            initial=choice.lowers if choice else "",
            required=False,
        )

    def given(self) -> RiskQuestion:
        """The question as it was filled in."""
        read = self.cleaned_data
        answers = tuple(
            Choice(
                Sentence(read[f"text-{place}"]),
                read[f"points-{place}"] or 0,
                TIERS[read[f"at_least-{place}"] or "low"],
                Sentence(read[f"lowers-{place}"]),
            )
            for place in self.places
            if read[f"text-{place}"] or read[f"lowers-{place}"]
        )
        return replace(self.question, asks=Sentence(read["asks"]), answers=answers)
