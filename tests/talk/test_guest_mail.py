"""What is mailed to guests: their link, and that their yes is waited for. Nothing else is in it."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from tests.accounts.browsing import as_person, words
from tests.cast import SENTENCE, Cast, hide
from tests.refusals import refused
from tests.talk.test_guests import GIL, as_guest, come_in, invite

from tandem.accounts.rules import GuestMay
from tandem.activity import jobs
from tandem.activity.models import Outbox
from tandem.core import clock
from tandem.core.errors import NotAllowed, RuleBroken
from tandem.talk import queries, services
from tandem.talk.rules import ApprovalState

pytestmark = pytest.mark.usefixtures("tuesday")


@pytest.fixture
def _mail(settings: object) -> None:
    settings.TANDEM_MAIL_URL = "smtp://mail.example"  # type: ignore[attr-defined]


def secret_in(body: str) -> str:
    found = re.search(r"/guest/([\w-]+)/", body)
    assert found
    return found[1]


@pytest.mark.usefixtures("_mail")
def test_a_guest_gets_a_link_of_their_own_and_the_shown_one_works_as_well(
    cast: Cast, signed_brief: int
) -> None:
    hide(signed_brief)
    guest, shown = invite(cast.alice, signed_brief)
    jobs.work_outbox()
    [sent] = mail.outbox
    assert sent.to == [GIL]
    assert sent.subject == "Alice Albers invites you to have a look"
    assert "Alice Albers of Nordlicht" in sent.body
    [(html, _)] = sent.alternatives  # type: ignore[attr-defined]
    for said in (sent.subject, sent.body, html):
        assert SENTENCE not in said
        assert shown not in said
    for secret in (shown, secret_in(sent.body)):
        come_in(secret)
    services.mail_guest_link(actor=cast.alice, guest_id=guest)
    jobs.work_outbox()
    assert secret_in(mail.outbox[1].body) != secret_in(sent.body)
    services.mail_guest_link(actor=cast.alice, guest_id=guest)
    services.revoke_guest(actor=cast.alice, guest_id=guest)
    jobs.work_outbox()
    assert len(mail.outbox) == 2
    with refused(RuleBroken):
        services.mail_guest_link(actor=cast.alice, guest_id=guest)


@pytest.mark.usefixtures("_mail")
def test_a_guest_is_told_that_their_yes_is_waited_for_and_reminded_on_the_same_clock(
    cast: Cast, signed_brief: int
) -> None:
    guest, _ = invite(cast.alice, signed_brief, days=30)
    jobs.work_outbox()
    person = queries.guests_on(signed_brief)[0].person_id
    asked = services.ask_for_yes(
        actor=cast.alice, initiative_id=signed_brief, person_id=person, words="May we print it?"
    )
    jobs.work_outbox()
    assert mail.outbox[1].subject == "Alice Albers waits for your word"
    assert "May we print it?" not in mail.outbox[1].body
    with clock.at(asked.due_at + timedelta(minutes=1)):
        for _ in range(2):
            jobs.pass_deadlines()
            jobs.work_outbox()
        assert [one.to for one in mail.outbox[2:]] == [[GIL]]
        gil = as_guest(secret_in(mail.outbox[2].body))
        services.answer_approval(
            actor=gil,
            approval_id=asked.pk,
            answer=ApprovalState.YES,
            seen=asked.shared.digest,
        )
    services.ask_for_yes(actor=cast.alice, initiative_id=signed_brief, person_id=person)
    services.revoke_guest(actor=cast.alice, guest_id=guest)
    jobs.work_outbox()
    assert len(mail.outbox) == 3, "What isn't waited for any more is not mailed."


def test_without_mail_the_page_says_so_and_shows_the_link(cast: Cast, signed_brief: int) -> None:
    alice = as_person(cast.alice)
    form = {"name": "Gil", "email": GIL, "until": "2026-04-01", "may": ["comment"]}
    page = words(alice.post(f"/initiatives/{signed_brief}/guests/", form))
    assert "Mail isn’t set up here" in page
    assert "/guest/" in page
    assert not Outbox.objects.exists()
    guest = queries.guests_on(signed_brief)[0].id
    with refused(RuleBroken):
        services.mail_guest_link(actor=cast.alice, guest_id=guest)
    assert "Mail the link again" not in words(alice.get(f"/guests/{guest}/"))


@pytest.mark.usefixtures("_mail")
def test_only_who_invites_mails_links(cast: Cast, signed_brief: int) -> None:
    guest, _ = invite(cast.alice, signed_brief, may=[GuestMay.COMMENT])
    with refused(NotAllowed):
        services.mail_guest_link(actor=cast.mona, guest_id=guest)
    alice = as_person(cast.alice)
    assert "Mail the link again" in words(alice.get(f"/guests/{guest}/"))
    assert alice.post(f"/guests/{guest}/mail/").status_code == 303
