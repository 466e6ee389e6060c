"""Scope: nothing fits better than what is chosen, and what doesn't fit has a way out."""

from dataclasses import replace
from itertools import chain, combinations
from random import Random

import pytest

from tandem.engine.scope import (
    Item,
    ScopeHasFaults,
    ScopeQuestion,
    WayOut,
    Wish,
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
