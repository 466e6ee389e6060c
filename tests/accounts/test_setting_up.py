"""An empty workspace, its one-time link, and its first administrator."""

from datetime import time, timedelta

import pytest
from django.test import Client
from tests.cast import Cast, again
from tests.refusals import refused

from tandem.accounts import queries, services
from tandem.accounts.models import Department, Person, Workspace
from tandem.accounts.rules import CLOCK, Actor, Lane
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken

PASSWORD = "correct horse battery staple"


def set_up(secret: str, **changed: str) -> Person:
    given = {
        "company": "Nordlicht",
        "name": "Vera Vogt",
        "email": "Vera@Nordlicht.example ",
        **changed,
    }
    return services.set_up_workspace(secret, password=given.pop("password", PASSWORD), **given)


@pytest.mark.django_db
def test_the_link_sets_the_workspace_up_once() -> None:
    secret = services.make_set_up_link()
    assert queries.is_empty()
    vera = set_up(secret)
    assert (vera.email, vera.role) == ("vera@nordlicht.example", "administrator")
    assert vera.check_password(PASSWORD)
    company = Workspace.objects.get()
    assert (company.name, company.sponsor, company.demonstration) == ("Nordlicht", vera, False)
    with refused(RuleBroken):
        set_up(secret)
    with refused(RuleBroken):
        services.make_set_up_link()


@pytest.mark.django_db
def test_whoever_sets_it_up_may_be_of_a_side() -> None:
    secret = services.make_set_up_link()
    answer = Client().post(
        f"/set-up/{secret}/",
        {
            "company": "Nordlicht",
            "name": "Igor",
            "email": "igor@nordlicht.example",
            "password": PASSWORD,
            "lane": "it",
        },
    )
    assert answer.status_code == 303
    igor = Person.objects.get()
    assert queries.actor_by_id(igor.pk).lanes == {Lane.IT}
    assert (igor.department.name, igor.department.lane) == ("IT", "it")


@pytest.mark.django_db
def test_a_newer_link_ends_the_older_one() -> None:
    older, newer = services.make_set_up_link(), services.make_set_up_link()
    with refused(RuleBroken):
        set_up(older)
    assert set_up(newer)


@pytest.mark.django_db
def test_a_link_runs_out_after_a_day() -> None:
    secret = services.make_set_up_link()
    with clock.at(clock.now() + timedelta(hours=24)), refused(RuleBroken):
        set_up(secret)
    with clock.at(clock.now() + timedelta(hours=23, minutes=59)):
        assert set_up(secret)


@pytest.mark.django_db
@pytest.mark.parametrize("secret", ["", "x", "\0", "x" * 10_000, "🎁"])
def test_a_link_that_was_never_made_is_not_found(secret: str) -> None:
    with refused(NotFound):
        set_up(secret)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("password", "short"), ("password", "password1234"), ("password", "vera@nordlicht.example"),
        ("company", ""), ("company", "x" * 121), ("company", "\0"),
        ("name", ""), ("name", "x" * 121), ("name", "\0"),
        ("email", ""), ("email", "vera"), ("email", "a@b"), ("email", "\0@nordlicht.example"),
        ("email", "x" * 250 + "@nordlicht.example"), ("email", "two@at@nordlicht.example"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_leaves_the_link_unused(field: str, value: str) -> None:
    secret = services.make_set_up_link()
    with refused(BadInput) as caught:
        set_up(secret, **{field: value})
    assert caught.value.field == field  # type: ignore[attr-defined]
    assert set_up(secret)


def test_there_is_one_workspace(cast: Cast) -> None:
    with refused(RuleBroken):
        services.found_workspace(company="Second", name="V", email="v@x.example", password=None)


# Settings ----------------------------------------------------------------------------------------


def change(actor: Actor, **changed: object) -> None:
    given: dict[str, object] = {
        "name": "Nordlicht SE", "time_zone": "Europe/Vienna", "country": "AT",
        "opens_at": time(8), "closes_at": time(16), "sponsor_id": actor.me, **changed,
    }  # fmt: skip
    services.change_workspace(actor=actor, **given)  # type: ignore[arg-type]


def test_an_administrator_changes_the_settings(cast: Cast) -> None:
    change(cast.ada)
    company = Workspace.objects.get()
    assert (company.name, company.time_zone, company.country) == (
        "Nordlicht SE",
        "Europe/Vienna",
        "AT",
    )
    assert (company.opens_at, company.closes_at) == (time(8), time(16))
    assert company.sponsor_id == cast.ada.me


@pytest.mark.parametrize("name", ["alice", "igor", "rita", "charlie"])
def test_nobody_else_changes_them(cast: Cast, name: str) -> None:
    with refused(NotAllowed):
        change(getattr(cast, name))
    with refused(NotAllowed):
        change(CLOCK)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""), ("name", "x" * 121), ("name", "\0"), ("time_zone", "Mars/Base"),
        ("time_zone", ""), ("time_zone", "../../etc/passwd"), ("country", "XX"), ("country", "DE-XX"),
        ("closes_at", time(7)), ("sponsor_id", 0), ("sponsor_id", -1), ("sponsor_id", 2**70),
    ],
)  # fmt: skip
def test_an_unusable_setting_is_refused(cast: Cast, field: str, value: object) -> None:
    with refused(BadInput) as caught:
        change(cast.ada, **{field: value})
    assert caught.value.field == field.removesuffix("_id")  # type: ignore[attr-defined]


def test_a_sponsor_is_somebody_who_is_there(cast: Cast) -> None:
    services.deactivate_person(actor=cast.vera, person_id=cast.igor.me)
    with refused(BadInput):
        change(cast.ada, sponsor_id=cast.igor.me)


def test_the_sponsors_account_stays_open_until_another_is_named(cast: Cast) -> None:
    with refused(RuleBroken):
        services.deactivate_person(actor=cast.ada, person_id=cast.vera.me)
    change(cast.ada)
    services.deactivate_person(actor=cast.ada, person_id=cast.vera.me)
    assert queries.actor_for(Person.objects.get(pk=cast.vera.me)) is None
    assert again(cast.ada).is_administrator
    assert Department.objects.filter(name="Management").exists()
