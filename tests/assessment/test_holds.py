"""Holding an initiative: by whom, for how long, and what sponsor and risk owner decide."""

from datetime import date, timedelta

import pytest
from tests.accounts.browsing import as_person, words
from tests.cast import Cast, happened
from tests.days import present_date
from tests.refusals import nothing_written, refused

from tandem.accounts.rules import Actor
from tandem.activity.queries import open_turns_on
from tandem.assessment import queries, services
from tandem.assessment.models import Hold
from tandem.assessment.rules import Authority, outcome
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.initiatives.rules import Stage
from tandem.stages.conditions import gates
from tandem.stages.services import start_stage


def soon(days: int = 7) -> date:
    return present_date() + timedelta(days=days)


def may(cast: Cast, who: Actor, kind: Authority) -> int:
    return services.name_authority(actor=cast.ada, person_id=who.me, kind=kind).pk


def put(actor: Actor, initiative: int, on: date | None = None) -> Hold:
    return services.hold_initiative(
        actor=actor,
        initiative_id=initiative,
        kind=Authority.SECURITY,
        reason="A hole.",
        lifts="A patch.",
        look_again_on=on or soon(),
    )


def renew(actor: Actor, initiative: int, hold: int, days: int = 20) -> object:
    return services.renew_hold(
        actor=actor,
        initiative_id=initiative,
        hold_id=hold,
        reason="Still open.",
        look_again_on=soon(days),
    )


def decide(actor: Actor, initiative: int, hold: int, *, keep: bool) -> object:
    return services.decide_hold(
        actor=actor, initiative_id=initiative, hold_id=hold, keep=keep, reason="So."
    )


def waiting(initiative: int) -> set[tuple[str, int]]:
    return {(t.kind, t.person.id) for t in open_turns_on([initiative]) if t.person}


def held(initiative: int, stage: Stage = Stage.BRIEF) -> bool:
    return "hold_security" in {c.key for c in gates({initiative: stage})[initiative].missing}


@pytest.fixture
def hold(cast: Cast, signed_brief: int) -> int:
    """Charlie, who answers for security, holds a brief that both have signed."""
    may(cast, cast.charlie, Authority.SECURITY)
    return put(cast.charlie, signed_brief).pk


def test_no_next_stage_starts_until_it_is_lifted(cast: Cast, signed_brief: int, hold: int) -> None:
    assert waiting(signed_brief) == {("hold.look_again", cast.charlie.me)}
    with refused(RuleBroken) as caught:
        start_stage(actor=cast.alice, initiative_id=signed_brief, stage=Stage.PLAN)
    assert "The hold is lifted: Security" in caught.value.reason
    assert not gates({signed_brief: Stage.BRIEF})[signed_brief].missing[0].passable
    services.lift_hold(actor=cast.charlie, initiative_id=signed_brief, hold_id=hold)
    assert waiting(signed_brief) == set()
    start_stage(actor=cast.alice, initiative_id=signed_brief, stage=Stage.PLAN)
    assert happened(signed_brief)[-3:] == ["hold.begun", "hold.lifted", "initiative.moved"]


@pytest.mark.parametrize("name", ["alice", "igor", "rita", "charlie", "ada", "vera"])
def test_nobody_holds_who_was_not_named_for_it(cast: Cast, signed_brief: int, name: str) -> None:
    may(cast, cast.charlie, Authority.DATA_PROTECTION)
    with refused(NotAllowed):
        put(getattr(cast, name), signed_brief)


def test_who_was_named_and_ended_no_longer_holds(cast: Cast, signed_brief: int) -> None:
    authority = may(cast, cast.charlie, Authority.SECURITY)
    services.end_authority(actor=cast.ada, authority_id=authority)
    assert queries.authorities_named() == []
    with refused(NotAllowed):
        put(cast.charlie, signed_brief)


def test_only_administrators_name_who_may_hold(cast: Cast) -> None:
    for actor in (cast.alice, cast.igor, cast.rita):
        with refused(NotAllowed):
            services.name_authority(actor=actor, person_id=actor.me, kind=Authority.RISK)
        with refused(NotAllowed):
            services.end_authority(actor=actor, authority_id=1)
    with refused(NotFound):
        services.end_authority(actor=cast.ada, authority_id=999_999)
    with refused(BadInput):
        services.name_authority(
            actor=cast.ada,
            person_id=cast.igor.me,
            kind=Authority.RISK,
            starts_on=soon(2),
            ends_on=soon(1),
        )


@pytest.mark.parametrize("days", [-1, 0, 93])
def test_it_is_looked_at_again_within_three_months(
    cast: Cast, signed_brief: int, days: int
) -> None:
    may(cast, cast.charlie, Authority.SECURITY)
    with refused(BadInput):
        put(cast.charlie, signed_brief, soon(days))


def test_it_is_held_for_one_thing_once(cast: Cast, signed_brief: int, hold: int) -> None:
    with nothing_written():
        assert put(cast.charlie, signed_brief).pk == hold
    may(cast, cast.igor, Authority.SECURITY)
    with refused(RuleBroken):
        put(cast.igor, signed_brief)


def test_the_second_renewal_goes_to_sponsor_and_risk_owner(
    cast: Cast, signed_brief: int, hold: int
) -> None:
    may(cast, cast.mona, Authority.RISK)
    renew(cast.charlie, signed_brief, hold)
    assert Hold.objects.get().look_again_on == soon(20)
    renew(cast.charlie, signed_brief, hold, 40)
    assert Hold.objects.get().look_again_on == soon(20)
    assert waiting(signed_brief) == {("hold.decide", cast.vera.me), ("hold.decide", cast.mona.me)}
    with refused(RuleBroken):
        renew(cast.charlie, signed_brief, hold)
    with refused(NotAllowed):
        decide(cast.charlie, signed_brief, hold, keep=False)
    decide(cast.vera, signed_brief, hold, keep=False)
    assert waiting(signed_brief) == {("hold.decide", cast.mona.me)}
    with refused(RuleBroken):
        decide(cast.vera, signed_brief, hold, keep=False)
    assert held(signed_brief)
    decide(cast.mona, signed_brief, hold, keep=False)
    assert not held(signed_brief)
    assert waiting(signed_brief) == set()


def test_one_who_keeps_it_is_enough(cast: Cast, signed_brief: int, hold: int) -> None:
    may(cast, cast.mona, Authority.RISK)
    for days in (20, 40):
        renew(cast.charlie, signed_brief, hold, days)
    decide(cast.mona, signed_brief, hold, keep=True)
    assert held(signed_brief)
    assert Hold.objects.get().look_again_on == soon(40)
    assert waiting(signed_brief) == {("hold.look_again", cast.charlie.me)}


@pytest.mark.parametrize(
    ("sponsor", "risk", "stays"),
    [
        (None, None, None),
        (False, None, None),
        (None, False, None),
        (False, False, False),
        (True, None, True),
        (None, True, True),
        (False, True, True),
    ],
)
def test_a_hold_is_lifted_only_if_both_want_that(
    sponsor: bool | None, risk: bool | None, stays: bool | None
) -> None:
    assert outcome(sponsor=sponsor, risk=risk) is stays


def test_nothing_more_is_done_to_a_lifted_hold(cast: Cast, signed_brief: int, hold: int) -> None:
    services.lift_hold(actor=cast.charlie, initiative_id=signed_brief, hold_id=hold)
    with refused(RuleBroken):
        services.lift_hold(actor=cast.charlie, initiative_id=signed_brief, hold_id=hold)
    with refused(RuleBroken):
        renew(cast.charlie, signed_brief, hold)
    with refused(RuleBroken):
        decide(cast.vera, signed_brief, hold, keep=True)
    with refused(NotFound):
        renew(cast.charlie, signed_brief, 999_999)


def test_the_page_keeps_what_was_typed(cast: Cast, signed_brief: int) -> None:
    may(cast, cast.charlie, Authority.SECURITY)
    charlie = as_person(cast.charlie)
    form = {
        "kind": "security",
        "reason": "A hole in it",
        "lifts": "",
        "look_again_on": "2030-01-01",
    }
    address = f"/initiatives/{signed_brief}/assess/"
    response = charlie.post(f"{address}holds/", form)
    assert response.status_code == 422
    assert "A hole in it" in response.content.decode()
    form |= {"lifts": "A patch", "look_again_on": str(soon())}
    page = charlie.post(f"{address}holds/", form, follow=True)
    assert "On hold: Security" in words(page)
    assert "A patch" in words(as_person(cast.alice).get(address))
