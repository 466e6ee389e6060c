"""What a person fills in about revisions. The services check it again; forms only read it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.core.forms import offer
from tandem.revisions.rules import NOTE_LIMIT, REASON_LIMIT, Mark


class OpenYearForm(forms.Form):
    """A year to open."""

    year = forms.IntegerField(
        label=_("Which year?"), error_messages={"invalid": _("Write the year as 2027.")}
    )


class MoveRevisionForm(forms.Form):
    """Another day for a revision, and why."""

    day = forms.DateField(
        label=_("New day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={"invalid": _("Write the day as 2026-05-31.")},
    )
    why = forms.CharField(label=_("Why does it move?"), widget=forms.Textarea)
    text_limit = REASON_LIMIT


class MarkForm(forms.Form):
    """What is said of something in the list."""

    subject = forms.IntegerField()
    mark = forms.ChoiceField(error_messages={"invalid_choice": _("Choose one from the list.")})
    note = forms.CharField(label=_("Note"), required=False)
    text_limit = NOTE_LIMIT

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        offer(self, "mark", [(one.value, one.label) for one in Mark])


class HoldForm(forms.Form):
    """What was agreed, in a few words."""

    words = forms.CharField(
        label=_("What was agreed"),
        widget=forms.Textarea,
        required=False,
        help_text=_("Stands above what changed, for both departments."),
    )
    text_limit = NOTE_LIMIT
