"""The API: who may ask, how it says no, and the document that describes it (OpenAPI 3.1).

Its addresses stand in each context's `api`. They call the same services and queries as the pages.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from ninja import Swagger
from ninja.errors import AuthenticationError
from ninja.operation import Operation

from tandem.accounts import api as accounts
from tandem.activity import api as activity
from tandem.assessment import api as assessment
from tandem.attachments import api as attachments
from tandem.briefs import api as briefs
from tandem.capacity import api as capacity
from tandem.config.api import batch
from tandem.config.api.conditions import READABLE, SECRET, with_conditions
from tandem.config.api.document import TandemApi
from tandem.config.api.door import AUTH, OPERATIONS
from tandem.core.api_pages import PageOf
from tandem.core.api_problems import answer_problem, speak_problems
from tandem.core.api_shapes import SHOWN_ONCE
from tandem.core.errors import Refused
from tandem.goals import api as goals
from tandem.imports import api as imports
from tandem.initiatives import api as initiatives
from tandem.intake import api as intake
from tandem.lists import api as lists
from tandem.own_fields import api as own_fields
from tandem.patterns import api as patterns
from tandem.plans import api as plans
from tandem.projects import api as projects
from tandem.revisions import api as revisions
from tandem.rights import api as rights
from tandem.risk import api as risk
from tandem.roadmap import api as roadmap
from tandem.routine import api as routine
from tandem.scenarios import api as scenarios
from tandem.small_changes import api as small_changes
from tandem.spending import api as spending
from tandem.stages import api as stages
from tandem.systems import api as systems
from tandem.talk import api as talk
from tandem.timesheets import api as timesheets
from tandem.tools import api as tools
from tandem.trace import api as trace
from tandem.upkeep import api as upkeep
from tandem.work import api as work
from tandem.year import api as year

_View = TypeVar("_View", bound=Callable[..., HttpResponseBase])


def _is_a_list(operation: Operation) -> bool:
    """Whether it answers with a page of a list, whose ETag says nothing of one thing."""
    fields = getattr(operation.response_models.get(200), "model_fields", {})
    shape = fields["response"].annotation if fields else None
    return isinstance(shape, type) and issubclass(shape, PageOf)


def _for_people_inside(view: _View) -> _View:
    """Show the documentation to whoever may use the API; send a browser to sign in first."""

    @require_safe
    @wraps(view, updated=())
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            if any(way(request) for way in AUTH):
                return view(request, *args, **kwargs)
        except Refused as refused:
            return answer_problem(request, refused)
        if request.path.endswith(api.docs_url or ""):
            return redirect_to_login(request.get_full_path())
        return api.on_exception(request, AuthenticationError())

    return cast("_View", wrapper)


api = TandemApi(
    title="Tandem",
    version="1",
    description=(
        "Everything that people do on Tandem's pages, for programs. A token never may more than "
        "its person. Lists come in pages; every refusal is a problem that says what to do."
    ),
    urls_namespace="api",
    auth=AUTH,
    docs=Swagger(
        {
            "deepLinking": True,
            "tryItOutEnabled": True,
            "persistAuthorization": False,
            # Groups, each opened when it is wanted: hundreds of operations at once take seconds.
            "docExpansion": "none",
            "filter": True,
        }
    ),
    docs_decorator=_for_people_inside,
    openapi_extra={
        "info": {"license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}},
    },
)
speak_problems(api)
api.add_decorator(with_conditions, mode="view")
for router in (
    *accounts.routers,
    activity.router,
    *systems.routers,
    year.router,
    goals.router,
    *initiatives.routers,
    *assessment.routers,
    *risk.routers,
    rights.router,
    *stages.routers,
    projects.router,
    *work.routers,
    *timesheets.routers,
    trace.router,
    *plans.routers,
    spending.router,
    *tools.routers,
    capacity.router,
    revisions.router,
    *scenarios.routers,
    roadmap.router,
    *patterns.routers,
    *routine.routers,
    small_changes.router,
    own_fields.router,
    intake.router,
    lists.router,
    *imports.routers,
    upkeep.router,
    upkeep.closing,
    *briefs.routers,
    *talk.routers,
    *attachments.routers,
    batch.router,
):
    for path, view in router.path_operations.items():
        for operation in view.operations:
            for method in operation.methods:
                OPERATIONS[method, path] = f"api:{operation.operation_id}"
            if "GET" in operation.methods and not _is_a_list(operation):
                READABLE.add(path)
            if (operation.openapi_extra or {}).get(SHOWN_ONCE):
                SECRET.add(operation.operation_id or "")
    api.add_router("", router)
