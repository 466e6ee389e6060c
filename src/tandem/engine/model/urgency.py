"""Which task is more urgent: the one that has to start first for nothing to be late."""

import numpy as np

from tandem.engine.model.axis import Ints
from tandem.engine.model.network import FOR_EVER, Network, is_running
from tandem.engine.problem import Link, in_order


def order_by_urgency(network: Network) -> Ints:
    """The numbers of all tasks, the most urgent first.

    What runs already comes first, then fixed starts, then the smallest latest start: counted back
    from the promised dates and, where there are none, from the earliest end that is possible with
    any number of people. Equal ones stay in the order of the plan. Source: the LST rule,
    R. Kolisch, 1996, doi:10.1016/0272-6963(95)00032-1.
    """
    plan = network.plan
    latest = latest_starts(network)
    first = [
        0 if is_running(task, plan) else 1 if task.start is not None and task.done < 1 else 2
        for task in plan.tasks
    ]
    return np.lexsort((latest, np.array(first))).astype(np.int32)


def latest_starts(network: Network) -> Ints:
    """The latest start of each task by its links and the promises behind it, as a place."""
    plan, number = network.plan, network.number
    arrays = network.arrays
    names = in_order([task.id for task in plan.tasks], [(a.before, a.after) for a in plan.links])
    length = network.planned.astype(np.int64).tolist()
    lag = _lags(network)
    begin = arrays["earliest"].astype(np.int64).tolist()
    out: dict[str, list[Link]] = {}
    for link in plan.links:
        out.setdefault(link.before, []).append(link)
    for name in names:
        here = number[name]
        for link in out.get(name, ()):
            there = number[link.after]
            begin[there] = max(begin[there], _pushed(link, here, there, begin, length) + lag[link])
    end = max((begin[at] + length[at] for at in range(len(begin))), default=0)
    due = [
        FOR_EVER if task.deadline is None else network.axis.place_until(task.deadline)
        for task in plan.tasks
    ]
    latest = [min(end, due[at]) - length[at] for at in range(len(due))]
    for name in reversed(names):
        here = number[name]
        for link in out.get(name, ()):
            there = number[link.after]
            latest[here] = min(latest[here], _pulled(link, here, there, latest, length) - lag[link])
    return np.array(latest, np.int64).clip(-FOR_EVER, FOR_EVER).astype(np.int32)


def _lags(network: Network) -> dict[Link, int]:
    tick = network.plan.tick
    return {link: round(link.lag * 60 / tick) for link in network.plan.links}


def _pushed(link: Link, here: int, there: int, begin: list[int], length: list[int]) -> int:
    """The earliest start of what waits, without the lag."""
    from_end = begin[here] + (length[here] if link.kind in {"FS", "FF"} else 0)
    return from_end - (length[there] if link.kind in {"FF", "SF"} else 0)


def _pulled(link: Link, here: int, there: int, latest: list[int], length: list[int]) -> int:
    """The latest start of what is waited for, without the lag."""
    until = latest[there] + (length[there] if link.kind in {"FF", "SF"} else 0)
    return until - (length[here] if link.kind in {"FS", "FF"} else 0)
