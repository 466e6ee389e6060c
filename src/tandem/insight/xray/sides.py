"""Which side something belongs to, where that can be told: by names given, or by what they say."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from tandem.formats.trackers.state_words import names_it, names_marketing
from tandem.insight.xray.cases import Case

Side = Literal["", "marketing", "it"]


@dataclass(frozen=True, slots=True)
class Sides:
    """Names of people, groups, components or labels of each side, in small letters."""

    marketing: frozenset[str] = frozenset()
    it: frozenset[str] = frozenset()

    @property
    def told(self) -> bool:
        """Whether anybody named them."""
        return bool(self.marketing or self.it)

    def of_state(self, state: str) -> Side:
        """The side whose work a state's name speaks of."""
        return self._of([state]) or _one(names_marketing(state), names_it(state))

    def of_holder(self, name: str) -> Side:
        """The side of a person who was named."""
        return self._of([name])

    def of_case(self, case: Case) -> Side:
        """The side of an item: by its places, else by who has it last."""
        told = self._of(case.places) or self._of([case.holders[-1][1]])
        if told or self.told:
            return told
        return _one(any(map(names_marketing, case.places)), any(map(names_it, case.places)))

    def _of(self, names: Iterable[str]) -> Side:
        found = {name.casefold() for name in names if name}
        return _one(bool(found & self.marketing), bool(found & self.it))


def sides_of(marketing: str, it: str) -> Sides:
    """Sides from what somebody typed: names with commas between."""
    return Sides(*(frozenset(_names(text)) for text in (marketing, it)))


def _names(text: str) -> Iterable[str]:
    return (name.strip().casefold() for name in text.split(",") if name.strip())


def _one(marketing: bool, it: bool) -> Side:  # noqa: FBT001
    if marketing == it:
        return ""
    return "marketing" if marketing else "it"
