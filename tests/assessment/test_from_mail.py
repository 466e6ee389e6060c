"""Answering about a system from the mail: one link, for one person, once; opening it does nothing."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from tests.accounts.browsing import as_person, words
from tests.cast import Cast, happened
from tests.refusals import nothing_written

from tandem.accounts import services as accounts
from tandem.activity.jobs import send_mail
from tandem.activity.models import Notification
from tandem.assessment import services
from tandem.assessment.models import Consult
from tandem.assessment.queries import answer_path
from tandem.assessment.rules.consulting import ConsultState
from tandem.core import clock
from tandem.systems import services as systems
from tandem.systems.rules import Entry
from tandem.talk.models import AskedQuestion


@pytest.fixture
def ledger(cast: Cast, assessed: int) -> int:
    entry = Entry("Ledger", it_owner=cast.ivan.me)
    system: int = systems.add_system(actor=cast.igor, entry=entry).pk
    services.confirm_touch(actor=cast.igor, initiative_id=assessed, system_id=system)
    return system


@pytest.fixture
def link(cast: Cast, ledger: int) -> str:
    """As it stands in the mail."""
    send_mail(Notification.objects.get(person=cast.ivan.me, turn__kind="consult.answer").pk)
    (found,) = re.findall(r"(/consults/mail/\S+)", str(mail.outbox[-1].body))
    return str(found)


def test_a_link_answers_once_and_opening_it_does_nothing(cast: Cast, link: str) -> None:
    visitor = Client()
    with nothing_written():
        for _ in range(3):  # whoever was asked, and what looks into mails before them
            assert "Is Ledger affected?" in words(visitor.get(link))
        visitor.head(link)
        refused = visitor.post(link, {"answer": "not_affected"})
        assert "why it isn't affected" in words(refused)
    page = visitor.post(link, {"answer": "not_affected", "text": "It only reads."})
    assert page.headers["Location"] == link
    consult = Consult.objects.get()
    assert (consult.state, consult.closed_by_id) == (ConsultState.NOT_AFFECTED, cast.ivan.me)
    with nothing_written():
        twice = visitor.post(link, {"answer": "confirmed"})
    assert "Both sides see your answer" in words(twice)
    assert "<form" not in twice.content.decode()


def test_a_question_back_leaves_the_answer_waited_for(cast: Cast, link: str) -> None:
    visitor = Client()
    assert visitor.post(link, {"answer": "ask"}).status_code == 422
    page = visitor.post(link, {"answer": "ask", "text": "How many addresses?"}, follow=True)
    assert "still waited for" in words(page)
    question = AskedQuestion.objects.get()
    assert (question.text, question.asked_by_id) == ("How many addresses?", cast.ivan.me)
    visitor.post(link, {"answer": "confirmed"})
    assert Consult.objects.get().state == ConsultState.CONFIRMED


def test_a_link_is_as_good_as_whoever_it_was_made_for(
    cast: Cast, link: str, assessed: int, ledger: int
) -> None:
    visitor = Client()
    assert visitor.get(f"{link[:-3]}xx/").status_code == 404
    assert visitor.get("/consults/mail/nothing/").status_code == 404
    signed_in = as_person(cast.mona).get(link)
    assert signed_in.headers["Location"] == f"/consults/{Consult.objects.get().pk}/"

    services.refuse_touch(actor=cast.igor, initiative_id=assessed, system_id=ledger)
    gone = visitor.post(link, {"answer": "confirmed"})
    assert gone.status_code == 410
    assert "no longer asks about this system" in words(gone)
    with clock.at(clock.now() + timedelta(hours=1)):
        services.confirm_touch(actor=cast.igor, initiative_id=assessed, system_id=ledger)
        assert "asked anew" in words(visitor.get(link))
        assert answer_path(Consult.objects.get().pk, cast.ivan.me)


@pytest.mark.parametrize("gone", ["time", "account", "answered"])
def test_what_is_over_opens_nothing_and_says_why(cast: Cast, link: str, gone: str) -> None:
    visitor, later = Client(), timedelta()
    if gone == "time":
        later = timedelta(days=31)
    elif gone == "account":
        accounts.deactivate_person(actor=cast.ada, person_id=cast.ivan.me)
    else:
        asked = Consult.objects.get()
        Consult.objects.update(state=ConsultState.CONFIRMED, closed_by=cast.igor.me)
        assert answer_path(asked.pk, cast.ivan.me)
    with nothing_written(), clock.at(clock.now() + later):
        page = visitor.post(link, {"answer": "confirmed"})
    assert page.status_code == 410
    said = {
        "time": "good for 30 days",
        "account": "isn't there for you",
        "answered": "answered already",
    }
    assert said[gone] in words(page)


def test_nobody_else_gets_a_link(cast: Cast, ledger: int, assessed: int) -> None:
    consult = Consult.objects.get()
    assert answer_path(consult.pk, cast.igor.me) is None
    assert answer_path(consult.pk, cast.mona.me) is None
    assert happened(assessed)[-1] == "consult.asked"
