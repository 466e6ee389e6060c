"""Spreadsheets (XLSX): read as rows of text, and written from typed cells. Plain Python."""

from tandem.formats.spreadsheet.book import Sheet
from tandem.formats.spreadsheet.reading import Limits, Read, read_sheet, sheets_of
from tandem.formats.spreadsheet.unusable import UnusableSpreadsheet
from tandem.formats.spreadsheet.writing import Cell, write_xlsx

__all__ = [
    "Cell",
    "Limits",
    "Read",
    "Sheet",
    "UnusableSpreadsheet",
    "read_sheet",
    "sheets_of",
    "write_xlsx",
]
