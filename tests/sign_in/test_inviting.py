"""Inviting people by mail: a link that opens once, ends, is sent anew or taken back."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.core import mail
from django.test import Client
from tests.accounts.browsing import as_person, give_password, words
from tests.cast import TUESDAY, Cast

from tandem.accounts import services as accounts
from tandem.accounts.queries import person_by_id
from tandem.activity.jobs import work_outbox
from tandem.activity.models import Outbox
from tandem.activity.queries import settings_changed
from tandem.core import clock
from tandem.sign_in import events

NEW = "another long sentence"


@pytest.fixture(autouse=True)
def by_mail(settings: Any) -> None:
    settings.TANDEM_MAIL_URL = "smtp://mail.example"


def invite(cast: Cast, person_id: int) -> Any:
    return as_person(cast.ada).post(f"/people/{person_id}/invite/")


def mailed_link() -> str:
    work_outbox()
    found = re.search(r"/set-up/[\w-]+/", mail.outbox[-1].body)
    assert found
    return found[0]


def test_who_is_invited_says_their_name_chooses_a_password_and_is_in(
    tuesday: None, cast: Cast, client: Client
) -> None:
    assert invite(cast, cast.alice.me).status_code == 303
    link = mailed_link()
    assert mail.outbox[0].subject == "Ada Adler invites you to Tandem"
    assert mail.outbox[0].to == ["alice@nordlicht.example"]
    assert 'value="Alice Albers"' in client.get(link).content.decode()
    answer = client.post(link, {"password": NEW, "name": "Alice Albers-Meyer"})
    assert answer["Location"] == "/"
    assert client.session[SESSION_KEY] == str(cast.alice.me)
    assert person_by_id(cast.alice.me).name == "Alice Albers-Meyer"
    assert settings_changed(events.INVITED)[0].sentence.startswith("Ada Adler let Alice")


def test_who_has_a_password_isnt_renamed_by_a_link(cast: Cast, client: Client) -> None:
    give_password(cast.alice)
    invite(cast, cast.alice.me)
    link = mailed_link()
    assert "Your name" not in words(client.get(link))
    client.post(link, {"password": NEW, "name": "Somebody Else"})
    assert person_by_id(cast.alice.me).name == "Alice Albers"


def test_sent_anew_only_the_newest_link_opens(cast: Cast, client: Client) -> None:
    invite(cast, cast.alice.me)
    first = mailed_link()
    invite(cast, cast.alice.me)
    second = mailed_link()
    assert (client.get(first).status_code, client.get(second).status_code) == (410, 200)


def test_it_ends_after_seven_days(tuesday: None, cast: Cast, client: Client) -> None:
    invite(cast, cast.alice.me)
    link = mailed_link()
    with clock.at(TUESDAY + timedelta(days=7, minutes=1)):
        assert client.post(link, {"password": NEW}).status_code == 410


def test_taken_back_it_opens_nothing(tuesday: None, cast: Cast, client: Client) -> None:
    invite(cast, cast.alice.me)
    link = mailed_link()
    administrator, end = as_person(cast.ada), f"/people/{cast.alice.me}/invite/end/"
    assert "A link of theirs is open" in words(administrator.get(f"/people/{cast.alice.me}/"))
    assert administrator.post(end).status_code == 303
    assert client.get(link).status_code == 410
    assert "A link of theirs is open" not in words(administrator.get(f"/people/{cast.alice.me}/"))
    assert administrator.post(end).status_code == 409
    assert len(settings_changed(events.TAKEN_BACK)) == 1


def test_only_administrators_invite(cast: Cast) -> None:
    assert as_person(cast.igor).post(f"/people/{cast.alice.me}/invite/").status_code == 403
    assert invite(cast, 999_999).status_code == 404
    assert not Outbox.objects.exists()


def test_no_mail_to_closed_accounts_nor_without_a_mail_server(cast: Cast, settings: Any) -> None:
    accounts.deactivate_person(actor=cast.vera, person_id=cast.mona.me)
    assert invite(cast, cast.mona.me).status_code == 409
    settings.TANDEM_MAIL_URL = ""
    assert invite(cast, cast.alice.me).status_code == 409
    assert not Outbox.objects.exists()


def test_nobody_is_flooded_with_invitations(tuesday: None, cast: Cast) -> None:
    answers = [invite(cast, cast.alice.me).status_code for _ in range(4)]
    assert answers == [303, 303, 303, 429]
