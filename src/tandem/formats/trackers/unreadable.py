"""What the readers of other trackers' files say of one that they can't read."""


class UnreadableExport(ValueError):
    """A file is no export we know; the sentence says what it looks like and what would do."""
