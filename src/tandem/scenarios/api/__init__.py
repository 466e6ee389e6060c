"""What if, for programs."""

from tandem.scenarios.api import trying

routers = (trying.router,)
