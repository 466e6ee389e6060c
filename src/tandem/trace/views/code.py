"""Linking code to a piece of work by hand."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.activity.permissions import standing_on
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.trace import permissions, services
from tandem.trace.forms import CodeForm
from tandem.work.queries import whole_item

INVALID = 422


@require_http_methods(["GET", "POST"])
def link_code(request: ActorRequest, work_id: int) -> HttpResponse:
    """The form on a page of its own: the one on the work's page comes here when it is refused."""
    row = whole_item(request.actor, work_id).row
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        done = carry_out(
            form,
            lambda: services.link_code(actor=request.actor, work_id=work_id, code=form.code),
        )
        if done:
            messages.success(request, _("Linked."))
            return see_other(request, f"{row.url}#code")
    may = permissions.can_link_code(request.actor, standing_on(request.actor, row.home_id), row)
    status = 403 if not may else INVALID if form.errors else 200
    return show(request, "trace/link.html", {"row": row, "form": form, "may": may}, status=status)


@require_POST
def unlink_code(request: ActorRequest, work_id: int, code_id: int) -> HttpResponse:
    """It doesn't belong to that work."""
    services.unlink_code(actor=request.actor, work_id=work_id, code_id=code_id)
    messages.success(request, _("It isn't linked any more."))
    return see_other(request, f"/work/{work_id}/#code")
