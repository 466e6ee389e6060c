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


def earliest_ends(network: Network) -> Ints:
    """The earliest end of each task by its links and dates, with any number of people."""
    length = network.planned.tolist()
    begin = network.arrays["earliest"].tolist()
    end = [begin[at] + length[at] for at in range(len(begin))]
    lag = _lags(network)
    fixed = [task.start is not None and task.done < 1 for task in network.plan.tasks]
    for link in _in_order(network):
        here, there = network.number[link.before], network.number[link.after]
        place = (end if link.kind in {"FS", "FF"} else begin)[here] + lag[link]
        if fixed[there]:
            continue
        if link.kind in {"FS", "SS"}:
            begin[there] = max(begin[there], place)
            place = begin[there] + length[there]
        end[there] = max(end[there], place)
    return np.array(end, np.int64).clip(0, FOR_EVER).astype(np.int32)


def latest_starts(network: Network) -> Ints:
    """The latest start of each task by its links and the promises behind it, as a place."""
    length = network.planned.tolist()
    lag = _lags(network)
    end = int(earliest_ends(network).max(initial=0))
    due = [
        FOR_EVER if task.deadline is None else network.axis.place_until(task.deadline)
        for task in network.plan.tasks
    ]
    latest = [min(end, due[at]) - length[at] for at in range(len(due))]
    for link in reversed(_in_order(network)):
        here, there = network.number[link.before], network.number[link.after]
        latest[here] = min(latest[here], _pulled(link, here, there, latest, length) - lag[link])
    return np.array(latest, np.int64).clip(-FOR_EVER, FOR_EVER).astype(np.int32)


def _in_order(network: Network) -> list[Link]:
    """The links that are still waited for, each after all those into its first task."""
    plan = network.plan
    names = in_order([task.id for task in plan.tasks], [(a.before, a.after) for a in plan.links])
    place = {name: at for at, name in enumerate(names)}
    return sorted(network.links, key=lambda link: place[link.before])


def _lags(network: Network) -> dict[Link, int]:
    tick = network.plan.tick
    return {link: round(link.lag * 60 / tick) for link in network.links}


def _pulled(link: Link, here: int, there: int, latest: list[int], length: list[int]) -> int:
    """The latest start of what is waited for, without the lag."""
    until = latest[there] + (length[there] if link.kind in {"FF", "SF"} else 0)
    return until - (length[here] if link.kind in {"FS", "FF"} else 0)
