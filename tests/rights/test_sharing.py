"""Who may know of an initiative, and who decides between its owners."""

import pytest
from tests.cast import Cast, happened
from tests.refusals import nothing_written, refused

from tandem.accounts.rules import Actor, ActorKind, Lane, WorkspaceRole
from tandem.activity.queries import restricted_roots, subject_visible_to
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.initiatives.queries import count_by_stage
from tandem.rights import queries, services
from tandem.rights.rules import BREAK_IN_LASTS, why_not_sponsor

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["alice", "igor", "vera"])
def test_its_owners_and_its_sponsor_restrict_it(cast: Cast, assessed: int, name: str) -> None:
    services.restrict_initiative(actor=getattr(cast, name), initiative_id=assessed)
    assert not queries.sees(cast.charlie, assessed)
    assert queries.sees(cast.vera, assessed)
    assert sum(count_by_stage(cast.charlie).values()) == 0
    assert happened(assessed)[-1] == "initiative.restricted"


@pytest.mark.parametrize("name", ["mona", "ivan", "charlie", "rita", "ada"])
def test_nobody_else_restricts_it(cast: Cast, assessed: int, name: str) -> None:
    with refused(NotAllowed):
        services.restrict_initiative(actor=getattr(cast, name), initiative_id=assessed)


def test_opened_again_everybody_reads_it(cast: Cast, assessed: int) -> None:
    services.restrict_initiative(actor=cast.alice, initiative_id=assessed)
    with nothing_written():
        services.restrict_initiative(actor=cast.igor, initiative_id=assessed)
    with refused(NotFound):
        services.open_initiative(actor=cast.charlie, initiative_id=assessed)
    services.open_initiative(actor=cast.igor, initiative_id=assessed)
    assert queries.sees(cast.charlie, assessed)
    assert restricted_roots() == []


def test_the_sponsor_hands_over(cast: Cast, assessed: int) -> None:
    services.name_sponsor(actor=cast.vera, initiative_id=assessed, person_id=cast.charlie.me)
    assert subject_visible_to(cast.rita, assessed).sponsor_id == cast.charlie.me
    services.name_sponsor(actor=cast.charlie, initiative_id=assessed, person_id=cast.mona.me)
    with refused(NotAllowed):
        services.name_sponsor(actor=cast.charlie, initiative_id=assessed, person_id=cast.vera.me)
    assert happened(assessed)[-1] == "initiative.sponsor_named"


@pytest.mark.parametrize("name", ["alice", "igor", "rita", "charlie"])
def test_who_is_neither_sponsor_nor_administrator_names_none(
    cast: Cast, assessed: int, name: str
) -> None:
    with refused(NotAllowed):
        services.name_sponsor(
            actor=getattr(cast, name), initiative_id=assessed, person_id=cast.charlie.me
        )


def test_an_owner_can_not_be_the_sponsor_too(cast: Cast, assessed: int) -> None:
    with refused(BadInput):
        services.name_sponsor(actor=cast.vera, initiative_id=assessed, person_id=cast.alice.me)
    assert why_not_sponsor(active=False, owns=False)
    assert why_not_sponsor(active=True, owns=False) is None


def test_an_administrator_breaks_in_for_some_hours_and_everybody_on_it_sees_that(
    cast: Cast, assessed: int
) -> None:
    services.restrict_initiative(actor=cast.alice, initiative_id=assessed)
    with pytest.raises(NotFound):
        subject_visible_to(cast.ada, assessed)
    services.break_in(actor=cast.ada, initiative_id=assessed, reason="Legal asks for its dates.")
    assert subject_visible_to(cast.ada, assessed).id == assessed
    (row,) = queries.break_ins_on(assessed)
    assert (row.by.id, row.reason) == (cast.ada.me, "Legal asks for its dates.")
    assert happened(assessed)[-1] == "initiative.broken_into"
    with clock.at(clock.now() + BREAK_IN_LASTS):
        assert not queries.sees(cast.ada, assessed)
    assert queries.place_of(cast.ada, assessed).standing.sides == frozenset()


def test_breaking_in_needs_a_reason_and_something_hidden(cast: Cast, assessed: int) -> None:
    with refused(NotFound):
        services.break_in(actor=cast.ada, initiative_id=assessed, reason="It is open.")
    services.restrict_initiative(actor=cast.alice, initiative_id=assessed)
    with refused(BadInput):
        services.break_in(actor=cast.ada, initiative_id=assessed, reason=" ")
    with refused(RuleBroken):
        services.break_in(actor=cast.vera, initiative_id=assessed, reason="I am the sponsor.")


@pytest.mark.parametrize("name", ["alice", "igor", "rita", "charlie"])
def test_only_administrators_break_in(cast: Cast, assessed: int, name: str) -> None:
    services.restrict_initiative(actor=cast.alice, initiative_id=assessed)
    with refused(NotAllowed):
        services.break_in(actor=getattr(cast, name), initiative_id=assessed, reason="Curious.")


def test_a_token_never_breaks_in(cast: Cast, assessed: int) -> None:
    services.restrict_initiative(actor=cast.alice, initiative_id=assessed)
    token = Actor(
        ActorKind.TOKEN, cast.ada.me, cast.ada.name, WorkspaceRole.ADMINISTRATOR, frozenset(Lane)
    )
    with refused(NotAllowed):
        services.break_in(actor=token, initiative_id=assessed, reason="A script.")
