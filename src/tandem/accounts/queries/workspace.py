"""Reading the company itself."""

from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet

from tandem.accounts.models import Department, OneTimeLink, Person, Workspace
from tandem.accounts.rules import AskedOf, WorkspaceRole
from tandem.core import clock
from tandem.core.prepared import prepared
from tandem.core.remembered import shelf


def is_empty() -> bool:
    """True while nobody has set the workspace up: then only the one-time link works."""
    return not Workspace.objects.exists()


@prepared
def _workspaces() -> QuerySet[Workspace, Workspace]:
    return Workspace.objects.order_by("pk")[:1]


def is_to_be_set_up() -> bool:
    """Whether somebody was given a link to set an empty workspace up: they want it empty."""
    return is_empty() and OneTimeLink.objects.filter(person=None).exists()


def workspace() -> Workspace | None:
    """The company, or nothing before it has been set up; read once a request."""
    kept = shelf("company")
    if "row" not in kept:
        kept["row"] = _workspaces.first()
    row: Workspace | None = kept["row"]
    return row


def forget_workspace() -> None:
    """Whoever has changed the company says so: what this request has read is old."""
    shelf("company").clear()


def company_zone() -> ZoneInfo:
    """The time zone of where the company is; UTC before there is one."""
    company = workspace()
    return ZoneInfo(company.time_zone if company else "UTC")


def present_day() -> date:
    """The day it is where the company is."""
    return clock.now().astimezone(company_zone()).date()


def second_factor_of() -> AskedOf:
    """Of whom a second factor is asked."""
    company = workspace()
    return AskedOf(company.second_factor_of) if company else AskedOf.NOBODY


def must_have_second_factor(person: Person) -> bool:
    """Whether somebody needs a second factor and has none."""
    has_one = person.second_factor_at is not None
    return not has_one and second_factor_of().concerns(WorkspaceRole(person.role))


def without_second_factor() -> dict[str, int]:
    """{role: how many people who can sign in have no second factor}."""
    people = Person.objects.filter(deactivated_at=None, guest=False, second_factor_at=None)
    counted = people.values("role").annotate(number=Count("pk")).order_by("role")
    return dict(counted.values_list("role", "number"))


def is_demonstration() -> bool:
    """Whether everything in this workspace is made up."""
    company = workspace()
    return company is not None and company.demonstration


def demonstration_left() -> int:
    """How many parts of the demonstration are still to be played; read once a request."""
    kept = shelf("demonstration")
    if "left" not in kept:
        company = workspace()
        kept["left"] = company.demonstration_left if company else 0
    left: int = kept["left"]
    return left


def keep_demonstration_left(company: Workspace | None) -> None:
    """Whoever has read the company spares `demonstration_left` the reading."""
    shelf("demonstration")["left"] = company.demonstration_left if company else 0


def departments() -> QuerySet[Department]:
    """By name; `active` counts the people who are there now."""
    active = Count("people", filter=Q(people__deactivated_at=None))
    return Department.objects.annotate(active=active).order_by("name")
