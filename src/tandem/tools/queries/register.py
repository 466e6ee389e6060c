"""The register in figures: tools, never people."""

from dataclasses import dataclass
from datetime import date

from tandem.accounts.queries import present_day
from tandem.accounts.rules import Actor
from tandem.core import clock
from tandem.tools import rules
from tandem.tools.models import Tool
from tandem.tools.queries.tools import (
    DepartmentName,
    ToolRow,
    counted,
    department_names,
    listed,
    rows,
    tools_visible_to,
)
from tandem.tools.rules import Alike, Spend, ToolState


@dataclass(frozen=True, slots=True)
class DepartmentSpend:
    """What the tools of a department come to; None: nobody has said whose they are."""

    department: DepartmentName | None
    tools: int
    per_month: int
    per_year: int
    unsaid: int
    about_persons: int


@dataclass(frozen=True, slots=True)
class AlikeTools:
    """Tools of which one might do."""

    alike: Alike
    tools: tuple[ToolRow, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """All tools in use, in figures."""

    tools: int
    waiting: int
    undeclared: int
    """Found, and not declared yet."""
    known: int
    """Tools that became known within a year,"""
    declared_first: int
    """and how many of them were declared before they were found."""
    health: float | None
    """The share; nothing where there are too few to say."""
    per_month: int
    per_year: int
    about_persons: int
    departments: tuple[DepartmentSpend, ...]
    doubles: tuple[AlikeTools, ...]
    renewals: tuple[ToolRow, ...]
    """What is paid again within sixty days, the next first."""


def register_of(actor: Actor) -> Register:
    """The figures over all tools in use that the actor may see."""
    tools = list(listed(actor))
    found = counted(tools)
    by_id = {row.id: row for row in rows(tools)}
    spends = _by_department(rules.spend_by_department(found))
    today = present_day()
    soon = [one for one in found if one.renews_on and rules.renewal_due(one.renews_on, today)]
    days = tools_visible_to(actor).values_list("declared_at", "found_at")
    health = rules.health_of(days, clock.now())
    return Register(
        tools=len(found),
        waiting=sum(one.state is ToolState.DECLARED for one in found),
        undeclared=sum(one.state is ToolState.FOUND for one in found),
        known=health.known,
        declared_first=health.declared_first,
        health=health.share,
        per_month=round(sum(one.per_year for one in spends) / 12),
        per_year=sum(one.per_year for one in spends),
        about_persons=sum(one.about_persons for one in spends),
        departments=spends,
        doubles=tuple(
            AlikeTools(group.alike, tuple(by_id[pk] for pk in group.tools))
            for group in rules.doubles_among(found)
        ),
        renewals=tuple(
            by_id[one.id] for one in sorted(soon, key=lambda one: (one.renews_on or today, one.id))
        ),
    )


def _by_department(spends: dict[int | None, Spend]) -> tuple[DepartmentSpend, ...]:
    """What costs most first; what belongs to nobody last."""
    known = department_names()
    found = [
        DepartmentSpend(
            department=DepartmentName(pk, known[pk]) if pk in known else None,
            tools=spend.tools,
            per_month=spend.per_month,
            per_year=spend.per_year,
            unsaid=spend.unsaid,
            about_persons=spend.about_persons,
        )
        for pk, spend in spends.items()
    ]
    return tuple(
        sorted(
            found,
            key=lambda one: (
                one.department is None,
                -one.per_year,
                one.department.name if one.department else "",
            ),
        )
    )


def renewals_to_ask(today: date) -> dict[int, date]:
    """{tool in use: by when somebody says whether it is paid again}, of what comes soon.

    What is retired isn't asked about; what is to be replaced is: who forgets pays for a year.
    """
    in_use = Tool.objects.exclude(state=ToolState.RETIRED.value)
    found = in_use.exclude(renews_on=None).order_by("renews_on", "pk")
    asked = {
        pk: rules.renewal_due(day, today)
        for pk, day in found.values_list("pk", "renews_on")
        if day is not None
    }
    return {pk: due for pk, due in asked.items() if due is not None}
