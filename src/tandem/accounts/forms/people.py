"""What a person fills in about people, the workspace and tokens. Services check it again."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.accounts import queries
from tandem.accounts.forms import fields
from tandem.accounts.rules import ANSWER_DAYS_AT_MOST, Lane, Scope, WorkspaceRole
from tandem.accounts.services import TOKEN_NAME_LIMIT
from tandem.core.forms import offer


def _roles() -> list[tuple[str, str]]:
    return [(role.value, role.label) for role in WorkspaceRole]


class SignInForm(forms.Form):
    email = fields.address(_("E-mail"), "username")
    password = fields.password(_("Password"), "current-password")


class DemonstrationForm(forms.Form):
    """Whom a visitor of the demonstration wants to look around as."""

    person = forms.IntegerField(min_value=1, max_value=fields.LARGEST_ID)


def _until() -> forms.DateField:
    return fields.day(
        _("Works here until"), required=False, help_text=_("For partners. Empty: until you say so.")
    )


class SetUpForm(forms.Form):
    """The company and its first administrator."""

    company = fields.line(_("Company"))
    name = fields.line(_("Your name"), widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = fields.address(_("Your e-mail"), "username")
    lane = forms.TypedChoiceField(
        label=_("You belong to"),
        choices=[*((one.value, one.label) for one in Lane), ("", _("neither"))],
        coerce=Lane,
        empty_value=None,
        required=False,
        initial="",
        widget=forms.RadioSelect,
        help_text=_("Who is of a side answers for it; it can be changed under People."),
    )
    password = fields.password(_("Choose a password"), "new-password")


class PasswordForm(forms.Form):
    """A password by a link; who comes in for the first time says what they are called, too."""

    name = fields.line(
        _("Your name"), required=False, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = fields.password(_("Choose a password"), "new-password")


class PersonForm(forms.Form):
    """Somebody new."""

    name = fields.line(_("Name"))
    email = fields.address(_("E-mail"))
    title = fields.line(_("Job title"), required=False)
    department = fields.choice(_("Department"))
    role = fields.choice(_("Role"), initial=WorkspaceRole.MEMBER.value)
    until = _until()

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        offer(self, "role", _roles())
        offer(
            self,
            "department",
            [(str(department.pk), department.name) for department in queries.departments()],
        )


class SidesForm(forms.Form):
    """The sides a person belongs to: none, one, or both."""

    lanes = forms.MultipleChoiceField(
        label=_("Sides"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose Marketing, IT, or both.")},
    )

    def __init__(self, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, auto_id="sides-%s", **more)
        offer(self, "lanes", [(lane.value, lane.label) for lane in Lane])

    @property
    def chosen(self) -> list[Lane]:
        return [Lane(lane) for lane in self.cleaned_data["lanes"]]


class RoleForm(forms.Form):
    role = fields.choice(_("Role"))
    until = _until()

    def __init__(self, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, auto_id="role-%s", **more)
        offer(self, "role", _roles())


class WorkspaceForm(fields.PlaceForm):
    """What holds for the whole company."""

    name = fields.line(_("Company name"))
    sponsor = fields.choice(
        _("Sponsor"),
        help_text=_(
            "Decides what both sides bring, where an initiative has no sponsor of its own."
        ),
    )
    time_zone = fields.choice(_("Time zone"))
    opens_at = forms.TimeField(label=_("Working day begins"), widget=fields.Clock)
    closes_at = forms.TimeField(
        label=_("Working day ends"),
        widget=fields.Clock,
        help_text=_("Due dates count these hours only, Monday to Friday."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        choices: dict[str, Iterable[tuple[str, object]]] = {
            "sponsor": [(str(pk), name) for pk, name in queries.active_people()],
            "time_zone": [(zone, zone.replace("_", " ")) for zone in queries.time_zones()],
        }
        for name, known in choices.items():
            offer(self, name, known)


class DepartmentForm(forms.Form):
    name = fields.line(_("Name"))
    lane = fields.choice(
        _("Side"),
        required=False,
        help_text=_("Whoever joins the department belongs to its side."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id="department-%s")
        offer(
            self,
            "lane",
            [
                ("", _("none (legal, finance, management…)")),
                *((lane.value, lane.label) for lane in Lane),
            ],
        )

    @property
    def chosen_lane(self) -> Lane | None:
        lane = self.cleaned_data["lane"]
        return Lane(lane) if lane else None


class AbsenceForm(forms.Form):
    """From which day until which somebody is away."""

    starts_on = fields.day(_("First day away"))
    ends_on = fields.day(_("Last day away"))

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id="absence-%s")


class DeputyForm(forms.Form):
    """Who takes over while somebody is away."""

    deputy = fields.choice(_("Deputy"), required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, auto_id="deputy-%s", **more)
        fields.offer_people(self.fields["deputy"], queries.active_people(), _("nobody yet"))

    @property
    def chosen(self) -> int | None:
        return fields.chosen_person(self.cleaned_data["deputy"])


class SideForm(forms.Form):
    """Who is on duty for a side, and how fast it answers."""

    person = fields.choice(
        _("On duty"),
        required=False,
        help_text=_("Answers what is addressed to the whole side, and is asked when nobody does."),
    )
    days = forms.TypedChoiceField(
        label=_("Questions are answered within"),
        coerce=int,
        error_messages=fields.FROM_LIST,
        help_text=_("Working days. Dates given before stay as they are."),
    )

    def __init__(self, lane: Lane, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, auto_id=f"side-{lane.value}-%s", **more)
        people = [(person.id, person.name) for person in queries.active_people_of(lane)]
        fields.offer_people(self.fields["person"], people, _("nobody in particular"))
        days = range(1, ANSWER_DAYS_AT_MOST + 1)
        offer(self, "days", [(str(day), str(day)) for day in days])

    @property
    def chosen(self) -> int | None:
        return fields.chosen_person(self.cleaned_data["person"])


class DepartmentPeopleForm(forms.Form):
    """Whom to turn to about a department."""

    head = fields.choice(_("Head"), required=False)
    liaison = fields.choice(_("Liaison in IT"), required=False)

    def __init__(
        self,
        department: "queries.DepartmentPeople",
        people: Iterable[tuple[int, str]],
        of_it: Iterable[tuple[int, str]],
        data: Mapping[str, Any] | None = None,
    ) -> None:
        standing = {
            "head": department.head.id if department.head else "",
            "liaison": department.liaison.id if department.liaison else "",
        }
        super().__init__(data, auto_id=f"department-{department.id}-%s", initial=standing)
        fields.offer_people(self.fields["head"], people, _("nobody yet"))
        if department.lane is Lane.MARKETING:
            fields.offer_people(self.fields["liaison"], of_it, _("nobody yet"))
        else:
            del self.fields["liaison"]


class TokenForm(forms.Form):
    """A key for a program."""

    name = fields.line(
        _("What is it for?"), TOKEN_NAME_LIMIT, help_text=_("The program's name, for instance.")
    )
    scope = fields.choice(_("What may it do?"), widget=forms.RadioSelect, initial=Scope.READ.value)
    days = forms.TypedChoiceField(
        label=_("Ends after"),
        coerce=int,
        choices=[("30", _("30 days")), ("90", _("90 days")), ("365", _("a year"))],
        initial="90",
        error_messages=fields.FROM_LIST,
    )

    def __init__(self, scopes: Iterable[Scope], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        offer(self, "scope", [(scope.value, scope.label) for scope in scopes])


class ProgramLimitsForm(forms.Form):
    """How often programs may ask."""

    reads = forms.IntegerField(
        label=_("Reads a minute"),
        help_text=_("For each token, and for each person's browser that calls the API."),
    )
    writes = forms.IntegerField(
        label=_("Changes a minute"), help_text=_("Everything that a program adds or changes.")
    )
