"""The directory, and what administrators do there. Links are shown once and nowhere else."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client
from tests.accounts.browsing import PASSWORD, as_person, link_on, words
from tests.cast import Cast
from tests.refusals import nothing_written

from tandem.accounts import queries, services
from tandem.accounts.models import OneTimeLink, Person, SideMembership
from tandem.accounts.rules import Lane
from tandem.core import clock

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


@pytest.fixture
def admin(cast: Cast) -> Client:
    return as_person(cast.ada)


def marketing() -> str:
    return str(queries.departments().get(name="Marketing").pk)


def nina(**more: str) -> dict[str, str]:
    return {
        "name": "Nina Nolte",
        "email": "nina@nordlicht.example",
        "title": "Copywriter",
        "department": marketing(),
        "role": "member",
        **more,
    }


def test_everybody_sees_who_is_here_and_for_which_side(cast: Cast) -> None:
    services.deactivate_person(actor=cast.vera, person_id=cast.mona.me)
    text = words(as_person(cast.rita).get("/people/"))
    for name in ("Alice Albers", "Igor Ilic", "Vera Vogt", "Rita Raabe"):
        assert name in text
    assert re.search(r"Mona Maler.{0,60}account closed", text)
    assert "Add a person" not in text


def names_on(response: HttpResponse) -> list[str]:
    """Who stands in the list."""
    return re.findall(r'href="/people/\d+/"><bdi>(.*?)</bdi>', response.content.decode())


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("özlem", ["Özlem Öztürk"]),
        ("ÖZTÜRK", ["Özlem Öztürk"]),
        ("übers", ["Özlem Öztürk"]),
        ("öz marketing", ["Özlem Öztürk"]),
        ("öz legal", []),
        ("albers", ["Alice Albers"]),
        ("legal charlie", ["Charlie Cramer"]),
        ("IT", ["Igor Ilic", "Ivan Iwers", "Rita Raabe"]),
    ],
)
def test_people_are_found_by_name_title_and_department(
    cast: Cast, admin: Client, asked: str, found: list[str]
) -> None:
    admin.post("/people/new/", nina(name="Özlem Öztürk", title="Übersetzerin"))
    assert [name for name in names_on(admin.get("/people/", {"q": asked})) if name] == found


@pytest.mark.parametrize("nonsense", ["%", "_", "' OR 1=1", "\0", "x" * 3000, LONG])
def test_what_nobody_has_finds_nobody(cast: Cast, admin: Client, nonsense: str) -> None:
    response = admin.get("/people/", {"q": nonsense})
    assert response.status_code == 200
    assert ("Nobody found" in words(response)) is (nonsense != "\0")


def test_a_long_list_comes_in_pages(cast: Cast, admin: Client) -> None:
    some = [Person(email=f"p{n}@x.example", name=f"Person {n:03}") for n in range(60)]
    Person.objects.bulk_create(some)
    seen: list[str] = []
    address = "/people/?q=person"
    while address:
        page = admin.get(address).content.decode()
        seen += re.findall(r"Person \d{3}(?=</bdi>)", page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = "/people/" + following[1].replace("&amp;", "&") if following else ""
    assert seen == [f"Person {n:03}" for n in range(60)]
    assert admin.get("/people/?after=nonsense").status_code == 422


def test_pages_of_people_cost_the_same_however_many(
    cast: Cast, admin: Client, django_assert_max_num_queries: object
) -> None:
    Person.objects.bulk_create(Person(email=f"p{n}@x.example", name=f"P {n}") for n in range(45))
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        admin.get("/people/")


def test_an_administrator_adds_somebody_and_gets_their_link_once(cast: Cast, admin: Client) -> None:
    response = admin.post("/people/new/", nina())
    link = link_on(response)
    assert response.status_code == 200
    assert link
    assert response["Cache-Control"] == "no-store"
    assert link not in str(response.headers) + str(admin.cookies)
    added = get_user_model().objects.get(email="nina@nordlicht.example")
    assert queries.lanes_held_by(added.pk) == {Lane.MARKETING}
    assert Client().post(link, {"password": PASSWORD}).status_code == 303
    for address in (f"/people/{added.pk}/", "/people/", "/people/new/"):
        assert not link_on(admin.get(address))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Please write something here."),
        ({"email": "nina"}, "This isn't an e-mail address"),
        ({"email": "ALICE@nordlicht.example"}, "is here already"),
        ({"department": ""}, "Choose one from the list."),
        ({"department": "99999"}, "Choose one from the list."),
        ({"role": "king"}, "Choose one from the list."),
        ({"title": "x" * 121}, "at most 120 characters"),
    ],
)
def test_a_mistake_keeps_what_was_typed(
    cast: Cast, admin: Client, wrong: dict[str, str], said: str
) -> None:
    with nothing_written():
        response = admin.post("/people/new/", nina(title="Copywriter & co") | wrong)
    page = response.content.decode()
    assert response.status_code == 422
    assert said in words(response)
    assert 'aria-invalid="true"' in page
    assert "Copywriter &amp; co" in page or "title" in wrong
    assert "Nina Nolte" in page or "name" in wrong


def test_sending_it_twice_adds_one_person(cast: Cast, admin: Client) -> None:
    assert admin.post("/people/new/", nina()).status_code == 200
    again = admin.post("/people/new/", nina())
    assert again.status_code == 422
    assert "there they get a new link" in words(again)
    assert Person.objects.filter(email="nina@nordlicht.example").count() == 1


def test_what_people_typed_is_text_and_nothing_else(cast: Cast, admin: Client) -> None:
    admin.post("/people/new/", nina(name='<script>alert("x")</script>', title="<b>" + LONG))
    added = get_user_model().objects.get(email="nina@nordlicht.example")
    for address in ("/people/", f"/people/{added.pk}/"):
        page = admin.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<b>Donau" not in page


def test_a_person_has_a_page(cast: Cast) -> None:
    with clock.at(clock.now() - timedelta(days=40)):
        services.change_sides(actor=cast.vera, person_id=cast.alice.me, lanes=[])
        services.change_sides(actor=cast.vera, person_id=cast.alice.me, lanes=[Lane.IT])
    text = words(as_person(cast.rita).get(f"/people/{cast.alice.me}/"))
    for expected in ("Alice Albers", "alice@nordlicht.example", "Member", "IT since"):
        assert expected in text
    assert "Close the account" not in text
    assert as_person(cast.rita).get("/people/99999/").status_code == 404
    assert as_person(cast.rita).get(f"/people/{10**30}/").status_code == 404


def post(client: Client, cast: Cast, act: str, **data: object) -> HttpResponse:
    return client.post(f"/people/{cast.alice.me}/{act}/", data)


def test_sides_are_changed_from_today(cast: Cast, admin: Client) -> None:
    response = post(admin, cast, "sides", lanes=["it", "marketing"])
    assert (response.status_code, response["Location"]) == (303, f"/people/{cast.alice.me}/")
    assert queries.lanes_held_by(cast.alice.me) == {Lane.IT, Lane.MARKETING}
    post(admin, cast, "sides")
    assert queries.lanes_held_by(cast.alice.me) == set()
    assert post(admin, cast, "sides", lanes=["moon"]).status_code == 422
    assert queries.lanes_held_by(cast.alice.me) == set()


def test_saving_the_same_sides_twice_changes_nothing(cast: Cast, admin: Client) -> None:
    post(admin, cast, "sides", lanes=["it"])
    with nothing_written():
        post(admin, cast, "sides", lanes=["it"])
    assert SideMembership.objects.filter(person_id=cast.alice.me, ends_on=None).count() == 1


def test_the_role_is_changed_and_the_last_administrator_stays(cast: Cast, admin: Client) -> None:
    post(admin, cast, "role", role="viewer")
    assert get_user_model().objects.get(pk=cast.alice.me).role == "viewer"
    admin.post(f"/people/{cast.vera.me}/role/", {"role": "member"})
    with nothing_written():
        response = admin.post(f"/people/{cast.ada.me}/role/", {"role": "member"})
    assert response.status_code == 409
    assert "This is the last administrator" in words(response)
    assert post(admin, cast, "role", role="king").status_code == 422


def test_an_account_is_closed_and_opened_again(cast: Cast, admin: Client) -> None:
    theirs = as_person(cast.alice)
    assert post(admin, cast, "deactivate").status_code == 303
    assert theirs.get("/people/").status_code == 302
    assert "account closed" in words(admin.get(f"/people/{cast.alice.me}/"))
    with nothing_written():
        assert post(admin, cast, "deactivate").status_code == 303
    opened = post(admin, cast, "reactivate")
    assert Client().post(link_on(opened), {"password": PASSWORD}).status_code == 303


@pytest.mark.parametrize(
    ("whom", "said"), [("ada", "can't deactivate yourself"), ("vera", "company's sponsor")]
)
def test_some_accounts_stay_open(cast: Cast, admin: Client, whom: str, said: str) -> None:
    person = getattr(cast, whom).me
    with nothing_written():
        response = admin.post(f"/people/{person}/deactivate/")
    assert response.status_code == 409
    assert said in words(response)
    assert admin.get(f"/people/{person}/deactivate/")["Location"] == f"/people/{person}/"


def test_a_new_link_ends_the_older_ones_and_is_shown_once(cast: Cast, admin: Client) -> None:
    first, second = (link_on(post(admin, cast, "link")) for _ in range(2))
    assert first != second
    assert Client().get(first).status_code == 410
    assert Client().get(second).status_code == 200
    reload = admin.get(f"/people/{cast.alice.me}/link/")
    assert (reload.status_code, reload["Location"]) == (302, f"/people/{cast.alice.me}/")
    living = OneTimeLink.objects.filter(used_at=None, expires_at__gt=clock.now())
    assert living.filter(person_id=cast.alice.me).count() == 1


ACTS = ("sides", "role", "deactivate", "reactivate", "link")


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", ["alice", "igor", "rita", "charlie"])
def test_only_administrators_change_people(cast: Cast, act: str, who: str) -> None:
    client = as_person(getattr(cast, who))
    with nothing_written():
        response = client.post(f"/people/{cast.igor.me}/{act}/", {"role": "administrator"})
        assert response.status_code == 403
        assert client.post("/people/new/", nina()).status_code == 403
    assert "Only an administrator manages people." in words(response)
    assert client.get("/people/new/").status_code == 403


@pytest.mark.parametrize("act", ACTS)
def test_nobody_is_changed_by_a_link_or_who_is_not_there(
    cast: Cast, admin: Client, act: str
) -> None:
    with nothing_written():
        assert admin.get(f"/people/{cast.alice.me}/{act}/").status_code == 302
        data = {"role": "member"}
        assert admin.post(f"/people/99999/{act}/", data).status_code == 404
