"""The pages of an import work without scripts, keep what was chosen, and say how far it is."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.cast import Cast
from tests.formats.sheets import book, cells, words
from tests.imports.uploading import SHOP, by_key, compared, read, take, taken, upload

from tandem.accounts.models import Duty, Person
from tandem.accounts.rules import Actor, Lane
from tandem.imports import queries, services
from tandem.imports.commands.steps import carry_on_all
from tandem.imports.models import Import
from tandem.imports.requests import keep
from tandem.imports.rules.steps import ImportState
from tandem.initiatives.models import Initiative
from tandem.work import services as work

pytestmark = pytest.mark.usefixtures("tuesday")


def browser_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=actor.me))
    return client


def test_the_whole_way_without_scripts(cast: Cast, planned: int) -> None:
    browser = browser_of(cast.igor)
    assert b'type="file"' in browser.get(f"/imports/?home={planned}").content
    file = SimpleUploadedFile("shop.csv", SHOP.encode(), "text/csv")
    answer = browser.post("/imports/", {"home": planned, "file": [file]})
    assert answer.status_code == 303
    address = answer["Location"]
    assert b"The files are being read" in browser.get(address).content
    carry_on_all()
    page = browser.get(address).content.decode()
    assert "What means what" in page
    assert "In Review" in page
    means = {"side": "it", "side_by": "all", "theirs": "ours", "state_0": "done", "compare": "on"}
    it = queries.whole(cast.igor, Import.objects.get().pk)
    told = {
        f"{what}_{at}": dict(getattr(it.means, listed))[word]
        for what, listed in (("state", "states"), ("kind", "kinds"))
        for at, (word, _) in enumerate(it.found[listed])
    }
    means = {**told, **means, "comments": "on", "history": "on", "hours": "on", "checks": "on"}
    assert browser.post(f"{address}mapping/", means).status_code == 303
    carry_on_all()
    page = browser.get(address).content.decode()
    assert "What would change" in page
    assert browser.post(f"{address}start/").status_code == 303
    assert b"Stop" in browser.get(address).content
    carry_on_all()
    page = browser.get(address).content.decode()
    assert "To the work" in page
    assert len(by_key(planned)) == 4
    item = browser.get(f"/work/{by_key(planned)['SHOP-1'].pk}/").content.decode()
    assert "From Jira" in item
    assert "Sprint 7" in item


def test_a_name_that_nobody_has_keeps_everything_that_was_chosen(cast: Cast, planned: int) -> None:
    it = read(cast.igor, planned)
    browser = browser_of(cast.igor)
    sent = {
        "side": "shared",
        "side_by": "all",
        "theirs": "ours",
        "person_0": "Zorro",
        "state_0": "next",
    }
    answer = browser.post(f"/imports/{it.row.id}/mapping/", sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Choose somebody from the list" in page
    assert 'value="Zorro"' in page
    assert '<option value="next" selected>' in page
    assert queries.whole(cast.igor, it.row.id).means == it.means


def test_a_page_that_waits_is_shown_anew_when_a_step_is_through(cast: Cast, planned: int) -> None:
    made = upload(cast.igor, planned)
    browser = browser_of(cast.igor)
    asks = {"HX-Request": "true", "HX-Target": "progress"}
    waiting = browser.get(f"/imports/{made}/", headers=asks)
    assert b"hx-trigger" in waiting.content
    assert "HX-Refresh" not in waiting.headers
    assert b"<html" not in waiting.content
    carry_on_all()
    assert browser.get(f"/imports/{made}/", headers=asks).headers["HX-Refresh"] == "true"


def test_conflicts_are_listed_and_theirs_is_taken_for_the_ticked(cast: Cast, planned: int) -> None:
    take(cast.igor, planned)
    work.edit_work_item(
        actor=cast.igor, work_id=by_key(planned)["SHOP-2"].pk, changes={"title": "Mine"}
    )
    it = compared(cast.igor, read(cast.igor, planned, SHOP.replace("Pay by invoice", "Theirs")))
    browser = browser_of(cast.igor)
    assert b"Changed here and there" in browser.get(it.row.url).content
    sent = {"theirs": "on", "keys": ["SHOP-2"]}
    assert browser.post(f"{it.row.url}compare/", sent).status_code == 303
    carry_on_all()
    again = queries.whole(cast.igor, it.row.id)
    assert again.report.counts["changed"] == 1
    services.start_import(actor=cast.igor, import_id=it.row.id)
    carry_on_all()
    assert by_key(planned)["SHOP-2"].subject.title == "Theirs"


def test_nothing_chosen_is_said_beside_the_field(cast: Cast, planned: int) -> None:
    answer = browser_of(cast.igor).post("/imports/", {"home": planned})
    assert answer.status_code == 422
    assert b"Choose a file." in answer.content
    assert not Import.objects.exists()


def test_what_is_stopped_can_go_on(cast: Cast, planned: int) -> None:
    it = compared(cast.igor, read(cast.igor, planned))
    browser = browser_of(cast.igor)
    browser.post(f"{it.row.url}start/")
    assert browser.post(f"{it.row.url}stop/").status_code == 303
    assert b"Go on" in browser.get(it.row.url).content
    assert queries.whole(cast.igor, it.row.id).row.state is ImportState.STOPPED


def test_another_sheet_of_a_spreadsheet_is_read_when_it_is_chosen(cast: Cast, planned: int) -> None:
    other = cells(words("Aufgabe", "Stand"), words("Zwei", "offen"))
    data = book(cells(words("Title"), words("One")), other, names=("First", "Second"))
    sent = [keep("plan.xlsx", [data])]
    made = services.upload_export(actor=cast.igor, home_id=planned, files=sent).pk
    carry_on_all()
    browser = browser_of(cast.igor)
    assert "Which sheet" in browser.get(f"/imports/{made}/").content.decode()
    told = {"sheet": "Second", "side": "it", "side_by": "all", "theirs": "ours"}
    assert browser.post(f"/imports/{made}/mapping/", told).status_code == 303
    carry_on_all()
    it = queries.whole(cast.igor, made)
    assert (it.means.sheet, it.found["items"]) == ("Second", 1)
    assert [one[0] for one in it.found["columns"]] == ["Aufgabe", "Stand"]
    taken(cast.igor, it)
    assert [one.subject.title for one in by_key(planned).values()] == ["Zwei"]


def test_a_table_becomes_ideas_without_scripts(cast: Cast) -> None:
    browser = browser_of(cast.alice)
    assert b"?home=ideas" in browser.get("/ideas/").content
    assert b"as new ideas" in browser.get("/imports/?home=ideas").content
    text = "Title,Status,For whom\nA podcast,new,Students\nAn old wish,on hold,\n"
    file = SimpleUploadedFile("wishes.csv", text.encode(), "text/csv")
    address = browser.post("/imports/", {"home": "ideas", "file": [file]})["Location"]
    carry_on_all()
    assert "What becomes of it" in browser.get(address).content.decode()
    means = {
        "state_0": "idea",
        "state_1": "parked",
        "kind_0": "content",
        "field_0": "audience",
        "reason": "Next year.",
        "until": "soon",
        "theirs": "ours",
        "compare": "on",
    }
    failed = browser.post(f"{address}mapping/", means)
    assert failed.status_code == 422
    assert "Next year." in failed.content.decode()
    assert browser.post(f"{address}mapping/", {**means, "until": ""}).status_code == 303
    carry_on_all()
    page = browser.get(address).content.decode()
    assert re.search(r"This will ask \d+ people for 3 things,.* the first of them due", page)
    assert "Take it in quietly" in page
    browser.post(f"{address}start/")
    carry_on_all()
    page = browser.get(address).content.decode()
    assert "To the ideas" in page
    assert "Undo the import" in page
    idea = Initiative.objects.get(sentence="A podcast")
    assert idea.kind == "content"
    shown = browser.get(f"/initiatives/{idea.pk}/").content.decode()
    assert "From a table" in shown
    assert "State there" in shown


def test_not_now_is_offered_to_whoever_sorts_ideas_and_others_read_who_that_is(cast: Cast) -> None:
    text = "Title,Status\nA podcast,new\nAn old wish,on hold\n"
    file = SimpleUploadedFile("wishes.csv", text.encode(), "text/csv")
    other = browser_of(cast.igor)
    duty = Duty.objects.create(lane=Lane.IT.value, person_id=cast.ivan.me)
    address = other.post("/imports/", {"home": "ideas", "file": [file]})["Location"]
    carry_on_all()
    page = other.get(address).content.decode()
    assert 'value="parked"' not in page
    assert cast.ivan.name in page.partition('id="states"')[2]
    duty.person_id = cast.igor.me
    duty.save()
    assert 'value="parked"' in other.get(address).content.decode()
