"""What a person fills in to move something on the roadmap. The services check it again."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.core.forms import offer
from tandem.projects.forms import day_field
from tandem.projects.rules import REASON_LIMIT
from tandem.roadmap.rules.calendar import CAMPAIGN_LIMIT, LINE_LIMIT, Channel


class MoveProjectForm(forms.Form):
    """Other dates of an IT project, why, and what is moved along."""

    starts_on = day_field(_("First day"))
    ends_on = day_field(_("Last day"))
    along = forms.MultipleChoiceField(
        label=_("Move these along"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose what is moved along from the list.")},
    )
    reason = forms.CharField(label=_("Why does it move?"), widget=forms.Textarea, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, max_value=2**31)
    reason_limit = REASON_LIMIT

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        along: Iterable[tuple[int, str]] = (),
        **more: Any,
    ) -> None:
        super().__init__(data, **more)
        offer(self, "along", [(str(pk), title) for pk, title in along])


class MoveDayForm(forms.Form):
    """Another promised or wished day of an initiative, and why."""

    day = day_field(_("Day"))
    reason = forms.CharField(label=_("Why does it move?"), widget=forms.Textarea, required=False)
    before = forms.DateField(widget=forms.HiddenInput, input_formats=["%Y-%m-%d"])
    reason_limit = REASON_LIMIT


class MoveDateForm(forms.Form):
    """Other days of a fixed date, and why."""

    starts_on = day_field(_("Day, or first day"))
    ends_on = day_field(_("Last day"))
    reason = forms.CharField(label=_("Why does it move?"), widget=forms.Textarea)
    starts_before = forms.DateField(widget=forms.HiddenInput, input_formats=["%Y-%m-%d"])
    ends_before = forms.DateField(widget=forms.HiddenInput, input_formats=["%Y-%m-%d"])
    reason_limit = REASON_LIMIT


class AppearanceForm(forms.Form):
    """Where customers meet it."""

    channels = forms.MultipleChoiceField(
        label=_("Channels"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(one.value, one.label) for one in Channel],
        error_messages={"invalid_choice": _("Choose channels from the list.")},
    )
    markets = forms.CharField(
        label=_("Markets"), required=False, help_text=_("With commas between them: DE, DK, NL.")
    )
    campaign = forms.CharField(
        label=_("Campaign"),
        required=False,
        help_text=_("What goes together has the same name here: Spring at home."),
    )
    line_limit, campaign_limit = LINE_LIMIT, CAMPAIGN_LIMIT
