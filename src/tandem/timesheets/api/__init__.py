"""Hours for programs."""

from tandem.timesheets.api import own, sums

routers = (own.router, sums.router)
