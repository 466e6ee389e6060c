"""Our tools for programs."""

from tandem.tools.api import found, register, tools

# What is about all of them goes first: else its name would be taken for an id.
routers = (register.router, found.router, tools.router)
