"""How much the tests try that could try for ever: what there is time for after each change, or all
of it with `--deep`.
"""

_asked = {"deep": False}


def go_deep(*, wanted: bool) -> None:
    """What this run was asked for; said once, before the tests are read."""
    _asked["deep"] = wanted


def tries(few: int, *, deep: int) -> int:
    """How often something is tried in this run."""
    return deep if _asked["deep"] else few
