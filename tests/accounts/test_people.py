"""People come, change sides and roles, and go; what they did stays theirs."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from tests.cast import Cast, again
from tests.days import present_date
from tests.refusals import nothing_written, refused

from tandem.accounts import queries, services
from tandem.accounts.models import Department, GuestLink, OneTimeLink, Person, SideMembership
from tandem.accounts.rules import Actor, Lane, Scope, WorkspaceRole
from tandem.accounts.services.guests import guest_person, new_guest_link
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.core.remembered import remembering

PASSWORD = "correct horse battery staple"
MISSING = [0, -1, 10**6, 2**63, 2**99]


def person(actor: Actor) -> Person:
    return Person.objects.get(pk=actor.me)


def department(name: str = "IT") -> int:
    return Department.objects.get(name=name).pk


def add(cast: Cast, **changed: object) -> tuple[Person, str]:
    given: dict[str, object] = {
        "email": " Nora@Nordlicht.example", "name": " Nora Nagel ", "title": "Developer",
        "department_id": department(), **changed,
    }  # fmt: skip
    return services.add_person(actor=cast.ada, **given)  # type: ignore[arg-type]


def sides(actor: Actor) -> set[Lane]:
    return set(again(actor).lanes)


# Coming ------------------------------------------------------------------------------------------


def test_who_is_added_belongs_to_their_departments_side_and_chooses_a_password(cast: Cast) -> None:
    nora, secret = add(cast)
    assert (nora.email, nora.name, nora.role) == ("nora@nordlicht.example", "Nora Nagel", "member")
    actor = queries.actor_for(nora)
    assert actor
    assert actor.lanes == {Lane.IT}
    assert not nora.has_usable_password()
    services.choose_password(secret, password=PASSWORD)
    assert person(actor).check_password(PASSWORD)
    with refused(RuleBroken):
        services.choose_password(secret, password=PASSWORD)


def test_a_department_without_a_side_gives_none(cast: Cast) -> None:
    nora, _ = add(cast, department_id=department("Legal"))
    actor = queries.actor_for(nora)
    assert actor
    assert actor.lanes == frozenset()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "IGOR@nordlicht.example"), ("email", ""), ("email", "nora"), ("email", "a\0@b.example"),
        ("email", "x" * 250 + "@b.example"), ("name", ""), ("name", "x" * 121), ("name", "\0"),
        ("title", "x" * 121), ("title", "\0"), ("department_id", 0), ("department_id", -1),
        ("department_id", 10**6), ("department_id", 2**99),
    ],
)  # fmt: skip
def test_who_cannot_be_added_is_refused(cast: Cast, field: str, value: object) -> None:
    with refused(BadInput) as caught:
        add(cast, **{field: value})
    assert caught.value.field == field.removesuffix("_id")  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["", "it", "IT ", "x" * 121, "\0"])
def test_a_department_needs_a_name_of_its_own(cast: Cast, name: str) -> None:
    with refused(BadInput):
        services.add_department(name=name, lane=None, actor=cast.ada)


@pytest.mark.parametrize("who", ["alice", "igor", "charlie", "rita"])
def test_only_an_administrator_manages_people(cast: Cast, who: str) -> None:
    actor, other = getattr(cast, who), cast.ivan.me
    for act in (
        lambda: services.add_department(name="Sales", lane=None, actor=actor),
        lambda: services.add_person(
            actor=actor, email="n@x.example", name="N", department_id=department()
        ),
        lambda: services.change_sides(actor=actor, person_id=other, lanes=[]),
        lambda: services.change_role(actor=actor, person_id=other, role=WorkspaceRole.VIEWER),
        lambda: services.deactivate_person(actor=actor, person_id=other),
        lambda: services.reactivate_person(actor=actor, person_id=other),
        lambda: services.renew_password_link(actor=actor, person_id=other),
    ):
        with refused(NotAllowed):
            act()


@pytest.mark.parametrize("number", MISSING)
def test_somebody_who_does_not_exist_is_not_found(cast: Cast, number: int) -> None:
    for act in (
        lambda: services.change_sides(actor=cast.ada, person_id=number, lanes=[]),
        lambda: services.change_role(actor=cast.ada, person_id=number, role=WorkspaceRole.VIEWER),
        lambda: services.deactivate_person(actor=cast.ada, person_id=number),
        lambda: services.reactivate_person(actor=cast.ada, person_id=number),
        lambda: services.renew_password_link(actor=cast.ada, person_id=number),
        lambda: queries.person_by_id(number),
        lambda: queries.actor_by_id(number),
    ):
        with refused(NotFound):
            act()


# Sides -------------------------------------------------------------------------------------------


def change_sides(cast: Cast, actor: Actor, *lanes: Lane) -> None:
    services.change_sides(actor=cast.ada, person_id=actor.me, lanes=lanes)


def test_a_side_is_a_membership_with_start_and_end(cast: Cast) -> None:
    start = clock.now()
    with clock.at(start + timedelta(days=10)):
        change_sides(cast, cast.igor, Lane.MARKETING)
        assert sides(cast.igor) == {Lane.MARKETING}
    with clock.at(start + timedelta(days=9)):
        assert sides(cast.igor) == {Lane.IT}
    held = SideMembership.objects.filter(person_id=cast.igor.me).order_by("starts_on")
    day = present_date()
    assert [(one.lane, one.starts_on, one.ends_on) for one in held] == [
        ("it", day, day + timedelta(days=9)),
        ("marketing", day + timedelta(days=10), None),
    ]


def test_one_may_hold_both_sides_or_none(cast: Cast) -> None:
    change_sides(cast, cast.igor, *Lane)
    assert sides(cast.igor) == set(Lane)
    assert queries.name_of(queries.person_by_id(cast.igor.me)).lane is None
    change_sides(cast, cast.igor)
    assert sides(cast.igor) == set()


def test_the_same_sides_again_are_no_change(cast: Cast) -> None:
    with nothing_written():
        change_sides(cast, cast.igor, Lane.IT)


def test_a_side_that_was_left_can_be_joined_again(cast: Cast) -> None:
    start = clock.now()
    for days, lanes in ((3, ()), (5, (Lane.IT,)), (5, ()), (5, (Lane.IT,))):
        with clock.at(start + timedelta(days=days)):
            change_sides(cast, cast.igor, *lanes)
    with clock.at(start + timedelta(days=6)):
        assert sides(cast.igor) == {Lane.IT}
    with clock.at(start + timedelta(days=4)):
        assert sides(cast.igor) == set()


# Roles -------------------------------------------------------------------------------------------


def test_the_last_administrator_stays_one(cast: Cast) -> None:
    services.change_role(actor=cast.ada, person_id=cast.vera.me, role=WorkspaceRole.MEMBER)
    with refused(RuleBroken):
        services.change_role(actor=cast.ada, person_id=cast.ada.me, role=WorkspaceRole.MEMBER)
    services.change_role(actor=cast.ada, person_id=cast.igor.me, role=WorkspaceRole.ADMINISTRATOR)
    services.change_role(actor=cast.ada, person_id=cast.ada.me, role=WorkspaceRole.VIEWER)
    assert not again(cast.ada).may_write


def test_a_deactivated_administrator_does_not_count(cast: Cast) -> None:
    services.change_role(actor=cast.ada, person_id=cast.igor.me, role=WorkspaceRole.ADMINISTRATOR)
    services.change_role(actor=cast.ada, person_id=cast.vera.me, role=WorkspaceRole.MEMBER)
    services.deactivate_person(actor=cast.ada, person_id=cast.igor.me)
    with refused(RuleBroken):
        services.change_role(actor=cast.ada, person_id=cast.ada.me, role=WorkspaceRole.MEMBER)


# Going -------------------------------------------------------------------------------------------


def test_a_closed_account_acts_no_more(cast: Cast) -> None:
    _, secret = services.make_token(actor=cast.igor, name="script", scope=Scope.WRITE)
    assert queries.actor_by_token(secret)
    services.deactivate_person(actor=cast.ada, person_id=cast.igor.me)
    assert queries.actor_for(person(cast.igor)) is None
    assert queries.actor_by_token(secret) is None
    with pytest.raises(NotFound):
        queries.actor_by_id(cast.igor.me)
    assert cast.igor.me not in [one.id for one in queries.active_people_of(Lane.IT)]
    assert person(cast.igor).deactivated_by_id == cast.ada.me


def test_closing_it_twice_is_closing_it_once(cast: Cast) -> None:
    services.deactivate_person(actor=cast.ada, person_id=cast.igor.me)
    with nothing_written():
        services.deactivate_person(actor=cast.vera, person_id=cast.igor.me)


def test_nobody_closes_their_own_account(cast: Cast) -> None:
    with refused(RuleBroken):
        services.deactivate_person(actor=cast.ada, person_id=cast.ada.me)


def test_an_account_opened_again_needs_a_new_password_link_and_new_tokens(cast: Cast) -> None:
    _, token = services.make_token(actor=cast.igor, name="script", scope=Scope.WRITE)
    older = services.renew_password_link(actor=cast.ada, person_id=cast.igor.me)
    services.deactivate_person(actor=cast.ada, person_id=cast.igor.me)
    for act in (
        lambda: services.choose_password(older, password=PASSWORD),
        lambda: services.renew_password_link(actor=cast.ada, person_id=cast.igor.me),
    ):
        with refused(RuleBroken):
            act()
    newer = services.reactivate_person(actor=cast.ada, person_id=cast.igor.me)
    assert again(cast.igor).lanes == {Lane.IT}
    assert queries.actor_by_token(token) is None
    with refused(RuleBroken):
        services.choose_password(older, password=PASSWORD)
    services.choose_password(newer, password=PASSWORD)


# Links -------------------------------------------------------------------------------------------


def test_a_password_link_runs_out_and_is_replaced(cast: Cast) -> None:
    secret = services.renew_password_link(actor=cast.ada, person_id=cast.igor.me)
    with clock.at(clock.now() + timedelta(days=7)), refused(RuleBroken):
        services.choose_password(secret, password=PASSWORD)
    newer = services.renew_password_link(actor=cast.ada, person_id=cast.igor.me)
    with refused(RuleBroken):
        services.choose_password(secret, password=PASSWORD)
    services.choose_password(newer, password=PASSWORD)


@pytest.mark.parametrize("password", ["", "short", "password1234", "igor.ilic.123"[:11]])
def test_a_weak_password_leaves_the_link_unused(cast: Cast, password: str) -> None:
    secret = services.renew_password_link(actor=cast.ada, person_id=cast.igor.me)
    with refused(BadInput) as caught:
        services.choose_password(secret, password=password)
    assert caught.value.field == "password"  # type: ignore[attr-defined]
    services.choose_password(secret, password=PASSWORD)


def test_a_link_of_one_kind_does_not_do_the_other(cast: Cast) -> None:
    secret = services.renew_password_link(actor=cast.ada, person_id=cast.igor.me)
    with refused(NotFound):
        services.set_up_workspace(
            secret, company="X", name="X", email="x@x.example", password=PASSWORD
        )
    OneTimeLink.objects.all().delete()
    for link in ("", "x", secret):
        with refused(NotFound):
            services.choose_password(link, password=PASSWORD)


# Reading -----------------------------------------------------------------------------------------


def test_visitors_are_nobody(cast: Cast) -> None:
    assert queries.actor_for(AnonymousUser()) is None


def test_who_may_act_for_a_side(cast: Cast) -> None:
    assert [one.name for one in queries.active_people_of(Lane.IT)] == ["Igor Ilic", "Ivan Iwers"]
    services.change_role(actor=cast.ada, person_id=cast.ivan.me, role=WorkspaceRole.VIEWER)
    assert [one.name for one in queries.active_people_of(Lane.IT)] == ["Igor Ilic"]


def test_names_of_many_cost_one_query(cast: Cast, django_assert_num_queries: object) -> None:
    with remembering(), django_assert_num_queries(2):  # type: ignore[operator]
        queries.present_day()  # where the company is, is read once
        known = queries.names([cast.alice.me, cast.igor.me, None, 10**9])
    assert {one.name for one in known.values()} == {"Alice Albers", "Igor Ilic"}
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert queries.names([None]) == {}


def test_the_companys_calendar_knows_its_holidays(cast: Cast) -> None:
    calendar = queries.workspace_calendar()
    with clock.at(clock.now().replace(year=2027)):
        calendar = queries.workspace_calendar()
    assert date(2027, 3, 8) in calendar.holidays, "Women's day is a holiday in Berlin."
    assert str(calendar.zone) == "Europe/Berlin"


def test_whoever_was_a_guest_can_be_given_an_account_and_stays_the_same_person(cast: Cast) -> None:
    with transaction.atomic():
        guest = guest_person("gil@agency.example", "Gil Gast")
        new_guest_link(guest.pk, 7, [], clock.now() + timedelta(days=3))
    legal = department("Legal")
    made, _ = services.add_person(
        actor=cast.ada, email="Gil@agency.example", name="Gil Gast", department_id=legal
    )
    assert made.pk == guest.pk
    assert queries.actor_by_id(made.pk).may_write
    assert not GuestLink.objects.filter(revoked_at=None).exists()
    with refused(BadInput):
        services.add_person(
            actor=cast.ada, email="gil@agency.example", name="Gil", department_id=legal
        )
