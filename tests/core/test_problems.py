"""Whatever goes wrong, the answer says what happened, what to do, and the request's number."""

import logging

import pytest
from django.http import HttpResponse
from django.test import Client

from tandem.core.problems import PROBLEMS, plain_page

pytestmark = [pytest.mark.urls("tests.core.problem_views"), pytest.mark.django_db]

_HTMX = {"HX-Request": "true", "HX-Target": "card"}


def text_of(response: HttpResponse) -> str:
    return response.content.decode()


@pytest.mark.parametrize(
    ("what", "status", "reason"),
    [
        ("missing", 404, "There is nothing here, or it isn&#39;t open to you."),
        ("not-yours", 403, "Only the IT owner can do this."),
        ("not-yet", 409, "Alice confirms the playback first."),
        ("bad-date", 422, "That day has passed."),
    ],
)
def test_a_refusal_becomes_a_page(client: Client, what: str, status: int, reason: str) -> None:
    response = client.get(f"/refuse/{what}/")
    assert response.status_code == status
    assert reason in text_of(response)
    assert text_of(response).startswith("<!doctype html>")
    assert response.headers["X-Request-ID"] in text_of(response)


def test_htmx_gets_a_fragment_for_the_element_of_the_page(client: Client) -> None:
    response = client.get("/refuse/not-yet/", headers=_HTMX)
    assert response.status_code == 409
    assert response.headers["HX-Retarget"] == "#problem"
    assert "<html" not in text_of(response)
    assert "Alice confirms the playback first." in text_of(response)
    assert "HX-Request" in response.headers["Vary"]


def test_a_boosted_link_gets_the_whole_page(client: Client) -> None:
    response = client.get("/refuse/not-yet/", headers={**_HTMX, "HX-Boosted": "true"})
    assert "<html" in text_of(response)
    assert "HX-Retarget" not in response.headers


@pytest.mark.parametrize("headers", [{}, _HTMX])
def test_a_stale_save_shows_both_texts(client: Client, headers: dict[str, str]) -> None:
    shown = text_of(client.get("/refuse/stale/", headers=headers))
    assert "&lt;my text&gt;" in shown
    assert "his text" in shown


def test_a_program_gets_problem_details(client: Client) -> None:
    response = client.get("/api/refuse/bad-date/")
    assert response.status_code == 422
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json() == {
        "type": "about:blank",
        "title": "Please look at this again",
        "status": 422,
        "detail": "That day has passed.",
        "request_id": response.headers["X-Request-ID"],
        "field": "due",
    }


def test_an_address_that_is_not_there_is_like_a_hidden_one(client: Client) -> None:
    there, hidden = client.get("/no-such-address/"), client.get("/refuse/missing/")
    assert there.status_code == hidden.status_code == 404
    for words in ("Not found", "There is nothing here, or it isn&#39;t open to you."):
        assert words in text_of(there)
        assert words in text_of(hidden)


def test_the_api_has_no_page_for_an_address_that_is_not_there(client: Client) -> None:
    response = client.get("/api/no-such-address")
    assert response.status_code == 404
    assert response.json()["status"] == 404


def test_a_full_line_of_writers_says_busy(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    response = client.get("/busy/")
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "5"
    assert "nothing was done" in text_of(response)
    assert "The database did not answer." in caplog.text


@pytest.mark.parametrize("address", ["/broken/", "/api/broken/"])
def test_our_mistake_says_so_and_no_more(client: Client, address: str) -> None:
    client.raise_request_exception = False
    response = client.get(address)
    assert response.status_code == 500
    assert "Something broke on our side." in text_of(response)
    assert response.headers["X-Request-ID"] in text_of(response)
    assert "ZeroDivisionError" not in text_of(response)


def test_the_log_names_the_request_of_a_mistake(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    from tandem.core.request_ids import WithRequestId

    caplog.handler.addFilter(WithRequestId())
    client.raise_request_exception = False
    with caplog.at_level(logging.ERROR):
        response = client.get("/broken/", headers={"X-Request-ID": "from-the-proxy-1"})
    assert response.headers["X-Request-ID"] == "from-the-proxy-1"
    assert {record.request_id for record in caplog.records} == {"from-the-proxy-1"}  # type: ignore[attr-defined]


def test_an_id_that_could_forge_a_log_line_is_replaced(client: Client) -> None:
    response = client.get("/no-such-address/", headers={"X-Request-ID": "x\n2026 ERROR"})
    assert len(response.headers["X-Request-ID"]) == 16


def test_the_wrong_method_says_what_to_do(client: Client) -> None:
    response = client.get("/post-only/")
    assert response.status_code == 405
    assert response.headers["Allow"] == "POST"
    assert "Open the page again and use its buttons." in text_of(response)


def test_a_page_that_is_too_old_says_reload() -> None:
    response = Client(enforce_csrf_checks=True).post("/post-only/")
    assert response.status_code == 403
    assert "reload the page and send it again" in text_of(response)


def test_a_suspicious_request_gets_a_page(client: Client) -> None:
    response = client.get("/no-such-address/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert "That can&#39;t be read" in text_of(response)


def test_a_page_that_cannot_be_shown_falls_back_to_plain_words(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from tandem.core import pages

    def fail(*args: object, **kwargs: object) -> HttpResponse:
        raise RuntimeError("no template")

    monkeypatch.setattr(pages, "show", fail)
    response = client.get("/refuse/not-yours/")
    assert response.status_code == 403
    assert "stylesheet" not in text_of(response)
    assert response.headers["X-Request-ID"] in text_of(response)
    assert "could not be shown" in caplog.text


@pytest.mark.parametrize("status", PROBLEMS)
def test_every_status_has_a_page_that_stands_alone(status: int) -> None:
    page = plain_page(status, "1234567890abcdef")
    assert "1234567890abcdef" in page
    assert "<link" not in page
    assert "<script" not in page


def test_after_an_act_htmx_goes_to_the_page(client: Client) -> None:
    plain, asked = client.post("/act/"), client.post("/act/", headers=_HTMX)
    assert (plain.status_code, plain.headers["Location"]) == (303, "/ideas/")
    assert (asked.status_code, asked.headers["HX-Redirect"]) == (204, "/ideas/")
    assert asked.headers["HX-Trigger"] == '{"one": null, "two": {"n": 2}}'
