"""The systems catalogue for programs."""

from tandem.systems.api import entries, flows

routers = (entries.router, flows.router)
