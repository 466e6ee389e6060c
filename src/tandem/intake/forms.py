"""What an administrator says about the open form, and what is asked there."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.initiatives.rules import SENTENCE_LIMIT
from tandem.intake.rules import INTRODUCTION_LIMIT, NAME_LIMIT


def _day(label: Any, *, required: bool) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={"invalid": _("Write the day as 2027-05-31.")},
    )


class OpenFormForm(forms.Form):
    """Until when it is open, and what stands above it."""

    introduction = forms.CharField(
        label=_("What people read first"),
        help_text=_("A sentence or two in your company's words: what this is for, who answers."),
        widget=forms.Textarea,
        required=False,
    )
    until = _day(_("Open until"), required=True)
    introduction_limit = INTRODUCTION_LIMIT


class AskForm(forms.Form):
    """One sentence, a day if there is one, who asks."""

    sentence = forms.CharField(
        label=_("What do you wish for, in one sentence?"), widget=forms.Textarea
    )
    wish_date = _day(_("By when, if there is a day"), required=False)
    name = forms.CharField(label=_("Your name"))
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("So that somebody can ask back. It is shown to Marketing and IT only."),
        error_messages={"invalid": _("Write the address as name@company.com.")},
    )
    website = forms.CharField(
        required=False, label=_("Leave this empty"), widget=forms.TextInput(attrs={"tabindex": -1})
    )
    sentence_limit, name_limit = SENTENCE_LIMIT, NAME_LIMIT

    def clean_website(self) -> str:
        """People don't see this field; whatever fills it in is no person."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Please send it again with the hidden field empty."))
        return ""


class AnswerForm(forms.Form):
    """What whoever asked says when more was asked."""

    text = forms.CharField(label=_("Your answer"), widget=forms.Textarea)
