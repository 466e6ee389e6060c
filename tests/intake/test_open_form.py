"""The open form: opened by administrators, filled in by whoever has its address, followed by a link."""

import logging
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from tests.accounts.browsing import as_person, words
from tests.cast import Cast, happened, hide, waits
from tests.days import present_date
from tests.refusals import nothing_written, refused

from tandem.accounts.models import Person
from tandem.accounts.queries import people_visible_to
from tandem.activity import jobs
from tandem.activity.models import Outbox
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.core.request_ids import WithoutSecrets
from tandem.initiatives import services as ideas
from tandem.initiatives.models import Initiative
from tandem.intake import queries, rules, services
from tandem.intake.models import AskedIdea
from tandem.stages.services import park_initiative

ASKED = {
    "sentence": "A list of all open warranties per customer",
    "wish_date": "",
    "name": "Nele Neumann",
    "email": "nele@nordlicht.example",
    "website": "",
}


def opened(cast: Cast) -> str:
    """The form is open for a month; its address."""
    until = present_date() + timedelta(days=30)
    form = services.open_form(actor=cast.ada, until=until, introduction="What would help you?")
    return f"/ask/{form.token}/"


@pytest.fixture
def address(cast: Cast) -> str:
    return opened(cast)


@pytest.fixture
def page(address: str, client: Client) -> str:
    """Nele has asked; the address of her page."""
    return str(client.post(address, ASKED).headers["Location"])


@pytest.fixture
def brought(page: str) -> int:
    return Initiative.objects.values_list("pk", flat=True).get()


def test_only_administrators_open_close_and_renew_it(cast: Cast) -> None:
    until = present_date()
    for actor in (cast.alice, cast.igor, cast.rita, cast.charlie):
        with refused(NotAllowed):
            services.open_form(actor=actor, until=until)
        with refused(NotAllowed):
            services.close_form(actor=actor)
        with refused(NotAllowed):
            services.renew_form_address(actor=actor)
        assert as_person(actor).get("/settings/open-form/").status_code == 403
    for days in (-1, 400):
        with refused(BadInput):
            services.open_form(actor=cast.ada, until=until + timedelta(days=days))
    with refused(RuleBroken):
        services.renew_form_address(actor=cast.ada)


def test_it_is_closed_until_somebody_opens_it_and_after_its_day(cast: Cast, client: Client) -> None:
    assert client.get("/ask/anything/").status_code == 404
    address = opened(cast)
    assert "What would help you?" in words(client.get(address))
    with clock.at(clock.now() + timedelta(days=31)):
        assert client.get(address).status_code == 404
    services.renew_form_address(actor=cast.ada)
    assert client.get(address).status_code == 404, "The old address leads nowhere."
    row = queries.form_row()
    assert row
    assert client.get(row.path).status_code == 200
    services.close_form(actor=cast.ada)
    assert client.get(row.path).status_code == 404
    assert client.post(row.path, ASKED).status_code == 404
    assert not Initiative.objects.exists()


def test_an_idea_lands_under_new_ideas_with_the_name_of_whoever_asked(
    cast: Cast, page: str, brought: int
) -> None:
    row = Initiative.objects.get()
    assert (row.sentence, row.from_outside) == (ASKED["sentence"], True)
    assert happened(brought) == ["initiative.written"]
    assert {("initiative.triage", lane) for lane in ("marketing", "it")} <= waits(
        brought, sorting=True
    )
    shown = words(as_person(cast.alice).get(f"/initiatives/{brought}/triage/"))
    assert "from the open form, by Nele Neumann" in shown
    assert "nele@nordlicht.example" in words(as_person(cast.igor).get(f"/initiatives/{brought}/"))
    assert "nele@nordlicht.example" not in words(
        as_person(cast.charlie).get(f"/initiatives/{brought}/")
    )


def test_whoever_asked_is_no_account_even_with_the_address_of_one(
    cast: Cast, address: str, client: Client
) -> None:
    client.post(address, {**ASKED, "email": "alice@nordlicht.example", "name": "Alice Albers"})
    asked = AskedIdea.objects.get()
    assert asked.person_id != cast.alice.me
    assert Person.objects.get(pk=asked.person_id).guest
    assert asked.person_id not in {one.pk for one in people_visible_to(cast.alice)}


def test_the_form_shows_nothing_of_the_workspace_and_everything_else_is_missing(
    cast: Cast, address: str, page: str, brought: int, client: Client
) -> None:
    other = ideas.write_idea(actor=cast.alice, sentence="Warranties shown to customers in the shop")
    form = words(client.post(address, {**ASKED, "email": "no"}))
    assert other.sentence not in form
    assert ASKED["sentence"] in client.post(address, {**ASKED, "email": "no"}).text
    assert other.sentence not in words(client.get(page))
    secret = page.split("/")[2]
    assert client.get(f"/guest/{secret}/").status_code == 404
    assert client.post(f"/guest/{secret}/").status_code == 404
    for path in ("/shared/", f"/initiatives/{brought}/", "/ideas/", "/", "/search/?q=warranties"):
        assert client.get(path).status_code in {302, 404}, path
    assert client.post("/shared/comment/", {"text": "Hello"}).status_code == 404


def test_the_page_of_whoever_asked_says_state_side_and_day_and_names_nobody(
    cast: Cast, page: str, brought: int, client: Client
) -> None:
    shown = words(client.get(page))
    assert "It arrived; both departments look at it" in shown
    assert "Marketing IT" in shown
    assert "The next answer is due" in shown
    day = present_date() + timedelta(days=60)
    park_initiative(actor=cast.alice, initiative_id=brought, reason="After the move.", until=day)
    hide(brought)
    shown = words(client.get(page))
    assert "Parked After the move. It is looked at again" in shown
    for name in ("Alice", "Igor", "Vera"):
        assert name not in shown
    assert client.get(page.replace("asked/", "asked/x")).status_code == 404


def test_more_is_asked_and_said_on_that_page(
    cast: Cast, page: str, brought: int, client: Client
) -> None:
    assert client.post(page, {"text": "By the way"}).status_code == 422, "Nobody asked."
    ideas.ask_for_more(actor=cast.igor, initiative_id=brought, text="For which shops?")
    assert "For which shops? Waiting for you" in words(client.get(page))
    assert client.post(page, {"text": ""}).status_code == 422
    assert client.post(page, {"text": "For all of them."}).status_code == 303
    assert happened(brought)[-1] == "initiative.more_said"
    assert "For all of them." in words(as_person(cast.igor).get(f"/initiatives/{brought}/triage/"))
    assert "It arrived; both departments" in words(client.get(page))


def test_it_takes_so_many_from_one_place_and_so_many_in_all(
    cast: Cast, address: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "PER_ADDRESS", 1)
    monkeypatch.setattr(rules, "IN_ALL", 2)
    assert client.post(address, ASKED).status_code == 303
    again = client.post(address, ASKED)
    assert (again.status_code, ASKED["sentence"] in again.text) == (422, True)
    assert client.post(address, ASKED, REMOTE_ADDR="192.0.2.7").status_code == 303
    full = client.post(address, ASKED, REMOTE_ADDR="192.0.2.8")
    assert "try again tomorrow" in words(full)
    with clock.at(clock.now() + timedelta(days=2)):
        assert client.post(address, ASKED).status_code == 303
    assert Initiative.objects.count() == 3


def test_what_cannot_be_taken_writes_nothing(cast: Cast, address: str, client: Client) -> None:
    for wrong in (
        {"website": "https://spam.example"},
        {"sentence": " "},
        {"sentence": "x" * 301},
        {"name": "x" * 121},
        {"email": "nobody"},
        {"wish_date": "2001-01-01"},
    ):
        with nothing_written():
            assert client.post(address, {**ASKED, **wrong}).status_code == 422, wrong


def test_who_has_an_account_writes_it_there(cast: Cast, address: str) -> None:
    assert as_person(cast.charlie).get(address).headers["Location"] == "/ideas/new/"


def test_a_link_that_has_run_out_says_so_and_takes_no_answer(
    cast: Cast, page: str, brought: int, client: Client
) -> None:
    asker = queries.asker_by_secret(page.split("/")[2])
    assert asker
    ideas.ask_for_more(actor=cast.igor, initiative_id=brought, text="For which shops?")
    with clock.at(clock.now() + timedelta(days=400)):
        assert client.get(page).status_code == 410
        with refused(NotFound):
            services.answer_by_link(actor=asker, text="Too late.")
    with refused(NotFound):
        services.answer_by_link(actor=cast.alice, text="Not mine.")


def test_no_secret_of_these_links_is_logged(page: str, address: str) -> None:
    for path in (page, address):
        record = logging.LogRecord("x", 20, "x", 1, 'GET "%s" 200', (path,), None)
        WithoutSecrets().filter(record)
        assert not re.search(re.escape(path.split("/")[2]), record.getMessage())


def test_whoever_asked_is_mailed_a_link_of_their_own_where_mail_is_set_up(
    address: str, client: Client, settings: object
) -> None:
    client.post(address, ASKED)
    assert not Outbox.objects.exists()
    settings.TANDEM_MAIL_URL = "smtp://mail.example"  # type: ignore[attr-defined]
    client.post(address, {**ASKED, "sentence": "A page about our workshop"})
    jobs.work_outbox()
    [sent] = [one for one in mail.outbox if one.to == ["nele@nordlicht.example"]]
    for typed in ("workshop", "Nele"):
        assert typed not in sent.subject + str(sent.body)
    found = re.search(r"/asked/[\w-]+/", str(sent.body))
    assert found
    assert "A page about our workshop" in words(client.get(found[0]))
