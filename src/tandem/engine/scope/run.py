"""Choosing scope: the set of most value that fits, how sure that is, and what lies beside it."""

from dataclasses import dataclass
from typing import Any

from tandem.engine.model.apart import ask_apart
from tandem.engine.scope.beside import Chosen, NextItem, banned, closure, cost_of, next_items
from tandem.engine.scope.question import ScopeHasFaults, ScopeQuestion, faults_of

SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class WayOut:
    """What would make the musts fit: raising budgets by these amounts, or dropping these items."""

    raise_by: tuple[tuple[str, float], ...] = ()
    drop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """The answer.

    `best` is None where the musts don't fit, and `ways_out` says what would make them. `proved`:
    no set has more value; `bound` is a value that no set exceeds, `gap` how far it is away as a
    share. `others` are the next best sets, `curve` the value at shares of all budgets,
    `next_items` what was left out, by value for what more it takes.
    """

    best: Chosen | None
    proved: bool
    bound: float
    gap: float
    others: tuple[Chosen, ...] = ()
    curve: tuple[tuple[float, float], ...] = ()
    next_items: tuple[NextItem, ...] = ()
    ways_out: tuple[WayOut, ...] = ()


def choose_scope(
    question: ScopeQuestion,
    *,
    others: int = 2,
    curve: tuple[float, ...] = (),
    seconds: float = SECONDS,
) -> Scope:
    """The most value under all budgets, musts and dependencies kept.

    `others` is how many next best sets are wanted, `curve` at which shares of the budgets (0.5:
    half of each) the value. `seconds` is a safety stop for each program; an answer that it cut
    short isn't `proved`. Raises ScopeHasFaults, and NoAnswer.
    """
    if found := faults_of(question):
        raise ScopeHasFaults(found)
    asked = {**_asked(question), "others": others, "curve": list(curve), "seconds": seconds}
    told = _ask({**asked, "relax": False})
    best = told["best"]
    if best["status"] == "none":
        return Scope(None, proved=True, bound=0.0, gap=0.0, ways_out=_ways_out(question, asked))
    chosen = _chosen(question, best)
    bound = max(best["bound"], chosen.value) if best["status"] != "best" else chosen.value
    values = [answer.get("value", 0.0) for answer in told["curve"]]
    return Scope(
        chosen,
        proved=best["status"] == "best",
        bound=bound,
        gap=bound / chosen.value - 1 if chosen.value else 0.0,
        others=tuple(_chosen(question, answer) for answer in told["others"]),
        curve=tuple(zip(curve, values, strict=True)),
        next_items=next_items(question, chosen),
    )


def _ask(asked: dict[str, Any]) -> dict[str, Any]:
    programs = 2 + len(asked["curve"]) + asked["others"]
    return ask_apart("tandem.engine.scope.solving", asked, 60 + 2 * asked["seconds"] * programs)


def _asked(question: ScopeQuestion) -> dict[str, Any]:
    number = {item.id: at for at, item in enumerate(question.items)}
    excludes = [(number[a.id], number[b]) for a in question.items for b in a.excludes]
    whole = {at for at, item in enumerate(question.items) if item.value}
    whole |= {at for pair in excludes for at in pair}
    return {
        "edges": [[int(item.must), int(not item.must_not)] for item in question.items],
        "musts": [at for at, item in enumerate(question.items) if item.must],
        "whole": sorted(whole),
        "values": [item.value for item in question.items],
        "wishes": [
            [question.worth(wish), [number[name] for name in wish.items]]
            for wish in question.wishes
        ],
        "budgets": [
            [
                amount,
                [
                    [at, used]
                    for at, item in enumerate(question.items)
                    if (used := cost_of(item, name))
                ],
            ]
            for name, amount in question.budgets
        ],
        "requires": [
            (number[item.id], number[of]) for item in question.items for of in item.requires
        ],
        "excludes": excludes,
    }


def _chosen(question: ScopeQuestion, answer: dict[str, Any]) -> Chosen:
    """The set without what nobody needs: a fraction may have been rounded in."""
    wishes = [question.wishes[at] for at in answer["wishes"]]
    named = [question.items[at] for at in answer["items"]]
    wanted = {name for wish in wishes for name in wish.items}
    wanted |= {item.id for item in named if item.must or item.value}
    items = closure(question, wanted)
    return _set(question, items)


def _set(question: ScopeQuestion, items: set[str]) -> Chosen:
    chosen = [item for item in question.items if item.id in items]
    wishes = [wish for wish in question.wishes if items.issuperset(wish.items)]
    value = sum(item.value for item in chosen) + sum(question.worth(wish) for wish in wishes)
    costs = tuple((name, sum(cost_of(i, name) for i in chosen)) for name, _ in question.budgets)
    return Chosen(
        tuple(item.id for item in chosen), tuple(wish.id for wish in wishes), value, costs
    )


def _ways_out(question: ScopeQuestion, asked: dict[str, Any]) -> tuple[WayOut, ...]:
    """The smallest raise that makes the musts fit, and the fewest musts to drop."""
    musts = {item.id for item in question.items if item.must}
    whole = _set(question, closure(question, musts))
    found = []
    over = tuple(
        (name, used - amount)
        for (name, used), (_, amount) in zip(whole.costs, question.budgets, strict=True)
        if used > amount
    )
    if over and not set(whole.items) & banned(question, set(whole.items)):
        found.append(WayOut(raise_by=over))
    told = _ask({**asked, "relax": True})
    if told["status"] != "none":
        kept = {question.items[at].id for at in told["items"]}
        found.append(WayOut(drop=tuple(name for name in whole.items if name in musts - kept)))
    return tuple(found)
