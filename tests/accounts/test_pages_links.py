"""One-time links: an empty workspace is set up, a person chooses a password, and nobody twice."""

from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY, get_user_model
from django.test import Client
from tests.accounts.browsing import PASSWORD, is_nobody, words
from tests.cast import Cast

from tandem.accounts import services
from tandem.accounts.models import OneTimeLink, Workspace
from tandem.core import clock

COMPANY = {
    "company": "Nordlicht",
    "name": "Vera Vogt",
    "email": "Vera@Nordlicht.example",
    "password": PASSWORD,
}


@pytest.fixture
def empty(db: None) -> str:
    """The address of the link to an empty workspace."""
    return f"/set-up/{services.make_set_up_link()}/"


def test_the_link_sets_the_workspace_up_and_leads_on(empty: str, client: Client) -> None:
    assert "Welcome to Tandem" in words(client.get(empty))
    response = client.post(empty, COMPANY)
    assert (response.status_code, response["Location"]) == (303, "/first-steps/")
    company = Workspace.objects.get()
    assert company.name == "Nordlicht"
    assert company.sponsor is not None
    assert company.sponsor.email == "vera@nordlicht.example"
    assert client.session[SESSION_KEY] == str(company.sponsor.pk)
    text = words(client.get(response["Location"]))
    assert "Nordlicht is set up" in text
    for step in ("Departments and their sides", "People", "The first idea"):
        assert step in text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"password": "short"}, "at least 12 characters"),
        ({"password": "vera@nordlicht.example"}, "too similar"),
        ({"company": "  "}, "Please write something here."),
        ({"email": "vera"}, "This isn't an e-mail address"),
        ({"name": "x" * 121}, "at most 120 characters"),
    ],
)
def test_a_mistake_keeps_what_was_typed_and_the_link(
    empty: str, client: Client, wrong: dict[str, str], said: str
) -> None:
    response = client.post(empty, COMPANY | wrong)
    page = response.content.decode()
    assert response.status_code == 422
    assert said in words(response)
    assert 'aria-invalid="true"' in page
    assert wrong.get("name", "Vera Vogt") in page
    assert not Workspace.objects.exists()
    assert f'value="{(COMPANY | wrong)["password"]}"' not in page
    assert client.post(empty, COMPANY).status_code == 303


def test_the_second_click_makes_no_second_workspace(empty: str) -> None:
    assert Client().post(empty, COMPANY).status_code == 303
    second = Client().post(empty, COMPANY | {"company": "Another"})
    assert second.status_code == 410
    assert "Each link works once" in words(second)
    assert Workspace.objects.get().name == "Nordlicht"


def test_a_link_runs_out(empty: str, client: Client) -> None:
    with clock.at(clock.now() + timedelta(hours=25)):
        for response in (client.get(empty), client.post(empty, COMPANY)):
            assert response.status_code == 410
            assert "run out" in words(response)
    assert not Workspace.objects.exists()


def test_a_newer_link_ends_the_older(empty: str, client: Client) -> None:
    services.make_set_up_link()
    assert client.get(empty).status_code == 410


@pytest.mark.parametrize("secret", ["nonsense", "x" * 5000, "%00", "ä"])
def test_an_unknown_link_gets_a_kind_page(db: None, client: Client, secret: str) -> None:
    response = client.get(f"/set-up/{secret}/")
    assert response.status_code == 404
    assert "Sign in" in words(response)


def test_the_secret_stays_in_the_address_bar(empty: str, client: Client) -> None:
    pages = [client.get(empty), client.post(empty, COMPANY | {"password": "short"})]
    pages += [client.post(empty, COMPANY), client.get(empty), client.get("/set-up/unknown/")]
    for page in pages:
        assert page["Referrer-Policy"] == "strict-origin"
        assert page["Cache-Control"] == "no-store"
        assert "//" not in page.content.decode().replace("http://testserver", "")


# A person's link


@pytest.fixture
def invited(cast: Cast) -> tuple[str, int]:
    """The address of a new person's link, and their id."""
    department = cast_department(cast)
    person, secret = services.add_person(
        actor=cast.vera, email="nina@nordlicht.example", name="Nina Nolte", department_id=department
    )
    return f"/set-up/{secret}/", person.pk


def cast_department(cast: Cast) -> int:
    person = get_user_model().objects.get(pk=cast.alice.me)
    assert person.department_id is not None
    return int(person.department_id)


def test_an_invited_person_chooses_a_password_and_is_in(
    invited: tuple[str, int], client: Client
) -> None:
    link, person_id = invited
    page = client.get(link)
    assert "Hello Nina Nolte" in words(page)
    assert 'autocomplete="new-password"' in page.content.decode()
    response = client.post(link, {"password": PASSWORD})
    assert (response.status_code, response["Location"]) == (303, "/")
    assert client.session[SESSION_KEY] == str(person_id)
    assert client.get("/").status_code == 200, "A session made with the old password opens nothing."
    again = Client().post("/sign-in/", {"email": "nina@nordlicht.example", "password": PASSWORD})
    assert again.status_code == 303


def test_a_password_that_is_too_weak_is_not_taken(invited: tuple[str, int], client: Client) -> None:
    response = client.post(invited[0], {"password": "ninanolteninanolte"[:11]})
    assert response.status_code == 422
    assert "at least 12 characters" in words(response)
    assert OneTimeLink.objects.get(person_id=invited[1]).used_at is None


def test_a_used_link_of_a_person_opens_nothing(invited: tuple[str, int]) -> None:
    Client().post(invited[0], {"password": PASSWORD})
    thief = Client()
    assert thief.get(invited[0]).status_code == 410
    assert thief.post(invited[0], {"password": "quite another sentence"}).status_code == 410
    assert is_nobody(thief)
    before = {"email": "nina@nordlicht.example", "password": PASSWORD}
    assert Client().post("/sign-in/", before).status_code == 303


def test_the_link_of_a_closed_account_opens_nothing(
    cast: Cast, invited: tuple[str, int], client: Client
) -> None:
    services.deactivate_person(actor=cast.vera, person_id=invited[1])
    response = client.post(invited[0], {"password": PASSWORD})
    assert response.status_code == 422
    assert "has been deactivated" in words(response)
    assert is_nobody(client)


def test_a_persons_link_makes_no_workspace(invited: tuple[str, int], client: Client) -> None:
    assert client.post(invited[0], COMPANY).status_code == 303
    assert Workspace.objects.count() == 1
