"""What a person fills in about people, the workspace and tokens. Services check it again."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.accounts import queries
from tandem.accounts.rules import ANSWER_DAYS_AT_MOST, Lane, Scope, WorkspaceRole
from tandem.accounts.services import NAME_LIMIT, TOKEN_NAME_LIMIT
from tandem.core.forms import offer

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

# Longer ones only cost time to hash; a sentence of a page is no password.
PASSWORD_LIMIT = 1000
LARGEST_ID = 2**62

_FROM_LIST = {
    "required": _("Choose one from the list."),
    "invalid_choice": _("Choose one from the list."),
}


class _Clock(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


def _line(label: "_StrOrPromise", limit: int = NAME_LIMIT, **more: Any) -> forms.CharField:
    missing = {"required": _("Please write something here.")}
    return forms.CharField(label=label, max_length=limit, error_messages=missing, **more)


def _address(label: "_StrOrPromise", purpose: str = "off") -> forms.EmailField:
    return forms.EmailField(
        label=label,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": purpose}),
        error_messages={
            "required": _("Please write the e-mail address."),
            "invalid": _("This isn't an e-mail address: it looks like alice@example.org."),
        },
    )


def _password(label: "_StrOrPromise", purpose: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        strip=False,
        max_length=PASSWORD_LIMIT,
        widget=forms.PasswordInput(attrs={"autocomplete": purpose}),
        error_messages={"required": _("Please write the password.")},
    )


def _choice(
    label: "_StrOrPromise", choices: Iterable[tuple[object, object]] = (), **more: Any
) -> Any:
    return forms.ChoiceField(label=label, choices=choices, error_messages=_FROM_LIST, **more)


def _roles() -> list[tuple[str, str]]:
    return [(role.value, role.label) for role in WorkspaceRole]


class SignInForm(forms.Form):
    email = _address(_("E-mail"), "username")
    password = _password(_("Password"), "current-password")


class DemonstrationForm(forms.Form):
    """Whom a visitor of the demonstration wants to look around as."""

    person = forms.IntegerField(min_value=1, max_value=LARGEST_ID)


class SetUpForm(forms.Form):
    """The company and its first administrator."""

    company = _line(_("Company"))
    name = _line(_("Your name"), widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = _address(_("Your e-mail"), "username")
    password = _password(_("Choose a password"), "new-password")


class PasswordForm(forms.Form):
    password = _password(_("Choose a password"), "new-password")


class PersonForm(forms.Form):
    """Somebody new."""

    name = _line(_("Name"))
    email = _address(_("E-mail"))
    title = _line(_("Job title"), required=False)
    department = _choice(_("Department"))
    role = _choice(_("Role"), initial=WorkspaceRole.MEMBER.value)

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
    role = _choice(_("Role"))

    def __init__(self, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, auto_id="role-%s", **more)
        offer(self, "role", _roles())


class WorkspaceForm(forms.Form):
    """What holds for the whole company."""

    name = _line(_("Company name"))
    sponsor = _choice(
        _("Sponsor"),
        help_text=_(
            "Decides what both sides bring, where an initiative has no sponsor of its own."
        ),
    )
    time_zone = _choice(_("Time zone"))
    country = _choice(_("Public holidays of"), required=False)
    region = forms.CharField(label=_("Region"), required=False, widget=forms.Select)
    opens_at = forms.TimeField(label=_("Working day begins"), widget=_Clock)
    closes_at = forms.TimeField(
        label=_("Working day ends"),
        widget=_Clock,
        help_text=_("Due dates count these hours only, Monday to Friday."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        choices: dict[str, Iterable[tuple[str, object]]] = {
            "sponsor": [(str(pk), name) for pk, name in queries.active_people()],
            "time_zone": [(zone, zone.replace("_", " ")) for zone in queries.time_zones()],
            "country": [("", _("no country")), *queries.countries()],
        }
        for name, known in choices.items():
            offer(self, name, known)
        country = (data or self.initial).get("country") or ""
        self.regions = [("", _("the whole country")), *queries.regions(country)]

    def clean_region(self) -> str:
        """Without scripts the list of regions is that of the country chosen before: a region of
        another country is none.
        """
        region = str(self.cleaned_data["region"])
        return region if region in dict(self.regions) else ""

    @property
    def chosen_country(self) -> str:
        """As the service takes it: "DE", "DE-BE" or ""."""
        parts = [self.cleaned_data["country"], self.cleaned_data["region"]]
        return "-".join(part for part in parts if part) if parts[0] else ""


class DepartmentForm(forms.Form):
    name = _line(_("Name"))
    lane = _choice(
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


class _Day(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def _day(label: "_StrOrPromise") -> forms.DateField:
    missing = {
        "required": _("Please choose a day."),
        "invalid": _("Write a day like 2027-05-06."),
    }
    return forms.DateField(label=label, widget=_Day, error_messages=missing)


class AbsenceForm(forms.Form):
    """From which day until which somebody is away."""

    starts_on = _day(_("First day away"))
    ends_on = _day(_("Last day away"))

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id="absence-%s")


def _somebody(field: Any, people: Iterable[tuple[int, str]], nobody: "_StrOrPromise") -> None:
    field.choices = [("", nobody), *((str(pk), name) for pk, name in people)]


def _chosen(value: str) -> int | None:
    return int(value) if value else None


class DeputyForm(forms.Form):
    """Who takes over while somebody is away."""

    deputy = _choice(_("Deputy"), required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, auto_id="deputy-%s", **more)
        _somebody(self.fields["deputy"], queries.active_people(), _("nobody yet"))

    @property
    def chosen(self) -> int | None:
        return _chosen(self.cleaned_data["deputy"])


class SideForm(forms.Form):
    """Who is on duty for a side, and how fast it answers."""

    person = _choice(
        _("On duty"),
        required=False,
        help_text=_("Answers what is addressed to the whole side, and is asked when nobody does."),
    )
    days = forms.TypedChoiceField(
        label=_("Questions are answered within"),
        coerce=int,
        error_messages=_FROM_LIST,
        help_text=_("Working days. Dates given before stay as they are."),
    )

    def __init__(self, lane: Lane, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, auto_id=f"side-{lane.value}-%s", **more)
        people = [(person.id, person.name) for person in queries.active_people_of(lane)]
        _somebody(self.fields["person"], people, _("nobody in particular"))
        days = range(1, ANSWER_DAYS_AT_MOST + 1)
        offer(self, "days", [(str(day), str(day)) for day in days])

    @property
    def chosen(self) -> int | None:
        return _chosen(self.cleaned_data["person"])


class DepartmentPeopleForm(forms.Form):
    """Whom to turn to about a department."""

    head = _choice(_("Head"), required=False)
    liaison = _choice(_("Liaison in IT"), required=False)

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
        _somebody(self.fields["head"], people, _("nobody yet"))
        if department.lane is Lane.MARKETING:
            _somebody(self.fields["liaison"], of_it, _("nobody yet"))
        else:
            del self.fields["liaison"]


class TokenForm(forms.Form):
    """A key for a program."""

    name = _line(
        _("What is it for?"), TOKEN_NAME_LIMIT, help_text=_("The program's name, for instance.")
    )
    scope = _choice(_("What may it do?"), widget=forms.RadioSelect, initial=Scope.READ.value)
    days = forms.TypedChoiceField(
        label=_("Ends after"),
        coerce=int,
        choices=[("30", _("30 days")), ("90", _("90 days")), ("365", _("a year"))],
        initial="90",
        error_messages=_FROM_LIST,
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        offer(self, "scope", [(scope.value, scope.label) for scope in Scope])
