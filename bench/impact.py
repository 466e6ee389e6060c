"""What the impact of a touch costs on a large landscape: making it ready, and one question.

    python -m bench.impact [--systems 10000] [--flows 100000] [--seed 7] [--rounds 20]

Flows are drawn so that a few systems have many (as hubs do), each with one to three classes of
data. It prints, nothing more.
"""

import argparse
import random
import statistics
import time
from itertools import accumulate

from tandem.assessment.rules.impact import Landscape, impact_of, landscape_of
from tandem.systems.rules import DataClass

SHOWN = 50
AGREED = 50
"""Milliseconds that one question may take at most."""


def made_up(systems: int, flows: int, seed: int) -> Landscape:
    """A landscape from a seed."""
    dice = random.Random(seed)
    classes = list(DataClass)
    entries = [
        (pk, f"System {pk:05}", dice.sample(classes, dice.randint(1, 4))) for pk in range(systems)
    ]
    weights = list(accumulate(1 / (rank + 20) for rank in range(systems)))
    sources = dice.choices(range(systems), cum_weights=weights, k=flows)
    targets = dice.sample(range(systems), systems) * (flows // systems + 1)
    drawn = [
        (source, target, dice.sample(classes, dice.randint(1, 3)))
        for source, target in zip(sources, targets, strict=False)
    ]
    begun = time.perf_counter()
    landscape = landscape_of(entries, drawn)
    print(f"Made ready in {(time.perf_counter() - begun) * 1000:.0f} ms, once per change")
    return landscape


def _flows_of(landscape: Landscape, system_id: int) -> int:
    place = landscape.places[system_id]
    return sum(len(edges.get(place, ())) for edges in landscape.onward.values())


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--systems", type=int, default=10_000)
    asked.add_argument("--flows", type=int, default=100_000)
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--rounds", type=int, default=20)
    options = asked.parse_args()
    print(f"{options.systems} systems, {options.flows} flows, seed {options.seed}")
    landscape = made_up(options.systems, options.flows, options.seed)
    hubs = sorted(landscape.ids, key=lambda pk: -_flows_of(landscape, pk))
    dice = random.Random(options.seed)
    questions = {
        "one system, customer contact": [{pk: [DataClass.CUSTOMER_CONTACT]} for pk in hubs[:50]],
        "three systems, what they hold": [
            {pk: landscape.data_of(pk) for pk in dice.sample(hubs[:200], 3)} for _ in range(50)
        ],
        "one system, all data": [{pk: list(DataClass)} for pk in hubs[:50]],
    }
    print(f"{'question':<32}{'reached':>9}{'median ms':>11}{'worst ms':>10}")
    worst = 0.0
    for name, touched in questions.items():
        spent, reached = [], []
        for place in range(options.rounds):
            begun = time.process_time()
            found = impact_of(touched[place % len(touched)], landscape)
            shown = [*found.downstream.first(SHOWN), *found.upstream.first(SHOWN)]
            [one.path.in_words() for one in shown]
            spent.append((time.process_time() - begun) * 1000)
            reached.append(len(found.downstream) + len(found.upstream))
        worst = max(worst, statistics.median(spent))
        figures = (statistics.median(reached), statistics.median(spent), max(spent))
        print(f"{name:<32}{figures[0]:>9.0f}{figures[1]:>11.1f}{figures[2]:>10.1f}")
    print("As agreed." if worst <= AGREED else f"Agreed are {AGREED} ms.")


if __name__ == "__main__":
    main()
