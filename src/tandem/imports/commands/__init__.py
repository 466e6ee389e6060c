"""The steps of an import, in a process of their own: reading, comparing, taking in, undoing."""

from tandem.imports.commands.steps import carry_on_all

__all__ = ["carry_on_all"]
