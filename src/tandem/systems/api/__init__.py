"""The systems catalogue for programs."""

from tandem.systems.api import entries, flows, sourced, stale

# What is said of several goes first: else their names would be taken for ids.
routers = (sourced.router, stale.router, entries.router, flows.router)
