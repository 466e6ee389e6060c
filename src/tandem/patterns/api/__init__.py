"""Templates for programs."""

from tandem.patterns.api import of_initiatives, of_work

routers = (of_initiatives.router, of_work.router)
