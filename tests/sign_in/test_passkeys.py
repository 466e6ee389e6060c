"""Passkeys: a key that a device keeps opens without a password, for its person, at this site."""

import json
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.core import mail
from django.test import Client
from tests.accounts.browsing import PASSWORD, give_password, words
from tests.cast import Cast
from tests.sign_in.apps import switch_on
from tests.sign_in.keys import SoftKey

from tandem.accounts import services as accounts
from tandem.activity.jobs import work_outbox
from tandem.sign_in.models import FailedTries, Passkey
from tandem.sign_in.rules import site_for_keys

MINE, ADD, BEGIN = "/my-sign-in/", "/my-sign-in/passkeys/", "/my-sign-in/passkeys/begin/"
SHOW, ASK = "/sign-in/passkey/", "/sign-in/passkey/begin/"


def browser() -> Client:
    """One at an address for which browsers make keys."""
    return Client(SERVER_NAME="localhost")


@pytest.fixture
def alice(cast: Cast) -> Client:
    client = browser()
    client.post("/sign-in/", {"email": give_password(cast.alice), "password": PASSWORD})
    return client


def add(client: Client, key: SoftKey, password: str = PASSWORD, **more: Any) -> Any:
    asked = client.post(BEGIN).json()
    answer = key.made(asked, **more)
    return client.post(ADD, {"name": "Laptop", "password": password, "answer": answer})


def show(client: Client, key: SoftKey, going_to: str = "", **more: Any) -> Any:
    asked = client.post(ASK).json()
    return client.post(SHOW, {"answer": key.shown(asked, **more), "next": going_to})


@pytest.fixture
def key(alice: Client) -> SoftKey:
    """Alice's, added."""
    made = SoftKey()
    assert add(alice, made).status_code == 303
    return made


def test_a_key_opens_without_a_password(key: SoftKey, cast: Cast, alice: Client) -> None:
    client = browser()
    answer = show(client, key, "/people/")
    assert (answer.status_code, answer["Location"]) == (303, "/people/")
    assert client.session[SESSION_KEY] == str(cast.alice.me)
    said = words(alice.get(MINE))
    assert "Laptop used just now" in said


def test_no_code_is_asked_beside_a_key(key: SoftKey, alice: Client) -> None:
    switch_on(alice)
    client = browser()
    assert show(client, key)["Location"] == "/"
    assert client.get("/people/").status_code == 200


def test_who_asks_for_a_key_learns_nothing_of_who_has_one(key: SoftKey) -> None:
    asked = browser().post(ASK).json()
    assert set(asked) == {"challenge", "rpId", "userVerification"}
    assert asked["userVerification"] == "required"


@pytest.mark.parametrize(
    "more",
    [{"origin": "http://evil.example"}, {"origin": "http://localhost:81"}, {"unlocked": False}],
)
def test_a_key_for_another_site_or_that_nobody_unlocked_opens_nothing(
    key: SoftKey, more: dict[str, Any]
) -> None:
    client = browser()
    answer = show(client, key, **more)
    assert answer.status_code == 422
    assert "This key doesn't open anything here" in words(answer)
    assert SESSION_KEY not in client.session


def test_an_answer_is_good_once_and_for_what_was_asked(key: SoftKey) -> None:
    client, other = browser(), browser()
    given = key.shown(client.post(ASK).json())
    other.post(ASK)
    assert other.post(SHOW, {"answer": given}).status_code == 422
    assert client.post(SHOW, {"answer": given}).status_code == 303
    client.post("/sign-out/")
    answer = client.post(SHOW, {"answer": given})
    assert "came too late" in words(answer)


def test_a_copied_key_opens_nothing(key: SoftKey) -> None:
    assert show(browser(), key).status_code == 303
    key.uses -= 1
    assert show(browser(), key).status_code == 422


def test_another_key_under_the_same_name_opens_nothing(key: SoftKey) -> None:
    assert show(browser(), SoftKey(key.name)).status_code == 422
    assert show(browser(), SoftKey(b"never seen")).status_code == 422


def test_the_key_of_a_closed_account_opens_nothing(key: SoftKey, cast: Cast) -> None:
    accounts.deactivate_person(actor=cast.vera, person_id=cast.alice.me)
    assert show(browser(), key).status_code == 422


@pytest.mark.parametrize(
    "sent", ["", "x", "{}", "[]", "null", '{"id": 1}', json.dumps({"rawId": "x", "id": "y"})]
)
def test_nonsense_is_an_answer_and_no_error(cast: Cast, sent: str) -> None:
    client = browser()
    client.post(ASK)
    assert client.post(SHOW, {"answer": sent}).status_code == 422


def test_asking_without_end_is_slowed_down(tuesday: None, cast: Cast) -> None:
    answers = [browser().post(ASK).status_code for _ in range(41)]
    assert answers == [200] * 40 + [429]


def test_who_comes_in_is_no_failed_try(key: SoftKey) -> None:
    show(browser(), key)
    assert not FailedTries.objects.filter(failed__gt=0).exclude(failed=1).exists()


# Adding and removing


def test_adding_needs_the_password(alice: Client) -> None:
    answer = add(alice, SoftKey(), password="not mine")
    assert answer.status_code == 422
    assert "This isn't your password." in words(answer)
    assert 'value="Laptop"' in answer.content.decode()
    assert not Passkey.objects.exists()


def test_the_password_cant_be_guessed_there(tuesday: None, alice: Client) -> None:
    tries = [add(alice, SoftKey(), password="not mine").status_code for _ in range(6)]
    assert tries == [422] * 5 + [429]


@pytest.mark.parametrize("more", [{"origin": "http://evil.example"}, {"unlocked": False}])
def test_what_another_site_made_isnt_added(alice: Client, more: dict[str, Any]) -> None:
    assert add(alice, SoftKey(), **more).status_code == 422
    assert not Passkey.objects.exists()


def test_a_key_is_added_once(key: SoftKey, alice: Client) -> None:
    assert add(alice, key).status_code == 422
    assert Passkey.objects.count() == 1


def test_a_key_needs_a_name_and_what_the_browser_said(alice: Client) -> None:
    answer = key_less = alice.post(ADD, {"name": "", "password": PASSWORD, "answer": ""})
    assert key_less.status_code == 422
    assert "Please write something here." in words(answer)


def test_a_removed_key_opens_nothing_and_its_owner_hears_of_both(
    cast: Cast, alice: Client, settings: Any
) -> None:
    settings.TANDEM_MAIL_URL = "smtp://mail.example"
    key = SoftKey()
    add(alice, key)
    row = Passkey.objects.get()
    igor = browser()
    igor.force_login(type(_person(cast)).objects.get(pk=cast.igor.me))
    assert igor.post(f"/my-sign-in/passkeys/{row.pk}/remove/").status_code == 404
    assert alice.post(f"/my-sign-in/passkeys/{row.pk}/remove/").status_code == 303
    assert show(browser(), key).status_code == 422
    work_outbox()
    said = [one.body for one in mail.outbox]
    assert ["was added" in said[0], "was removed" in said[1]] == [True, True]


def _person(cast: Cast) -> Any:
    from tandem.accounts.queries import person_by_id

    return person_by_id(cast.igor.me)


def test_the_lost_phone_takes_its_keys_along(key: SoftKey, cast: Cast, alice: Client) -> None:
    from tandem.sign_in import services
    from tandem.sign_in.rules import Checked

    switch_on(alice)
    services.take_off_second_factor(actor=cast.ada, person_id=cast.alice.me, checked=Checked.VIDEO)
    assert show(browser(), key).status_code == 422


@pytest.mark.parametrize(
    ("scheme", "host", "there"),
    [
        ("http", "localhost:8000", True),
        ("https", "tandem.example", True),
        ("https", "tandem.example:8443", True),
        ("http", "tandem.example", False),
        ("http", "127.0.0.1:8000", False),
        ("https", "192.0.2.1", False),
        ("https", "[::1]:8000", False),
    ],
)
def test_browsers_make_keys_by_https_or_on_localhost(scheme: str, host: str, there: bool) -> None:
    site = site_for_keys(scheme, host)
    assert (site is not None) is there
    assert site is None or site.origin == f"{scheme}://{host}"


def test_elsewhere_the_pages_offer_none(cast: Cast, client: Client) -> None:
    assert "data-passkey" not in client.get("/sign-in/").content.decode()
    assert "data-passkey" in browser().get("/sign-in/").content.decode()
    assert client.post(ASK).status_code == 409
