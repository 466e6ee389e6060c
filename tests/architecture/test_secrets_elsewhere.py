"""Secret links and keys, each tried wherever another one is taken: it opens its own thing alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch
from tests.architecture.access.addresses import address_of, addresses
from tests.architecture.access.asking import ask, undone
from tests.architecture.access.roles import SIGNED_IN, Role
from tests.architecture.access.table import Row, rows
from tests.architecture.access.world import MARKERS, World, world_at
from tests.depth import tries
from tests.rows import everything

pytestmark = [pytest.mark.slow, pytest.mark.once]

NOBODY_S = "nobody-has-made-this-one-and-never-will-be"
_OWN = {
    "set_up": "a link to choose a password",
    "guest_door": "a guest's link",
    "answer_from_mail": "a link in a mail",
    "ask": "the open form's address",
    "asked": "the link of whoever asked by the form",
}
"""Whose secret opens which address."""
_SECRET_PARTS = frozenset({"secret", "token", "session", "digest"})
_EVERY = tries(10, deep=1)
"""Of so many ordinary addresses one is asked."""


@dataclass(frozen=True, slots=True)
class Made:
    """The world, and a secret of every kind in it that works where it belongs."""

    world: World
    secrets: Mapping[str, str]


def made() -> Made:
    world = world_at("signed_brief")
    world.with_asked_idea()
    by_form, form = world.secret, world.form_token
    world.with_link()
    world.with_consult()
    door = world.doors[Role.MARKETING_OWNER]
    secrets = {
        "a link to choose a password": world.secret,
        "a guest's link": world.guest_secret,
        "a link in a mail": world.mail_secret,
        "the open form's address": form,
        "the link of whoever asked by the form": by_form,
        "a program's token": door.token,
        "a token that reads": door.reading_token,
        "a browser's session": door.cookies["tandem_session"].value,
    }
    assert len(set(secrets.values())) == len(secrets)
    return Made(world, secrets)


def at_other_addresses(there: Made) -> Iterator[str]:
    """Say which secret opens, or does, something at an address that isn't its own."""
    taking = [one for one in addresses().values() if one.parts & {"secret", "token"}]
    assert {one.name for one in taking} >= _OWN.keys()
    for address in taking:
        part = next(iter(address.parts & {"secret", "token"}))
        for kind, secret in there.secrets.items():
            if _OWN.get(address.name) == kind:
                continue
            for method in ("GET", "POST"):
                try:
                    place = address_of(address.name, {**there.world.numbers, part: secret})
                except NoReverseMatch:  # it isn't even written as a secret of that kind
                    continue
                before = everything(sessions=True)
                with undone():
                    answer = Client().generic(method, place)
                    changed = everything(sessions=True) != before
                said = f"{kind} at {method} {address.shown}"
                yield from _opened(said, answer, changed=changed)


def _opened(said: str, answer: HttpResponse, *, changed: bool) -> Iterator[str]:
    if answer.status_code not in {404, 405, 410}:
        yield f"{said}: {answer.status_code}"
    if changed:
        yield f"{said}: something was written"
    text = answer.content.decode()
    yield from (f"{said}: reads {one!r}" for one in MARKERS if one in text)


@pytest.fixture
def there(db: None, tuesday: None) -> Made:
    return made()


def test_every_secret_opens_its_own_address(there: Made) -> None:
    for address, kind in _OWN.items():
        part = "token" if address == "ask" else "secret"
        place = address_of(address, {**there.world.numbers, part: there.secrets[kind]})
        assert Client().get(place).status_code == 200, address


def test_no_secret_opens_anything_at_the_address_of_another(there: Made) -> None:
    wrong = list(at_other_addresses(there))
    assert not wrong, "\n".join(["", *wrong])


def test_no_link_is_a_token_and_no_link_or_token_a_session(there: Made) -> None:
    for kind, secret in there.secrets.items():
        if "token" not in kind:
            headers = {"Authorization": f"Bearer {secret}"}
            assert Client().get("/api/v1/me", headers=headers).status_code == 401, kind
        if kind != "a browser's session":
            browser = Client()
            browser.cookies["tandem_session"] = secret
            assert browser.get("/").status_code == 302, kind
            assert browser.get("/api/v1/me").status_code == 401, kind


def in_the_query(there: Made, row: Row) -> Iterator[str]:
    """Say what a visitor opens who sends every secret along, under the names they are known by."""
    names = ("secret", "token", "key", "link", "access_token", "session", "api_key")
    expected = row.expects(Role.VISITOR)
    for kind, secret in there.secrets.items():
        with undone():
            answer = ask(there.world, row, Role.VISITOR, send=dict.fromkeys(names, secret))
        if answer.status != expected or answer.wrote:
            yield f"{kind} in the query of {row.key}: {answer.status} instead of {expected}"


def test_no_secret_in_a_query_opens_an_ordinary_address(there: Made) -> None:
    closed = [
        row
        for row in rows()
        if row.method == "GET"
        and row.step == "signed_brief"
        and not addresses()[row.url].parts & _SECRET_PARTS
        and Role.VISITOR not in row.may
        and row.may & SIGNED_IN
    ]
    assert len(closed) > 100
    wrong = [said for row in closed[::_EVERY] for said in in_the_query(there, row)]
    assert not wrong, "\n".join(["", *wrong])


def test_a_door_that_takes_any_secret_is_found(
    there: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tandem.accounts.queries import invitation_by_secret

    own = there.secrets["a guest's link"]
    monkeypatch.setattr(
        "tandem.talk.views.visiting.invitation_by_secret",
        lambda secret: invitation_by_secret(own if secret in there.secrets.values() else secret),
    )
    assert any("guest" in said for said in at_other_addresses(there))
