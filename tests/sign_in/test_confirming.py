"""What asks who one is: the page in between, what goes on afterwards, and who isn't asked."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver
from tests.accounts.browsing import PASSWORD, as_person, give_password, words
from tests.architecture.access.table import rows
from tests.cast import TUESDAY, Cast
from tests.sign_in.keys import SoftKey

from tandem.accounts.models import Department, Person
from tandem.accounts.rules import Actor
from tandem.config.confirmed import ASKED, NOT_ASKED
from tandem.core import clock
from tandem.sign_in.rules import PROOF_LASTS

LATER = TUESDAY + PROOF_LASTS + timedelta(seconds=1)


@pytest.fixture
def ada(tuesday: None, cast: Cast) -> Client:
    """A browser in which the administrator signed in on Tuesday, with a password of her own."""
    give_password(cast.ada)
    return as_person(cast.ada)


def test_shortly_after_signing_in_nothing_asks(ada: Client) -> None:
    with clock.at(LATER - timedelta(seconds=2)):
        answer = ada.post("/settings/departments/", {"name": "Print", "lane": ""})
    assert answer.status_code == 303
    assert Department.objects.filter(name="Print").exists()


def test_later_the_password_is_asked_and_what_was_typed_goes_on(ada: Client) -> None:
    with clock.at(LATER):
        asked = ada.post("/settings/departments/?from=here", {"name": "Print & web", "lane": ""})
        assert asked.status_code == 422
        assert "Is it you?" in words(asked)
        page = asked.content.decode()
        assert 'action="/settings/departments/?from=here"' in page
        assert '<input type="hidden" name="name" value="Print &amp; web">' in page
        assert not Department.objects.filter(name="Print & web").exists()
        held = {"name": "Print & web", "lane": "", "confirm_password": PASSWORD}
        assert ada.post("/settings/departments/?from=here", held).status_code == 303
        assert Department.objects.filter(name="Print & web").exists()
        # For a while nothing asks again.
        again = ada.post("/settings/departments/", {"name": "Video", "lane": ""})
        assert again.status_code == 303


def test_fields_sent_more_than_once_are_kept_each_time(ada: Client, cast: Cast) -> None:
    with clock.at(LATER):
        address = f"/people/{cast.alice.me}/sides/"
        asked = ada.post(address, {"sides": ["marketing", "it"], "until": ""})
    found = re.findall(r'type="hidden" name="sides" value="(\w+)"', asked.content.decode())
    assert found[:2] == ["marketing", "it"]


def test_a_wrong_password_keeps_everything_and_many_are_too_many(ada: Client) -> None:
    sent = {"name": "Print", "lane": "", "confirm_password": "not this one"}
    with clock.at(LATER):
        answers = [ada.post("/settings/departments/", sent) for _try in range(6)]
        assert [one.status_code for one in answers] == [422] * 5 + [429]
        assert "This isn't your password." in words(answers[0])
        assert 'name="name" value="Print"' in answers[0].content.decode()
        assert "not this one" not in answers[0].content.decode()
        assert 'name="name" value="Print"' in answers[5].content.decode()
        right = ada.post("/settings/departments/", {**sent, "confirm_password": PASSWORD})
        assert right.status_code == 429
    assert not Department.objects.filter(name="Print").exists()


def test_looking_asks_nothing(ada: Client) -> None:
    with clock.at(LATER):
        assert ada.get("/settings/").status_code == 200


def test_a_passkey_does_as_well(tuesday: None, cast: Cast) -> None:
    give_password(cast.ada)
    browser, key = _on_localhost(cast.ada), SoftKey()
    asked = browser.post("/my-sign-in/passkeys/begin/").json()
    added = {"name": "Laptop", "password": PASSWORD, "answer": key.made(asked)}
    assert browser.post("/my-sign-in/passkeys/", added).status_code == 303
    with clock.at(LATER):
        sent = {"name": "Print", "lane": ""}
        page = browser.post("/settings/departments/", sent)
        assert "Show my passkey" in words(page)
        shown = key.shown(browser.post("/my-sign-in/confirm/passkey/").json())
        done = browser.post("/settings/departments/", {**sent, "confirm_answer": shown})
        assert done.status_code == 303
    assert Department.objects.filter(name="Print").exists()


def test_an_answer_nobody_asked_for_and_a_key_of_somebody_else_prove_nothing(
    tuesday: None, cast: Cast
) -> None:
    give_password(cast.ada)
    give_password(cast.alice)
    keys, browsers = {}, {}
    for actor in (cast.ada, cast.alice):
        browser = browsers[actor.me] = _on_localhost(actor)
        key = keys[actor.me] = SoftKey(f"key of {actor.me}".encode())
        asked = browser.post("/my-sign-in/passkeys/begin/").json()
        browser.post(
            "/my-sign-in/passkeys/",
            {"name": "Laptop", "password": PASSWORD, "answer": key.made(asked)},
        )
    ada, sent = browsers[cast.ada.me], {"name": "Print", "lane": ""}
    with clock.at(LATER):
        unasked = ada.post("/settings/departments/", {**sent, "confirm_answer": "{}"})
        assert "came too late" in words(unasked)
        shown = keys[cast.alice.me].shown(ada.post("/my-sign-in/confirm/passkey/").json())
        theirs = ada.post("/settings/departments/", {**sent, "confirm_answer": shown})
        assert "That key is somebody else's." in words(theirs)
    assert not Department.objects.filter(name="Print").exists()


def test_whoever_has_nothing_to_prove_it_with_is_not_asked(tuesday: None, cast: Cast) -> None:
    person = _person(cast.ada)
    person.set_unusable_password()
    person.save()
    browser = as_person(cast.ada)
    with clock.at(LATER):
        answer = browser.post("/settings/departments/", {"name": "Print", "lane": ""})
    assert answer.status_code == 303


def test_a_file_has_to_be_chosen_once_more_and_the_page_says_so(ada: Client) -> None:
    with clock.at(LATER):
        sent = {"name": "Print", "logo": SimpleUploadedFile("a.png", b"x")}
        assert "The file has to be chosen once more" in words(
            ada.post("/settings/departments/", sent)
        )


def test_the_page_in_between_takes_the_place_of_the_whole_page(ada: Client) -> None:
    with clock.at(LATER):
        answer = ada.post("/settings/departments/", {"name": "P"}, headers={"HX-Request": "true"})
    assert answer.headers["HX-Retarget"] == "body"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_browser_that_calls_the_api_is_asked_too_and_a_token_is_not(
    ada: Client, cast: Cast
) -> None:
    with clock.at(LATER):
        sent = {"name": "Print", "lane": None}
        refused = ada.post("/api/v1/departments", sent, content_type="application/json")
        assert refused.status_code == 403
        assert "/my-sign-in/confirm/" in refused.json()["detail"]
        page = ada.get("/my-sign-in/confirm/")
        assert "Signing and settings ask for it." in words(page)
        wrong = ada.post("/my-sign-in/confirm/", {"confirm_password": "no"})
        assert wrong.status_code == 422
        proved = ada.post("/my-sign-in/confirm/", {"confirm_password": PASSWORD})
        assert proved["Location"] == "/my-sign-in/"
        done = ada.post("/api/v1/departments", sent, content_type="application/json")
        assert done.status_code == 201


def test_each_name_that_asks_is_an_address_or_an_operation() -> None:
    known = {row.url.removeprefix("api:") for row in rows()}
    assert not (ASKED | NOT_ASKED) - known


def test_each_address_in_settings_asks_or_is_excused() -> None:
    below = {
        name
        for name, places in get_resolver().reverse_dict.lists()
        if isinstance(name, str)
        for possible, *_rest in places
        for path, _names in possible
        if path.startswith("settings/")
    }
    changing = {row.url for row in rows() if row.method != "GET"}
    assert (below & changing) - ASKED - NOT_ASKED == set()
    assert not ASKED & NOT_ASKED


def _on_localhost(actor: Actor) -> Client:
    """A browser as somebody, at an address for which there are passkeys."""
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(_person(actor))
    return browser


def _person(actor: Actor) -> Person:
    return Person.objects.get(pk=actor.me)
