"""What is said of a file that is no spreadsheet, or of one that can't be trusted."""


class UnusableSpreadsheet(ValueError):
    """The sentence says what it is, where it breaks off, and what would do."""
