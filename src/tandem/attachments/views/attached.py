"""What is attached to something: all of it, one of it large, and the form to add more."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.activity.permissions import standing_on
from tandem.activity.queries import SubjectSeen, subject_visible_to
from tandem.activity.registry import label_of
from tandem.attachments import permissions, queries, services
from tandem.attachments.forms import AddForm, DescribeForm, FileForm, PinForm, StepForm
from tandem.attachments.registry import place_named
from tandem.attachments.requests import receive, send_file
from tandem.core.errors import BadInput, NotFound
from tandem.core.forms import carry_out, offer
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.core.words import say
from tandem.talk.forms import CommentForm

if TYPE_CHECKING:
    from django.http import QueryDict

INVALID = 422


@require_http_methods(["GET", "POST"])
def attached(request: ActorRequest, subject_id: int) -> HttpResponse:
    """What it could look like: all pictures and links of a subject, and the form to add one."""
    place = _place(request, subject_id)
    form = AddForm(request.POST, request.FILES) if request.method == "POST" else AddForm()
    if request.method == "POST" and form.is_valid():
        made = carry_out(form, lambda: _add(request, place, form))
        if made:
            return see_other(request, f"/attached/{subject_id}/#attachment-{made}")
    context = {
        "place": place,
        "place_label": label_of(place.kind),
        "rows": queries.newest_of(queries.attached_to(subject_id)),
        "form": form,
        "may": permissions.why_not_attach(request.actor, place.kind) is None,
        "me": request.actor.me,
    }
    status = INVALID if form.errors else 200
    return show(request, "attachments/attached.html", context, status=status)


def _place(request: ActorRequest, subject_id: int) -> SubjectSeen:
    place = subject_visible_to(request.actor, subject_id)
    if place_named(place.kind) is None:
        raise NotFound
    return place


def _add(request: ActorRequest, place: SubjectSeen, form: AddForm) -> int:
    given = form.cleaned_data
    if given["address"]:
        made = services.add_link(
            actor=request.actor,
            subject_id=place.id,
            address=given["address"],
            title=given["title"],
            form_key=given["form_key"] or None,
        )
    else:
        made = services.add_file(
            actor=request.actor,
            subject_id=place.id,
            file=receive(request.actor, place.id, given["file"].chunks()),
            about=form.about,
            form_key=given["form_key"] or None,
        )
    return int(made.pk)


@require_http_methods(["GET", "POST"])
def attachment(request: ActorRequest, attachment_id: int) -> HttpResponse:
    """One picture large, a PDF file page by page, a link; with its pins, beside another version
    where the address names one, and with its words to change.
    """
    row = queries.one_attachment(request.actor, attachment_id)
    form = _describing(row, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        changed = carry_out(
            form,
            lambda: services.change_attachment(
                actor=request.actor, attachment_id=attachment_id, **form.cleaned_data
            ),
        )
        if changed:
            return see_other(request, row.url)
    context = around(request, row) | {"form": form}
    status = INVALID if form.errors else 200
    return show(request, "attachments/attachment.html", context, status=status)


@require_http_methods(["GET", "POST"])
def pins(request: ActorRequest, attachment_id: int) -> HttpResponse:
    """Say something about one place on a picture; the page is the picture's own."""
    row = queries.one_attachment(request.actor, attachment_id)
    form = PinForm(request.POST if request.method == "POST" else None)
    context = around(request, row)
    offer_pages(form, context["pages"])
    if request.method == "POST" and form.is_valid():
        placed = carry_out(
            form,
            lambda: services.place_pin(
                actor=request.actor,
                attachment_id=attachment_id,
                page=form.cleaned_data["page"],
                x=form.cleaned_data["x"] / 100,
                y=form.cleaned_data["y"] / 100,
                text=form.cleaned_data["text"],
                form_key=form.cleaned_data["form_key"] or None,
            ),
        )
        if placed:
            return see_other(request, f"{row.url}?pin={placed.pk}#pin-{placed.pk}")
    context |= {"form": _describing(row), "pin_form": form}
    status = INVALID if form.errors else 200
    return show(request, "attachments/attachment.html", context, status=status)


def _describing(row: queries.AttachmentRow, sent: "QueryDict | None" = None) -> DescribeForm:
    return DescribeForm(sent, initial={"title": row.title, "description": row.description})


def offer_pages(form: PinForm, pages: list[queries.PageRow]) -> None:
    """The pages that a pin can stand on."""
    words = [(page.number, say("Page {n}", n=page.number)) for page in pages]
    offer(form, "page", words or [(1, say("Page {n}", n=1))])


def around(request: ActorRequest, row: queries.AttachmentRow) -> dict[str, Any]:
    """What the page of an attachment shows whatever happens on it."""
    place = subject_visible_to(request.actor, row.place_id)
    standing = standing_on(request.actor, place.root_id)
    there, versions = row.removed_at is None, queries.versions_of(row)
    beside = _beside(request, row, versions) if there else None
    shown = [one.id for one in (row, beside) if one] if there and row.is_file else []
    pages, placed = queries.pages_of(shown), queries.pins_on(shown)
    form = PinForm()
    offer_pages(form, pages.get(row.id, []))
    direct = permissions.why_not_attach(request.actor, place.kind) is None
    return {
        "row": row,
        "place": place,
        "place_label": label_of(place.kind),
        "versions": versions,
        "beside": beside,
        "pages": pages.get(row.id, []),
        "pins": placed.get(row.id, []),
        "pages_beside": pages.get(beside.id, []) if beside else [],
        "pins_beside": placed.get(beside.id, []) if beside else [],
        "opened": _number(request.GET.get("pin")),
        "pin_form": form,
        "talk_form": CommentForm(),
        "may_pin": there and row.is_file and permissions.can_pin(request.actor),
        "settles": permissions.can_settle(request.actor, standing, placed_by=0),
        "may_speak": permissions.can_pin(request.actor),
        "me": request.actor.me,
        "may_add_version": direct and there and row.is_file and versions[-1].id == row.id,
        "may_describe": there
        and permissions.can_describe(request.actor, standing, added_by=row.by.id),
        "may_remove": there
        and permissions.can_remove(request.actor, standing, added_by=row.by.id, lane=row.lane),
    }


def _beside(
    request: ActorRequest, row: queries.AttachmentRow, versions: list[queries.AttachmentRow]
) -> queries.AttachmentRow | None:
    """The other version that the address names."""
    asked = _number(request.GET.get("beside"))
    return next((one for one in versions if one.id == asked and one.id != row.id), None)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 19 else None


@require_http_methods(["GET", "POST"])
def new_version(request: ActorRequest, attachment_id: int) -> HttpResponse:
    """Bring a newer version of a picture or a file."""
    row = queries.one_attachment(request.actor, attachment_id)
    place = subject_visible_to(request.actor, row.place_id)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if request.method == "POST" and form.is_valid():
        made = carry_out(form, lambda: _add_version(request, place, row.id, form))
        if made:
            return see_other(request, f"/attachments/{made}/")
    context = {
        "row": row,
        "place": place,
        "place_label": label_of(place.kind),
        "form": form,
        "may": permissions.why_not_attach(request.actor, place.kind) is None,
    }
    status = INVALID if form.errors else 200
    return show(request, "attachments/new_version.html", context, status=status)


def _add_version(request: ActorRequest, place: SubjectSeen, before: int, form: FileForm) -> int:
    made = services.add_file(
        actor=request.actor,
        subject_id=place.id,
        file=receive(request.actor, place.id, form.cleaned_data["file"].chunks()),
        about=form.about,
        version_of=before,
        form_key=form.cleaned_data["form_key"] or None,
    )
    return int(made.pk)


@require_POST
def move_attachment(request: ActorRequest, attachment_id: int) -> HttpResponse:
    """Put it one place further to the front or to the end."""
    form = StepForm(request.POST)
    if not form.is_valid():
        raise BadInput(say("Choose a place before or after."), field="step")
    services.move_attachment(
        actor=request.actor, attachment_id=attachment_id, step=form.cleaned_data["step"]
    )
    row = queries.one_attachment(request.actor, attachment_id)
    return see_other(request, f"/attached/{row.place_id}/#attachment-{attachment_id}")


@require_POST
def remove_attachment(request: ActorRequest, attachment_id: int) -> HttpResponse:
    """Remove it."""
    services.remove_attachment(actor=request.actor, attachment_id=attachment_id)
    row = queries.one_attachment(request.actor, attachment_id)
    messages.success(request, _("Removed. The history keeps that it was there."))
    return see_other(request, f"/attached/{row.place_id}/")


@require_GET
def attached_file(request: ActorRequest, attachment_id: int, digest: str) -> HttpResponseBase:
    """The bytes. An address names one content for ever, so it is kept by the browser for a year."""
    return send_file(queries.file_to_send(request.actor, attachment_id, digest))
