"""Imports for tests: uploaded, read, compared, taken in, as the worker does it."""

import json
from collections.abc import Mapping

from tandem.accounts.rules import Actor
from tandem.imports import queries, services
from tandem.imports.commands.steps import carry_on_all
from tandem.imports.models import TakenIn
from tandem.imports.queries import ImportWhole
from tandem.imports.requests import keep
from tandem.imports.rules.steps import ImportState
from tandem.work.models import WorkItem

SHOP = """Issue key,Issue id,Issue Type,Summary,Status,Resolution,Assignee,Reporter,Created,Updated,Resolved,Due date,Original Estimate,Time Spent,Labels,Sprint,Fix Version/s,Parent,Outward issue link (Blocks),Comment,Description
SHOP-1,1,Bug,Basket forgets the voucher,Closed,Fixed,Igor Ilic,Ann Example,2026-01-05 09:00,2026-01-20 10:00,2026-01-19 17:00,,28800,43200,checkout,Sprint 7,2.1,,SHOP-2,2026-01-06 09:00;Ann Example;Seen by *three* people,The voucher is gone
SHOP-2,2,Story,Pay by invoice,In Review,,Ben Example,Ann Example,2026-02-01 09:00,2026-02-03 10:00,,2026-03-30,57600,,pay,Sprint 8,2.2,,SHOP-3,,
SHOP-3,3,Sub-task,Ask the bank,Open,,,Ann Example,2026-02-02 09:00,2026-02-02 09:00,,,,,,,,SHOP-2,,,
SHOP-4,4,Story,Old wish,Closed,Won't Fix,,Ann Example,2025-01-02 09:00,2025-02-02 09:00,2025-02-02 09:00,,,,,,,,,,
"""


def upload(actor: Actor, home: int, text: str = SHOP, name: str = "shop.csv") -> int:
    sent = [keep(name, [text.encode()])]
    return services.upload_export(actor=actor, home_id=home, files=sent).pk


def read(actor: Actor, home: int, text: str = SHOP, name: str = "shop.csv") -> ImportWhole:
    made = upload(actor, home, text, name)
    carry_on_all()
    return queries.whole(actor, made)


def mapped(actor: Actor, it: ImportWhole, **changes: object) -> None:
    services.map_import(actor=actor, import_id=it.row.id, means=it.means.with_changes(**changes))


def compared(actor: Actor, it: ImportWhole) -> ImportWhole:
    services.compare_import(actor=actor, import_id=it.row.id)
    carry_on_all()
    return queries.whole(actor, it.row.id)


def taken(actor: Actor, it: ImportWhole) -> ImportWhole:
    found = compared(actor, it)
    assert found.row.state is ImportState.CHECKED, found.row
    services.start_import(actor=actor, import_id=it.row.id)
    carry_on_all()
    return queries.whole(actor, it.row.id)


def take(actor: Actor, home: int, text: str = SHOP, **changes: object) -> ImportWhole:
    """All of it at once."""
    it = read(actor, home, text)
    if changes:
        mapped(actor, it, **changes)
    return taken(actor, it)


def by_key(home: int) -> Mapping[str, WorkItem]:
    """What came in, by its key there."""
    rows = TakenIn.objects.filter(home_id=home)
    found = WorkItem.objects.select_related("subject").in_bulk([row.item_id for row in rows])
    return {row.key: found[row.item_id] for row in rows}


def lines(*issues: dict[str, object]) -> str:
    """An export of Jira with an issue on each line."""
    return "\n".join(json.dumps(issue) for issue in issues) + "\n"
