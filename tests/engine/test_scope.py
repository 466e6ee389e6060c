"""Scope: nothing fits better than what is chosen, and what doesn't fit has a way out."""

from dataclasses import replace
from itertools import chain, combinations
from random import Random

import pytest

from tandem.engine.forecast import Habits
from tandem.engine.scope import (
    Item,
    ScopeHasFaults,
    ScopeQuestion,
    WayOut,
    Wish,
    chance,
    chance_within,
    choose_quickly,
    choose_scope,
    run,
    solving,
)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Solve in this process: a new one each time takes a while."""

    def ask(asked: dict) -> dict:  # type: ignore[type-arg]
        return solving.least_dropped(asked) if asked["relax"] else solving.answers(asked)

    monkeypatch.setattr(run, "_ask", ask)


def random_question(seed: int) -> ScopeQuestion:
    pick = Random(seed)
    items = tuple(
        Item(
            f"i{n}",
            (("money", pick.randint(1, 9)), ("days", pick.randint(0, 5))),
            value=pick.choice([0, 0, 3, 7]),
            must=pick.random() < 0.1,
            must_not=pick.random() < 0.05,
            requires=tuple(f"i{m}" for m in range(n) if pick.random() < 0.1),
            excludes=tuple(f"i{m}" for m in range(n) if pick.random() < 0.05),
        )
        for n in range(11)
    )
    items = tuple(replace(one, must_not=one.must_not and not one.must) for one in items)
    wishes = tuple(
        Wish(
            f"w{n}",
            tuple({f"i{pick.randrange(11)}" for _ in range(3)}),
            pick.randint(1, 20),
            pick.choice("ab"),
        )
        for n in range(6)
    )
    return ScopeQuestion(items, (("money", 28.0), ("days", 14.0)), wishes, (("a", 2.0),))


def fits(question: ScopeQuestion, items: set[str]) -> bool:
    chosen = [one for one in question.items if one.id in items]
    return (
        all(one.id in items for one in question.items if one.must)
        and not any(one.must_not for one in chosen)
        and all(set(one.requires) <= items and not set(one.excludes) & items for one in chosen)
        and all(sum(dict(one.costs)[b] for one in chosen) <= most for b, most in question.budgets)
    )


def value(question: ScopeQuestion, items: set[str]) -> float:
    weight = dict(question.weights)
    own = sum(one.value for one in question.items if one.id in items)
    return own + sum(
        one.value * weight.get(one.who, 1.0) for one in question.wishes if set(one.items) <= items
    )


def best_value(question: ScopeQuestion) -> float | None:
    names = [one.id for one in question.items]
    sets = chain.from_iterable(combinations(names, n) for n in range(len(names) + 1))
    return max((value(question, set(s)) for s in sets if fits(question, set(s))), default=None)


@pytest.mark.usefixtures("here")
def test_it_chooses_what_trying_every_set_chooses() -> None:
    found = 0
    for seed in range(12):
        question = random_question(seed)
        scope = choose_scope(question)
        best = best_value(question)
        if scope.best is None:
            assert best is None, seed
            continue
        found += 1
        assert scope.proved
        assert fits(question, set(scope.best.items)), seed
        assert scope.best.value == value(question, set(scope.best.items)) == best, seed
        for other in scope.others:
            assert fits(question, set(other.items))
            assert other.value <= scope.best.value
    assert found > 6


SHOP = ScopeQuestion(
    (
        Item("cart", (("money", 40),), must=True),
        Item("points", (("money", 30),), value=10, requires=("account",)),
        Item("account", (("money", 25),)),
        Item("video", (("money", 50),), value=20, excludes=("points",)),
        Item("mail", (("money", 10),), value=4),
    ),
    (("money", 80.0),),
)


def test_the_price_of_the_next_item_and_the_curve_are_told() -> None:
    scope = choose_scope(SHOP, others=1, curve=(0.5, 1.0, 1.5))
    assert scope.best is not None
    assert scope.best.items == ("cart", "mail")
    assert scope.best.costs == (("money", 50),)
    assert [one.value for one in scope.others] == [0]
    assert scope.curve == ((0.5, 0), (1.0, 4), (1.5, 24))
    assert [(one.item, one.brings, one.more) for one in scope.next_items] == [
        ("video", ("video",), (("money", 20),)),
        ("points", ("points", "account"), (("money", 25),)),
    ]


@pytest.mark.usefixtures("here")
def test_musts_that_do_not_fit_have_a_way_out() -> None:
    musts = tuple(replace(one, must=one.id != "video") for one in SHOP.items)
    scope = choose_scope(replace(SHOP, items=musts))
    assert scope.best is None
    assert scope.ways_out == (WayOut(raise_by=(("money", 25),)), WayOut(drop=("cart",)))


@pytest.mark.usefixtures("here")
def test_whose_wishes_count_more_is_heard() -> None:
    items = (Item("a", (("d", 5),)), Item("b", (("d", 5),)))
    wishes = (Wish("x", ("a",), 3, "sales"), Wish("y", ("b",), 4, "brand"))
    question = ScopeQuestion(items, (("d", 5),), wishes)
    for weights, chosen in (((), ("b",)), ((("sales", 2.0),), ("a",))):
        best = choose_scope(replace(question, weights=weights), others=0).best
        assert best is not None
        assert best.items == chosen


def test_what_is_wrong_with_a_question_is_said() -> None:
    items = (
        Item("a", (("money", 1),), must=True, must_not=True, requires=("b",)),
        Item("b", requires=("a",)),
    )
    with pytest.raises(ScopeHasFaults) as caught:
        choose_scope(ScopeQuestion(items, wishes=(Wish("w", ("x",), -1),)))
    assert caught.value.faults == (
        "The wish “w” names “x”, which is not there.",
        "“a” takes of “money”, for which there is no budget.",
        "The wish “w” is -1; it can't be less than nothing.",
        "“a” must be in and must not.",
        "These require each other in a circle; make one item of them: “a” → “b” → “a”.",
    )


def test_the_quick_way_chooses_what_trying_every_set_chooses() -> None:
    found = 0
    for seed in range(12):
        question = random_question(seed)
        scope = choose_quickly(question, nodes=100_000)
        best = best_value(question)
        if scope.best is None:
            assert best is None, seed
            continue
        found += 1
        assert scope.proved
        assert fits(question, set(scope.best.items)), seed
        assert scope.best.value == value(question, set(scope.best.items)) == best, seed
    assert found > 6


def test_the_quick_way_tells_the_same_of_prices_curve_and_ways_out() -> None:
    scope, told = (
        choose_quickly(SHOP, curve=(0.5, 1.0, 1.5)),
        choose_scope(SHOP, curve=(0.5, 1, 1.5)),
    )
    assert (scope.best, scope.curve, scope.next_items) == (told.best, told.curve, told.next_items)
    musts = tuple(replace(one, must=one.id != "video") for one in SHOP.items)
    scope = choose_quickly(replace(SHOP, items=musts))
    assert scope.best is None
    raised, dropped = scope.ways_out
    assert raised == WayOut(raise_by=(("money", 25),))
    assert len(dropped.drop) == 1, "one less is enough"
    with pytest.raises(ScopeHasFaults):
        choose_quickly(replace(SHOP, budgets=()))


def test_stopped_early_it_says_how_far_away_the_best_may_be() -> None:
    pick = Random(3)
    items = tuple(
        Item(f"i{n}", (("money", pick.randint(5, 40)),), value=pick.randint(5, 40))
        for n in range(40)
    )
    question = ScopeQuestion(items, (("money", 300.0),))
    early, best = choose_quickly(question, nodes=50), choose_scope(question)
    assert early.best is not None
    assert best.best is not None
    assert not early.proved
    assert early.best.value <= best.best.value <= early.bound
    assert early.bound == pytest.approx(early.best.value * (1 + early.gap))


def test_the_chance_to_stay_under_a_budget() -> None:
    ranges = [(2.0, 4.0), (5.0, 9.0), (1.0, 3.0)]
    chances = [chance_within(ranges, limit) for limit in (4, 8, 12, 20, 60)]
    assert chances == sorted(chances)
    assert chances[0] < 0.02
    assert 0.35 < chances[2] < 0.65, "12 days are the sum of the middles"
    assert chances[-1] > 0.99
    assert chance_within(ranges, 22, sure=10) == chances[2]
    assert chance_within([(0.0, 8.0)], 1) < 0.5, "what may take nothing may take more, too"
    assert chance_within([(0.0, 0.0)], 1) == 1.0
    assert chance_within([], 5, sure=5) == 1.0
    assert chance_within([], 5, sure=6) == 0.0


def test_a_chance_widens_ranges_as_forecasts_do() -> None:
    assert (Habits().common, Habits().widening) == (chance.COMMON, chance.WIDENING)
