"""What contexts above do when an assessment has come further."""

_settled: list[str] = []


def settled_with(path: str) -> None:
    """Let a context above settle its own turns with those of the assessment.

    `path` is dotted: called with `actor`, `initiative_id` and `owed` (whether IT still has to say
    something of the assessment), in the same transaction, whenever a part of it or the stage
    changed.
    """
    _settled.append(path)


def services_settled_with() -> tuple[str, ...]:
    """The dotted paths that were given, in order."""
    return tuple(_settled)
