"""What the readers of plans say of a file that they can't read."""


class UnreadablePlan(ValueError):
    """A file is not what it should be; the sentence says what is wrong with it."""
