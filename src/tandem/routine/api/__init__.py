"""Work that comes back, and rules, for programs."""

from tandem.routine.api import recurring, ruling

routers = (recurring.router, ruling.router)
