"""What the catalogue tells an assessment, kept in the process for as long as nobody changes it."""

from collections.abc import Mapping
from dataclasses import dataclass

from tandem.assessment.rules.impact import Landscape, landscape_of
from tandem.assessment.rules.meaning import (
    Entry,
    PartIndex,
    meant_in,
    part_index_of,
)
from tandem.core.words import Sentence
from tandem.systems import queries as systems
from tandem.systems.rules import NameIndex, index_of, named_in


@dataclass(frozen=True, slots=True)
class _Known:
    """What was made of the catalogue when it bore this stamp."""

    stamp: str
    landscape: Landscape
    parts: PartIndex
    names: NameIndex


class _Kept:
    now: _Known = _Known("", landscape_of([], []), {}, index_of([]))


def _known() -> _Known:
    stamp = systems.stamp_of_catalogue()
    if _Kept.now.stamp != stamp:
        in_use = systems.entries_in_use()
        _Kept.now = _Known(
            stamp,
            landscape_of(
                ((one.id, one.name, one.data_classes) for one in in_use),
                systems.flows_in_use(),
            ),
            part_index_of(
                Entry(one.id, one.kind, one.criticality, one.name, one.aliases, one.vendor)
                for one in in_use
            ),
            index_of((one.id, one.name, one.aliases, one.vendor) for one in in_use),
        )
    return _Kept.now


def landscape() -> Landscape:
    """The systems in use and what flows between them."""
    return _known().landscape


def probably_affected(text: str) -> Mapping[int, Sentence]:
    """The systems that a text names or is about, and why: {system id: the sentence that says it}.

    Named ones come first: what somebody wrote weighs more than what it may mean.
    """
    known = _known()
    named = {one.system_id: one.why for one in named_in(text, known.names)}
    meant = {one.system_id: one.why for one in meant_in(text, known.parts)}
    return named | {pk: why for pk, why in meant.items() if pk not in named}
