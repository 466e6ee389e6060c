"""One address, one view: the page, or the part of it that HTMX asked for."""

from collections.abc import Iterator

import jinja2
import pytest
from django.template import TemplateDoesNotExist, engines
from django.test import Client, RequestFactory

from tandem.core import pages

pytestmark = [pytest.mark.urls("tests.core.problem_views"), pytest.mark.django_db]

_TEMPLATES = {
    "frame.html": (
        "<!doctype html>{% set expensive = missing_if_asked() %}"
        "<main>{% block main %}{% endblock %}</main>"
    ),
    "macros.html": "{% macro bold(text) %}<b>{{ text }}</b>{% endmacro %}",
    "page.html": (
        '{% extends "frame.html" %}{% from "macros.html" import bold %}{% set greeting = "Hello" %}'
        "{% block main %}before {% block waiting_for %}"
        "<p>{{ greeting }}, {{ bold(name) }}{{ csrf_input }}</p>{% endblock %} after{% endblock %}"
    ),
    "broken.html": "{% block part %}{{ nothing_of_this_name }}{% endblock %}",
}


@pytest.fixture(autouse=True)
def _templates(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    env = engines["jinja2"].env  # type: ignore[union-attr]
    loader = jinja2.ChoiceLoader([jinja2.DictLoader(_TEMPLATES), env.loader])
    monkeypatch.setattr(env, "loader", loader)
    monkeypatch.setitem(env.globals, "missing_if_asked", lambda: "asked")
    yield
    env.cache.clear()


def test_a_visit_gets_the_whole_page(client: Client) -> None:
    response = client.get("/page/")
    body = response.content.decode()
    assert body.startswith("<!doctype html><main>before <p>Hello, <b>&lt;Alice&gt;</b>")
    assert "csrfmiddlewaretoken" in body
    assert response.headers["Vary"].startswith("HX-Request, HX-Target")


def test_htmx_gets_the_part_it_names_as_it_stands_in_the_page(client: Client) -> None:
    headers = {"HX-Request": "true", "HX-Target": "waiting-for"}
    part = client.get("/page/", headers=headers).content.decode()
    assert part.startswith("<p>Hello, <b>&lt;Alice&gt;</b>")
    assert part.endswith("</p>")
    assert part.partition("<input")[0] in client.get("/page/").content.decode()


def test_a_part_the_view_does_not_offer_is_the_page(client: Client) -> None:
    headers = {"HX-Request": "true", "HX-Target": "main"}
    assert client.get("/page/", headers=headers).content.startswith(b"<!doctype html>")


def test_a_part_does_not_pay_for_the_frame_around_it(monkeypatch: pytest.MonkeyPatch) -> None:
    env = engines["jinja2"].env  # type: ignore[union-attr]
    asked: list[str] = []
    monkeypatch.setitem(env.globals, "missing_if_asked", lambda: asked.append("asked"))
    request = RequestFactory().get("/page/")
    pages.render_block(request, "page.html", "waiting_for", {"name": "Igor"})
    assert not asked


def test_an_undefined_name_is_an_error_in_a_part_too() -> None:
    request = RequestFactory().get("/page/")
    with pytest.raises(jinja2.UndefinedError, match="nothing_of_this_name"):
        pages.render_block(request, "broken.html", "part")


def test_a_template_that_is_missing_is_named() -> None:
    request = RequestFactory().get("/page/")
    with pytest.raises(TemplateDoesNotExist, match=r"no-such\.html"):
        pages.show(request, "no-such.html")
