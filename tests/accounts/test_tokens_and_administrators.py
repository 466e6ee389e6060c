"""A leaked token must not become a way in that outlives it."""

from dataclasses import replace

import pytest
from django.test import Client
from tests.cast import Cast
from tests.refusals import refused

from tandem.accounts import services
from tandem.accounts.models import Department, Person
from tandem.accounts.rules import Actor, ActorKind, WorkspaceRole
from tandem.core.errors import NotAllowed


def as_token(actor: Actor) -> Actor:
    return replace(actor, kind=ActorKind.TOKEN)


def test_a_token_makes_no_link_for_an_administrator(cast: Cast) -> None:
    vera = as_token(cast.vera)
    with refused(NotAllowed):
        services.renew_password_link(actor=vera, person_id=cast.vera.me)
    assert services.renew_password_link(actor=vera, person_id=cast.mona.me)


def test_a_token_makes_no_administrator(cast: Cast) -> None:
    vera = as_token(cast.vera)
    with refused(NotAllowed):
        services.change_role(actor=vera, person_id=cast.mona.me, role=WorkspaceRole.ADMINISTRATOR)
    with refused(NotAllowed):
        services.add_person(
            actor=vera,
            email="eve@example.org",
            name="Eve",
            department_id=Department.objects.all()[0].pk,
            role=WorkspaceRole.ADMINISTRATOR,
        )


def test_the_password_of_a_closed_account_stays_closed(cast: Cast) -> None:
    secret = services.renew_password_link(actor=cast.vera, person_id=cast.mona.me)
    services.choose_password(secret, password="seven quiet harbours")
    address = Person.objects.get(pk=cast.mona.me).email
    assert Client().login(username=address, password="seven quiet harbours")
    services.deactivate_person(actor=cast.vera, person_id=cast.mona.me)
    services.reactivate_person(actor=cast.vera, person_id=cast.mona.me)
    assert not Client().login(username=address, password="seven quiet harbours")


@pytest.mark.parametrize("role", ["member", "viewer"])
def test_people_who_are_no_administrators_are_let_in_by_a_token(cast: Cast, role: str) -> None:
    services.change_role(
        actor=as_token(cast.vera), person_id=cast.mona.me, role=WorkspaceRole(role)
    )
