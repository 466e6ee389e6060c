"""Every address, by context."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path

from tandem.config.api import api
from tandem.core.health import health
from tandem.core.server.streams import not_streamed

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/", health, name="health"),
    path("live/", login_not_required(not_streamed), name="live"),
    path("api/v1/", api.urls),
    path("", include("tandem.accounts.urls")),
    path("", include("tandem.sign_in.urls")),
    path("", include("tandem.activity.urls")),
    path("", include("tandem.pages.urls")),
    path("", include("tandem.systems.urls")),
    path("", include("tandem.year.urls")),
    path("", include("tandem.goals.urls")),
    path("", include("tandem.talk.urls")),
    path("", include("tandem.attachments.urls")),
    path("", include("tandem.initiatives.urls")),
    path("", include("tandem.assessment.urls")),
    path("", include("tandem.risk.urls")),
    path("", include("tandem.rights.urls")),
    path("", include("tandem.projects.urls")),
    path("", include("tandem.work.urls")),
    path("", include("tandem.timesheets.urls")),
    path("", include("tandem.trace.urls")),
    path("", include("tandem.stages.urls")),
    path("", include("tandem.briefs.urls")),
    path("", include("tandem.intake.urls")),
    path("", include("tandem.plans.urls")),
    path("", include("tandem.spending.urls")),
    path("", include("tandem.tools.urls")),
    path("", include("tandem.capacity.urls")),
    path("", include("tandem.revisions.urls")),
    path("", include("tandem.scenarios.urls")),
    path("", include("tandem.roadmap.urls")),
    path("", include("tandem.patterns.urls")),
    path("", include("tandem.routine.urls")),
    path("", include("tandem.small_changes.urls")),
    path("", include("tandem.own_fields.urls")),
    path("", include("tandem.lists.urls")),
    path("", include("tandem.imports.urls")),
    path("", include("tandem.upkeep.urls")),
]

handler400 = "tandem.core.problems.bad_request"
handler403 = "tandem.core.problems.forbidden"
handler404 = "tandem.core.problems.not_found"
handler500 = "tandem.core.problems.our_mistake"
