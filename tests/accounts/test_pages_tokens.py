"""One's own API tokens: the secret is shown once, and no one else's token can be touched."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.accounts.browsing import as_person, secret_on, words
from tests.cast import Cast
from tests.refusals import nothing_written

from tandem.accounts import queries
from tandem.accounts.models import ApiToken
from tandem.core import clock

SHEET = {"name": "Spreadsheet", "scope": "read", "days": "90"}


@pytest.fixture
def alice(cast: Cast) -> Client:
    return as_person(cast.alice)


def test_a_token_is_made_and_its_secret_shown_once(cast: Cast, alice: Client) -> None:
    response = alice.post("/settings/tokens/", SHEET)
    secret = secret_on(response)
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert secret not in str(response.headers) + str(alice.cookies)
    actor = queries.actor_by_token(secret)
    assert actor is not None
    assert (actor.me, actor.scope) == (cast.alice.me, "read")
    assert not ApiToken.objects.filter(token_hash__contains=secret).exists()
    page = alice.get("/settings/tokens/")
    assert not secret_on(page)
    assert "Spreadsheet Read just now" in words(page)


def test_it_ends_when_it_was_to_end(cast: Cast, alice: Client) -> None:
    secret = secret_on(alice.post("/settings/tokens/", SHEET | {"days": "30"}))
    with clock.at(clock.now() + timedelta(days=31)):
        assert queries.actor_by_token(secret) is None


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Please write something here."),
        ({"name": "x" * 81}, "at most 80 characters"),
        ({"scope": "everything"}, "Choose one from the list."),
        ({"days": "100000"}, "Choose one from the list."),
    ],
)
def test_a_mistake_makes_no_token(
    cast: Cast, alice: Client, wrong: dict[str, str], said: str
) -> None:
    with nothing_written():
        response = alice.post("/settings/tokens/", SHEET | wrong)
    assert response.status_code == 422
    assert said in words(response)


def test_sending_it_twice_makes_one_token(cast: Cast, alice: Client) -> None:
    alice.post("/settings/tokens/", SHEET)
    again = alice.post("/settings/tokens/", SHEET)
    assert again.status_code == 422
    assert not secret_on(again)
    assert "remove it here and make it once more" in words(again)
    assert ApiToken.objects.count() == 1


def test_a_token_is_removed_at_once(cast: Cast, alice: Client) -> None:
    secret = secret_on(alice.post("/settings/tokens/", SHEET))
    address = f"/settings/tokens/{ApiToken.objects.get().pk}/revoke/"
    assert alice.post(address)["Location"] == "/settings/tokens/"
    assert queries.actor_by_token(secret) is None
    with nothing_written():
        assert alice.post(address).status_code == 303
    assert "No tokens" in words(alice.get("/settings/tokens/"))
    assert alice.get(address)["Location"] == "/settings/tokens/"


def test_nobody_sees_or_removes_anothers_token(cast: Cast, alice: Client) -> None:
    alice.post("/settings/tokens/", SHEET)
    address = f"/settings/tokens/{ApiToken.objects.get().pk}/revoke/"
    for other in (cast.igor, cast.ada):
        client = as_person(other)
        assert "Spreadsheet" not in words(client.get("/settings/tokens/"))
        with nothing_written():
            assert client.post(address).status_code == 404


def test_a_viewer_may_have_tokens_that_read(cast: Cast) -> None:
    secret = secret_on(as_person(cast.rita).post("/settings/tokens/", SHEET))
    actor = queries.actor_by_token(secret)
    assert actor is not None
    assert not actor.may_write


def test_tokens_need_sign_in(cast: Cast, client: Client) -> None:
    with nothing_written():
        assert client.post("/settings/tokens/", SHEET).status_code == 302
