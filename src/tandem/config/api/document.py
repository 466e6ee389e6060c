"""The API's own document (OpenAPI 3.1): Ninja's, and what holds for every operation."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any, cast

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.responses import NinjaJSONEncoder
from pydantic import BaseModel, Field

from tandem.config.api.conditions import KEY, KEY_AT_MOST, MATCH
from tandem.config.api.scopes import scope_for
from tandem.core.api_shapes import NAMES_ANOTHER, READ_BY_SOME, SHOWN_ONCE


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
    "403": "You may not do this, or the token's scope doesn't reach so far.",
    "404": "Missing, or not open to you.",
    "409": "Not yet, or somebody saved meanwhile; then with both texts.",
    "412": "It is no longer what your `If-Match` says.",
    "413": "The body is larger than this workspace takes.",
    "422": "A field can't be taken as it is.",
    "429": "More than this token may ask in a minute; wait as long as `Retry-After` says.",
    "507": "No room left on the disk; nothing was saved.",
    "503": "Busy just now; wait a few seconds.",
}


class TandemApi(NinjaAPI):
    """Ninja's, whose document also says how each operation refuses."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """The OpenAPI document, with the problems of every operation; each asker's own copy."""
        if path_prefix is None:
            path_prefix = self.get_root_path(path_params or {})
        return cast("OpenAPISchema", json.loads(self._written(path_prefix)))

    @cache  # noqa: B019 - there is one API, and it stays
    def _written(self, path_prefix: str) -> str:
        """Written once: that takes seconds, and a text is smaller than what it says."""
        document = super().get_openapi_schema(path_prefix=path_prefix)
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
                _add_conditions(method, operation)
        return json.dumps(document, cls=NinjaJSONEncoder)


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
    yield from ("401", "429", "503")
    names_another = operation.pop(NAMES_ANOTHER, False)
    if method == "post":
        yield "422"  # its key was used for something else
    if method != "get":
        yield from ("403", "409", "412", "507")
    elif operation.pop(READ_BY_SOME, False) or names_another:
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


# What holds for every operation ---------------------------------------------------------------

_TAG = {"type": "string", "examples": ['"Zb3xQk0pLw8rTn5vYc2m"']}
_KNOWN = {
    "in": "header",
    "name": "If-None-Match",
    "required": False,
    "description": "The ETag that you have: where it is still the same, the answer is 304.",
    "schema": _TAG,
}
_EXPECTED = {
    "in": "header",
    "name": MATCH,
    "required": False,
    "description": (
        "The ETag of what you read, of this address or of the nearest above it that can be read. "
        "Where it is another by now, nothing is done and the answer is 412."
    ),
    "schema": _TAG,
}
_ATTEMPT = {
    "in": "header",
    "name": KEY,
    "required": False,
    "description": (
        "Any text that names this one attempt. Sent again within a day with the same key, the "
        "request does nothing new and gets the same answer; with another body it is refused."
    ),
    "schema": {
        "type": "string",
        "minLength": 1,
        "maxLength": KEY_AT_MOST,
        "examples": ["import-row-17"],
    },
}


def _add_conditions(method: str, operation: dict[str, Any]) -> None:
    """The headers that every operation of its kind knows, and the scope that it asks for."""
    operation["x-scope"] = scope_for(method.upper(), operation["operationId"]).value
    operation.pop(SHOWN_ONCE, None)
    if method == "get":
        operation["parameters"].append(_KNOWN)
        operation["responses"]["304"] = {"description": "Still what you have."}
        return
    operation["parameters"].append(_EXPECTED)
    if method == "post":
        operation["parameters"].append(_ATTEMPT)
