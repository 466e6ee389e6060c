"""What a person fills in about IT projects. The services check it again."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.accounts.queries import active_people_of
from tandem.accounts.rules import Actor, Lane
from tandem.core.forms import FormKeyField, offer
from tandem.projects import queries
from tandem.projects.queries import ProjectWhole
from tandem.projects.rules import PURPOSE_LIMIT, REASON_LIMIT, TITLE_LIMIT, ProjectState
from tandem.systems.queries import by_name

_FROM_LIST = {
    "required": _("Choose one from the list."),
    "invalid_choice": _("Choose one from the list."),
}
_INVALID_DAY = {"invalid": _("Write the day as 2026-05-31.")}


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A day, as a browser or a person writes it."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages=_INVALID_DAY,
        **more,
    )


class ProjectForm(forms.Form):
    """What an IT project is; its dates only where it is new: later they are moved apart."""

    title = forms.CharField(label=_("What is it called?"))
    purpose = forms.CharField(
        label=_("What is it for?"),
        help_text=_("In words that Marketing understands: what it makes possible."),
        widget=forms.Textarea,
        required=False,
    )
    starts_on = day_field(_("First day"))
    ends_on = day_field(_("Last day"))
    lead = forms.ChoiceField(label=_("Who leads it"), error_messages=_FROM_LIST)
    team = forms.ChoiceField(label=_("Team"), required=False, error_messages=_FROM_LIST)
    systems = forms.MultipleChoiceField(
        label=_("Systems it touches"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose systems from the list.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=2**31)
    form_key = FormKeyField()
    title_limit, purpose_limit = TITLE_LIMIT, PURPOSE_LIMIT

    def __init__(
        self, actor: Actor, data: Mapping[str, Any] | None = None, whole: ProjectWhole | None = None
    ) -> None:
        super().__init__(data, initial=_standing(actor, whole))
        people = {str(one.id): one.name for one in active_people_of(Lane.IT)}
        groups = {str(one.id): one.name for one in queries.it_teams()}
        if whole:
            people.setdefault(str(whole.row.lead.id), whole.row.lead.name)
            if whole.row.team_id:
                groups.setdefault(str(whole.row.team_id), whole.row.team)
            del self.fields["starts_on"], self.fields["ends_on"]
        offer(self, "lead", people.items())
        offer(self, "team", [("", _("no team")), *groups.items()])
        known = {str(one.pk): one.name for one in by_name(actor)}
        known |= {str(pk): name for pk, name in whole.systems} if whole else {}
        offer(self, "systems", known.items())

    @property
    def parts(self) -> dict[str, Any]:
        """What the services take."""
        given = self.cleaned_data
        return {
            "title": given["title"],
            "purpose": given["purpose"],
            "lead_id": int(given["lead"]),
            "team_id": int(given["team"]) if given["team"] else None,
            "systems": [int(pk) for pk in given["systems"]],
        }


def _standing(actor: Actor, whole: ProjectWhole | None) -> dict[str, Any]:
    if whole is None:
        return {"lead": str(actor.me)}
    return {
        "title": whole.row.title,
        "purpose": whole.purpose,
        "lead": str(whole.row.lead.id),
        "team": str(whole.row.team_id or ""),
        "systems": [str(pk) for pk, _ in whole.systems],
        "version": whole.row.version,
    }


class MoveForm(forms.Form):
    """Other dates, and why."""

    starts_on = day_field(_("First day"))
    ends_on = day_field(_("Last day"))
    reason = forms.CharField(label=_("Why does it move?"), widget=forms.Textarea, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, max_value=2**31)
    reason_limit = REASON_LIMIT


class StateForm(forms.Form):
    """What becomes of it."""

    after = forms.ChoiceField(
        label=_("What becomes of it?"),
        choices=[(one.value, one.value) for one in ProjectState],
        error_messages=_FROM_LIST,
    )
    reason = forms.CharField(label=_("Why?"), widget=forms.Textarea, required=False)
    reason_limit = REASON_LIMIT


class WaitForm(forms.Form):
    """What waits for it, or what it waits for."""

    waiting = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    on = forms.IntegerField(required=False, min_value=1, max_value=2**62)
