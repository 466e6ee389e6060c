"""Every list is taken along as it is asked for, without what its reader may not see."""

import json
from io import BytesIO

import pytest
from django.test import Client
from tests.cast import SENTENCE, Cast, hide

from tandem.accounts.models import Person
from tandem.accounts.rules import Actor, Lane
from tandem.formats.spreadsheet import read_sheet
from tandem.initiatives.services import take_up_idea
from tandem.talk.services import ask_question

pytestmark = pytest.mark.usefixtures("tuesday")

LISTS = [
    *("/questions/?show=open", "/decisions/", "/people/", "/systems/", "/goals/", "/year/"),
    *("/it-projects/", "/capacity/", "/small-changes/", "/queue/", "/work/", "/search/?q=shop"),
    *("/money/export/", "/ideas/export/KIND/", "/all-work/export/KIND/", "/hours/export/KIND/"),
    "/time/export/KIND/",
]


def asked(browser: Client, address: str, kind: str) -> bytes:
    sign = "&" if "?" in address else "?"
    place = address.replace("KIND", kind) + ("" if "KIND" in address else f"{sign}as={kind}")
    answer = browser.get(place)
    assert answer.status_code == 200, place
    assert f".{kind}" in answer["Content-Disposition"]
    return bytes(answer.content)


def browser_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=actor.me))
    return client


@pytest.mark.parametrize("address", LISTS)
def test_a_list_is_the_same_in_every_kind_of_file(cast: Cast, idea: int, address: str) -> None:
    browser = browser_of(cast.alice)
    items = json.loads(asked(browser, address, "json"))["items"]
    sheet = read_sheet(BytesIO(asked(browser, address, "xlsx"))).rows
    lines = asked(browser, address, "csv").decode("utf-8-sig")
    assert len(sheet) == len(items) + 1
    assert lines.startswith(",".join(sheet[0][1]))
    if items:
        assert list(items[0]) == sheet[0][1]


def test_nothing_hidden_is_in_a_file(cast: Cast, idea: int) -> None:
    take_up_idea(actor=cast.igor, initiative_id=idea)
    ask_question(
        actor=cast.alice, subject_id=idea, text="Which markets, secretly?", to_lane=Lane.IT
    )
    everywhere = ("/questions/?show=open", "/queue/", "/search/?q=secretly", "/ideas/export/KIND/")
    before = b"".join(asked(browser_of(cast.rita), one, "json") for one in everywhere)
    assert b"secretly" in before
    assert SENTENCE.encode() in before
    hide(idea)
    after = b"".join(asked(browser_of(cast.rita), one, "json") for one in everywhere)
    assert b"secretly" not in after
    assert SENTENCE.encode() not in after


def test_a_page_offers_its_list_as_it_is_asked_for(cast: Cast, idea: int) -> None:
    page = browser_of(cast.alice).get("/people/?q=a%26b&after=x").content.decode()
    assert "as=csv" not in page, "nobody is found"
    page = browser_of(cast.alice).get("/people/?q=al").content.decode()
    assert "/people/?q=al&amp;as=xlsx" in page
    answer = browser_of(cast.alice).get("/people/?q=al&as=nothing")
    assert answer["Content-Type"].startswith("text/html")
