"""People from a list: looked at first, then taken in, in one step."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.accounts.queries import mail_is_on
from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import PASSWORD_LINK_LASTS, Lane
from tandem.core.errors import NotAllowed
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.core.words import Sentence, say
from tandem.formats.csv_table import write_csv
from tandem.formats.pasted_rows import numbered_cells_of
from tandem.upkeep import permissions, queries, services
from tandem.upkeep.forms import PeopleListForm, departments_chosen, places_chosen
from tandem.upkeep.rules.columns import Column, Table, recognised, table_of, why_not_placed
from tandem.upkeep.rules.columns import why_not_read as why_not
from tandem.upkeep.rules.listing import (
    Row,
    RowStanding,
    Taken,
    departments_to_make,
    judged,
    rows_of,
)

INVALID = 422


@dataclass(frozen=True, slots=True)
class Looked:
    """A list as it was understood. `missing`: what has to be said of its columns first."""

    table: Table
    places: Mapping[Column, int]
    rows: list[Row]
    departments: dict[str, tuple[bool, Lane | None]]
    missing: Sentence | None

    def count(self, standing: str) -> int:
        """How many rows are of a standing."""
        return sum(row.standing == standing for row in self.rows)

    @property
    def seen(self) -> str:
        """Names what the page shows: taken in is what was looked at."""
        return sha256(repr((self.rows, self.departments)).encode()).hexdigest()

    def column_of(self, place: int) -> str:
        """What a column is, for its choice."""
        return next((one.value for one, at in self.places.items() if at == place), "")


@require_http_methods(["GET", "POST"])
def people_list(request: ActorRequest) -> HttpResponse:
    """Show what each row would do; take them in once the person says so."""
    if not permissions.can_take_people_in(request.actor):
        raise NotAllowed(say("Only an administrator takes people in."))
    if request.method != "POST":
        return _page(request, PeopleListForm(by_mail=mail_is_on()), None)
    form = PeopleListForm(request.POST, request.FILES, by_mail=mail_is_on())
    looked = _look(request, form) if form.is_valid() else None
    if looked and request.POST.get("step") == "take" and (refused := _why_not(form, looked)):
        form.add_error(None, refused)
    elif looked and request.POST.get("step") == "take":
        if request.POST.get("seen") != looked.seen:
            form.add_error(None, _("Please look once more: this is what it would do now."))
        elif (taken := carry_out(form, lambda: _take(request, form, looked))) is not None:
            return _taken(request, form, taken)
    return _page(request, form, looked)


def _look(request: ActorRequest, form: PeopleListForm) -> Looked | None:
    table = table_of(numbered_cells_of(form.cleaned_data["text"]))
    if reason := why_not(table):
        form.add_error("text", reason)
        return None
    # A file that was chosen anew has columns of its own.
    told = None if request.FILES else places_chosen(request.POST, table)
    places = recognised(table) if told is None else told
    missing = why_not_placed(places)
    if missing:
        return Looked(table, places, [], {}, missing)
    mail = places[Column.MAIL]
    known = queries.known_about([row[mail].lower() for _, row in table.rows if mail < len(row)])
    rows = rows_of(table, places, known)
    offered = departments_to_make(rows, known.departments.keys())
    chosen = departments_chosen(request.POST, offered)
    there = dict(known.departments) | {
        name.casefold(): lane for name, (make, lane) in chosen.items() if make
    }
    return Looked(table, places, judged(rows, there, by_token=False), chosen, None)


def _why_not(form: PeopleListForm, looked: Looked) -> Sentence | None:
    if looked.missing:
        return looked.missing
    if looked.count(RowStanding.REFUSED) and not form.cleaned_data["leave_out"]:
        return say("Change the rows that can’t be taken, or tick that they are left out.")
    if not looked.count(RowStanding.NEW):
        return say("There is nobody new in this list.")
    return None


def _take(request: ActorRequest, form: PeopleListForm, looked: Looked) -> list[Taken]:
    people = [row.person for row in looked.rows if row.standing is RowStanding.NEW]
    wanted = {one.department.casefold() for one in people}
    return services.take_people_in(
        actor=request.actor,
        people=people,
        departments={
            name: lane
            for name, (make, lane) in looked.departments.items()
            if make and name.casefold() in wanted
        },
        by_mail=form.way == "mail",
    )


def _taken(request: ActorRequest, form: PeopleListForm, taken: list[Taken]) -> HttpResponse:
    """Their links, shown this once: in no address, cookie or cache."""
    if form.way == "mail":
        said = _("{n} people are here now. Each is mailed an invitation.")
        messages.success(request, said.format(n=len(taken)))
        return see_other(request, resolve_url("people"))
    rows = [
        (one.name, one.email, request.build_absolute_uri(resolve_url("set_up", one.secret)))
        for one in taken
    ]
    if form.way == "file":
        content = write_csv((_("Name"), _("E-mail"), _("Link")), rows)
        response = HttpResponse(content, content_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = 'attachment; filename="links.csv"'
    else:
        context = {"rows": rows, "days": PASSWORD_LINK_LASTS.days}
        response = show(request, "upkeep/people_taken.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _text(form: PeopleListForm) -> str:
    """What was typed, or stood in the file: it comes back whatever is wrong with it."""
    if not form.is_bound:
        return ""
    return str(form.cleaned_data.get("text") or form.data.get("text", ""))


def _page(request: ActorRequest, form: PeopleListForm, looked: Looked | None) -> HttpResponse:
    context = {
        "form": form,
        "text": _text(form),
        "looked": looked,
        "columns": list(Column),
        "lanes": list(Lane),
        "server": f"{settings.TANDEM_URL}/",
    }
    status = INVALID if form.errors else 200
    return show(request, "upkeep/people_list.html", context, status=status)
