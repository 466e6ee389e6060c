"""What administrators do about the second factors of others."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.core import mail
from django.test import Client
from tests.accounts.browsing import PASSWORD, as_person, give_password, words
from tests.cast import TUESDAY, Cast
from tests.sign_in.apps import codes_on, photograph, with_phone

from tandem.accounts import services as accounts
from tandem.accounts.queries import actor_by_id, actor_by_token
from tandem.accounts.rules import AskedOf, Scope, WorkspaceRole
from tandem.activity.jobs import work_outbox
from tandem.activity.queries import settings_changed
from tandem.core import clock
from tandem.core.errors import NotAllowed, RuleBroken
from tandem.sign_in import events, services
from tandem.sign_in.models import CodeApp
from tandem.sign_in.rules import Checked

SETTINGS = "/settings/sign-in/"


def take_off(client: Client, person_id: int, checked: str = "call") -> Any:
    return client.post(f"/people/{person_id}/second-factor/", {"checked": checked})


def test_who_lost_their_phone_gets_in_with_the_password_after_a_check(
    tuesday: None, cast: Cast, settings: Any
) -> None:
    settings.TANDEM_MAIL_URL = "smtp://mail.example"
    with_phone(cast.alice)
    theirs, email = as_person(cast.alice), give_password(cast.alice)
    administrator = as_person(cast.ada)
    assert "They lost their phone" in words(administrator.get(f"/people/{cast.alice.me}/"))
    assert take_off(administrator, cast.alice.me)["Location"] == f"/people/{cast.alice.me}/"
    assert theirs.get("/people/").status_code == 302
    browser = Client()
    answer = browser.post("/sign-in/", {"email": email, "password": PASSWORD})
    assert answer["Location"] == "/"
    line = settings_changed(events.TAKEN_OFF)[0]
    assert line.sentence == (
        "Ada Adler took the second factor off Alice Albers: I called them at a number I had before"
    )
    work_outbox()
    assert "An administrator took the second factor off" in mail.outbox[-1].body


@pytest.mark.parametrize("checked", ["", "they wrote to me"])
def test_not_without_saying_how_one_made_sure(tuesday: None, cast: Cast, checked: str) -> None:
    with_phone(cast.alice)
    assert take_off(as_person(cast.ada), cast.alice.me, checked).status_code == 422
    assert CodeApp.objects.exists()
    assert not settings_changed(events.TAKEN_OFF)


def test_only_administrators_and_never_ones_own(tuesday: None, cast: Cast) -> None:
    for actor in (cast.alice, cast.ada):
        with_phone(actor)
    assert take_off(as_person(cast.igor), cast.alice.me).status_code == 403
    assert take_off(as_person(cast.ada), cast.ada.me).status_code == 409
    assert take_off(as_person(cast.ada), cast.igor.me).status_code == 409  # has none
    assert take_off(as_person(cast.ada), 999_999).status_code == 404
    assert CodeApp.objects.count() == 2


def test_no_program_does_it(tuesday: None, cast: Cast) -> None:
    with_phone(cast.alice)
    _token, secret = accounts.make_token(actor=cast.ada, name="x", scope=Scope.WRITE)
    program = actor_by_token(secret)
    assert program
    with pytest.raises(NotAllowed):
        services.take_off_second_factor(
            actor=program, person_id=cast.alice.me, checked=Checked.CALL
        )
    with pytest.raises(NotAllowed):
        services.demand_second_factor(actor=program, whom=AskedOf.EVERYBODY)
    with pytest.raises(NotAllowed):
        services.set_up_code_app(actor=program, sealed="", code="")


# Asked of everybody, or of administrators


def demand(cast: Cast, whom: AskedOf) -> None:
    with_phone(cast.ada)
    services.demand_second_factor(actor=cast.ada, whom=whom)


def test_whoever_is_concerned_is_led_to_set_one_up_and_is_in_then(
    tuesday: None, cast: Cast, client: Client
) -> None:
    email, before = give_password(cast.alice), as_person(cast.alice)
    demand(cast, AskedOf.EVERYBODY)
    assert before.get("/people/").status_code == 302
    sent = {"email": email, "password": PASSWORD, "next": "/people/"}
    assert client.post("/sign-in/", sent)["Location"] == "/my-sign-in/second-factor/"
    assert SESSION_KEY not in client.session
    assert client.get("/people/").status_code == 302
    phone, sealed = photograph(client)
    answer = client.post("/my-sign-in/second-factor/", {"sealed": sealed, "code": phone.code()})
    page = answer.content.decode()
    assert len(codes_on(page)) == 10
    assert 'href="/people/"' in page
    assert client.session[SESSION_KEY] == str(cast.alice.me)
    assert client.get("/people/").status_code == 200


def test_of_administrators_others_are_not_asked(tuesday: None, cast: Cast) -> None:
    give_password(cast.alice), give_password(cast.vera)
    members, founder = as_person(cast.alice), as_person(cast.vera)
    demand(cast, AskedOf.ADMINISTRATORS)
    assert members.get("/people/").status_code == 200
    assert founder.get("/people/").status_code == 302
    for email, leads_to in (("alice", "/"), ("vera", "/my-sign-in/second-factor/")):
        sent = {"email": f"{email}@nordlicht.example", "password": PASSWORD}
        assert Client().post("/sign-in/", sent)["Location"] == leads_to


def test_who_becomes_an_administrator_signs_in_anew(tuesday: None, cast: Cast) -> None:
    theirs = as_person(cast.alice)
    demand(cast, AskedOf.ADMINISTRATORS)
    accounts.change_role(actor=cast.ada, person_id=cast.alice.me, role=WorkspaceRole.ADMINISTRATOR)
    assert theirs.get("/people/").status_code == 302


def test_nobody_locks_themselves_out(tuesday: None, cast: Cast) -> None:
    client = as_person(cast.ada)
    answer = client.post(SETTINGS, {"whom": "administrators"})
    assert answer.status_code == 422
    assert "Set up a second factor for yourself first" in words(answer)
    assert client.get("/people/").status_code == 200


def test_what_is_demanded_cant_be_removed(tuesday: None, cast: Cast) -> None:
    phone, _codes = with_phone(cast.ada)
    services.demand_second_factor(actor=cast.ada, whom=AskedOf.ADMINISTRATORS)
    with clock.at(TUESDAY + timedelta(minutes=1)), pytest.raises(RuleBroken):
        services.remove_second_factor(actor=actor_by_id(cast.ada.me), code=phone.code())
    assert CodeApp.objects.exists()


def test_the_settings_say_who_has_none_and_what_happened(tuesday: None, cast: Cast) -> None:
    demand(cast, AskedOf.EVERYBODY)
    client = as_person(cast.ada)
    said = words(client.get(SETTINGS))
    assert "Ada Adler changed of whom a second factor is asked" in said
    assert "Administrator 1" in said
    assert client.post(SETTINGS, {"whom": "everybody"}).status_code == 303
    assert len(settings_changed(events.DEMANDED)) == 1
    assert as_person(cast.vera).get(SETTINGS).status_code == 200
    assert as_person(cast.alice).get(SETTINGS).status_code == 403


def test_the_demonstration_is_still_entered_with_a_click(tuesday: None, cast: Cast) -> None:
    from tandem.accounts.models import Workspace

    demand(cast, AskedOf.EVERYBODY)
    Workspace.objects.update(demonstration=True)
    client = Client()
    client.post("/sign-in/demonstration/", {"person": cast.alice.me})
    assert client.get("/people/").status_code == 200
