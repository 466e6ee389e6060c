"""A guest comes in by a private link, to one thing, until a day; and not a moment longer."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.accounts.browsing import words
from tests.cast import Cast, happened, hide
from tests.days import present_date
from tests.refusals import nothing_written, refused

from tandem.accounts import services as accounts
from tandem.accounts.models import Person
from tandem.accounts.queries import (
    active_people,
    active_people_beginning,
    guest_by_hash,
    open_accounts,
    people_visible_to,
    secret_hash,
)
from tandem.accounts.rules import Actor, GuestMay
from tandem.activity.queries import open_turns_on, subject_visible_to
from tandem.core import clock, dates
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.talk import queries, services
from tandem.talk.rules import ApprovalState

GIL = "gil@agency.example"


def invite(actor: Actor, initiative: int, days: int = 7, **more: Any) -> tuple[int, str]:
    guest, secret = services.invite_guest(
        actor=actor,
        initiative_id=initiative,
        **{
            "email": GIL,
            "name": "Gil Garcia",
            "may": list(GuestMay),
            "until": present_date() + timedelta(days=days),
            **more,
        },
    )
    return guest.pk, secret


def come_in(secret: str) -> Client:
    browser = Client()
    assert browser.post(f"/guest/{secret}/").headers["Location"] == "/shared/"
    return browser


def as_guest(secret: str) -> Actor:
    found = guest_by_hash(secret_hash(secret))
    assert found
    return found


def test_a_guest_reads_comments_and_approves_and_finds_nothing_else(cast: Cast, brief: int) -> None:
    hide(brief)
    guest, secret = invite(cast.alice, brief)
    asked = services.ask_for_yes(
        actor=cast.alice,
        initiative_id=brief,
        person_id=Person.objects.get(email=GIL).pk,
        words="May we?",
    )
    visitor = Client()
    with nothing_written():
        page = visitor.get(f"/guest/{secret}/")
    assert "calendar" not in words(page)
    last = dates.short(present_date() + timedelta(days=7), today=present_date())
    assert f"It opens until {last}" in words(page)
    assert "Alice Albers of Nordlicht invited you" in words(page)
    assert "no-store" in page.headers["Cache-Control"]
    assert visitor.get("/shared/").status_code == 404
    browser = come_in(secret)
    seen = words(browser.get("/shared/"))
    assert "calendar is the only source" in seen
    assert "Read and answer" in seen
    for address in ("/", f"/initiatives/{brief}/", f"/approvals/{asked.pk}/", f"/guests/{guest}/"):
        assert browser.get(address).status_code == 404
    browser.post("/shared/comment/", {"text": "A price is missing."})
    answer = {"answer": "remark", "seen": asked.shared.digest, "text": "With a price."}
    assert browser.post(f"/shared/approvals/{asked.pk}/", answer).status_code == 303
    assert happened(brief)[-2:] == ["comment.written", "approval.answered"]
    row = queries.approval_rows([queries.approval_visible_to(cast.igor, asked.pk)])[0]
    assert (row.state, row.closed_by and row.closed_by.name) == ("remark", "Gil Garcia")
    assert [one.text for one in queries.thread(brief, below=True).rows] == ["A price is missing."]


def test_an_owner_asks_a_guest_by_name_where_others_are_asked(cast: Cast, brief: int) -> None:
    invite(cast.alice, brief)
    alice = Client()
    alice.force_login(Person.objects.get(pk=cast.alice.me))
    page = f"/initiatives/{brief}/approvals/"
    assert "Gil Garcia" in alice.get(page).content.decode()
    sent = {"to": " gil  garcia", "words": "May we?"}
    assert alice.post(page, sent).status_code == 303
    [row] = queries.approval_rows(queries.approvals_on(cast.alice, brief))
    assert (row.person.name, row.words) == ("Gil Garcia", "May we?")
    mona = Client()
    mona.force_login(Person.objects.get(pk=cast.mona.me))
    assert 'value="Gil' not in mona.get(page).content.decode()


def test_a_revoked_guest_can_do_nothing_any_more(cast: Cast, brief: int) -> None:
    guest, secret = invite(cast.alice, brief)
    person = Person.objects.get(email=GIL).pk
    asked = services.ask_for_yes(actor=cast.alice, initiative_id=brief, person_id=person)
    browser, gil = come_in(secret), as_guest(secret)
    services.revoke_guest(actor=cast.igor, guest_id=guest)
    with nothing_written():
        services.revoke_guest(actor=cast.alice, guest_id=guest)
    for late in (browser.get("/shared/"), browser.post("/shared/comment/", {"text": "But…"})):
        assert late.status_code == 410
    assert browser.get(f"/guest/{secret}/").status_code == 410
    assert browser.post(f"/guest/{secret}/").status_code == 410
    # An act that had begun before, and comes to the lock after.
    with refused(NotFound):
        services.answer_approval(
            actor=gil, approval_id=asked.pk, answer=ApprovalState.YES, seen=asked.shared.digest
        )
    with refused(NotFound):
        services.comment_as_guest(actor=gil, text="But…")
    asked.refresh_from_db()
    assert asked.state == ApprovalState.WITHDRAWN
    assert not [turn for turn in open_turns_on([brief]) if turn.kind == "approval.answer"]
    with refused(BadInput):
        services.ask_for_yes(actor=cast.alice, initiative_id=brief, person_id=person)


def test_a_link_runs_out_and_a_new_one_ends_the_old(cast: Cast, brief: int) -> None:
    guest, old = invite(cast.alice, brief)
    until = present_date()
    new = services.renew_guest_link(actor=cast.alice, guest_id=guest, may=[], until=until)
    assert guest_by_hash(secret_hash(old)) is None
    gil = as_guest(new)
    with refused(NotAllowed):
        services.comment_as_guest(actor=gil, text="Hello?")
    start = clock.now()
    with clock.at(start + timedelta(days=2)):
        assert guest_by_hash(secret_hash(new)) is None
        assert Client().get(f"/guest/{new}/").status_code == 410
        with refused(NotFound):
            services.comment_as_guest(actor=gil, text="Hello?")
    for far in (-1, 400):
        with refused(BadInput):
            services.renew_guest_link(
                actor=cast.alice, guest_id=guest, may=[], until=until + timedelta(days=far)
            )


def test_owners_and_administrators_invite_and_nobody_with_an_account(
    cast: Cast, brief: int
) -> None:
    for other in (cast.mona, cast.charlie, cast.rita):
        with refused(NotAllowed):
            invite(other, brief)
    with refused(BadInput):
        invite(cast.alice, brief, email="charlie@nordlicht.example")
    guest, secret = invite(cast.ada, brief)
    with refused(BadInput):
        invite(cast.alice, brief)
    with refused(NotAllowed):
        services.revoke_guest(actor=cast.mona, guest_id=guest)
    signed_in = Client()
    signed_in.force_login(Person.objects.get(pk=cast.mona.me))
    assert signed_in.post(f"/guest/{secret}/").status_code == 409
    assert signed_in.get("/").status_code in {200, 302}
    hide(brief)
    with refused(NotFound):
        services.revoke_guest(actor=cast.ada, guest_id=guest)


def test_a_guest_is_no_colleague(cast: Cast, brief: int) -> None:
    _, secret = invite(cast.alice, brief)
    gil = as_guest(secret)
    assert gil.me not in dict(active_people())
    assert not active_people_beginning(["Gil"])
    assert not open_accounts([gil.me])
    assert not people_visible_to(cast.alice).filter(pk=gil.me).exists()
    with pytest.raises(NotFound):
        subject_visible_to(gil, brief)
    for act in (accounts.renew_password_link, accounts.reactivate_person):
        with refused(NotFound):
            act(actor=cast.vera, person_id=gil.me)
    with refused(NotFound):
        services.write_comment(actor=gil, subject_id=gil.guest_of, text="Me, too.")


def test_what_is_put_aside_asks_no_guest(cast: Cast, brief: int) -> None:
    from tandem.stages.services import park_initiative

    invite(cast.alice, brief)
    person = Person.objects.get(email=GIL).pk
    until = present_date() + timedelta(days=90)
    park_initiative(actor=cast.alice, initiative_id=brief, reason="Later.", until=until)
    with refused(RuleBroken):
        services.ask_for_yes(actor=cast.alice, initiative_id=brief, person_id=person)
