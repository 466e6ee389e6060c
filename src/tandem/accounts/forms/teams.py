"""What an administrator fills in about teams."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.accounts import queries
from tandem.accounts.forms import fields
from tandem.accounts.rules import TEAM_NAME_LIMIT, Lane
from tandem.core.forms import offer


class TeamNameForm(forms.Form):
    """What a team is called."""

    name = fields.line(
        _("Name"), TEAM_NAME_LIMIT, help_text=_("People write “@” and this name to speak to it.")
    )


class TeamForm(TeamNameForm):
    """A new team of a department."""

    department = fields.choice(_("Department"))

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id="team-%s")
        offer(self, "department", [(str(one.pk), one.name) for one in queries.departments()])


class TeamPersonForm(forms.Form):
    """Who joins a team."""

    person = fields.choice(_("Who joins?"))

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id="joins-%s")
        people = [(str(pk), name) for pk, name in queries.active_people()]
        offer(self, "person", [("", _("choose somebody")), *people])


class TeamLiaisonForm(forms.Form):
    """Who in IT knows a marketing team's goals."""

    liaison = fields.choice(_("Liaison in IT"), required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, auto_id="liaison-%s", **more)
        people = [(person.id, person.name) for person in queries.active_people_of(Lane.IT)]
        fields.offer_people(self.fields["liaison"], people, _("the department's"))

    @property
    def chosen(self) -> int | None:
        return fields.chosen_person(self.cleaned_data["liaison"])
