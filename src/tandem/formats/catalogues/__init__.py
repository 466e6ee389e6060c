"""Catalogues of systems that other tools keep: tables, Backstage, CALM, Structurizr. Plain Python.

Whatever a file says comes as texts under the names in `ROLES`; what they mean here is for others to
say. Only what a file says of data becomes a flow: that one system needs, uses or contains another
doesn't tell which way data goes.
"""

from tandem.formats.catalogues.any_file import entries_of, kept_text, read_catalogue
from tandem.formats.catalogues.shapes import (
    ENTRIES_AT_MOST,
    ROLES,
    Catalogue,
    FoundEntry,
    FoundFlow,
    LeftOut,
    UnusableCatalogue,
)

__all__ = [
    "ENTRIES_AT_MOST",
    "ROLES",
    "Catalogue",
    "FoundEntry",
    "FoundFlow",
    "LeftOut",
    "UnusableCatalogue",
    "entries_of",
    "kept_text",
    "read_catalogue",
]
