"""The OpenAPI document and its page: complete, readable, and only for people inside."""

import json
import re
import sys
from enum import Enum
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.staticfiles import finders
from django.test import Client
from pydantic import BaseModel
from tests.api.program import API, PROBLEM, Program, program_of
from tests.cast import Cast

from tandem.config.api import api
from tandem.core.content_policy import POLICY

pytestmark = pytest.mark.django_db

WORDS = re.compile(r"[a-z]+(_[a-z]+)+")


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return dict(api.get_openapi_schema(path_prefix="/api/v1/"))


def _operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


@pytest.fixture
def browser(cast: Cast) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(pk=cast.rita.me))
    return client


def test_every_operation_is_named_grouped_and_described(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    ids = [operation["operationId"] for _, _, operation in _operations(document)]
    assert len(ids) == len(set(ids))
    for path, method, operation in _operations(document):
        assert WORDS.fullmatch(operation["operationId"]), (method, path)
        assert operation["summary"], (method, path)
        assert operation["description"], (method, path)
        assert len(operation["tags"]) == 1, (method, path)
        assert operation["security"] == [{"Token": []}, {"BrowserSession": []}]


def test_every_field_is_described_and_every_text_has_an_example(document: dict[str, Any]) -> None:
    missing = []
    for name, schema in document["components"]["schemas"].items():
        for field, told in schema.get("properties", {}).items():
            if not told.get("description"):
                missing.append(f"{name}.{field}: no description")
            if told.get("type") in {"string", "integer"} and not told.get("examples"):
                missing += [f"{name}.{field}: no example"] * ("format" not in told)
    for path, method, operation in _operations(document):
        missing += [
            f"{method} {path}: {parameter['name']}"
            for parameter in operation["parameters"]
            if not parameter.get("description")
        ]
    assert missing == []


READ_BY_SOME = {
    "outbox",
    "authorities",
    "money/rates",
    "open-form/current",
    "workspace/health",
    "workspace/closing-calendar",
} | {
    "rules",
    "rules/preview",
    "risk-questions/draft",
    "tools/files",
    "tools/files/{look_id}",
    "tools/finds",
}


NAMING_ANOTHER = {"weekly-load", "batch", "systems/map"}
"""What is about a thing named in the query, or in rows of its own."""


def _fields(document: dict[str, Any], operation: dict[str, Any]) -> set[str]:
    content = operation.get("requestBody", {"content": {}})["content"]
    told = json.dumps([part["schema"] for part in content.values()])
    names = re.findall(r"#/components/schemas/(\w+)", told)
    schemas = document["components"]["schemas"]
    return {field for name in names for field in schemas[name]["properties"]}


def test_every_operation_says_how_it_refuses(document: dict[str, Any]) -> None:
    for path, method, operation in _operations(document):
        responses = operation["responses"]
        refusals = {str(status) for status in responses if str(status) >= "400"}
        assert {"401", "503"} <= refusals
        place = path.removeprefix("/api/v1/")
        named = any(re.search("_ids?$", field) for field in _fields(document, operation))
        assert ("404" in refusals) == ("{" in path or place in NAMING_ANOTHER or named), path
        closed = place in READ_BY_SOME | NAMING_ANOTHER
        assert ("403" in refusals) == (method != "get" or closed)
        assert ("400" in refusals) == ("requestBody" in operation)
        for status in refusals:
            assert list(responses[status]["content"]) == [PROBLEM]


def test_the_document_names_nothing_twice(document: dict[str, Any]) -> None:
    """A number and its digits are two keys to Python and one to JSON; readers stop there."""

    def named_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len(pairs) == len({key for key, _ in pairs}), [key for key, _ in pairs]
        return dict(pairs)

    json.loads(json.dumps(document), object_pairs_hook=named_once)


def test_no_two_shapes_share_a_name() -> None:
    """The document knows shapes by their names alone: of two, one would tell the other's story."""
    told: dict[str, set[type]] = {}
    for name, module in sorted(sys.modules.items()):
        if re.fullmatch(r"tandem\.\w+\.api(\.\w+)*", name):
            for shape in vars(module).values():
                if isinstance(shape, type) and issubclass(shape, BaseModel | Enum):
                    told.setdefault(shape.__name__, set()).add(shape)
    assert told
    assert [shapes for shapes in told.values() if len(shapes) > 1] == []


def test_addresses_are_nouns(document: dict[str, Any]) -> None:
    for path in document["paths"]:
        assert path.startswith("/api/v1/")
        assert re.fullmatch(r"(/[a-z0-9-]+|/\{[a-z_]+\})+", path)


def test_a_program_may_read_the_document_with_its_token(cast: Cast) -> None:
    assert program_of(cast.rita).get("/openapi.json")["info"]["title"] == "Tandem"


def test_strangers_see_neither_the_document_nor_its_page(cast: Cast) -> None:
    Program("").refused(401, "GET", "/openapi.json")
    Program("tandem_wrong").refused(401, "GET", "/openapi.json")
    response = Client().get(f"{API}/docs")
    assert response.status_code == 302
    assert response.headers["Location"] == f"/sign-in/?next={API}/docs"


def test_the_page_needs_nothing_that_the_policy_forbids(browser: Client) -> None:
    response = browser.get(f"{API}/docs")
    page = response.content.decode()
    policy = response.headers["Content-Security-Policy"]
    assert policy == "; ".join(f"{name} {sources}" for name, sources in POLICY.items())
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|https?://", page)
    scripts = re.findall(r"<script([^>]*)>", page)
    assert all('src="/static/' in script or "application/json" in script for script in scripts)
    for path in re.findall(r'(?:src|href)="/static/([^"]+)"', page):
        assert finders.find(path), path


def test_the_page_shows_the_document_of_this_workspace(browser: Client) -> None:
    assert f'"url": "{API}/openapi.json"' in browser.get(f"{API}/docs").content.decode()
    assert browser.get(f"{API}/openapi.json").json()["paths"]


def test_the_page_in_words_lists_every_operation(document: dict[str, Any]) -> None:
    from pathlib import Path

    page = (Path(__file__).parents[2] / "docs" / "api.md").read_text()
    listed = set(re.findall(r"^\| `([A-Z]+) (/[^`]*)`", page, re.MULTILINE))
    assert listed == {
        (method.upper(), path.removeprefix("/api/v1")) for path, method, _ in _operations(document)
    }
