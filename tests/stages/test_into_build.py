"""From Plan to Build: a budget, an accepted list, estimated work, a promise that is likely enough."""

from datetime import timedelta
from decimal import Decimal

import pytest
from tests.cast import Cast, happened, waits
from tests.days import present_date
from tests.refusals import refused
from tests.work.making import add

from tandem.core.errors import RuleBroken
from tandem.initiatives.rules import Stage
from tandem.plans import queries as plans
from tandem.plans import services
from tandem.plans.rules import MoneyKind
from tandem.stages.conditions import gates
from tandem.stages.services import pass_condition, start_stage
from tandem.work import services as work
from tandem.work.rules import Estimate, Sureness


def missing(initiative: int) -> list[str]:
    return [one.key for one in gates({initiative: Stage.PLAN})[initiative].missing]


def agree_on_scope(cast: Cast, planned: int) -> None:
    services.give_budget(
        actor=cast.vera, initiative_id=planned, amounts={MoneyKind.BUILD: Decimal(60000)}
    )
    facts = plans.scope_of(planned).facts
    handed = services.hand_over_list(
        actor=cast.igor,
        initiative_id=planned,
        inside=[one.id for one in facts.wanted],
        seen=facts.digest,
    )
    services.accept_list(actor=cast.alice, initiative_id=planned, list_id=handed.pk)


@pytest.mark.usefixtures("tuesday")
def test_each_thing_is_waited_for_until_build_can_start(cast: Cast, planned: int) -> None:
    assert missing(planned) == ["work", "budget", "scope", "promise", "capacity"]
    assert ("initiative.next_stage", "") in waits(planned)
    agree_on_scope(cast, planned)
    assert missing(planned) == ["work", "promise", "capacity"]
    piece = add(cast.igor, planned)
    assert missing(planned) == ["work", "promise", "capacity"]
    work.estimate_work_item(
        actor=cast.igor, work_id=piece, estimate=Estimate(Decimal(2), Sureness.SURE)
    )
    assert missing(planned) == ["promise"]
    services.promise_date(
        actor=cast.alice,
        initiative_id=planned,
        day=present_date() + timedelta(days=60),
    )
    assert missing(planned) == ["promise"], "what it is worth isn't known yet"
    with refused(RuleBroken):
        start_stage(actor=cast.alice, initiative_id=planned, stage=Stage.BUILD)
    pass_condition(
        actor=cast.vera, initiative_id=planned, key="promise", reason="The season decides."
    )
    start_stage(actor=cast.alice, initiative_id=planned, stage=Stage.BUILD)
    assert happened(planned)[-1] == "initiative.moved"
    assert waits(planned) == set(), "as far as the path goes"
