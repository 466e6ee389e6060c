"""Reading for pages that put several contexts together."""

from tandem.pages.queries.ideas import (
    LIST_PAGE,
    SYSTEMS_SHOWN,
    Board,
    Choices,
    Exported,
    Listed,
    PromisedDay,
    board,
    choices,
    exported,
    listed,
    money_on,
    promises_on,
)
from tandem.pages.queries.overview import Overview, gate_of, gates_of, overview
from tandem.pages.queries.today import Day, Waiting, today

__all__ = [
    "LIST_PAGE",
    "SYSTEMS_SHOWN",
    "Board",
    "Choices",
    "Day",
    "Exported",
    "Listed",
    "Overview",
    "PromisedDay",
    "Waiting",
    "board",
    "choices",
    "exported",
    "gate_of",
    "gates_of",
    "listed",
    "money_on",
    "overview",
    "promises_on",
    "today",
]
