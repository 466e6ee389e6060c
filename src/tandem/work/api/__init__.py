"""Work for programs."""

from tandem.work.api import items, tending

routers = (items.router, tending.router)
