"""What a person fills in about an assessment. The services check it again; forms only read it."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.accounts.queries import active_people
from tandem.assessment.rules import TEXT_LIMIT, Authority, Ruling, Word
from tandem.assessment.rules.consulting import ConsultState
from tandem.core.forms import offer
from tandem.systems.rules import DataClass

LARGEST_ID = 2**62

_FROM_LIST = {
    "required": _("Choose one from the list."),
    "invalid_choice": _("Choose one from the list."),
}
_NOT_A_DAY = {"invalid": _("Write the day as 2026-05-31.")}


def _text(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=required, help_text=help_text, widget=forms.Textarea
    )


def _day(label: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages=_NOT_A_DAY,
    )


class _Form(forms.Form):
    """Several forms stand on one page: each has ids of its own."""

    name = ""
    text_limit = TEXT_LIMIT

    def __init__(self, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, auto_id=f"{self.name}-%s", **more)


class TouchForm(_Form):
    """A system that is affected."""

    name = "touch"
    system = forms.IntegerField(min_value=1, max_value=LARGEST_ID)


class ConsultForm(_Form):
    """What somebody says who was asked about a system."""

    name = "consult"
    answer = forms.ChoiceField(
        label=_("Is it affected?"),
        choices=[
            (ConsultState.CONFIRMED.value, _("Yes, as IT says")),
            (ConsultState.NOT_AFFECTED.value, _("No, it isn't affected")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one."), "invalid_choice": _("Choose one.")},
    )
    text = _text(
        _("What there is to say"), required=False, help_text=_("A plain yes needs no words.")
    )


ASK_FIRST = "ask"


class FromMailForm(ConsultForm):
    """The same from a mail, where the question back is one of the answers."""

    name = "from-mail"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_first = (ASK_FIRST, _("I have a question first"))
        offer(self, "answer", [*self.fields["answer"].choices, ask_first])  # type: ignore[attr-defined]
        self.fields["text"].label = _("What there is to say, or your question")


class AskBackForm(_Form):
    """What somebody wants to know before they answer."""

    name = "ask-back"
    question = _text(_("Your question to the IT owner"))


class LookForm(_Form):
    """That somebody looked at what has changed; `seen` is what stood there."""

    name = "look"
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)


class FeasibilityForm(_Form):
    """IT's word."""

    name = "feasibility"
    word = forms.ChoiceField(
        label=_("Can it be done?"), widget=forms.RadioSelect, error_messages=_FROM_LIST
    )
    text = _text(
        _("In a sentence or two"), help_text=_("How, what has to be so, or why not as asked.")
    )
    alternative = _text(
        _("If not as asked: what would serve the same goal?"),
        required=False,
        help_text=_("Marketing accepts it, or says how it sees it; then the sponsor decides."),
    )
    replaces = forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=LARGEST_ID)

    def __init__(self, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        offer(self, "word", [(one.value, one.label) for one in Word])


class AnswerForm(_Form):
    """Marketing's answer to "not as asked"."""

    name = "answer"
    accepted = forms.BooleanField(required=False)
    text = _text(_("How Marketing sees it"), required=False)


class RulingForm(_Form):
    """The sponsor's decision."""

    name = "ruling"
    ruling = forms.ChoiceField(
        label=_("What shall hold?"), widget=forms.RadioSelect, error_messages=_FROM_LIST
    )
    reason = _text(_("Why?"))

    def __init__(self, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        offer(self, "ruling", [(one.value, one.label) for one in Ruling])


class DataForm(_Form):
    """Whether personal data flow."""

    name = "data"
    personal = forms.TypedChoiceField(
        label=_("Do personal data flow?"),
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
        choices=[("yes", _("Yes")), ("no", _("No"))],
        error_messages=_FROM_LIST,
    )
    classes = forms.MultipleChoiceField(
        label=_("Which data?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=_FROM_LIST,
    )
    text = _text(
        _("What was looked at"),
        required=False,
        help_text=_("If yes: on what ground, where they go, how long they stay."),
    )
    replaces = forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=LARGEST_ID)

    def __init__(self, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        offer(self, "classes", [(one.value, one.label) for one in DataClass])


class HoldForm(_Form):
    """Why it is held, what would lift that, and when it is looked at again."""

    name = "hold"
    kind = forms.ChoiceField(label=_("On hold for"), error_messages=_FROM_LIST)
    reason = _text(_("Why?"))
    lifts = _text(_("What would lift it?"))
    look_again_on = _day(_("You look at it again on"))

    def __init__(self, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        offer(self, "kind", [(one.value, one.label) for one in Authority])

    def offer(self, authorities: Collection[Authority]) -> "HoldForm":
        """Show only what this person may hold for; the service judges what is sent."""
        offer(
            self,
            "kind",
            [(one.value, one.label) for one in Authority if one in authorities],
        )
        return self


class RenewForm(_Form):
    """Until when a hold goes on, and why."""

    name = "renew"
    reason = _text(_("Why still?"))
    look_again_on = _day(_("You look at it again on"))


class DecideHoldForm(_Form):
    """Whether a hold stays."""

    name = "decide"
    keep = forms.TypedChoiceField(
        label=_("Shall it stay on hold?"),
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
        choices=[("yes", _("It stays on hold")), ("no", _("It goes on"))],
        error_messages=_FROM_LIST,
    )
    reason = _text(_("Why?"))


class LiftForm(_Form):
    """What was done, if there is something to say."""

    name = "lift"
    note = _text(_("What has changed"), required=False)


class AuthorityForm(_Form):
    """Who may hold, for what, from when until when."""

    name = "authority"
    person = forms.TypedChoiceField(label=_("Who"), coerce=int, error_messages=_FROM_LIST)
    kind = forms.ChoiceField(label=_("For what"), error_messages=_FROM_LIST)
    starts_on = _day(_("First day"), required=False)
    ends_on = _day(_("Last day"), required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        offer(self, "person", [(str(pk), name) for pk, name in active_people()])
        offer(self, "kind", [(one.value, one.label) for one in Authority])
