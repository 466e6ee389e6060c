"""What a workspace learns from: one finished piece of work."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Case:
    """A finished piece of work: hours estimated and taken, and whose it was."""

    estimate: float
    actual: float
    team: str = ""
    project: str = ""
