"""Questions of scope as JSON, finished work as JSON or CSV, as docs/engine.md describes them."""

import csv
import io
from typing import Any

from tandem.engine.calibration.case import Case
from tandem.engine.scope.question import Item, ScopeQuestion, Wish
from tandem.formats.plans.fields import Fields, parsed
from tandem.formats.plans.unreadable import UnreadablePlan


def read_scope(text: str) -> ScopeQuestion:
    """The question in a JSON text. Raises UnreadablePlan; what it means is judged by the engine."""
    whole = Fields(parsed(text), "the question")
    budgets, weights = _amounts(whole, "budgets"), _amounts(whole, "weights")
    whole.where = ""
    items, wishes = whole.each("items", _item), whole.each("wishes", _wish)
    whole.where = "the question"
    whole.done()
    return ScopeQuestion(items, budgets, wishes, weights)


def _amounts(fields: Fields, name: str) -> tuple[tuple[str, float], ...]:
    inner: dict[str, Any] = fields.take(name, (dict,), "an object of amounts by name", {})
    for amount in inner.values():
        if isinstance(amount, bool) or not isinstance(amount, int | float):
            raise fields.refused(name, "an object of amounts by name")
    return tuple((key, float(amount)) for key, amount in inner.items())


def _item(fields: Fields) -> Item:
    item = Item(
        fields.text("id"),
        _amounts(fields, "costs"),
        fields.number("value"),
        fields.text("name"),
        fields.yes("must"),
        fields.yes("must_not"),
        fields.texts("requires"),
        fields.texts("excludes"),
    )
    fields.done()
    return item


def _wish(fields: Fields) -> Wish:
    wish = Wish(
        fields.text("id"), fields.texts("items"), fields.number("value"), fields.text("who")
    )
    fields.done()
    return wish


def read_history(text: str) -> tuple[Case, ...]:
    """Finished work, oldest first: a list of objects, or a table with a heading.

    The fields are estimate and actual (hours), team and project. Raises UnreadablePlan.
    """
    if text.lstrip().startswith("["):
        whole = Fields({"history": parsed(text)}, "")
        return tuple(whole.each("history", _case))
    rows = list(csv.DictReader(io.StringIO(text)))
    if not rows or not {"estimate", "actual"} <= set(rows[0]):
        raise UnreadablePlan("A history has a heading with estimate and actual, and rows.")
    return tuple(_row(row, number) for number, row in enumerate(rows, 2))


def _case(fields: Fields) -> Case:
    case = Case(
        fields.number("estimate"),
        fields.number("actual"),
        fields.text("team"),
        fields.text("project"),
    )
    fields.done()
    return case


def _row(row: dict[str, str], line: int) -> Case:
    try:
        hours = float(row["estimate"]), float(row["actual"])
    except (TypeError, ValueError) as error:
        raise UnreadablePlan(f"Line {line}: estimate and actual are hours.") from error
    return Case(*hours, row.get("team") or "", row.get("project") or "")
