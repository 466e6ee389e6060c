"""What a forecast leaves out, or only assumes, and why."""

from enum import StrEnum


class Gap(StrEnum):
    """Why something isn't in the forecast, or is only assumed in it."""

    NO_ESTIMATE = "no_estimate"
    NOBODY = "nobody"
    CIRCLE = "circle"
    UNKNOWN_ELSEWHERE = "unknown_elsewhere"
    BLOCKED = "blocked"
    SHORTER = "shorter"
    LATE_PROJECT = "late_project"
    NOT_BUILT = "not_built"


LEFT_OUT = frozenset({Gap.NO_ESTIMATE, Gap.NOBODY, Gap.NOT_BUILT})
"""What is left out altogether; the rest is in, with something assumed."""
