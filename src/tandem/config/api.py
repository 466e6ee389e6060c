"""The API: who may ask, how it says no, and the document that describes it (OpenAPI 3.1).

Its addresses stand in each context's `api`. They call the same services and queries as the pages.
"""

import re
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, TypeVar, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from ninja import NinjaAPI, Swagger
from ninja.errors import AuthenticationError
from ninja.openapi.schema import OpenAPISchema
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf
from pydantic import BaseModel, Field

from tandem.accounts import api as accounts
from tandem.accounts.queries import actor_by_token, actor_for
from tandem.accounts.rules import Actor, Scope
from tandem.activity import api as activity
from tandem.assessment import api as assessment
from tandem.attachments import api as attachments
from tandem.briefs import api as briefs
from tandem.capacity import api as capacity
from tandem.config.partners_door import closed_to
from tandem.core.api_problems import speak_problems
from tandem.core.api_shapes import ADMINISTRATORS_ONLY, NAMES_ANOTHER
from tandem.core.errors import NotAllowed
from tandem.core.words import say
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
from tandem.roadmap import api as roadmap
from tandem.routine import api as routine
from tandem.scenarios import api as scenarios
from tandem.small_changes import api as small_changes
from tandem.spending import api as spending
from tandem.stages import api as stages
from tandem.systems import api as systems
from tandem.talk import api as talk
from tandem.timesheets import api as timesheets
from tandem.trace import api as trace
from tandem.work import api as work
from tandem.year import api as year

_View = TypeVar("_View", bound=Callable[..., HttpResponseBase])
_ROOT = "api/v1/"
_READING = frozenset({"GET", "HEAD", "OPTIONS"})


class Token(HttpBearer):
    """A token of a person, as `Authorization: Bearer tandem_…`."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The actor of a living token; raises NotAllowed where a reading one would write."""
        actor = actor_by_token(token)
        if actor is not None and actor.scope is Scope.READ and request.method not in _READING:
            raise NotAllowed(
                say("This token only reads. Make one that also writes, under API tokens.")
            )
        return _on(request, actor)


class BrowserSession(APIKeyCookie):
    """A signed-in browser: the documentation page. What writes also sends the CSRF token."""

    param_name = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> Actor | None:
        """The signed-in person, unless the request names a token: then that one has to do."""
        if "Authorization" in request.headers:
            return None
        return self.authenticate(request, None)

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """The actor of the session; raises NotAllowed where another site may have sent this."""
        actor = getattr(request, "actor", None) or actor_for(request.user)
        if actor is not None and check_csrf(request):
            raise NotAllowed(
                say("For your safety, a browser sends its CSRF token as X-CSRFToken to write here.")
            )
        return _on(request, actor)


def _on(request: HttpRequest, actor: Actor | None) -> Actor | None:
    if actor is not None:
        if refused := closed_to(actor, request, _operation(request)):
            raise refused
        request.actor = actor  # type: ignore[attr-defined]
    return actor


_OPERATIONS: dict[tuple[str | None, str], str] = {}
"""What a method asks for at an address: {(method, "/initiatives/{initiative_id}"): name}."""


def _operation(request: HttpRequest) -> str:
    """The name of the operation that is asked for; none for the pages of the documentation."""
    place = request.resolver_match
    path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", place.route) if place else ""
    return _OPERATIONS.get((request.method, f"/{path.removeprefix(_ROOT)}"), "")


class WrongField(BaseModel):
    """A field that can't be taken."""

    field: str = Field(description="Which one.", examples=["lane"])
    message: str = Field(description="Why not.", examples=["Input should be 'marketing' or 'it'"])


class Problem(BaseModel):
    """Why nothing was done (RFC 9457). `detail` is a sentence for people and says what to do."""

    type: str = Field(description="Always `about:blank`.", examples=["about:blank"])
    title: str = Field(description="In three words.", examples=["Not yet"])
    status: int = Field(description="The HTTP status.", examples=[409])
    detail: str = Field(
        description="A sentence for people: what happened, and what to do.",
        examples=["Before Assess, one thing is still missing. First: An owner for IT."],
    )
    request_id: str = Field(
        description="What an operator finds it by in the log.", examples=["6c4f95db14702ddb"]
    )
    field: str | None = Field(None, description="The field that it is about.", examples=["lane"])
    errors: list[WrongField] | None = Field(None, description="Every field that is wrong (422).")
    mine: str | None = Field(None, description="What you sent, when somebody saved meanwhile.")
    theirs: str | None = Field(None, description="What stands there now.")
    version: int | None = Field(None, description="What to begin from next time.")


_PROBLEMS = {
    "400": "The body is not JSON.",
    "401": "No token that works, and nobody signed in.",
    "403": "You may not do this, or the token only reads.",
    "404": "Missing, or not open to you.",
    "409": "Not yet, or somebody saved meanwhile; then with both texts.",
    "413": "The body is larger than this workspace takes.",
    "422": "A field can't be taken as it is.",
    "503": "Busy just now; wait a few seconds.",
}


class TandemApi(NinjaAPI):
    """Ninja's, whose document also says how each operation refuses."""

    def get_openapi_schema(self, **told: Any) -> OpenAPISchema:
        """The OpenAPI document, with the problems of every operation."""
        document = super().get_openapi_schema(**told)
        document["components"]["schemas"]["Problem"] = Problem.model_json_schema(
            ref_template="#/components/schemas/{model}"
        )
        document["components"]["schemas"] |= document["components"]["schemas"]["Problem"].pop(
            "$defs"
        )
        schemas = document["components"]["schemas"]
        for path in document["paths"].values():
            for method, operation in path.items():
                _tidy(operation)
                operation["responses"] |= _problems_of(method, operation, schemas)
        return document


def _tidy(operation: dict[str, Any]) -> None:
    """Say of a parameter what can be said of one: it is left out, never null, and its list of
    examples stands in its schema.
    """
    for parameter in operation["parameters"]:
        parameter.pop("examples", None)
        choices = parameter["schema"].pop("anyOf", [])
        for choice in choices:
            if choice != {"type": "null"}:
                parameter["schema"] |= choice


def _problems_of(method: str, operation: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        status: {"description": _PROBLEMS[status], "content": content}
        for status in sorted(_statuses_of(method, operation, schemas))
    }


def _statuses_of(method: str, operation: dict[str, Any], schemas: dict[str, Any]) -> Iterator[str]:
    places = {parameter["in"] for parameter in operation["parameters"]}
    yield from ("401", "503")
    names_another = operation.pop(NAMES_ANOTHER, False)
    if method != "get":
        yield from ("403", "409")
    elif operation.pop(ADMINISTRATORS_ONLY, False) or names_another:
        yield "403"
    if names_another or "path" in places or _names_in_its_body(operation, schemas):
        yield "404"
    if "requestBody" in operation:
        yield from ("400", "413")
    if "requestBody" in operation or places & {"query", "header"}:
        yield "422"


def _names_in_its_body(operation: dict[str, Any], schemas: dict[str, Any]) -> bool:
    """Whether a thing is named by its id in the body: it may be missing, or closed."""
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    name = body.get("schema", {}).get("$ref", "").rpartition("/")[2]
    fields = schemas.get(name, {}).get("properties", {})
    return any(field.endswith(("_id", "_ids")) for field in fields)


def _for_people_inside(view: _View) -> _View:
    """Show the documentation to whoever may use the API; send a browser to sign in first."""

    @require_safe
    @wraps(view, updated=())
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if any(way(request) for way in AUTH):
            return view(request, *args, **kwargs)
        if request.path.endswith(api.docs_url or ""):
            return redirect_to_login(request.get_full_path())
        return api.on_exception(request, AuthenticationError())

    return cast("_View", wrapper)


AUTH = [Token(), BrowserSession()]

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
for router in (
    *accounts.routers,
    activity.router,
    systems.router,
    year.router,
    goals.router,
    *initiatives.routers,
    assessment.router,
    rights.router,
    *stages.routers,
    projects.router,
    *work.routers,
    *timesheets.routers,
    trace.router,
    *plans.routers,
    spending.router,
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
    *briefs.routers,
    *talk.routers,
    *attachments.routers,
):
    for path, view in router.path_operations.items():
        for operation in view.operations:
            for method in operation.methods:
                _OPERATIONS[method, path] = f"api:{operation.operation_id}"
    api.add_router("", router)
