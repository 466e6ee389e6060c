"""What a person fills in to agree on a brief: playback, its answer, signatures."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.accounts.rules import Lane
from tandem.briefs.rules import NOTE_LIMIT, Statement
from tandem.core.forms import offer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict


class PlaybackForm(forms.Form):
    """What IT understood, of the content it saw."""

    text = forms.CharField(label=_("What we understood"), widget=forms.Textarea)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    text_limit = NOTE_LIMIT


class PlaybackAnswerForm(forms.Form):
    """Marketing's yes, or what is different."""

    confirmed = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
    answer = forms.CharField(label=_("What is different"), widget=forms.Textarea, required=False)

    text_limit = NOTE_LIMIT


class SecondSignerForm(forms.Form):
    """Who signs for a side where one person answers for both, and for which."""

    person = forms.ChoiceField(label=_("Who signs?"))
    lane = forms.ChoiceField(
        label=_("For which side?"), choices=[(lane.value, lane.label) for lane in Lane]
    )

    def __init__(
        self, data: "QueryDict | None" = None, *, people: "Iterable[tuple[int, str]]", **more: Any
    ) -> None:
        super().__init__(data, **more)
        offer(self, "person", [(str(pk), name) for pk, name in people])


class SignForm(forms.Form):
    """A side's statement on the content it saw."""

    lane = forms.ChoiceField(choices=[(lane.value, lane.value) for lane in Lane])
    statement = forms.ChoiceField(
        choices=[(statement.value, statement.value) for statement in Statement]
    )
    note = forms.CharField(label=_("In your words"), widget=forms.Textarea, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    text_limit = NOTE_LIMIT
