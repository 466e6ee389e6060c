"""Work that fits a filter, over all homes or of one."""

from collections.abc import Callable
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.module_loading import import_string

from tandem.accounts.queries import people_called, present_day
from tandem.accounts.rules import Actor
from tandem.activity.permissions import visible_to
from tandem.core.errors import RuleBroken
from tandem.core.pagination import Page, page_of
from tandem.core.words import say
from tandem.work.models import Assignment, SkillAsked, WorkItem
from tandem.work.queries.rows import COLUMNS, WorkRow, rows_by_id, rows_of
from tandem.work.registry import reader_of
from tandem.work.rules import OPEN_STATES, Term, WorkFilter, WorkOrder, day_meant

EXPORTED_AT_MOST = 5_000
RECENT = 2_000
"""Of so many of the newest pieces of work a page of the newest that fit is tried first."""
_COMMON = frozenset({"side", "state", "kind", "due", "estimate"})
_OPEN = [state.value for state in OPEN_STATES]

ORDERS = {
    WorkOrder.NEWEST: ("-subject_id",),
    WorkOrder.DUE: ("due_on", "subject_id"),
    WorkOrder.LONGEST: ("state_since", "subject_id"),
    WorkOrder.BACKLOG: ("home_id", "rank", "subject_id"),
}
"""By which columns each order sorts; the last one is unique."""


def work_fitting(
    actor: Actor,
    asked: WorkFilter,
    *,
    home_id: int | None = None,
    order: WorkOrder = WorkOrder.NEWEST,
) -> QuerySet[WorkItem]:
    """Everything visible that fits, in no order yet; by due day only what has one."""
    found = WorkItem.objects.all()
    if home_id is not None:
        found = found.filter(home_id=home_id)
    if order is WorkOrder.DUE:
        found = found.filter(due_on__isnull=False)
    for term in asked.terms:
        condition = _condition(term, actor)
        found = found.exclude(condition) if term.negated else found.filter(condition)
    for word in asked.words:
        found = found.filter(subject__title__icontains=word.replace("\0", ""))
    return found.filter(visible_to(actor, "subject__"))


def page_of_work(
    actor: Actor,
    asked: WorkFilter,
    *,
    home_id: int | None = None,
    order: WorkOrder = WorkOrder.NEWEST,
    after: str | None = None,
    size: int,
) -> Page[WorkRow]:
    """A page of what fits, in its order. Raises BadInput for a cursor that is none."""
    columns = ORDERS[order]
    fitting = work_fitting(actor, asked, home_id=home_id, order=order)
    places = fitting.values(*(column.lstrip("-") for column in columns))
    found = None
    if order is WorkOrder.NEWEST and after is None and home_id is None and _is_common(asked):
        newest = WorkItem.objects.order_by("-pk").values("pk")[:RECENT]
        found = page_of(places.filter(pk__in=newest), order=columns, after=None, size=size)
    if found is None or found.following is None:
        found = page_of(places, order=columns, after=after, size=size)
    return Page(rows_by_id([place["subject_id"] for place in found.rows]), found.following)


def _is_common(asked: WorkFilter) -> bool:
    """Whether much fits: the newest work then fills a page, and all the rest isn't looked at."""
    return not asked.words and all(term.key in _COMMON for term in asked.terms)


def exported_work(
    actor: Actor, asked: WorkFilter, *, home_id: int | None, order: WorkOrder
) -> list[WorkRow]:
    """All that fits, in its order, for a file. Raises RuleBroken where that is too much for one."""
    fitting = work_fitting(actor, asked, home_id=home_id, order=order).order_by(*ORDERS[order])
    found = list(fitting.values_list(*COLUMNS)[: EXPORTED_AT_MOST + 1])
    if len(found) > EXPORTED_AT_MOST:
        raise RuleBroken(say("More than {most} fit. Choose filters first.", most=EXPORTED_AT_MOST))
    return rows_of(found)


def _condition(term: Term, actor: Actor) -> Q:
    if term.key in _CONDITIONS:
        return _CONDITIONS[term.key](term, actor)
    found: Q = import_string(reader_of(term.key))(term, actor)
    return found


def _side(term: Term, _actor: Actor) -> Q:
    return Q(lane__in=["" if one == "both" else one for one in term.values])


def _state(term: Term, _actor: Actor) -> Q:
    return Q(state__in=sorted(state.value for state in term.states))


def _kind(term: Term, _actor: Actor) -> Q:
    return Q(kind__in=term.values)


def _blocked(term: Term, _actor: Actor) -> Q:
    return Q(blocked__in=[one == "yes" for one in term.values])


def _accepted(term: Term, _actor: Actor) -> Q:
    found = Q()
    for one in term.values:
        found |= Q(accepted_at__isnull=one == "no")
    return found


def _assignee(term: Term, actor: Actor) -> Q:
    held = Assignment.objects.filter(ends_at=None)
    found = Q()
    for one in term.values:
        if one == "nobody":
            found |= ~Q(Exists(held.filter(item_id=OuterRef("pk"))))
        else:
            people = [actor.me] if one == "me" else people_called(one.replace("\0", ""))
            # The database begins with what these people do, not with all work there is.
            found |= Q(pk__in=held.filter(person_id__in=people).values("item_id"))
    return found


def _skill(term: Term, _actor: Actor) -> Q:
    found = Q()
    for one in term.values:
        found |= Q(name__iexact=one.replace("\0", ""))
    return Q(Exists(SkillAsked.objects.filter(found, item_id=OuterRef("pk"))))


def _home(term: Term, _actor: Actor) -> Q:
    found = Q()
    for one in term.values:
        numbered = one.isdecimal() and len(one) < 19
        found |= (
            Q(home_id=int(one)) if numbered else Q(home__title__icontains=one.replace("\0", ""))
        )
    return found


def _measured(column: str) -> Callable[[Term, Actor], Q]:
    def condition(term: Term, _actor: Actor) -> Q:
        found = Q()
        for one in term.values:
            found |= _of_day(column, term.sign, one)
        return found

    return condition


def _of_day(column: str, sign: str, value: str) -> Q:
    today = present_day()
    if value == "none":
        return Q(**{f"{column}__isnull": True})
    if value == "late":
        return Q(**{f"{column}__lt": today}, state__in=_OPEN)
    ends = {"<": "__lt", ">": "__gt"}.get(sign, "")
    return Q(**{f"{column}{ends}": day_meant(value, today)})


def _estimate(term: Term, _actor: Actor) -> Q:
    found = Q()
    for one in term.values:
        if one == "none":
            found |= Q(days__isnull=True)
        else:
            ends = {"<": "__lt", ">": "__gt"}.get(term.sign, "")
            found |= Q(**{f"days{ends}": Decimal(one)})
    return found


_CONDITIONS: dict[str, Callable[[Term, Actor], Q]] = {
    "side": _side,
    "state": _state,
    "kind": _kind,
    "blocked": _blocked,
    "accepted": _accepted,
    "assignee": _assignee,
    "skill": _skill,
    "in": _home,
    "due": _measured("due_on"),
    "starts": _measured("starts_on"),
    "estimate": _estimate,
}
