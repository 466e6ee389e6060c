"""A code of one's phone after the password: set up, asked for, taken back, never guessed."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.core import mail
from django.test import Client
from tests.accounts.browsing import PASSWORD, as_person, give_password, words
from tests.cast import TUESDAY, Cast
from tests.sign_in.apps import Phone, codes_on, photograph, switch_on, with_phone

from tandem.accounts import services as accounts
from tandem.accounts.models import BrowserSession
from tandem.activity.jobs import work_outbox
from tandem.core import clock
from tandem.sign_in.models import CodeApp, RecoveryCode

LATER = TUESDAY + timedelta(minutes=1)
SET_UP, CODE = "/my-sign-in/second-factor/", "/sign-in/code/"


def give_a_password(client: Client, email: str, going_to: str = "/people/") -> str:
    """Sign in with the password; returns where that leads."""
    answer = client.post("/sign-in/", {"email": email, "password": PASSWORD, "next": going_to})
    return str(answer["Location"])


@pytest.fixture
def phone(tuesday: None, cast: Cast) -> tuple[Phone, list[str]]:
    """Alice has a password and an app, and is signed in nowhere."""
    made = with_phone(cast.alice)
    give_password(cast.alice)
    BrowserSession.objects.all().delete()
    return made


ALICE = "alice@nordlicht.example"


def test_the_password_alone_no_longer_opens(
    phone: tuple[Phone, list[str]], cast: Cast, client: Client
) -> None:
    assert give_a_password(client, ALICE) == CODE
    assert SESSION_KEY not in client.session
    assert client.get("/people/").status_code == 302
    assert client.get("/api/v1/me").status_code == 401
    with clock.at(LATER):
        answer = client.post(CODE, {"code": phone[0].code()})
    assert (answer.status_code, answer["Location"]) == (303, "/people/")
    assert client.session[SESSION_KEY] == str(cast.alice.me)


def test_a_code_may_be_typed_with_spaces_and_clocks_may_be_a_little_wrong(
    phone: tuple[Phone, list[str]], client: Client
) -> None:
    give_a_password(client, ALICE)
    with clock.at(LATER):
        early = phone[0].code(LATER + timedelta(seconds=30))
        assert client.post(CODE, {"code": f"{early[:3]} {early[3:]}"}).status_code == 303


@pytest.mark.parametrize("seconds", [-90, 90])
def test_a_code_of_another_minute_doesnt_fit(
    phone: tuple[Phone, list[str]], client: Client, seconds: int
) -> None:
    give_a_password(client, ALICE)
    with clock.at(LATER + timedelta(minutes=5)):
        other = phone[0].code(clock.now() + timedelta(seconds=seconds))
        answer = client.post(CODE, {"code": other})
    assert answer.status_code == 422
    assert "This code doesn't fit" in words(answer)


def test_a_code_opens_once(phone: tuple[Phone, list[str]]) -> None:
    with clock.at(LATER):
        code = phone[0].code()
        for browser, status in ((Client(), 303), (Client(), 422)):
            give_a_password(browser, ALICE)
            assert browser.post(CODE, {"code": code}).status_code == status


def test_a_recovery_code_opens_once_and_its_owner_hears_of_it(
    phone: tuple[Phone, list[str]], settings: Any
) -> None:
    settings.TANDEM_MAIL_URL = "smtp://mail.example"
    assert len(phone[1]) == 10
    for browser, status in ((Client(), 303), (Client(), 422)):
        give_a_password(browser, ALICE)
        assert browser.post(CODE, {"code": phone[1][0].upper()}).status_code == status
    assert RecoveryCode.objects.filter(used_at=None).count() == 9
    work_outbox()
    assert "One of your recovery codes was used" in mail.outbox[-1].body


def test_codes_cant_be_guessed(phone: tuple[Phone, list[str]], client: Client) -> None:
    give_a_password(client, ALICE)
    tries = [client.post(CODE, {"code": f"{n:06}"}).status_code for n in range(6)]
    assert tries == [422] * 5 + [429]
    answer = client.post(CODE, {"code": phone[1][0]})
    assert (answer.status_code, answer["Retry-After"]) == (429, "30")
    with clock.at(LATER):
        assert client.post(CODE, {"code": phone[1][0]}).status_code == 303


def test_halfway_ends_after_ten_minutes_and_with_the_password(
    phone: tuple[Phone, list[str]], cast: Cast, client: Client
) -> None:
    give_a_password(client, ALICE)
    with clock.at(TUESDAY + timedelta(minutes=11)):
        assert client.post(CODE, {"code": phone[0].code()})["Location"] == "/sign-in/"
    give_a_password(client, ALICE)
    secret = accounts.renew_password_link(actor=cast.vera, person_id=cast.alice.me)
    accounts.choose_password(secret, password="quite another sentence")
    with clock.at(LATER):
        assert client.post(CODE, {"code": phone[0].code()})["Location"] == "/sign-in/"


def test_a_link_for_a_new_password_isnt_a_way_around(
    phone: tuple[Phone, list[str]], cast: Cast, client: Client
) -> None:
    secret = accounts.renew_password_link(actor=cast.vera, person_id=cast.alice.me)
    answer = client.post(f"/set-up/{secret}/", {"password": PASSWORD})
    assert answer["Location"] == CODE
    assert client.get("/people/").status_code == 302
    # Halfway one can't give oneself another app either.
    assert client.get(SET_UP)["Location"] == "/sign-in/"


def test_without_a_password_there_is_no_page_for_codes(cast: Cast, client: Client) -> None:
    assert client.get(CODE)["Location"] == "/sign-in/"
    assert client.post(CODE, {"code": "000000"})["Location"] == "/sign-in/"
    assert client.get(SET_UP)["Location"] == "/sign-in/"


# Setting up


def test_looking_at_the_picture_switches_nothing_on(tuesday: None, cast: Cast) -> None:
    client = as_person(cast.alice)
    answer = client.get(SET_UP)
    assert "<svg" in answer.content.decode()
    assert "http" not in answer.content.decode().split("<svg")[1].split("</svg>")[0]
    assert answer["Cache-Control"] == "no-store"
    assert not CodeApp.objects.exists()


def test_a_wrong_first_code_keeps_the_same_picture(tuesday: None, cast: Cast) -> None:
    client = as_person(cast.alice)
    phone, sealed = photograph(client)
    answer = client.post(SET_UP, {"sealed": sealed, "code": "000000"})
    assert answer.status_code == 422
    assert sealed in answer.content.decode()
    assert not CodeApp.objects.exists()
    answer = client.post(SET_UP, {"sealed": sealed, "code": phone.code()})
    assert len(codes_on(answer.content.decode())) == 10


def test_a_picture_is_for_one_person_and_half_an_hour(tuesday: None, cast: Cast) -> None:
    alice, igor = as_person(cast.alice), as_person(cast.igor)
    phone, sealed = photograph(alice)
    assert igor.post(SET_UP, {"sealed": sealed, "code": phone.code()}).status_code == 422
    with clock.at(TUESDAY + timedelta(minutes=31)):
        assert alice.post(SET_UP, {"sealed": sealed, "code": phone.code()}).status_code == 422
    assert alice.post(SET_UP, {"sealed": "made up", "code": phone.code()}).status_code == 422
    assert not CodeApp.objects.exists()


def test_nothing_kept_is_enough_to_come_in(phone: tuple[Phone, list[str]]) -> None:
    row = CodeApp.objects.get()
    assert phone[0]._totp.secret not in row.sealed
    kept = [code.digest for code in RecoveryCode.objects.all()]
    assert not {code.replace(" ", "") for code in phone[1]} & set(kept)


def test_another_phone_takes_the_place_of_the_first(tuesday: None, cast: Cast) -> None:
    client = as_person(cast.alice)
    first, old_codes = switch_on(client)
    _phone, sealed = photograph(client)
    without = client.post(SET_UP, {"sealed": sealed, "code": _phone.code(), "old": "000000"})
    assert without.status_code == 422
    assert sealed in without.content.decode()
    second, new_codes = switch_on(client, old_codes[1])
    give_password(cast.alice)
    assert CodeApp.objects.count() == 1
    with clock.at(LATER):
        for code, status in ((first.code(), 422), (old_codes[0], 422), (second.code(), 303)):
            browser = Client()
            give_a_password(browser, ALICE)
            assert browser.post(CODE, {"code": code}).status_code == status
    assert len(new_codes) == 10


def test_new_recovery_codes_need_a_code(tuesday: None, cast: Cast) -> None:
    client = as_person(cast.alice)
    phone, old = switch_on(client)
    assert client.post("/my-sign-in/recovery-codes/", {"code": "000000"}).status_code == 422
    assert client.post("/my-sign-in/recovery-codes/", {"code": old[0]}).status_code == 422
    with clock.at(LATER):
        answer = client.post("/my-sign-in/recovery-codes/", {"code": phone.code()})
    new = codes_on(answer.content.decode())
    assert len(new) == 10
    assert not set(new) & set(old)


def test_doing_without_needs_a_code(tuesday: None, cast: Cast) -> None:
    client = as_person(cast.alice)
    phone, _codes = switch_on(client)
    remove = "/my-sign-in/second-factor/remove/"
    assert client.post(remove, {"code": "000000"}).status_code == 422
    assert CodeApp.objects.exists()
    with clock.at(LATER):
        assert client.post(remove, {"code": phone.code()})["Location"] == "/my-sign-in/"
    assert not CodeApp.objects.exists()
    assert not RecoveryCode.objects.exists()
    give_password(cast.alice)
    assert give_a_password(Client(), ALICE) == "/people/"


def test_my_sign_in_says_what_there_is(phone: tuple[Phone, list[str]], cast: Cast) -> None:
    said = words(as_person(cast.alice).get("/my-sign-in/"))
    assert "Recovery codes 10 left" in said
    assert "Set it up" in words(as_person(cast.igor).get("/my-sign-in/"))
