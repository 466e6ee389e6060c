"""What an initiative reached when both sides signed, and what differs now. Plain Python."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tandem.assessment.rules.impact import Impact
from tandem.core.words import Sentence, say
from tandem.systems.rules import DataClass


@dataclass(frozen=True, slots=True)
class KeptSystem:
    """A system as it was affected: directly, or at the end of a path of which the words are kept,
    since flows and names change; and which data it concerned.
    """

    id: int
    name: str
    data: tuple[DataClass, ...]
    path: str = ""

    @property
    def direct(self) -> bool:
        """Whether it is affected itself."""
        return not self.path

    def as_json(self) -> dict[str, Any]:
        """The same as it is kept."""
        return {
            "id": self.id,
            "name": self.name,
            "data": [one.value for one in self.data],
            "path": self.path,
        }

    @staticmethod
    def from_json(kept: Mapping[str, Any]) -> "KeptSystem":
        """What `as_json` made."""
        data = tuple(DataClass(code) for code in kept["data"])
        return KeptSystem(kept["id"], kept["name"], data, kept["path"])


def kept_systems(impact: Impact) -> list[KeptSystem]:
    """What is affected directly, then what its data reach, nearest first."""
    around = impact.downstream.landscape
    direct = [
        KeptSystem(pk, around.names[around.places[pk]], _in_order(impact.data[pk]))
        for pk in impact.direct
    ]
    return direct + [
        KeptSystem(one.system_id, one.name, one.data, one.path.in_words())
        for one in impact.downstream
    ]


def digest_of(impact: Impact) -> str:
    """The same as long as the same systems are affected in the same way by the same data.

    By which path and over how many steps doesn't count.
    """
    lines = [f"{pk} {_codes(impact.data[pk])}" for pk in impact.direct]
    lines += [f"{pk}+{_codes(data)}" for pk, data in impact.downstream.data_by_system().items()]
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def differences(kept: Collection[KeptSystem], now: Collection[KeptSystem]) -> list[Sentence]:
    """What differs, a sentence for each: what came, what changed, what went."""
    before = {one.id: one for one in kept}
    after = {one.id: one for one in now}
    found = [_came(one) for one in now if one.id not in before]
    for pk, one in after.items():
        if pk in before:
            found += _changed(before[pk], one)
    return found + [_went(one) for pk, one in before.items() if pk not in after]


def _came(one: KeptSystem) -> Sentence:
    if one.direct:
        return say("{system} is affected now.", system=one.name)
    return say("{system} is reached now: {path}.", system=one.name, path=one.path)


def _went(one: KeptSystem) -> Sentence:
    if one.direct:
        return say("{system} is no longer affected.", system=one.name)
    return say("{system} is no longer reached.", system=one.name)


def _changed(before: KeptSystem, now: KeptSystem) -> Iterable[Sentence]:
    if now.direct and not before.direct:
        yield say("{system} is affected itself now; data only came there before.", system=now.name)
    if before.direct and not now.direct:
        yield say("Data only come to {system} now: {path}.", system=now.name, path=now.path)
    if more := [one for one in now.data if one not in before.data]:
        yield say("{system} concerns more data now: {data}.", system=now.name, data=_told(more))
    if less := [one for one in before.data if one not in now.data]:
        yield say("{system} no longer concerns: {data}.", system=now.name, data=_told(less))


def _told(data: Iterable[DataClass]) -> str:
    return ", ".join(one.label.lower() for one in data)


def _codes(data: Collection[DataClass]) -> str:
    return ",".join(one.value for one in _in_order(data))


def _in_order(data: Collection[DataClass]) -> tuple[DataClass, ...]:
    return tuple(one for one in DataClass if one in data)
