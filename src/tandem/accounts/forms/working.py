"""What a person fills in about their own work, and administrators about where somebody works."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.accounts import queries
from tandem.accounts.forms import fields
from tandem.accounts.rules import HOW_LIMIT, MOST_SKILLS, SKILL_LIMIT, Nerve, Pace, Showing
from tandem.core.forms import offer

_DAYS = [
    ("1", _("Monday")),
    ("2", _("Tuesday")),
    ("3", _("Wednesday")),
    ("4", _("Thursday")),
    ("5", _("Friday")),
    ("6", _("Saturday")),
    ("7", _("Sunday")),
]
_SAYS_NOTHING = ("", _("I won't say"))


class WorkingTimeForm(fields.PlaceForm):
    """When and where somebody works; what is left open is as in the whole company."""

    time_zone = fields.choice(_("Time zone"), required=False)
    days = forms.MultipleChoiceField(
        label=_("Days"),
        required=False,
        choices=_DAYS,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: Monday to Friday."),
        error_messages={"invalid_choice": _("Choose days of the week.")},
    )
    opens_at = forms.TimeField(label=_("My day begins"), required=False, widget=fields.Clock)
    closes_at = forms.TimeField(
        label=_("My day ends"),
        required=False,
        widget=fields.Clock,
        help_text=_("Left open: the company's hours."),
    )
    field_order = ("time_zone", "country", "region", "days", "opens_at", "closes_at")

    nowhere = _("as in the company")

    def __init__(self, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        zones = [(zone, zone.replace("_", " ")) for zone in queries.time_zones()]
        offer(self, "time_zone", [("", _("as in the company")), *zones])

    @property
    def chosen_days(self) -> list[int]:
        return [int(day) for day in self.cleaned_data["days"]]


def _said(label: Any, kind: type[Pace] | type[Nerve] | type[Showing], words: dict[str, Any]) -> Any:
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=[*((one.value, words[one.value]) for one in kind), _SAYS_NOTHING],
        widget=forms.RadioSelect,
        error_messages=fields.FROM_LIST,
    )


class HowToWorkForm(forms.Form):
    """What somebody says of themselves."""

    pace = _said(
        _("What do you want first?"),
        Pace,
        {"detail": _("All the detail, even if it takes longer"), "speed": _("A quick first go")},
    )
    nerve = _said(
        _("When something isn't certain, you…"),
        Nerve,
        {"careful": _("rather check once more"), "bold": _("rather try it out")},
    )
    showing = _said(
        _("What do you understand best?"),
        Showing,
        {"examples": _("Examples and sketches"), "words": _("A clear text")},
    )
    text = forms.CharField(
        label=_("What else helps?"),
        help_text=_("When to call, when to write, what drives you up the wall."),
        widget=forms.Textarea,
        required=False,
    )
    skills = forms.CharField(
        label=_("What are you good at?"),
        help_text=_("With commas between. Colleagues find you by these words."),
        required=False,
        max_length=MOST_SKILLS * (SKILL_LIMIT + 2),
    )

    text_limit = HOW_LIMIT

    @property
    def chosen(self) -> dict[str, Any]:
        """As the service takes it."""
        given = self.cleaned_data
        return {
            "pace": Pace(given["pace"]) if given["pace"] else None,
            "nerve": Nerve(given["nerve"]) if given["nerve"] else None,
            "showing": Showing(given["showing"]) if given["showing"] else None,
            "text": given["text"],
            "skills": [one for one in given["skills"].split(",") if one.strip()],
        }


class PlaceInCompanyForm(forms.Form):
    """What somebody does here, and where."""

    title = fields.line(_("Job title"), required=False)
    department = fields.choice(_("Department"))

    def __init__(self, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, auto_id="place-%s", **more)
        offer(self, "department", [(str(one.pk), one.name) for one in queries.departments()])
