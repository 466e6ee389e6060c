"""Trials of plans in which each task needs one person at most: most plans, on a shorter way."""

from typing import Any

import numpy as np

from tandem.engine.kernel import Kernel
from tandem.engine.model.axis import Ints
from tandem.engine.model.network import FOR_EVER, Network

_OF_TASKS = ("missing", "bound", "trigger", "queue", "passed_over", "after", "critical")
_OF_PEOPLE = ("free", "until", "freed_by")
_OF_QUEUES = ("head", "tail", "is_touched", "touched_queue", "free_in")
_LEFT_OUT = {
    *("link_kind", "ends_in", "need_base", "need_group", "need_units", "slot_base"),
    "queue_base",
}


def is_alone(network: Network) -> bool:
    """Whether the short way can be taken: single people, links from ends to starts, and windows
    only where nobody is needed.
    """
    arrays = network.arrays
    needing = np.diff(arrays["need_base"]) > 0
    elapsed = arrays["elapsed"].astype(bool) & needing
    windows = (np.diff(arrays["window_base"]) > 0) & needing
    return bool(
        np.diff(arrays["need_base"]).max(initial=0) <= 1
        and arrays["need_units"].max(initial=1) == 1
        and not arrays["link_kind"].any()
        and not windows.any()
        and not elapsed.any()
    )


def ground(network: Network, order: Ints, using: Kernel) -> Any:
    """A kernel object without its trials' numbers."""
    arrays = network.arrays
    tasks, people, queues = arrays["tasks"], arrays["people"], arrays["groups"]
    rank = np.empty(tasks, np.int32)
    rank[order] = np.arange(tasks, dtype=np.int32)
    needed = np.diff(arrays["need_base"]) > 0
    queue_of = np.where(needed, arrays["queue_of"], queues).astype(np.int32)
    values = {
        **{name: value for name, value in arrays.items() if name not in _LEFT_OUT},
        **{name: np.zeros(tasks, np.int32) for name in _OF_TASKS},
        **{name: np.zeros(people, np.int32) for name in _OF_PEOPLE},
        **{name: np.zeros(queues, np.int32) for name in _OF_QUEUES},
        **_at_first(network, rank, queue_of),
        "apart": int(np.diff(arrays["group_base"]).max(initial=0) <= 1),
        "queue_of": queue_of,
        "who": np.full(tasks, -1, np.int32),
        "none": np.full(tasks, -1, np.int32),
        "nobody": np.full(people, -1, np.int32),
        "known_until": _known_until(network),
        "order": order,
        "rank": rank,
        "events": np.zeros(tasks + people + 1, np.int64),
        "waited": np.zeros(queues, np.float64),
    }
    return using.make("solo", "Solo", values)


def _at_first(network: Network, rank: Ints, queue_of: Ints) -> dict[str, Any]:
    """What is ready from the beginning, in its queues, and what is released later."""
    arrays = network.arrays
    tasks, queues = arrays["tasks"], arrays["groups"]
    first = arrays["first"]
    at_once = (arrays["earliest"][first] == 0) & (queue_of[first] < queues)
    head = arrays["queue_base"][:queues]
    queue, tail = np.zeros(tasks, np.int32), head.copy()
    for task in sorted(first[at_once].tolist(), key=rank.__getitem__):
        of = queue_of[task]
        queue[tail[of]] = rank[task]
        tail[of] += 1
    return {
        "first": first[~at_once],
        "firsts": int((~at_once).sum()),
        "first_queue": queue,
        "first_head": head,
        "first_tail": tail,
    }


def _known_until(network: Network) -> Ints:
    """Up to where each person is there from the axis' beginning, without a gap."""
    arrays = network.arrays
    found = np.zeros(arrays["people"], np.int32)
    for at, calendar in enumerate(arrays["calendar"].tolist()):
        if arrays["share"][at] != 100:
            continue
        if calendar < 0:
            found[at] = FOR_EVER
            continue
        first = arrays["span_base"][calendar]
        if arrays["span_from"][first] == 0 and arrays["span_to"][first] <= network.axis.length:
            found[at] = arrays["span_to"][first]
    return found


def carry_out(made: Any, using: Kernel, durations: Ints) -> tuple[Ints, Ints]:
    """Starts and finishes of some trials, as [task, trial]."""
    tasks, trials = durations.shape
    made.durations = using.put(np.ascontiguousarray(durations.T).reshape(-1))
    made.starts = using.put(np.full(tasks * trials, -1, np.int32))
    made.finishes = using.put(np.full(tasks * trials, -1, np.int32))
    made.run(trials)
    starts, finishes = (np.asarray(of, np.int32) for of in (made.starts, made.finishes))
    return starts.reshape(trials, tasks).T, finishes.reshape(trials, tasks).T
