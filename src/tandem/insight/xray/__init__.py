"""The x-ray: one page about the last year in another tracker's file, without a workspace."""

from tandem.insight.xray.cases import lean
from tandem.insight.xray.page import page_of
from tandem.insight.xray.report import Report, Wanted, report_of

__all__ = ["Report", "Wanted", "lean", "page_of", "report_of"]
