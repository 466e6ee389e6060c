"""Files that are looked through, and what was found in them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Case, Count, Q, QuerySet, Sum, When

from tandem.accounts.rules import Actor
from tandem.core import clock
from tandem.core.errors import NotAllowed, NotFound
from tandem.core.words import say
from tandem.plans.queries import currency
from tandem.systems.queries import entries_in_use
from tandem.systems.rules import DataClass
from tandem.tools import permissions, rules
from tandem.tools.models import FileLook, Find, Sighting, Tool
from tandem.tools.queries.tools import DepartmentName, department_names
from tandem.tools.rules import Known, LookKind, LookState, Purpose, Sign, ToolState


@dataclass(frozen=True, slots=True)
class LookRow:
    """A file as the page shows it: how far it is, what came of it. It has no name."""

    id: int
    kind: LookKind
    state: LookState
    headings: tuple[str, ...]
    columns: dict[str, int]
    turned: bool
    why: str
    done: int
    size: int
    rows: int
    unread: int
    found: int
    made_at: datetime
    ended_at: datetime | None

    @property
    def url(self) -> str:
        return f"/tools/found/files/{self.id}/"


@dataclass(frozen=True, slots=True)
class FindRow:
    """Something that may be a tool, and what is paid for it: without payments no month is."""

    id: int
    name: str
    domain: str
    sign: Sign
    purpose: Purpose
    months: int
    lines: int
    amount: Decimal
    currency: str
    departments: tuple[DepartmentName, ...]
    data_classes: tuple[DataClass, ...]


@dataclass(frozen=True, slots=True)
class Paid:
    """What is paid for something in a month, on the average, and by whom most of it."""

    per_month: int
    department: int | None


@dataclass(frozen=True, slots=True)
class PaidMonth:
    """What was paid for a tool in a month, or that it was seen then."""

    month: date
    amount: Decimal
    currency: str
    department: DepartmentName | None
    kind: LookKind
    """The kind of file that says so; only some tell of money."""


def may_look(actor: Actor) -> None:
    """Raise NotAllowed for whoever doesn't look through files."""
    if not permissions.can_look_through_files(actor):
        raise NotAllowed(say("People of IT look through files for tools."))


def looks(actor: Actor) -> list[LookRow]:
    """The last twenty files, newest first."""
    may_look(actor)
    return [_look(one) for one in FileLook.objects.order_by("-pk")[:20]]


def look_of(actor: Actor, look_id: int) -> LookRow:
    """One file, or NotFound."""
    may_look(actor)
    found = FileLook.objects.filter(pk=look_id).first()
    if found is None:
        raise NotFound
    return _look(found)


def _look(one: FileLook) -> LookRow:
    return LookRow(
        id=one.pk,
        kind=LookKind(one.kind),
        state=LookState(one.state),
        headings=tuple(one.headings),
        columns=dict(one.columns),
        turned=one.turned,
        why=one.why,
        done=one.done,
        size=one.size,
        rows=one.rows,
        unread=one.unread,
        found=one.found,
        made_at=one.made_at,
        ended_at=one.ended_at,
    )


def looks_waiting() -> QuerySet[FileLook]:
    """Files that wait for a worker, the oldest first."""
    free = Q(leased_until=None) | Q(leased_until__lte=clock.now())
    return FileLook.objects.filter(free, state=LookState.WAITING.value).order_by("made_at", "pk")


def digests_spoken_of(digests: Collection[str]) -> set[str]:
    """Those of these files that are still to be looked through."""
    held = [LookState.ASKING.value, LookState.WAITING.value]
    found = FileLook.objects.filter(digest__in=digests, state__in=held)
    return set(found.values_list("digest", flat=True))


def known_names() -> dict[str, Known]:
    """What this workspace knows by a name or an address: the catalogue, and our tools before it."""
    found: dict[str, Known] = {}
    for entry in entries_in_use():
        for name in (entry.name, *entry.aliases):
            found[name.casefold()] = Known(None, entry.name)
    tools = Tool.objects.exclude(state=ToolState.RETIRED.value).order_by("-pk")
    for pk, *names in tools.values_list("pk", "name", "vendor", "domain"):
        for name in (names[0], rules.plain_vendor(names[1]) if names[1] else "", names[2]):
            if name:
                found[name.casefold()] = Known(pk, names[0])
    return found


def departments_by_name() -> dict[str, int]:
    """{name in small letters: id}."""
    return {name.casefold(): pk for pk, name in department_names().items()}


def refused_keys() -> frozenset[str]:
    """What was said to be no tool."""
    refused = Find.objects.exclude(refused_at=None)
    return frozenset(refused.values_list("key", flat=True))


FINDS_SHOWN = 500
_ORDER = {sign.value: place for place, sign in enumerate(Sign)}
_SUREST = Case(*(When(sign=sign, then=place) for sign, place in _ORDER.items()), default=99)


def open_finds(actor: Actor) -> list[FindRow]:
    """What nobody has said anything about yet: the surest sign first, then what costs most. Of more
    than are shown those with the surest signs, and of the same sign those found first.
    """
    may_look(actor)
    still = Find.objects.filter(tool=None, refused_at=None)
    finds = list(still.order_by(_SUREST, "pk")[:FINDS_SHOWN])
    known = department_names() if finds else {}
    sums: dict[int, list[tuple[date, int | None, str, Decimal, int]]] = {}
    found = _payments().filter(find__in=finds).order_by("pk")
    columns = ("find_id", "month", "department_id", "currency_code", "amount", "lines")
    for pk, *rest in found.values_list(*columns):
        sums.setdefault(pk, []).append(tuple(rest))
    shown = [_find(one, sums.get(one.pk, []), known) for one in finds]
    return sorted(shown, key=lambda one: (_ORDER[one.sign.value], -one.amount, one.name))


def _payments() -> QuerySet[Sighting]:
    return Sighting.objects.filter(look__kind__in=rules.PAYMENT_KINDS)


def _find(
    one: Find, sums: list[tuple[date, int | None, str, Decimal, int]], known: dict[int, str]
) -> FindRow:
    places = dict.fromkeys(place for _, place, *_ in sums if place in known)
    return FindRow(
        id=one.pk,
        name=one.name,
        domain=one.domain,
        sign=Sign(one.sign),
        purpose=Purpose(one.purpose),
        months=len({month for month, *_ in sums}),
        lines=sum(lines for *_, lines in sums),
        amount=sum((amount for *_, amount, _ in sums), Decimal(0)),
        currency=sums[0][2] if sums else "",
        departments=tuple(DepartmentName(pk, known[pk]) for pk in places if pk),
        data_classes=tuple(DataClass(code) for code in one.data_classes),
    )


def paid_for(find_ids: Iterable[int]) -> dict[int, Paid]:
    """What is paid for finds in a month, in the company's currency, and which department pays most
    of it.
    """
    found = _payments().filter(find__in=list(find_ids), currency_code=currency())
    totals = {
        row["find"]: row["total"] / max(1, row["months"])
        for row in found.values("find").annotate(
            total=Sum("amount"), months=Count("month", distinct=True)
        )
    }
    most: dict[int, int] = {}
    by_place = found.exclude(department=None).values("find", "department")
    for row in by_place.annotate(total=Sum("amount")).order_by("-total", "department"):
        most.setdefault(row["find"], row["department"])
    return {pk: Paid(max(0, round(total)), most.get(pk)) for pk, total in totals.items()}


def paid_months(tool_id: int) -> list[PaidMonth]:
    """What files say was paid for a tool, or where it was seen; the newest month first."""
    found = Sighting.objects.filter(find__tool=tool_id)
    known = department_names()
    places = ("month", "currency_code", "department", "look__kind")
    rows = found.values(*places).annotate(total=Sum("amount"))
    return [
        PaidMonth(
            row["month"],
            row["total"],
            row["currency_code"],
            DepartmentName(row["department"], known[row["department"]])
            if row["department"] in known
            else None,
            LookKind(row["look__kind"]),
        )
        for row in rows.order_by("-month", "department", "currency_code", "look__kind")[:36]
    ]
