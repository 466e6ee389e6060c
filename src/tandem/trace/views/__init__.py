"""Traceability of an initiative, and the code of a piece of work."""

from tandem.trace.views.code import link_code, unlink_code
from tandem.trace.views.table import export_traceability, traceability

__all__ = ["export_traceability", "link_code", "traceability", "unlink_code"]
