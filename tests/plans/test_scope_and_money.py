"""A budget, what fits it, and the list that IT hands over and Marketing accepts."""

from decimal import Decimal

import pytest
from tests.cast import Cast, bring_to_plan, estimate, happened, hide, waits
from tests.refusals import refused

from tandem.accounts import services as accounts
from tandem.accounts.rules import Actor
from tandem.activity.queries import turns_waiting_for
from tandem.briefs import services as briefs
from tandem.briefs.queries import requirements_of
from tandem.briefs.rules import Priority, Section
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken, Stale
from tandem.initiatives.rules import Stage
from tandem.plans import queries, services
from tandem.plans.models import Budget
from tandem.plans.rules import ListState, MoneyKind
from tandem.rights.rules import Decider, Matter
from tandem.rights.services import change_decision_rights
from tandem.stages.conditions import plans as plan_conditions


@pytest.fixture
def wide_brief(cast: Cast, brief: int) -> int:
    """R1 is a must of 50 to 60 days; R2 a should of 8 to 12; R3 a could of 2 to 4 that needs R2."""
    for title, priority, effort, needs in (
        ("Choose the hour as well", Priority.SHOULD, ("8", "12"), None),
        ("Tell a neighbour", Priority.COULD, ("2", "4"), {"depends_on": ["R2"]}),
    ):
        briefs.add_item(
            actor=cast.alice,
            initiative_id=brief,
            section=Section.REQUIREMENTS,
            title=title,
            text=title,
            priority=priority,
            fields=needs,
        )
        label = f"R{len(requirements_of([brief])[brief])}"
        estimate(cast, brief, label, *effort)
    return brief


def ids(initiative: int) -> dict[str, int]:
    return {one.label: one.id for one in requirements_of([initiative])[initiative]}


def ask(actor: Actor, initiative: int, build: str = "60000") -> None:
    services.ask_budget(
        actor=actor,
        initiative_id=initiative,
        amounts={MoneyKind.BUILD: Decimal(build), MoneyKind.RUN: Decimal(1200)},
        why="The season begins in May.",
    )


def give(cast: Cast, initiative: int, build: str = "60000", **more: object) -> Budget:
    return services.give_budget(
        actor=cast.vera,
        initiative_id=initiative,
        amounts={MoneyKind.BUILD: Decimal(build)},
        **more,  # type: ignore[arg-type]
    )


def set_rate(cast: Cast, amount: str = "1000") -> None:
    services.set_day_rate(actor=cast.ada, amount=Decimal(amount))


def hand_over(actor: Actor, initiative: int, *labels: str, seen: str = "") -> int:
    known = ids(initiative)
    return services.hand_over_list(
        actor=actor,
        initiative_id=initiative,
        inside=[known[label] for label in labels],
        seen=seen or queries.scope_of(initiative).facts.digest,
    ).pk


def inside(initiative: int) -> list[str]:
    fit = queries.scope_of(initiative).fit
    assert fit is not None
    return [label for label, pk in ids(initiative).items() if pk in fit.inside]


# Budget


def test_a_budget_is_asked_for_and_the_sponsor_gives_it(cast: Cast, brief: int) -> None:
    ask(cast.igor, brief)
    assert ("plans.give_budget", "") in waits(brief)
    assert "plans.give_budget" in [turn.kind for turn in turns_waiting_for(cast.vera)]
    give(cast, brief, "50000", words="Enough for the first version.")
    page = queries.scope_of(brief)
    assert page.budget is not None
    assert page.budget.build == 50000
    assert page.budget.asked_by is not None
    assert page.asked is None
    assert ("plans.give_budget", "") not in waits(brief)
    assert happened(brief)[-2:] == ["budget.asked", "budget.given"]


def test_none_for_now_is_said_with_a_reason_and_what_stood_stays(cast: Cast, brief: int) -> None:
    give(cast, brief)
    ask(cast.alice, brief, "90000")
    services.refuse_budget(actor=cast.vera, initiative_id=brief, words="After the stocktaking.")
    page = queries.scope_of(brief)
    assert page.asked is not None
    assert (page.asked.given, page.asked.words) == (False, "After the stocktaking.")
    assert page.budget is not None
    assert page.budget.build == 60000
    with pytest.raises(RuleBroken):
        services.refuse_budget(actor=cast.vera, initiative_id=brief, words="Again.")


def test_only_who_decides_budgets_gives_one(cast: Cast, brief: int) -> None:
    for who in (cast.alice, cast.igor, cast.rita, cast.charlie, cast.ada):
        with refused(NotAllowed):
            services.give_budget(actor=who, initiative_id=brief, amounts={})
    with refused(NotAllowed):
        ask(cast.charlie, brief)
    change_decision_rights(actor=cast.ada, rights={Matter.BUDGET: Decider.MARKETING})
    services.give_budget(
        actor=cast.alice, initiative_id=brief, amounts={MoneyKind.BUILD: Decimal(5)}
    )


def test_what_somebody_else_decided_meanwhile_is_shown(cast: Cast, brief: int) -> None:
    first = give(cast, brief)
    assert give(cast, brief).pk == first.pk, "the same twice is once"
    with refused(Stale):
        give(cast, brief, "70000")
    assert give(cast, brief, "70000", replaces=first.pk).build == 70000


@pytest.mark.parametrize("amount", ["-1", "NaN", "Infinity", "1000000000"])
def test_an_amount_that_is_none_is_refused(cast: Cast, brief: int, amount: str) -> None:
    with refused(BadInput):
        give(cast, brief, amount)


def test_what_is_hidden_is_not_found(cast: Cast, brief: int) -> None:
    hide(brief)
    with refused(NotFound):
        ask(cast.charlie, brief)
    with refused(NotFound):
        services.say_worths(actor=cast.mona, initiative_id=brief, worths={})


# What fits


def test_what_is_worth_most_fits_and_musts_come_first(cast: Cast, wide_brief: int) -> None:
    set_rate(cast)
    give(cast, wide_brief, "65000")
    assert inside(wide_brief) == ["R1", "R2"]
    page = queries.scope_of(wide_brief)
    assert page.fit is not None
    assert (page.fit.money, page.fit.days) == (65000, 65)
    assert [one.money for one in page.fit.next_ones] == [3000]
    assert 0.2 < page.fit.chance < 0.8
    services.say_worths(
        actor=cast.alice, initiative_id=wide_brief, worths={ids(wide_brief)["R3"]: 5}
    )
    give(cast, wide_brief, "68000", replaces=page.budget.id if page.budget else None)
    assert inside(wide_brief) == ["R1", "R2", "R3"]


def test_what_a_day_costs_is_that_of_the_it_owners_team(cast: Cast, wide_brief: int) -> None:
    set_rate(cast)
    web = accounts.add_department(name="Web", lane=None, actor=cast.vera).pk
    team = accounts.add_team(actor=cast.ada, name="Shop", department_id=web).pk
    services.set_day_rate(actor=cast.ada, amount=Decimal(500), team_id=team)
    assert queries.rate_for(wide_brief) == 1000
    accounts.join_team(actor=cast.ada, team_id=team, person_id=cast.igor.me)
    assert queries.rate_for(wide_brief) == 500
    services.set_day_rate(actor=cast.ada, amount=None, team_id=team)
    assert queries.rate_for(wide_brief) == 1000


def test_money_beside_the_days_and_a_limit_of_days_count(cast: Cast, wide_brief: int) -> None:
    set_rate(cast)
    give(cast, wide_brief, "70000")
    assert inside(wide_brief) == ["R1", "R2", "R3"]
    services.say_spends(
        actor=cast.igor, initiative_id=wide_brief, spends={ids(wide_brief)["R2"]: Decimal(4000)}
    )
    assert inside(wide_brief) == ["R1", "R2"]
    services.limit_days(actor=cast.igor, initiative_id=wide_brief, days=Decimal(60))
    assert inside(wide_brief) == ["R1"]
    services.limit_days(actor=cast.igor, initiative_id=wide_brief, days=None)
    assert inside(wide_brief) == ["R1", "R2"]
    assert happened(wide_brief)[-3:] == [
        "scope.spend_said",
        "scope.days_limited",
        "scope.days_limited",
    ]


def test_musts_that_are_too_much_have_ways_out(cast: Cast, wide_brief: int) -> None:
    set_rate(cast)
    give(cast, wide_brief, "40000")
    fit = queries.scope_of(wide_brief).fit
    assert fit is not None
    assert not fit.musts_fit
    assert fit.short_of == (("money", Decimal(15000)),)
    assert fit.or_without == (ids(wide_brief)["R1"],)


def test_each_side_says_its_own_of_it(cast: Cast, wide_brief: int) -> None:
    one = ids(wide_brief)["R2"]
    with refused(NotAllowed):
        services.say_worths(actor=cast.igor, initiative_id=wide_brief, worths={one: 3})
    with refused(NotAllowed):
        services.say_spends(actor=cast.alice, initiative_id=wide_brief, spends={one: Decimal(1)})
    with refused(NotAllowed):
        services.limit_days(actor=cast.alice, initiative_id=wide_brief, days=Decimal(1))
    with refused(BadInput):
        services.say_worths(actor=cast.alice, initiative_id=wide_brief, worths={one: 6})
    with refused(NotFound):
        services.say_worths(actor=cast.alice, initiative_id=wide_brief, worths={one + 999: 3})


def test_scope_is_chosen_from_a_brief(cast: Cast, idea: int) -> None:
    with refused(RuleBroken):
        services.say_worths(actor=cast.alice, initiative_id=idea, worths={})


# The list


def test_it_hands_over_what_fits_and_marketing_accepts(cast: Cast, signed_brief: int) -> None:
    bring_to_plan(cast, signed_brief)
    give(cast, signed_brief)
    assert lacks(signed_brief) == ["scope"]
    handed = hand_over(cast.igor, signed_brief, "R1")
    assert ("plans.accept_list", "marketing") in waits(signed_brief)
    assert hand_over(cast.igor, signed_brief, "R1") == handed, "the same twice is once"
    services.accept_list(actor=cast.alice, initiative_id=signed_brief, list_id=handed)
    assert lacks(signed_brief) == []
    assert ("plans.accept_list", "marketing") not in waits(signed_brief)
    assert happened(signed_brief)[-2:] == ["scope.handed_over", "scope.accepted"]


def test_sent_back_it_waits_for_it_again(cast: Cast, wide_brief: int) -> None:
    give(cast, wide_brief)
    handed = hand_over(cast.igor, wide_brief, "R1")
    services.send_list_back(
        actor=cast.alice, initiative_id=wide_brief, list_id=handed, words="The hour matters."
    )
    assert ("plans.hand_over", "it") in waits(wide_brief)
    with refused(RuleBroken):
        services.accept_list(actor=cast.alice, initiative_id=wide_brief, list_id=handed)
    newer = hand_over(cast.igor, wide_brief, "R1", "R2")
    assert newer != handed
    assert ("plans.hand_over", "it") not in waits(wide_brief)
    with refused(RuleBroken):
        services.accept_list(actor=cast.alice, initiative_id=wide_brief, list_id=handed)
    services.accept_list(actor=cast.alice, initiative_id=wide_brief, list_id=newer)
    assert [one.state for one in queries.scope_of(wide_brief).lists] == [
        ListState.ACCEPTED,
        ListState.SENT_BACK,
    ]


def test_what_cannot_be_is_not_handed_over(cast: Cast, wide_brief: int) -> None:
    with refused(RuleBroken) as caught:
        hand_over(cast.igor, wide_brief, "R1")
    assert caught.value.reason.startswith("There is no budget yet")
    set_rate(cast)
    give(cast, wide_brief, "60000")
    for labels, why in (
        ((), "Choose at least one"),
        (("R2",), "R1 must be in"),
        (("R1", "R3"), "R3 needs R2 first"),
        (("R1", "R2"), "5,000 more than the budget"),
    ):
        with refused(RuleBroken) as caught:
            hand_over(cast.igor, wide_brief, *labels)
        assert why in caught.value.reason
    services.limit_days(actor=cast.igor, initiative_id=wide_brief, days=Decimal(50))
    with refused(RuleBroken) as caught:
        hand_over(cast.igor, wide_brief, "R1")
    assert "5 days more than IT has" in caught.value.reason


def test_it_hands_over_and_marketing_answers_nobody_else(cast: Cast, wide_brief: int) -> None:
    give(cast, wide_brief)
    for who in (cast.alice, cast.vera, cast.charlie, cast.rita):
        with refused(NotAllowed):
            hand_over(who, wide_brief, "R1")
    handed = hand_over(cast.igor, wide_brief, "R1")
    for who in (cast.igor, cast.vera, cast.charlie, cast.rita):
        with refused(NotAllowed):
            services.accept_list(actor=who, initiative_id=wide_brief, list_id=handed)
        with refused(NotAllowed):
            services.send_list_back(
                actor=who, initiative_id=wide_brief, list_id=handed, words="No."
            )
    with refused(NotFound):
        services.accept_list(actor=cast.alice, initiative_id=wide_brief, list_id=handed + 99)


def test_nobody_hands_over_what_they_have_not_seen(cast: Cast, wide_brief: int) -> None:
    give(cast, wide_brief)
    seen = queries.scope_of(wide_brief).facts.digest
    estimate(cast, wide_brief, "R1", "70", "90")
    with refused(RuleBroken) as caught:
        hand_over(cast.igor, wide_brief, "R1", seen=seen)
    assert "has changed since you looked" in caught.value.reason


def test_a_new_must_have_opens_what_was_accepted(cast: Cast, wide_brief: int) -> None:
    give(cast, wide_brief)
    handed = hand_over(cast.igor, wide_brief, "R1")
    services.accept_list(actor=cast.alice, initiative_id=wide_brief, list_id=handed)
    assert lacks(wide_brief) == []
    briefs.add_item(
        actor=cast.alice,
        initiative_id=wide_brief,
        section=Section.REQUIREMENTS,
        text="It also works on Sundays.",
        priority=Priority.MUST,
    )
    assert lacks(wide_brief) == ["scope"]
    (scope,) = [one for one in conditions(wide_brief) if one.key == "scope"]
    assert str(scope.detail) == "Since then a must-have: R4."


def conditions(initiative: int) -> list:  # type: ignore[type-arg]
    known = plan_conditions.facts([initiative])[initiative]
    return plan_conditions.before(Stage.BUILD, known)


def lacks(initiative: int) -> list[str]:
    return [one.key for one in conditions(initiative) if not one.met]


# Rates


def test_administrators_set_rates_and_currency(cast: Cast) -> None:
    assert queries.currency() == "EUR"
    services.set_currency(actor=cast.ada, code=" chf ")
    set_rate(cast, "640.5")
    assert queries.currency() == "CHF"
    assert queries.rates().common == Decimal("640.50")
    with refused(BadInput):
        services.set_currency(actor=cast.ada, code="€")
    for who in (cast.vera, cast.alice, cast.rita):
        if who.is_administrator:
            continue
        with refused(NotAllowed):
            services.set_currency(actor=who, code="USD")
        with refused(NotAllowed):
            services.set_day_rate(actor=who, amount=Decimal(1))
    with refused(NotFound):
        services.set_day_rate(actor=cast.ada, amount=Decimal(1), team_id=999)
