"""The demonstration goes while everything runs, and only whoever let it go sets up for real."""

import re

import pytest
from django.test import Client
from tests.accounts.browsing import as_person, words
from tests.cast import Cast
from tests.refusals import nothing_written, refused

from tandem.accounts import queries as accounts
from tandem.accounts.models import OneTimeLink, Workspace
from tandem.activity.commands import verify
from tandem.activity.models import SearchText, Subject
from tandem.activity.services import take_checkpoint
from tandem.core.errors import BadInput, NotAllowed, NotFound
from tandem.demo.load import play_next_story
from tandem.initiatives import services as initiatives
from tandem.initiatives.rules import InitiativeKind
from tandem.upkeep import jobs, services

SENT = {
    "company": "Südlicht",
    "name": "Vera Vogt",
    "email": "vera@suedlicht.example",
    "password": "a long sentence of mine",
}


@pytest.fixture
def demo(cast: Cast) -> Cast:
    """A small made-up company in which something happened."""
    Workspace.objects.update(demonstration=True, demonstration_left=2)
    initiatives.write_idea(actor=cast.alice, sentence="A better shop", kind=InitiativeKind.TOOL)
    take_checkpoint()
    return cast


def test_the_company_goes_and_the_same_browser_sets_up_for_real(demo: Cast) -> None:
    browser, other = as_person(demo.ada), as_person(demo.alice)
    assert words(browser.get("/settings/start-for-real/"))
    gone = browser.post("/settings/start-for-real/", {"name": "  nordlicht "})
    assert re.fullmatch(r"/set-up/[\w-]+/", gone["Location"])
    assert accounts.is_empty()
    assert not Subject.objects.exists()
    assert not SearchText.objects.exists()
    assert other.get("/").status_code == 302, "Everybody is signed out."
    assert play_next_story() is False, "No story comes after the end."
    jobs.give_sign_of_life()
    assert browser.post(gone["Location"], SENT)["Location"] == "/first-steps/"
    company = accounts.workspace()
    assert company
    assert (company.name, company.demonstration) == ("Südlicht", False)
    assert browser.get("/").status_code == 200
    assert verify() == 0


def test_nobody_else_can_take_the_empty_workspace(demo: Cast) -> None:
    before = OneTimeLink.objects.filter(person=None).count()
    browser = as_person(demo.ada)
    browser.post("/settings/start-for-real/", {"name": "Nordlicht"})
    assert OneTimeLink.objects.filter(person=None).count() == before + 1
    stranger = Client()
    assert "/set-up/" not in stranger.get("/sign-in/").content.decode()
    assert stranger.post("/set-up/guessed/", SENT).status_code == 404
    assert accounts.is_to_be_set_up(), "A restart loads no demonstration again."


def test_another_name_removes_nothing_and_says_which_is_meant(demo: Cast) -> None:
    with nothing_written():
        answer = as_person(demo.ada).post("/settings/start-for-real/", {"name": "Nordwind"})
    assert answer.status_code == 422
    assert "Nordlicht" in words(answer)
    with refused(BadInput):
        services.start_for_real(actor=demo.ada, typed_name="")


def test_a_real_workspace_is_never_removed(cast: Cast) -> None:
    with nothing_written():
        answer = as_person(cast.ada).post("/settings/start-for-real/", {"name": "Nordlicht"})
    assert answer.status_code == 404
    with refused(NotFound):
        services.start_for_real(actor=cast.ada, typed_name="Nordlicht")


def test_only_an_administrator_removes_it(demo: Cast) -> None:
    assert as_person(demo.alice).get("/settings/start-for-real/").status_code == 403
    with refused(NotAllowed):
        services.start_for_real(actor=demo.alice, typed_name="Nordlicht")
