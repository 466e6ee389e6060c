"""Where somebody is signed in: their own browsers, which they can sign out."""

import re
from datetime import timedelta

from django.test import Client
from tests.accounts.browsing import PASSWORD, as_person, give_password, words
from tests.cast import TUESDAY, Cast

from tandem.accounts.models import BrowserSession, Person
from tandem.accounts.queries import sessions_of
from tandem.core import clock

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"


def sign_in(email: str, agent: str) -> Client:
    client = Client(headers={"user-agent": agent})
    client.post("/sign-in/", {"email": email, "password": PASSWORD})
    return client


def test_each_browser_is_listed_with_what_it_is(tuesday: None, cast: Cast) -> None:
    email = give_password(cast.alice)
    desk = sign_in(email, FIREFOX)
    with clock.at(TUESDAY + timedelta(hours=3)):
        phone = sign_in(email, PHONE)
        said = words(phone.get("/my-sign-in/"))
    assert "Safari · iPhone this one" in said
    assert "Firefox · Linux 3 hours ago" in said
    assert "Safari · iPhone" in words(desk.get("/my-sign-in/"))


def test_one_of_them_is_signed_out(cast: Cast) -> None:
    email = give_password(cast.alice)
    desk, phone = sign_in(email, FIREFOX), sign_in(email, PHONE)
    other = next(one for one in sessions_of(cast.alice, phone.session.session_key) if not one.here)
    assert phone.post(f"/my-sign-in/{other.id}/end/")["Location"] == "/my-sign-in/"
    assert desk.get("/people/").status_code == 302
    assert phone.get("/people/").status_code == 200


def test_the_address_of_a_browser_is_not_its_key(cast: Cast) -> None:
    client = as_person(cast.alice)
    page = client.get("/my-sign-in/").content.decode()
    assert str(client.session.session_key) not in page
    assert re.search(r"/my-sign-in/[0-9a-f]{32}/end/", page)


def test_signing_out_of_this_one_leads_to_sign_in(cast: Cast) -> None:
    client = as_person(cast.alice)
    here = sessions_of(cast.alice, client.session.session_key)[0]
    answer = client.post(f"/my-sign-in/{here.id}/end/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/sign-in/")


def test_everywhere_else_and_everywhere(cast: Cast) -> None:
    here, there, others = as_person(cast.alice), as_person(cast.alice), as_person(cast.igor)
    answer = here.post("/my-sign-in/everywhere/", follow=True)
    assert "One other browser is signed out." in words(answer)
    assert (there.get("/people/").status_code, here.get("/people/").status_code) == (302, 200)
    assert "You weren't signed in anywhere else." in words(
        here.post("/my-sign-in/everywhere/", follow=True)
    )
    assert here.post("/my-sign-in/everywhere/", {"here": "too"})["Location"] == "/sign-in/"
    assert here.get("/people/").status_code == 302
    assert others.get("/people/").status_code == 200


def test_nobody_signs_others_out(cast: Cast) -> None:
    theirs, administrator = as_person(cast.alice), as_person(cast.ada)
    name = sessions_of(cast.alice, None)[0].id
    assert administrator.post(f"/my-sign-in/{name}/end/").status_code == 404
    assert theirs.get("/people/").status_code == 200


def test_a_browser_is_seen_when_it_does_something_but_written_once_an_hour(
    tuesday: None, cast: Cast
) -> None:
    client = as_person(cast.alice)
    row = BrowserSession.objects.get()
    for minutes, seen in ((59, 0), (61, 61), (90, 61), (122, 122)):
        with clock.at(TUESDAY + timedelta(minutes=minutes)):
            client.get("/people/")
            client.post("/inbox/read/")
        row.refresh_from_db()
        assert row.seen_at == TUESDAY + timedelta(minutes=seen)


def test_another_password_keeps_this_browser_and_ends_the_others(cast: Cast) -> None:
    email = give_password(cast.alice)
    here, there = sign_in(email, FIREFOX), sign_in(email, PHONE)
    wrong = here.post("/my-sign-in/password/", {"old": "no", "password": "another long one"})
    assert wrong.status_code == 422
    assert "This isn't your password." in words(wrong)
    weak = here.post("/my-sign-in/password/", {"old": PASSWORD, "password": "short"})
    assert weak.status_code == 422
    done = here.post("/my-sign-in/password/", {"old": PASSWORD, "password": "another long one"})
    assert done["Location"] == "/my-sign-in/"
    assert (here.get("/people/").status_code, there.get("/people/").status_code) == (200, 302)
    assert sign_in(email, PHONE).get("/people/").status_code == 302


def test_whoever_never_had_a_password_chooses_one(cast: Cast) -> None:
    person = Person.objects.get(pk=cast.alice.me)
    person.set_unusable_password()
    person.save()
    client = as_person(cast.alice)
    assert "Your password so far" not in words(client.get("/my-sign-in/password/"))
    assert client.post("/my-sign-in/password/", {"password": "another long one"}).status_code == 303
    person.refresh_from_db()
    assert person.check_password("another long one")
