"""docs/permissions.md: table.txt as a page for people."""

from collections.abc import Iterator
from itertools import groupby

from tests.architecture.access.addresses import addresses
from tests.architecture.access.roles import MEANING, Role
from tests.architecture.access.table import NOT_THERE, Row, rows
from tests.architecture.places import ROOT

FILE = ROOT / "docs" / "permissions.md"

_SHOWN = [role for role in Role if role is not Role.CLOSED]
_BEFORE = """\
# Who may what

Made from `tests/architecture/access/table.txt` by `python -m tests.architecture.access.page`; a test
asks every address as everybody and holds Tandem to it.

"""
_AFTER_ROLES = """
✓ yes · – no, and the answer says why · *sign in* first · *nothing*: there is no such thing for them.

**A restricted initiative** is there for its people and its sponsor only. Everybody else gets the same
answer as for one that doesn't exist, whatever they ask, and finds no word of it in any list.

**A token** may what its person may, and a token that only reads changes nothing. A refusal, and
whatever else goes wrong, leaves everything as it was.
"""


def written() -> str:
    """The whole page."""
    return _BEFORE + "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "| | |"
    yield "| --- | --- |"
    yield from (f"| {role} | {meaning} |" for role, meaning in MEANING.items())
    yield _AFTER_ROLES.rstrip("\n")
    for part, of_part in groupby(rows(), lambda row: row.part):
        yield f"\n## {part}"
        for section, found in groupby(of_part, lambda row: row.section):
            yield f"\n### {section}\n"
            yield f"| | | {' | '.join(_SHOWN)} |"
            yield f"| --- | --- |{' :-: |' * len(_SHOWN)}"
            yield from map(_line, found)


def _line(row: Row) -> str:
    cells = " | ".join(_cell(row, role) for role in _SHOWN)
    return f"| {row.does} | `{row.method} {addresses()[row.url].shown}` | {cells} |"


def _cell(row: Row, role: Role) -> str:
    status = row.expects(role)
    if role is Role.VISITOR and role not in row.may and status != NOT_THERE:
        return "*sign in*"
    if status == NOT_THERE:
        return "*nothing*"
    return "✓" if status < 400 else "–"


if __name__ == "__main__":
    import django

    django.setup()
    FILE.write_text(written(), encoding="utf-8")
