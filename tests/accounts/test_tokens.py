"""Keys for programs: they may what their person may, until a day."""

from datetime import timedelta

import pytest
from tests.cast import Cast
from tests.refusals import nothing_written, refused

from tandem.accounts import queries, services
from tandem.accounts.models import ApiToken
from tandem.accounts.rules import CLOCK, Actor, ActorKind, Lane, Scope, WorkspaceRole
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound


def make(actor: Actor, **changed: object) -> tuple[ApiToken, str]:
    given: dict[str, object] = {"name": "script", "scope": Scope.WRITE, **changed}
    return services.make_token(actor=actor, **given)  # type: ignore[arg-type]


def test_a_token_acts_as_its_person_and_its_secret_is_not_kept(cast: Cast) -> None:
    token, secret = make(cast.igor, scope=Scope.READ)
    actor = queries.actor_by_token(secret)
    assert actor
    assert (actor.kind, actor.person_id, actor.scope) == (ActorKind.TOKEN, cast.igor.me, Scope.READ)
    assert (actor.lanes, actor.role) == ({Lane.IT}, WorkspaceRole.MEMBER)
    kept = ApiToken.objects.filter(pk=token.pk).values_list().get()
    assert secret not in map(str, kept)


def test_a_token_loses_what_its_person_loses(cast: Cast) -> None:
    _, secret = make(cast.igor)
    services.change_sides(actor=cast.ada, person_id=cast.igor.me, lanes=[])
    services.change_role(actor=cast.ada, person_id=cast.igor.me, role=WorkspaceRole.VIEWER)
    actor = queries.actor_by_token(secret)
    assert actor
    assert (actor.lanes, actor.may_write) == (frozenset(), False)


def test_a_token_ends_on_its_day(cast: Cast) -> None:
    _, secret = make(cast.igor, days=30)
    with clock.at(clock.now() + timedelta(days=29, hours=23)):
        assert queries.actor_by_token(secret)
    with clock.at(clock.now() + timedelta(days=30)):
        assert queries.actor_by_token(secret) is None


def test_a_token_makes_no_token(cast: Cast) -> None:
    _, secret = make(cast.igor)
    token = queries.actor_by_token(secret)
    assert token
    for actor in (token, CLOCK):
        with refused(NotAllowed):
            make(actor)


def test_a_revoked_token_opens_nothing(cast: Cast) -> None:
    token, secret = make(cast.igor)
    services.revoke_token(actor=cast.igor, token_id=token.pk)
    assert queries.actor_by_token(secret) is None
    assert not queries.tokens_of(cast.igor).exists()
    with nothing_written():
        services.revoke_token(actor=cast.igor, token_id=token.pk)


def test_nobody_revokes_anothers_token(cast: Cast) -> None:
    token, secret = make(cast.igor)
    for actor in (cast.alice, cast.ada, CLOCK):
        with refused(NotFound):
            services.revoke_token(actor=actor, token_id=token.pk)
    assert queries.actor_by_token(secret)


@pytest.mark.parametrize("number", [0, -1, 10**6, 2**63, 2**99])
def test_a_token_that_does_not_exist_is_not_found(cast: Cast, number: int) -> None:
    with refused(NotFound):
        services.revoke_token(actor=cast.igor, token_id=number)


@pytest.mark.parametrize("name", ["", "x" * 81, "\0"])
def test_a_token_needs_a_name(cast: Cast, name: str) -> None:
    with refused(BadInput):
        make(cast.igor, name=name)


@pytest.mark.parametrize("days", [0, -1, 10**6, 10**12])
def test_a_token_lasts_some_days_and_at_most_years(cast: Cast, days: int) -> None:
    with refused(BadInput):
        make(cast.igor, days=days)


def test_one_has_one_living_token_of_a_name(cast: Cast) -> None:
    make(cast.igor)
    with refused(BadInput):
        make(cast.igor, name="SCRIPT")
    make(cast.alice)


@pytest.mark.parametrize("secret", ["", "tandem_", "\0", "x" * 100_000, "🎁"])
def test_a_secret_that_was_never_given_opens_nothing(cast: Cast, secret: str) -> None:
    make(cast.igor)
    assert queries.actor_by_token(secret) is None
