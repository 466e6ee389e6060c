"""Who is away and who takes over; whom a side or a department turns to."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tandem.accounts import permissions, queries, services
from tandem.accounts.forms import AbsenceForm, DepartmentPeopleForm, DeputyForm, SideForm
from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Lane
from tandem.accounts.views.people import person_page
from tandem.core.errors import NotAllowed, NotFound
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.core.words import say

INVALID = 422


@require_http_methods(["GET", "POST"])
def name_deputy(request: ActorRequest, person_id: int) -> HttpResponse:
    """Say who takes over for somebody."""
    _arranging(request, person_id)
    if request.method != "POST":
        return redirect("person", person_id)
    form = DeputyForm(request.POST)
    if form.is_valid() and carry_out(form, lambda: _name_deputy(request, person_id, form.chosen)):
        messages.success(request, _("Saved."))
        return see_other(request, f"{resolve_url('person', person_id)}#away")
    return person_page(request, person_id, deputy_form=form)


def _name_deputy(request: ActorRequest, person_id: int, deputy_id: int | None) -> bool:
    services.name_deputy(actor=request.actor, person_id=person_id, deputy_id=deputy_id)
    return True


@require_http_methods(["GET", "POST"])
def add_absence(request: ActorRequest, person_id: int) -> HttpResponse:
    """Write down that somebody is away."""
    _arranging(request, person_id)
    if request.method != "POST":
        return redirect("person", person_id)
    form = AbsenceForm(request.POST)
    if form.is_valid():
        added = carry_out(
            form,
            lambda: services.add_absence(
                actor=request.actor,
                person_id=person_id,
                starts_on=form.cleaned_data["starts_on"],
                ends_on=form.cleaned_data["ends_on"],
            ),
        )
        if added:
            messages.success(request, _("Saved. What waits then waits for the deputy."))
            return see_other(request, f"{resolve_url('person', person_id)}#away")
    return person_page(request, person_id, absence_form=form)


@require_http_methods(["GET", "POST"])
def end_absence(request: ActorRequest, person_id: int, absence_id: int) -> HttpResponse:
    """Somebody is back, or stays after all."""
    _arranging(request, person_id)
    if request.method == "POST":
        services.end_absence(actor=request.actor, person_id=person_id, absence_id=absence_id)
        messages.success(request, _("Saved."))
        return see_other(request, f"{resolve_url('person', person_id)}#away")
    return redirect("person", person_id)


@require_GET
def sides(request: ActorRequest) -> HttpResponse:
    """Who is on duty, who heads what, how fast questions are answered."""
    _administrators_only(request)
    return _sides_page(request)


@require_http_methods(["GET", "POST"])
def change_side(request: ActorRequest, lane: str) -> HttpResponse:
    """Say who is on duty for a side, and in how many working days it answers."""
    _administrators_only(request)
    if lane not in set(Lane):
        raise NotFound
    if request.method != "POST":
        return redirect("sides")
    side = Lane(lane)
    form = SideForm(side, request.POST)
    if form.is_valid() and carry_out(form, lambda: _change_side(request, side, form)):
        messages.success(request, _("Saved."))
        return see_other(request, resolve_url("sides"))
    return _sides_page(request, side_form=(side, form))


def _change_side(request: ActorRequest, lane: Lane, form: SideForm) -> bool:
    services.name_duty_person(actor=request.actor, lane=lane, person_id=form.chosen)
    services.change_answer_time(actor=request.actor, lane=lane, days=form.cleaned_data["days"])
    return True


@require_http_methods(["GET", "POST"])
def change_department(request: ActorRequest, department_id: int) -> HttpResponse:
    """Name a department's head, and for Marketing's its liaison in IT."""
    _administrators_only(request)
    department = next((d for d in queries.department_people() if d.id == department_id), None)
    if department is None:
        raise NotFound
    if request.method != "POST":
        return redirect("sides")
    form = DepartmentPeopleForm(department, *_people(), request.POST)
    if form.is_valid() and carry_out(form, lambda: _change_department(request, department, form)):
        messages.success(request, _("Saved."))
        return see_other(request, f"{resolve_url('sides')}#department-{department_id}")
    return _sides_page(request, department_form=(department_id, form))


def _change_department(
    request: ActorRequest, department: queries.DepartmentPeople, form: DepartmentPeopleForm
) -> bool:
    given = form.cleaned_data
    head = int(given["head"]) if given["head"] else None
    services.name_head(actor=request.actor, department_id=department.id, person_id=head)
    if "liaison" in given:
        liaison = int(given["liaison"]) if given["liaison"] else None
        services.name_liaison(actor=request.actor, department_id=department.id, person_id=liaison)
    return True


def _people() -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    of_it = [(person.id, person.name) for person in queries.active_people_of(Lane.IT)]
    return queries.active_people(), of_it


def _arranging(request: ActorRequest, person_id: int) -> None:
    if not permissions.can_arrange_absence(request.actor, person_id):
        raise NotAllowed(say("People arrange this themselves, or an administrator does."))


def _administrators_only(request: ActorRequest) -> None:
    if not permissions.can_change_workspace(request.actor):
        raise NotAllowed(say("Only an administrator changes the settings."))


def _sides_page(
    request: ActorRequest,
    *,
    side_form: tuple[Lane, SideForm] | None = None,
    department_form: tuple[int, DepartmentPeopleForm] | None = None,
) -> HttpResponse:
    typed_sides = dict([side_form] if side_form else [])
    typed_departments = dict([department_form] if department_form else [])
    people = _people()
    context = {
        "sides": [
            (side, typed_sides.get(side.lane) or SideForm(side.lane, initial=_standing(side)))
            for side in queries.sides()
        ],
        "departments": [
            (one, typed_departments.get(one.id) or DepartmentPeopleForm(one, *people))
            for one in queries.department_people()
        ],
    }
    status = INVALID if side_form or department_form else 200
    return show(request, "accounts/sides.html", context, status=status)


def _standing(side: queries.Side) -> dict[str, object]:
    return {"person": side.standing.id if side.standing else "", "days": side.answer_days}
