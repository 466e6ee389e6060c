"""Work on many rows, divided among threads: numpy and the compiled kernel run side by side."""

from collections.abc import Callable
from itertools import pairwise
from typing import TypeVar

Made = TypeVar("Made")


def in_threads(work: Callable[[int, int], Made], count: int, threads: int) -> list[Made]:
    """What `work(first, stop)` gives for equal parts of `count`, in their order."""
    cuts = list(pairwise(count * part // threads for part in range(threads + 1)))
    if threads == 1:
        return [work(*cuts[0])]
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(lambda cut: work(*cut), cuts))
