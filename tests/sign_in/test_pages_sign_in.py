"""Signing in and out: nobody learns who has an account, and nothing but the session is written."""

import pytest
from django.contrib.auth import SESSION_KEY, get_user_model
from django.test import Client
from django.test.utils import override_settings
from tests.accounts.browsing import PASSWORD, as_person, give_password, is_nobody, words
from tests.cast import Cast

from tandem.accounts import services
from tandem.accounts.models import BrowserSession as Session
from tandem.accounts.models import Workspace
from tandem.accounts.rules import Actor

UNKNOWN = "nobody@nordlicht.example"


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: str) -> object:
    return client.post("/sign-in/", {"email": email, "password": password, **more})


def who_is(client: Client) -> str:
    return str(client.session.get(SESSION_KEY, ""))


def test_whoever_knows_the_password_comes_in(cast: Cast, client: Client) -> None:
    response = client.post("/sign-in/", {"email": give_password(cast.alice), "password": PASSWORD})
    assert (response.status_code, response["Location"]) == (303, "/")
    assert who_is(client) == str(cast.alice.me)
    assert client.get("/people/").status_code == 200


def test_the_address_may_be_written_in_any_case(cast: Cast, client: Client) -> None:
    give_password(cast.alice)
    sign_in(client, " Alice@Nordlicht.Example ")
    assert who_is(client) == str(cast.alice.me)


def test_every_failure_gets_the_same_answer(cast: Cast, client: Client) -> None:
    known, closed = give_password(cast.alice), give_password(cast.mona)
    services.deactivate_person(actor=cast.vera, person_id=cast.mona.me)
    tries = [(UNKNOWN, PASSWORD), (known, "something else"), (closed, PASSWORD)]
    tries.append((get_user_model().objects.get(pk=cast.igor.me).email, PASSWORD))  # has none
    seen = set()
    for email, password in tries:
        response = client.post("/sign-in/", {"email": email, "password": password})
        assert response.status_code == 422
        assert is_nobody(client)
        seen.add(words(response))
        assert email in response.content.decode()
        assert password not in response.content.decode()
    assert len(seen) == 1


def test_a_form_left_empty_says_which_field(cast: Cast, client: Client) -> None:
    response = client.post("/sign-in/", {"email": "alice", "password": ""})
    assert response.status_code == 422
    assert "This isn't an e-mail address" in words(response)
    assert "Please write the password." in words(response)


@pytest.mark.parametrize(
    "email", ["\0@x.example", "a@" + "b" * 300 + ".example", "' OR 1=1 --@x.example"]
)
def test_nonsense_is_an_answer_and_no_error(cast: Cast, client: Client, email: str) -> None:
    assert client.post("/sign-in/", {"email": email, "password": "x\0"}).status_code == 422


@pytest.mark.parametrize(
    ("wanted", "going_to"),
    [
        ("/people/?q=al", "/people/?q=al"),
        ("http://testserver/settings/tokens/", "/"),
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_sign_in_leads_where_one_wanted_to_go_but_never_elsewhere(
    cast: Cast, client: Client, wanted: str, going_to: str
) -> None:
    email = give_password(cast.alice)
    response = client.post("/sign-in/", {"email": email, "password": PASSWORD, "next": wanted})
    assert response["Location"] == going_to


def test_a_closed_page_asks_for_sign_in_and_remembers_itself(cast: Cast, client: Client) -> None:
    response = client.get("/people/?q=alice")
    assert response["Location"] == "/sign-in/?next=/people/%3Fq%3Dalice"
    assert (
        'name="next" value="/people/?q=alice"' in client.get(response["Location"]).content.decode()
    )


def test_whoever_is_signed_in_already_goes_on(cast: Cast) -> None:
    response = as_person(cast.alice).get("/sign-in/?next=/people/")
    assert (response.status_code, response["Location"]) == (302, "/people/")


def test_signing_in_takes_a_new_session_key(cast: Cast) -> None:
    client = as_person(cast.igor)
    before = client.session.session_key
    email = give_password(cast.alice)
    sign_in(client, email)
    assert client.session.session_key != before
    again = client.session.session_key
    sign_in(client, email)
    assert client.session.session_key != again
    assert Session.objects.count() == 1


def test_sending_the_form_twice_signs_in_once(cast: Cast, client: Client) -> None:
    email = give_password(cast.alice)
    for _ in range(2):
        sign_in(client, email)
    assert who_is(client) == str(cast.alice.me)
    assert Session.objects.count() == 1


def test_a_weak_hash_is_renewed_inside_a_transaction(cast: Cast, client: Client) -> None:
    email = give_password(cast.alice)
    stronger = ["tests.accounts.hashers.Stronger", "django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(PASSWORD_HASHERS=stronger):
        sign_in(client, email)
    assert get_user_model().objects.get(email=email).password.startswith("stronger$")
    assert client.get("/people/").status_code == 200


def test_signing_out_ends_the_session(cast: Cast) -> None:
    client = as_person(cast.alice)
    response = client.post("/sign-out/", follow=True)
    assert "You are signed out." in words(response)
    assert Session.objects.count() == 0
    assert client.get("/people/").status_code == 302
    assert client.post("/sign-out/").status_code == 303


def test_signing_out_is_no_link(cast: Cast) -> None:
    client = as_person(cast.alice)
    assert client.get("/sign-out/").status_code == 405
    assert client.get("/people/").status_code == 200


def test_sign_in_and_out_need_the_forms_secret(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post("/sign-in/", {"email": UNKNOWN, "password": "x"}).status_code == 403
    assert client.post("/sign-out/").status_code == 403


def test_an_empty_workspace_says_how_it_begins(db: None, client: Client) -> None:
    text = words(client.get("/sign-in/"))
    assert "tandem setup-link" in text
    assert "Password" not in text


# The demonstration


@pytest.fixture
def demonstration(cast: Cast) -> Cast:
    Workspace.objects.update(demonstration=True)
    return cast


def test_the_demonstration_is_entered_with_a_click(demonstration: Cast, client: Client) -> None:
    page = client.get("/sign-in/?next=/people/").content.decode()
    assert f'name="person" value="{demonstration.alice.me}"' in page
    response = client.post(
        "/sign-in/demonstration/", {"person": demonstration.alice.me, "next": "/people/"}
    )
    assert (response.status_code, response["Location"]) == (303, "/people/")
    assert who_is(client) == str(demonstration.alice.me)


def test_nobody_else_is_entered_with_a_click(cast: Cast, client: Client) -> None:
    assert "Look around" not in words(client.get("/sign-in/"))
    response = client.post("/sign-in/demonstration/", {"person": cast.alice.me})
    assert response.status_code == 404
    assert is_nobody(client)


@pytest.mark.parametrize("person", ["", "0", "-1", "x", "99999", str(10**40)])
def test_a_click_on_nobody_leads_nowhere(demonstration: Cast, client: Client, person: str) -> None:
    assert client.post("/sign-in/demonstration/", {"person": person}).status_code == 404


def test_a_closed_account_of_the_demonstration_stays_closed(
    demonstration: Cast, client: Client
) -> None:
    services.deactivate_person(actor=demonstration.vera, person_id=demonstration.mona.me)
    assert "Mona Maler" not in words(client.get("/sign-in/"))
    answer = client.post("/sign-in/demonstration/", {"person": demonstration.mona.me})
    assert answer.status_code == 404
    assert is_nobody(client)


def _close(cast: Cast, person: Actor) -> None:
    services.deactivate_person(actor=cast.vera, person_id=person.me)


def _change_password(cast: Cast, person: Actor) -> None:
    secret = services.renew_password_link(actor=cast.vera, person_id=person.me)
    services.choose_password(secret, password="quite another sentence")


@pytest.mark.parametrize("end", [_close, _change_password])
def test_sessions_end_with_the_account_and_with_the_password(cast: Cast, end: object) -> None:
    theirs, others = [as_person(cast.alice), as_person(cast.alice)], as_person(cast.igor)
    end(cast, cast.alice)  # type: ignore[operator]
    assert Session.objects.count() == 1
    for client in theirs:
        assert client.get("/people/").status_code == 302
    assert others.get("/people/").status_code == 200
