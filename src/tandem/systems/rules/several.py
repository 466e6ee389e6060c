"""What is changed of several entries at once. Plain Python: no Django, no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tandem.core.words import Sentence, say
from tandem.systems.rules.entry import DataClass, Entry

CHANGED_AT_ONCE = ("it_owner", "business_owner", "criticality", "lifecycle")
"""What entries can be given together: what is said of one alone stays with that one."""


@dataclass(frozen=True, slots=True)
class SeveralChanges:
    """The same for all: fields with their new values, and data that they hold as well."""

    values: Mapping[str, object] = field(default_factory=dict)
    holds: tuple[DataClass, ...] = ()


def why_not_change(changes: SeveralChanges) -> Sentence | None:
    """Say that nothing was chosen to change, or nothing if something was."""
    if not changes.values and not changes.holds:
        return say("Say what is to change: an owner, how bad a standstill is, or the data.")
    return None


def changed(entry: Entry, changes: SeveralChanges) -> Entry:
    """An entry with what was said of all of them. Data is added, never taken away."""
    values = {name: changes.values[name] for name in CHANGED_AT_ONCE if name in changes.values}
    held = {*entry.data_classes, *changes.holds}
    data = tuple(one for one in DataClass if one in held)
    return replace(entry, **values, data_classes=data)  # type: ignore[arg-type]
