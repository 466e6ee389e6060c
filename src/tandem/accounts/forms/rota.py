"""What is filled in on the rota."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.accounts import queries
from tandem.accounts.forms import fields
from tandem.accounts.rules import Lane
from tandem.core.forms import offer
from tandem.core.words import Sentence


class PlanDutyForm(forms.Form):
    """Who is on duty in a week."""

    week = fields.choice(_("Week"))
    person = fields.choice(_("On duty"), required=False)

    def __init__(
        self,
        lane: Lane,
        weeks: Iterable[tuple[str, Sentence]],
        data: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(data, auto_id=f"plan-{lane.value}-%s", **more)
        offer(self, "week", list(weeks))
        people = [(one.id, one.name) for one in queries.active_people_of(lane)]
        fields.offer_people(self.fields["person"], people, _("nobody planned"))

    @property
    def chosen(self) -> int | None:
        return fields.chosen_person(self.cleaned_data["person"])


class SwapDutyForm(forms.Form):
    """Two weeks whose people take each other's."""

    week = fields.choice(_("This week"))
    other = fields.choice(_("for this one"))

    def __init__(
        self,
        lane: Lane,
        weeks: Iterable[tuple[str, Sentence]],
        data: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(data, auto_id=f"swap-{lane.value}-%s", **more)
        known = list(weeks)
        offer(self, "week", known)
        offer(self, "other", known)
