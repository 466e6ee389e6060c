"""What a person fills in about a template, and to begin from one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.accounts.rules import Actor, Lane
from tandem.core.forms import FormKeyField, offer
from tandem.initiatives.rules import SENTENCE_LIMIT
from tandem.patterns.rules import DESCRIPTION_LIMIT, NAME_LIMIT


class TemplateForm(forms.Form):
    """A name, and what it is good for."""

    name = forms.CharField(label=_("Name of the template"))
    description = forms.CharField(label=_("When to use it"), widget=forms.Textarea, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=2**31)
    name_limit, description_limit = NAME_LIMIT, DESCRIPTION_LIMIT


class BeginForm(forms.Form):
    """The new idea: one sentence and, if there is one, a date."""

    sentence = forms.CharField(label=_("The new idea in one sentence"), widget=forms.Textarea)
    wish_date = forms.DateField(
        label=_("Wished for"),
        help_text=_("Dates in the template move with it. Without one they are left out."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={"invalid": _("Write the day as 2026-05-31.")},
    )
    lane = forms.ChoiceField(label=_("For which side do you write it?"), required=False)
    form_key = FormKeyField()
    sentence_limit = SENTENCE_LIMIT

    def __init__(self, actor: Actor, data: Any = None) -> None:
        super().__init__(data)
        if len(actor.lanes) > 1:
            offer(self, "lane", [(lane.value, lane.label) for lane in sorted(actor.lanes)])
        else:
            del self.fields["lane"]

    @property
    def chosen_lane(self) -> Lane | None:
        """The side it is written for, where its author chose one."""
        chosen = self.cleaned_data.get("lane")
        return Lane(chosen) if chosen else None
