"""A forgotten password: a link by mail, and nobody learns who has an account."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.core import mail
from django.test import Client
from tests.accounts.browsing import PASSWORD, as_person, give_password, words
from tests.cast import TUESDAY, Cast

from tandem.accounts import services as accounts
from tandem.accounts.models import OneTimeLink
from tandem.accounts.rules import Actor, WorkspaceRole
from tandem.activity.jobs import work_outbox
from tandem.activity.models import Outbox
from tandem.core import clock

NEW = "another long sentence"


@pytest.fixture(autouse=True)
def by_mail(settings: Any) -> None:
    settings.TANDEM_MAIL_URL = "smtp://mail.example"


def ask(email: str, client: Client | None = None) -> str:
    """Ask for a link as a stranger would; returns what the page says."""
    answer = (client or Client()).post("/sign-in/forgotten/", {"email": email})
    assert answer.status_code == 200
    return words(answer)


def mailed_link() -> str:
    work_outbox()
    found = re.search(r"/set-up/[\w-]+/", mail.outbox[-1].body)
    assert found
    return found[0]


def test_a_link_comes_by_mail_and_chooses_a_new_password(
    tuesday: None, cast: Cast, client: Client
) -> None:
    email = give_password(cast.alice)
    elsewhere = as_person(cast.alice)
    ask(email.upper())
    link = mailed_link()
    assert mail.outbox[-1].to == [email]
    assert client.post(link, {"password": NEW})["Location"] == "/"
    assert client.session[SESSION_KEY] == str(cast.alice.me)
    assert elsewhere.get("/people/").status_code == 302
    work_outbox()
    assert "A new password was chosen for you" in mail.outbox[-1].body
    assert Client().get(link).status_code == 410


def _without_account(cast: Cast) -> str:
    return "nobody@nordlicht.example"


def _closed(cast: Cast) -> str:
    accounts.deactivate_person(actor=cast.vera, person_id=cast.mona.me)
    return "mona@nordlicht.example"


@pytest.mark.parametrize("whose", [_without_account, _closed])
def test_who_cant_sign_in_gets_the_same_answer_and_no_mail(cast: Cast, whose: object) -> None:
    known = give_password(cast.alice)
    email = whose(cast)  # type: ignore[operator]
    before = OneTimeLink.objects.count()
    assert ask(email) == ask(known)
    assert Outbox.objects.count() == 2  # as many rows for either
    work_outbox()
    assert [one.to for one in mail.outbox] == [[known]]
    assert OneTimeLink.objects.count() == before + 1


def test_the_link_ends_after_an_hour(tuesday: None, cast: Cast, client: Client) -> None:
    ask(give_password(cast.alice))
    link = mailed_link()
    with clock.at(TUESDAY + timedelta(minutes=61)):
        assert client.get(link).status_code == 410
        assert client.post(link, {"password": NEW}).status_code == 410


def test_asking_ends_no_link_that_an_administrator_gave(cast: Cast, client: Client) -> None:
    secret = accounts.renew_password_link(actor=cast.vera, person_id=cast.alice.me)
    ask("alice@nordlicht.example")
    mailed = mailed_link()
    assert client.get(f"/set-up/{secret}/").status_code == 200
    client.post(mailed, {"password": NEW})
    # Used, it ends all others: whoever held one shall not choose another password.
    assert Client().get(f"/set-up/{secret}/").status_code == 410


def test_no_more_than_three_mails_at_once_to_one_address(
    tuesday: None, cast: Cast, client: Client
) -> None:
    email = give_password(cast.alice)
    for _ in range(3):
        ask(email)
    answer = Client().post("/sign-in/forgotten/", {"email": email})
    assert answer.status_code == 429
    assert "from 10:10:00 on" in words(answer)
    assert Outbox.objects.count() == 3


def test_without_mail_the_page_says_who_helps(cast: Cast, client: Client, settings: Any) -> None:
    settings.TANDEM_MAIL_URL = ""
    assert "An administrator of your company gives you a link" in words(
        client.get("/sign-in/forgotten/")
    )
    answer = client.post("/sign-in/forgotten/", {"email": give_password(cast.alice)})
    assert answer.status_code == 422
    assert not Outbox.objects.exists()
    assert "forgotten/" not in client.get("/sign-in/").content.decode()


def test_what_isnt_an_address_keeps_what_was_typed(cast: Cast, client: Client) -> None:
    answer = client.post("/sign-in/forgotten/", {"email": "alice"})
    assert answer.status_code == 422
    assert 'value="alice"' in answer.content.decode()


def test_a_partner_whose_time_is_over_gets_no_link(tuesday: None, cast: Cast) -> None:
    person, _ = accounts.add_person(
        actor=cast.vera,
        email="pia@agency.example",
        name="Pia Pohl",
        department_id=_department(cast.alice),
        role=WorkspaceRole.PARTNER,
        until=TUESDAY.date(),
    )
    with clock.at(TUESDAY + timedelta(days=2)):
        ask(person.email)
        work_outbox()
    assert not mail.outbox


def _department(actor: Actor) -> int:
    from tandem.accounts.queries import person_by_id

    return person_by_id(actor.me).department_id or 0


def test_the_password_of_before_is_over(cast: Cast, client: Client) -> None:
    email = give_password(cast.alice)
    ask(email)
    client.post(mailed_link(), {"password": NEW})
    answer = Client().post("/sign-in/", {"email": email, "password": PASSWORD})
    assert answer.status_code == 422
