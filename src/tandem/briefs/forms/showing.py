"""What a person fills in to show a prototype."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.attachments.forms import FileForm
from tandem.briefs.rules import TITLE_LIMIT


class PrototypeVersionForm(FileForm):
    """A newer version of a picture or a PDF file."""


class PrototypeForm(FileForm):
    """A picture or a PDF file that shows what it could look like."""

    title = forms.CharField(label=_("What is it called?"))
    description = forms.CharField(
        label=_("What is to be seen?"),
        help_text=_("A sentence or two: for those who don't see it, and on paper."),
        widget=forms.Textarea,
    )
    field_order = ("file", "title", "description", "form_key")

    title_limit = TITLE_LIMIT
