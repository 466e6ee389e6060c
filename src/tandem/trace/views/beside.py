"""What the page of a piece of work shows of code: called from its template."""

from dataclasses import dataclass

from tandem.accounts.requests import ActorRequest
from tandem.trace import queries
from tandem.trace.forms import CodeForm
from tandem.trace.queries import CodeRow
from tandem.trace.rules import CodeKind
from tandem.work.queries import WorkRow

_SHOWN = 3
"""Of the runs so many are on the page, before the rest is unfolded."""


@dataclass(frozen=True, slots=True)
class CodeOn:
    """The branches, pull requests and runs of a piece of work."""

    rows: tuple[CodeRow, ...]
    older: tuple[CodeRow, ...]
    form: CodeForm
    branch: str

    @property
    def is_empty(self) -> bool:
        return not self.rows


def code_on(_request: ActorRequest, row: WorkRow) -> CodeOn:
    """What belongs to a piece of work whose page is shown."""
    found = queries.code_of(row.id)
    runs = [one for one in found if one.kind is CodeKind.RUN]
    rest = {one.id for one in runs[_SHOWN:]}
    order = list(CodeKind)
    shown = sorted((one for one in found if one.id not in rest), key=lambda o: order.index(o.kind))
    older = tuple(one for one in runs if one.id in rest)
    return CodeOn(tuple(shown), older, CodeForm(), f"work-{row.id}")
