"""Our tools for programs."""

from tandem.tools.api import register, tools

# What is about all of them goes first: else its name would be taken for an id.
routers = (register.router, tools.router)
