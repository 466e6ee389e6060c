"""The systems catalogue for programs."""

from tandem.systems.api import beginning, charting, entries, flows, several, sourced, stale

# What is said of several goes first: else their names would be taken for ids.
routers = (
    *(beginning.router, charting.router, several.router, sourced.router, stale.router),
    *(entries.router, flows.router),
)
