"""The catalogue's pages as people see them."""

import pytest
from tests.accounts.browsing import as_person, words
from tests.cast import Cast

from tandem.accounts import services as accounts
from tandem.systems import services
from tandem.systems.rules import Entry

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
FORM = {"name": "Shop", "kind": "system", "criticality": "2", "lifecycle": "live", "target": "keep"}


def test_an_empty_catalogue_says_how_to_begin(cast: Cast) -> None:
    assert "Ten are enough to begin" in words(as_person(cast.igor).get("/systems/"))
    assert "Add a system" not in words(as_person(cast.rita).get("/systems/"))


def test_what_marketing_adds_is_marked_until_it_confirms(cast: Cast) -> None:
    alice, igor = as_person(cast.alice), as_person(cast.igor)
    page = alice.post("/systems/new/", {**FORM, "aliases": "Webshop\nder Laden"}, follow=True)
    assert "To be confirmed by IT" in words(page)
    assert "Webshop, der Laden" in words(page)
    assert "This is right" not in words(page)
    address = page.request["PATH_INFO"]
    assert "is the entry right?" in words(igor.get("/"))
    assert "Still right" in words(igor.post(f"{address}confirm/", follow=True))
    assert "is the entry right?" not in words(igor.get("/"))


def test_a_refused_form_keeps_what_was_typed(cast: Cast) -> None:
    response = as_person(cast.igor).post(
        "/systems/new/", {**FORM, "target": "replace", "vendor": LONG}
    )
    assert response.status_code == 422
    assert "Say by what it will be replaced." in words(response)
    assert LONG in response.content.decode()


def test_two_who_save_at_once_see_both(cast: Cast) -> None:
    system = services.add_system(actor=cast.igor, entry=Entry("Shop")).pk
    address = f"/systems/{system}/edit/"
    first, second = as_person(cast.igor), as_person(cast.ivan)
    assert first.post(address, {**FORM, "version": 1, "vendor": "One"}).status_code == 303
    late = second.post(address, {**FORM, "version": 1, "vendor": "Two"})
    assert late.status_code == 409
    assert 'name="version" value="2"' in late.content.decode()
    assert second.post(address, {**FORM, "version": 2, "vendor": "Two"}).status_code == 303


def test_an_owner_who_has_left_stays_until_another_is_chosen(cast: Cast) -> None:
    system = services.add_system(actor=cast.igor, entry=Entry("Shop", it_owner=cast.ivan.me)).pk
    accounts.deactivate_person(actor=cast.vera, person_id=cast.ivan.me)
    igor = as_person(cast.igor)
    assert "has left" in words(igor.get(f"/systems/{system}/"))
    address = f"/systems/{system}/edit/"
    assert f'value="{cast.ivan.me}" selected' in igor.get(address).content.decode()
    form = {**FORM, "version": 1, "it_owner": cast.ivan.me, "vendor": "New"}
    assert igor.post(address, form).status_code == 303


def test_a_long_list_comes_in_pages(cast: Cast) -> None:
    for number in range(35):
        services.add_system(actor=cast.igor, entry=Entry(f"System {number:02}"))
    rita = as_person(cast.rita)
    first = rita.get("/systems/").content.decode()
    assert "System 29" in first
    assert "System 30" not in first
    following = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "System 34" in rita.get(f"/systems/{following}").content.decode()


@pytest.mark.parametrize("asked", ["?q=%00", "?q=%25", "?show=nonsense", "?q=" + "x" * 300])
def test_odd_addresses_find_nothing_and_break_nothing(cast: Cast, asked: str) -> None:
    assert as_person(cast.rita).get(f"/systems/{asked}").status_code == 200
