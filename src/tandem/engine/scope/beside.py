"""A set of items, and what lies beside it: what each thing left out would take and bring."""

from dataclasses import dataclass

from tandem.engine.scope.question import Item, ScopeQuestion

_NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class Chosen:
    """A set that fits: items and fulfilled wishes by id, its value, what it takes of budgets."""

    items: tuple[str, ...]
    wishes: tuple[str, ...]
    value: float
    costs: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class NextItem:
    """Something left out: what it, and all it needs, takes beyond what is left of the budgets.

    `value` is what it brings, with the wishes it completes. `more` has the budgets to be raised;
    where it is empty, it would fit, and only isn't worth anything.
    """

    item: str
    value: float
    brings: tuple[str, ...]
    more: tuple[tuple[str, float], ...]


def cost_of(item: Item, budget: str) -> float:
    """What an item takes of a budget."""
    return sum(amount for name, amount in item.costs if name == budget)


def closure(
    question: ScopeQuestion, wanted: set[str], of_item: dict[str, Item] | None = None
) -> set[str]:
    """The items with everything they require, and what that requires."""
    items = of_item or {item.id: item for item in question.items}
    found: set[str] = set()
    left = list(wanted)
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left.extend(items[name].requires)
    return found


def next_items(question: ScopeQuestion, best: Chosen) -> tuple[NextItem, ...]:
    """For each item and wish left out, what it takes and brings besides the best set."""
    inside = set(best.items)
    never = banned(question, inside)
    left = {name: amount - dict(best.costs)[name] for name, amount in question.budgets}
    wanted = [(item.id, {item.id}) for item in question.items if item.id not in inside]
    wanted += [(wish.id, set(wish.items)) for wish in question.wishes if wish.id not in best.wishes]
    of_item = {item.id: item for item in question.items}
    wishes: dict[str, list[int]] = {}
    for at, wish in enumerate(question.wishes):
        for name in wish.items:
            wishes.setdefault(name, []).append(at)
    place = {item.id: at for at, item in enumerate(question.items)}
    found = []
    for name, items in wanted:
        brings = closure(question, items - inside, of_item) - inside
        if brings & never:
            continue
        new = sorted({at for one in brings for at in wishes.get(one, ())})
        done = [question.wishes[at] for at in new]
        done = [wish for wish in done if (inside | brings).issuperset(wish.items)]
        added = [of_item[one] for one in sorted(brings, key=place.__getitem__)]
        value = sum(one.value for one in added) + sum(map(question.worth, done))
        more = {
            budget: sum(cost_of(one, budget) for one in added) - left[budget] for budget in left
        }
        over = tuple((budget, round(by, 9)) for budget, by in more.items() if by > _NOTHING)
        found.append(NextItem(name, value, tuple(one.id for one in added), over))
    budgets = dict(question.budgets)
    worth = [one for one in found if one.value > 0]
    return tuple(sorted(worth, key=lambda one: -one.value / _dear(one, budgets)))


def _dear(one: NextItem, budgets: dict[str, float]) -> float:
    """How much more it takes, as shares of the budgets, so that days and money add up."""
    return sum(by / max(budgets[name], _NOTHING) for name, by in one.more) + _NOTHING


def banned(question: ScopeQuestion, inside: set[str]) -> set[str]:
    """What can't be added: must-nots, and what excludes something that is in."""
    found = {item.id for item in question.items if item.must_not}
    for item in question.items:
        if item.id in inside:
            found |= set(item.excludes)
        if inside & set(item.excludes):
            found.add(item.id)
    return found - inside
