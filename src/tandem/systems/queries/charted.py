"""The whole catalogue as the map reads it: entries by their place in the alphabet, and flows.

Entries are open to whoever signs in, so it is read once and kept by its stamp. It is made small:
a hundred thousand flows are three rows of numbers.
"""

import json
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from tandem.systems.models import DataFlow, System
from tandem.systems.queries.naming import stamp_of_catalogue
from tandem.systems.rules import charting


@dataclass(frozen=True, slots=True)
class Known:
    """The catalogue when it bore this stamp. Places are entries in the order of their names;
    `onward` says which flows a place gives, `backward` which it gets.
    """

    stamp: str
    ids: Sequence[int] = ()
    names: Sequence[str] = ()
    kinds: Sequence[str] = ()
    criticalities: Sequence[int] = ()
    held: Sequence[int] = ()
    vendors: Sequence[str] = ()
    helps: Sequence[str] = ()
    owners: Sequence[int | None] = ()
    places: Mapping[int, int] = field(default_factory=dict)
    givers: Sequence[int] = ()
    takers: Sequence[int] = ()
    carried: Sequence[int] = ()
    onward: Mapping[int, Sequence[int]] = field(default_factory=dict)
    backward: Mapping[int, Sequence[int]] = field(default_factory=dict)


class _Kept:
    now: Known = Known("")


def all_known() -> Known:
    """The catalogue as it is now."""
    stamp = stamp_of_catalogue()
    if _Kept.now.stamp != stamp:
        _Kept.now = _read(stamp)
    return _Kept.now


def _read(stamp: str) -> Known:
    in_use = System.objects.filter(retired_at=None).order_by("name", "pk")
    columns = ("pk", "name", "kind", "criticality", "data_classes", "vendor", "support_team")
    rows = list(in_use.values_list(*columns, "it_owner_id"))
    places = {row[0]: place for place, row in enumerate(rows)}
    givers, takers, carried = _flows_between(places)
    return Known(
        stamp,
        ids=[row[0] for row in rows],
        names=[row[1] for row in rows],
        kinds=[row[2] for row in rows],
        criticalities=[row[3] for row in rows],
        held=[charting.bits_of(row[4]) if row[4] else 0 for row in rows],
        vendors=[row[5] for row in rows],
        helps=[row[6] for row in rows],
        owners=[row[7] for row in rows],
        places=places,
        givers=givers,
        takers=takers,
        carried=carried,
        onward=_by_place(givers),
        backward=_by_place(takers),
    )


def _flows_between(
    places: Mapping[int, int],
) -> tuple[Sequence[int], Sequence[int], Sequence[int]]:
    """From where, to where, and which data: all that goes on."""
    # Few combinations, many flows: each is read once, and not by the field, which reads them all.
    bits: dict[str, int] = {}
    givers, takers, carried = array("l"), array("l"), array("l")
    for giver, taker, text in _going().iterator(chunk_size=10_000):
        if giver in places and taker in places:
            if text not in bits:
                bits[text] = charting.bits_of(json.loads(text))
            givers.append(places[giver])
            takers.append(places[taker])
            carried.append(bits[text])
    return givers, takers, carried


def _going() -> QuerySet[DataFlow, tuple[int, int, str]]:
    """From where to where, and which data as it stands in the database."""
    text = Cast("data_classes", TextField())
    going = DataFlow.objects.filter(retired_at=None).order_by("pk")
    return going.values_list("from_system_id", "to_system_id", text)


def _by_place(ends: Iterable[int]) -> Mapping[int, Sequence[int]]:
    """{place: which flows}."""
    found: defaultdict[int, array[int]] = defaultdict(lambda: array("l"))
    for flow, place in enumerate(ends):
        found[place].append(flow)
    return dict(found)
