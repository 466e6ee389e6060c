"""Taking in work from other tools, for programs."""

from tandem.imports.api import steps

routers = (steps.router,)
