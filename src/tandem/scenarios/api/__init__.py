"""What if, for programs."""

from tandem.scenarios.api import deciding, trying

routers = (trying.router, deciding.router)
