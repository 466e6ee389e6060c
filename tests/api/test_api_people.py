"""What administrators do with people, and everybody with their own tokens."""

import pytest
from django.test import Client
from tests.api.program import API, Program, program_of
from tests.cast import Cast

from tandem.accounts.services import choose_password

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(cast: Cast) -> Program:
    return program_of(cast.ada)


def _department(program: Program, name: str) -> int:
    found = program.get("/departments")["items"]
    return next(one["id"] for one in found if one["name"] == name)


def test_everybody_learns_who_they_are(cast: Cast) -> None:
    me = program_of(cast.rita).get("/me")
    assert (me["name"], me["role"], me["kind"], me["scope"]) == (
        "Rita Raabe",
        "viewer",
        "token",
        "settings",
    )
    assert me["department"]["name"] == "Legal"


def test_a_person_is_added_and_comes_in_by_the_link(cast: Cast, ada: Program) -> None:
    added = ada.post(
        "/people",
        {
            "email": "Nora@Nordlicht.example",
            "name": "  Nora Nies ",
            "department_id": _department(ada, "Marketing"),
        },
    )
    person = added["person"]
    assert (person["email"], person["name"], person["lanes"]) == (
        "nora@nordlicht.example",
        "Nora Nies",
        ["marketing"],
    )
    secret = added["link"].rstrip("/").rsplit("/", 1)[1]
    choose_password(secret, password="seven quiet harbours")
    assert Client().login(username="nora@nordlicht.example", password="seven quiet harbours")
    assert ada.get("/people?q=nora")["items"] == [person]


def test_sides_and_role_change_from_today(cast: Cast, ada: Program) -> None:
    path = f"/people/{cast.charlie.me}"
    assert ada.put(f"{path}/sides", {"lanes": ["it", "marketing"]})["lanes"] == ["it", "marketing"]
    assert ada.put(f"{path}/sides", {"lanes": []})["lanes"] == []
    assert ada.put(f"{path}/role", {"role": "viewer"})["role"] == "viewer"
    assert ada.get(path)["role"] == "viewer"


def test_an_account_is_closed_and_opened_again(cast: Cast, ada: Program) -> None:
    mona = program_of(cast.mona)
    path = f"/people/{cast.mona.me}/deactivation"
    assert ada.post(path)["active"] is False
    mona.refused(401, "GET", "/me")
    assert "/set-up/" in ada.delete(path)["link"]
    assert ada.get(f"/people/{cast.mona.me}")["active"] is True
    mona.refused(401, "GET", "/me")


def test_a_new_password_link_ends_the_one_before(cast: Cast, ada: Program) -> None:
    path = f"/people/{cast.mona.me}/password-link"
    first, second = ada.post(path)["link"], ada.post(path)["link"]
    assert first != second


def test_departments_are_added_once(cast: Cast, ada: Program) -> None:
    assert ada.post("/departments", {"name": "Finance"})["lane"] is None
    problem = ada.refused(422, "POST", "/departments", {"name": "finance"})
    assert problem["field"] == "name"
    assert ada.post("/departments", {"name": "Platform", "lane": "it"})["lane"] == "it"


def test_the_workspace_is_read_by_all_and_changed_by_administrators(
    cast: Cast, ada: Program
) -> None:
    rita = program_of(cast.rita)
    found = rita.get("/workspace")
    assert (found["name"], found["sponsor"]["name"]) == ("Nordlicht", "Vera Vogt")
    wanted = {
        "name": "Nordlicht AG",
        "time_zone": "Europe/Vienna",
        "country": "AT",
        "opens_at": "08:00",
        "closes_at": "16:30",
        "sponsor_id": cast.ada.me,
    }
    changed = ada.put("/workspace", wanted)
    assert (changed["opens_at"], changed["sponsor"]["id"]) == ("08:00:00", cast.ada.me)
    rita.refused(403, "PUT", "/workspace", wanted)
    assert ada.refused(422, "PUT", "/workspace", wanted | {"time_zone": "Mars/Base"})["field"]
    ada.refused(422, "PUT", "/workspace", wanted | {"opens_at": 8})


def test_members_do_not_manage_people(cast: Cast, ada: Program) -> None:
    alice = program_of(cast.alice)
    path = f"/people/{cast.mona.me}"
    person = {
        "email": "x@nordlicht.example",
        "name": "X",
        "department_id": _department(ada, "Marketing"),
    }
    for method, address, body in (
        ("POST", "/people", person),
        ("PUT", f"{path}/sides", {"lanes": []}),
        ("PUT", f"{path}/role", {"role": "viewer"}),
        ("POST", f"{path}/deactivation", None),
        ("DELETE", f"{path}/deactivation", None),
        ("POST", f"{path}/password-link", None),
        ("POST", "/departments", {"name": "X"}),
    ):
        alice.refused(403, method, address, body)
    assert ada.get(path)["role"] == "member"


def test_a_token_makes_no_token_and_revokes_itself(cast: Cast) -> None:
    alice = program_of(cast.alice)
    alice.refused(403, "POST", "/tokens", {"name": "Another"})
    (token,) = alice.get("/tokens")["items"]
    assert "secret" not in token
    alice.delete(f"/tokens/{token['id']}")
    alice.refused(401, "GET", "/me")


def test_a_signed_in_browser_makes_a_token_that_works(cast: Cast) -> None:
    client = Client()
    _sign_in(client, cast)
    response = client.post(
        f"{API}/tokens", {"name": "Report", "days": 7}, content_type="application/json"
    )
    assert response.status_code == 201
    made = response.json()
    assert made["token"]["scope"] == "read"
    assert Program(made["secret"]).get("/me")["scope"] == "read"


def test_nobody_touches_a_token_of_somebody_else(cast: Cast) -> None:
    alice, mona = program_of(cast.alice), program_of(cast.mona)
    (token,) = alice.get("/tokens")["items"]
    mona.refused(404, "DELETE", f"/tokens/{token['id']}")
    assert alice.get("/me")


def _sign_in(client: Client, cast: Cast) -> None:
    from django.contrib.auth import get_user_model

    client.force_login(get_user_model().objects.get(pk=cast.alice.me))
