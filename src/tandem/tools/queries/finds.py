"""Files that are looked through, and what was found in them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Case, Q, QuerySet, When
from django.utils.crypto import salted_hmac

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


def standing_look(digest: str) -> FileLook | None:
    """The look through this content that isn't stopped and hasn't failed."""
    states = [one.value for one in rules.STANDING]
    return FileLook.objects.filter(digest=digest, state__in=states).first()


def digests_spoken_of(digests: Collection[str]) -> set[str]:
    """Those of these files that are still to be looked through."""
    held = [LookState.ASKING.value, LookState.WAITING.value]
    found = FileLook.objects.filter(digest__in=digests, state__in=held)
    return set(found.values_list("digest", flat=True))


def digests_looked(digests: Collection[str]) -> set[str]:
    """Those of these files that were ever sent to be looked through."""
    found = FileLook.objects.filter(digest__in=digests)
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


@lru_cache(maxsize=20_000)
def key_once_refused(key: str) -> str:
    """What stays of the key of something that is no tool: it can be known again, and not read."""
    return salted_hmac("tandem.tools.refused", key, algorithm="sha256").hexdigest()


def refused_keys() -> frozenset[str]:
    """What was said to be no tool, as `key_once_refused` gives it."""
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
    sums: dict[int, list[_Sum]] = {}
    for one in _largest(_payments().filter(find__in=finds)):
        sums.setdefault(one.find, []).append(one)
    shown = [_find(one, sums.get(one.pk, []), known) for one in finds]
    return sorted(shown, key=lambda one: (_ORDER[one.sign.value], -one.amount, one.name))


def _payments() -> QuerySet[Sighting]:
    return Sighting.objects.filter(look__kind__in=rules.PAYMENT_KINDS)


class _Sum(NamedTuple):
    find: int
    month: date
    department: int | None
    currency: str
    amount: Decimal
    lines: int
    kind: str


def _largest(sightings: QuerySet[Sighting]) -> list[_Sum]:
    """Of what files say of the same find, month, department and currency the largest: a file from
    January to June says once more what one from January to March said.
    """
    found: dict[tuple[object, ...], _Sum] = {}
    columns = ("find_id", "month", "department_id", "currency_code", "amount", "lines")
    for row in sightings.order_by("pk").values_list(*columns, "look__kind"):
        one = _Sum(*row)
        place = (*one[:4], one.kind in rules.PAYMENT_KINDS or one.kind)
        before = found.setdefault(place, one)
        if one.amount > before.amount:
            found[place] = one
    return list(found.values())


def _find(one: Find, sums: list[_Sum], known: dict[int, str]) -> FindRow:
    places = dict.fromkeys(each.department for each in sums if each.department in known)
    return FindRow(
        id=one.pk,
        name=one.name,
        domain=one.domain,
        sign=Sign(one.sign),
        purpose=Purpose(one.purpose),
        months=len({each.month for each in sums}),
        lines=sum(each.lines for each in sums),
        amount=sum((each.amount for each in sums), Decimal(0)),
        currency=sums[0].currency if sums else "",
        departments=tuple(DepartmentName(pk, known[pk]) for pk in places if pk),
        data_classes=tuple(DataClass(code) for code in one.data_classes),
    )


def paid_for(find_ids: Iterable[int]) -> dict[int, Paid]:
    """What is paid for finds in a month, in the company's currency, and which department pays most
    of it.
    """
    totals: dict[int, Decimal] = {}
    months: dict[int, set[date]] = {}
    places: dict[int, dict[int, Decimal]] = {}
    paid = _payments().filter(find__in=list(find_ids), currency_code=currency())
    for one in _largest(paid):
        totals[one.find] = totals.get(one.find, Decimal(0)) + one.amount
        months.setdefault(one.find, set()).add(one.month)
        if one.department:
            of = places.setdefault(one.find, {})
            of[one.department] = of.get(one.department, Decimal(0)) + one.amount
    return {
        pk: Paid(max(0, round(total / len(months[pk]))), _most(places.get(pk, {})))
        for pk, total in totals.items()
    }


def _most(by_place: dict[int, Decimal]) -> int | None:
    return min(by_place, key=lambda pk: (-by_place[pk], pk), default=None)


def paid_months(tool_id: int) -> list[PaidMonth]:
    """What files say was paid for a tool, or where it was seen; the newest month first."""
    known = department_names()
    sums: dict[tuple[date, int | None, str, str], Decimal] = {}
    for one in _largest(Sighting.objects.filter(find__tool=tool_id)):
        place = (one.month, one.department, one.currency, one.kind)
        sums[place] = sums.get(place, Decimal(0)) + one.amount
    found = sorted(sums, key=lambda one: (-one[0].toordinal(), one[1] or 0, *one[2:]))
    return [
        PaidMonth(
            month,
            sums[month, place, code, kind],
            code,
            DepartmentName(place, known[place]) if place in known else None,
            LookKind(kind),
        )
        for month, place, code, kind in found[:36]
    ]
