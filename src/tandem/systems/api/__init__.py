"""The systems catalogue for programs."""

from tandem.systems.api import entries

routers = (entries.router,)
