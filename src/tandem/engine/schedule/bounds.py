"""Dates before which no schedule can end, to say how far from the best one a schedule may be."""

import numpy as np

from tandem.engine.model.network import Network
from tandem.engine.model.urgency import earliest_ends


def lower_bound(network: Network) -> int:
    """A place before which nobody can be done: the longest chain, or the busiest people.

    Links, dates and the work are counted; calendars only shorten what can be done, so leaving
    them out keeps it a bound.
    """
    arrays = network.arrays
    if not arrays["tasks"]:
        return 0
    chain = int(earliest_ends(network).max())
    return max(chain, *_busiest(network), 0)


def _busiest(network: Network) -> list[int]:
    """For each group, the work that only its people can do, divided among them.

    A person's share makes work longer, so at full share it is least.
    """
    arrays = network.arrays
    tasks = np.repeat(np.arange(arrays["tasks"]), np.diff(arrays["need_base"]))
    work = network.planned[tasks].astype(np.int64) * arrays["need_units"]
    groups = arrays["groups"]
    people = [
        set(arrays["member"][arrays["member_base"][at] : arrays["member_base"][at + 1]].tolist())
        for at in range(groups)
    ]
    own = np.bincount(arrays["need_group"], work, groups)
    bounds = []
    for at in range(groups):
        inside = sum(own[other] for other in range(groups) if people[other] <= people[at])
        bounds.append(-int(-inside // max(int(arrays["units_in"][at]), 1)))
    return bounds
