"""Reading tools."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Q, QuerySet

from tandem.accounts.queries import departments, person_by_id
from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import eyes_of, in_sight, visible_to
from tandem.activity.queries import open_turns_on, people_on
from tandem.core.errors import NotFound
from tandem.core.prepared import number, prepared
from tandem.core.words import say
from tandem.systems.queries import rows_of
from tandem.systems.registry import Use
from tandem.systems.rules import DataClass
from tandem.tools import events, permissions, rules
from tandem.tools.models import Answered, Tool
from tandem.tools.rules import AnswerKind, DataRisk, Declared, PaidEvery, Purpose, ToolState


class ToolsShown(StrEnum):
    """Which tools a list shows."""

    IN_USE = ""
    WAITING = "waiting"
    FOUND = "found"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class DepartmentName:
    """A department, as tools name it."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class SystemName:
    """The entry of the catalogue that a tool has become."""

    id: int
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class ToolRow:
    """A tool as lists show it. Nobody who uses or pays for it is named."""

    id: int
    name: str
    address: str
    vendor: str
    purpose: Purpose
    department: DepartmentName | None
    data_classes: tuple[DataClass, ...]
    risk: DataRisk
    cost: int | None
    every: PaidEvery
    renews_on: date | None
    state: ToolState
    promised_at: datetime | None

    @property
    def url(self) -> str:
        return f"/tools/{self.id}/"

    @property
    def per_month(self) -> int | None:
        """What it costs in a month."""
        year = rules.per_year(self.cost, self.every)
        return None if year is None else round(year / 12)


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """What IT said of it, and when."""

    kind: AnswerKind
    words: str
    replaced_by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ToolWhole:
    """A tool as its own page shows it."""

    row: ToolRow
    declared: Declared
    version: int
    declared_at: datetime | None
    found_at: datetime | None
    answers: tuple[AnswerRow, ...]
    """The newest first."""
    system: SystemName | None
    waits_until: datetime | None
    """By when IT answers, while it is waited for; the date moves only with an incident."""
    renewal_until: datetime | None
    """By when somebody says whether it is kept, while that is asked."""
    alike: tuple[tuple[rules.Alike, tuple[ToolRow, ...]], ...]
    """Other tools in use with which it may be a double."""


def tools_visible_to(actor: Actor) -> QuerySet[Tool]:
    """What every list of tools starts from. Tools are open to whoever may sign in."""
    return Tool.objects.filter(visible_to(actor, "subject__"))


@prepared
def _visible_tool() -> QuerySet[Tool, Tool]:
    return Tool.objects.filter(in_sight("subject__"), subject_id=number("tool"))


def tool_visible_to(actor: Actor, tool_id: int) -> Tool:
    """The tool, or NotFound."""
    found = _visible_tool.first(tool=tool_id, **eyes_of(actor))
    if found is None:
        raise NotFound
    return found


def tool_names(actor: Actor) -> dict[int, str]:
    """{id: name} of tools in use, by name, at most 1000: to choose one of them."""
    found = tools_visible_to(actor).exclude(state=ToolState.RETIRED.value)
    return dict(found.order_by("name", "pk").values_list("pk", "name")[:1000])


def listed(
    actor: Actor,
    *,
    words: str = "",
    shown: ToolsShown = ToolsShown.IN_USE,
    department: int | None = None,
) -> QuerySet[Tool]:
    """Tools in which every one of the words stands somewhere: in name, vendor or address."""
    retired = Q(state=ToolState.RETIRED.value)
    found = tools_visible_to(actor).filter(retired if shown is ToolsShown.RETIRED else ~retired)
    if shown is ToolsShown.WAITING:
        found = found.filter(state=ToolState.DECLARED.value)
    if shown is ToolsShown.FOUND:
        found = found.filter(state=ToolState.FOUND.value)
    if department is not None:
        found = found.filter(department_id=department)
    if "\0" in words:
        return found.none()  # no text holds one, and PostgreSQL refuses to look
    for word in words.casefold().split()[:8]:
        found = found.filter(found_by__contains=word)
    return found.order_by("name", "pk")


def department_names() -> dict[int, str]:
    """Every department by its id, by name."""
    return dict(departments().values_list("pk", "name"))


def rows(tools: Iterable[Tool]) -> list[ToolRow]:
    """Turn tools into list rows, with the names of their departments in one query."""
    found = list(tools)
    known = department_names() if found else {}
    return [_row(one, known) for one in found]


def _row(tool: Tool, known: Mapping[int, str]) -> ToolRow:
    data = tuple(DataClass(code) for code in tool.data_classes)
    place = tool.department_id
    return ToolRow(
        id=tool.pk,
        name=tool.name,
        address=tool.address,
        vendor=tool.vendor,
        purpose=Purpose(tool.purpose),
        department=DepartmentName(place, known[place]) if place else None,
        data_classes=data,
        risk=rules.risk_of(data),
        cost=tool.cost,
        every=PaidEvery(tool.every),
        renews_on=tool.renews_on,
        state=ToolState(tool.state),
        promised_at=tool.promised_at,
    )


def declared_of(tool: Tool) -> Declared:
    """What people filled in."""
    return Declared(
        name=tool.name,
        what_for=tool.what_for,
        department=tool.department_id,
        address=tool.address,
        vendor=tool.vendor,
        purpose=Purpose(tool.purpose),
        missed_by=tool.missed_by,
        data_classes=tuple(DataClass(code) for code in tool.data_classes),
        cost=tool.cost,
        every=PaidEvery(tool.every),
        renews_on=tool.renews_on,
    )


def whole(actor: Actor, tool_id: int) -> ToolWhole:
    """Everything the tool's page shows."""
    tool = tool_visible_to(actor, tool_id)
    waiting = {turn.kind: turn.due_at for turn in open_turns_on([tool_id])}
    entry = rows_of([tool.system_id]).get(tool.system_id) if tool.system_id else None
    answers = Answered.objects.filter(tool=tool).order_by("-pk")
    others = [tool, *_others_like(actor, tool)]
    return ToolWhole(
        row=rows([tool])[0],
        declared=declared_of(tool),
        version=tool.version,
        declared_at=tool.declared_at,
        found_at=tool.found_at,
        answers=tuple(
            AnswerRow(AnswerKind(one.kind), one.words, one.replaced_by, one.at) for one in answers
        ),
        system=SystemName(entry.id, entry.name, entry.url) if entry else None,
        waits_until=waiting.get(events.ANSWER),
        renewal_until=waiting.get(events.RENEWAL),
        alike=_alike(tool, others),
    )


def _others_like(actor: Actor, tool: Tool) -> list[Tool]:
    """Other tools in use that might share address, vendor or purpose with it."""
    maybe = ~Q(vendor="") | Q(purpose=tool.purpose) | (Q(domain=tool.domain) & ~Q(domain=""))
    found = listed(actor).filter(maybe).exclude(pk=tool.pk)
    return list(found[:200])


def _alike(tool: Tool, tools: list[Tool]) -> tuple[tuple[rules.Alike, tuple[ToolRow, ...]], ...]:
    if tool.state == ToolState.RETIRED.value:
        return ()
    by_id = {row.id: row for row in rows(tools)}
    groups = [group for group in rules.doubles_among(counted(tools)) if tool.pk in group.tools]
    return tuple(
        (group.alike, tuple(by_id[pk] for pk in group.tools if pk != tool.pk)) for group in groups
    )


def counted(tools: Iterable[Tool]) -> list[rules.Counted]:
    """What figures need of tools."""
    return [
        rules.Counted(
            id=one.pk,
            name=one.name,
            vendor=one.vendor,
            domain=one.domain,
            purpose=Purpose(one.purpose),
            department=one.department_id,
            risk=rules.risk_of(tuple(DataClass(code) for code in one.data_classes)),
            cost=one.cost,
            every=PaidEvery(one.every),
            renews_on=one.renews_on,
            state=ToolState(one.state),
        )
        for one in tools
    ]


def tool_with_form_key(form_key: str) -> Tool | None:
    """The tool that a form has already declared, if it has."""
    return Tool.objects.filter(form_key=form_key).first()


def same_in_department(name: str, department: int | None, *, but: int | None = None) -> Tool | None:
    """The tool in use of this name, whatever its case, that a department has declared."""
    found = Tool.objects.filter(found_by__startswith=f"{name.casefold()}\n", department=department)
    over = [ToolState.RETIRED.value, ToolState.FOUND.value]
    return found.exclude(state__in=over).exclude(pk=but).first()


def found_like(declared: Declared) -> Tool | None:
    """The tool that was found, and nobody has declared, at this address or by this name."""
    domain = rules.domain_of(declared.address)
    same = Q(found_by__startswith=f"{declared.name.casefold()}\n")
    if domain:
        same |= Q(domain=domain)
    return Tool.objects.filter(same, state=ToolState.FOUND.value).order_by("pk").first()


def declared_by(tool_id: int) -> list[int]:
    """Who declared it, and so hears what becomes of it."""
    return [one.name.id for one in people_on([tool_id])[tool_id]]


def may_keep(actor: Actor, tool: Tool) -> bool:
    """Whether somebody may change what is said of a tool."""
    if permissions.can_answer_tool(actor):
        return True
    return permissions.can_keep_tool(
        actor,
        declared_it=actor.me in declared_by(tool.pk),
        of_department=tool.department_id is not None and tool.department_id == department_of(actor),
    )


def sides_of(tool_ids: Iterable[int]) -> dict[int, Lane]:
    """The side of each tool's department; IT where it has none."""
    found = Tool.objects.filter(pk__in=list(tool_ids)).values_list("pk", "department__lane")
    return {pk: Lane(lane) if lane else Lane.IT for pk, lane in found}


def department_of(actor: Actor) -> int | None:
    """The department somebody works in."""
    return person_by_id(actor.me).department_id if actor.person_id else None


def uses_of_system(actor: Actor, system_id: int) -> list[Use]:
    """The tools that an entry of the catalogue stands for."""
    found = tools_visible_to(actor).filter(system_id=system_id).order_by("name", "pk")
    return [Use(one.name, f"/tools/{one.pk}/", say("was declared as a tool")) for one in found]
