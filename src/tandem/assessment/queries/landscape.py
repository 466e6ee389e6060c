"""What the catalogue tells an assessment, kept in the process for as long as nobody changes it."""

from collections.abc import Mapping
from dataclasses import dataclass

from tandem.assessment.rules.impact import Landscape, landscape_of
from tandem.assessment.rules.meaning import (
    Entry,
    PartIndex,
    meant_in,
    names_something,
    part_index_of,
)
from tandem.core.words import Sentence
from tandem.systems import queries as systems


@dataclass(frozen=True, slots=True)
class _Known:
    """What was made of the catalogue when it bore this stamp."""

    stamp: str
    landscape: Landscape
    parts: PartIndex


class _Kept:
    now: _Known = _Known("", landscape_of([], []), {})


def _known() -> _Known:
    stamp = systems.stamp_of_catalogue()
    if _Kept.now.stamp != stamp:
        in_use = systems.entries_in_use()
        flows = systems.flow_graph().flows
        _Kept.now = _Known(
            stamp,
            landscape_of(
                ((one.id, one.name, one.data_classes) for one in in_use),
                ((flow.from_system, flow.to_system, flow.classes) for flow in flows),
            ),
            part_index_of(
                Entry(one.id, one.kind, one.criticality, one.name, one.aliases, one.vendor)
                for one in in_use
            ),
        )
    return _Kept.now


def landscape() -> Landscape:
    """The systems in use and what flows between them."""
    return _known().landscape


def probably_affected(text: str) -> Mapping[int, Sentence]:
    """The systems that a text names or is about, and why: {system id: the sentence that says it}.

    Named ones come first: what somebody wrote weighs more than what it may mean.
    """
    named = {one.system_id: one.why for one in systems.named_in(text) if names_something(one)}
    meant = {one.system_id: one.why for one in meant_in(text, _known().parts)}
    return named | {pk: why for pk, why in meant.items() if pk not in named}
