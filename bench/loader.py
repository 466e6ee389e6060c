"""A workspace of any size from a seed, described in words that every tracker has.

    python -m bench.loader --items 20000 --seed 7 OUT.jsonl
    python -m bench.loader --items 20000 --seed 7 OUT.csv

A hundred projects with so many items in all: titles of 6 to 12 words, a description, a status,
half of them with a due date, 2 comments each, and 20 on every 360th. The first project has 200
items, all still open: a board. The same seed and day make the same file, byte by byte.

As JSON lines there is a line for each project, person, item and comment, those that others name
first; as CSV the items are a table, and the comments another beside it (OUT-comments.csv). Nothing
of it needs Tandem: other products can be loaded alike.
"""

import argparse
import csv
import json
import random
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

PROJECTS = 100
PEOPLE = 100
BOARD = 200
"""Items of the first project."""
EVERY, MANY, FEW = 360, 20, 2
"""Every 360th item has 20 comments, the others 2."""
STATUSES = {"to do": 30, "next": 10, "in progress": 10, "in review": 5, "done": 45}
OPEN = ["to do", "next", "in progress", "in review"]
_COMMON = """
order basket page customer price delivery stock size search filter store return voucher account
e-mail campaign consent banner report till gift budget launch product image text button form list
show send read write check move keep change add remove find open close draw ask answer with without
before after during for from into under over between every no all first last new old
"""
_SYLLABLES = ["ka", "lo", "mer", "ti", "ron", "se", "bu", "vel", "dor", "pi", "na", "gru"]
WORDS = _COMMON.split() + [a + b + c for a in _SYLLABLES for b in _SYLLABLES for c in _SYLLABLES]
_WEIGHTS = list(accumulate(1 / (rank + 1) for rank in range(len(WORDS))))
"""Words are as rare as in life: the tenth is used a tenth as often as the first (Zipf, 1949)."""

Record = dict[str, Any]


def main() -> None:
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked.add_argument("out", type=Path)
    asked.add_argument("--items", type=int, default=20_000)
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--day", type=date.fromisoformat, default=date(2026, 3, 10))
    options = asked.parse_args()
    if options.items < BOARD + PROJECTS - 1:
        sys.exit(f"At least {BOARD + PROJECTS - 1} items: the board's, and one in each project.")
    records = workspace(options.items, options.seed, options.day)
    counts = (_csv if options.out.suffix == ".csv" else _lines)(options.out, records)
    print(", ".join(f"{count} × {kind}" for kind, count in counts.items()))


def workspace(items: int, seed: int, day: date) -> Iterator[Record]:
    """Every record; `day` is today for due dates, and the end of all that happened."""
    dice = random.Random(seed)
    for number in range(1, PROJECTS + 1):
        yield {"type": "project", "id": f"P{number}", "name": f"{_sentence(dice, 2, 4)} {number}"}
    for number in range(1, PEOPLE + 1):
        yield {"type": "person", "id": f"U{number}", "name": f"Person {number}"}
    comments = 0
    for number in range(1, items + 1):
        item = _item(dice, number, items, day)
        yield item
        for _ in range(MANY if number % EVERY == 1 else FEW):
            comments += 1
            yield _comment(dice, comments, item, day)


def _item(dice: random.Random, number: int, items: int, day: date) -> Record:
    on_board = number <= BOARD
    # The projects share what the board leaves, as evenly as it goes.
    place = 1 if on_board else 2 + (number - BOARD - 1) * (PROJECTS - 1) // (items - BOARD)
    status = dice.choice(OPEN) if on_board else _weighed(dice, STATUSES)
    created = day - timedelta(days=dice.randrange(1, 400))
    due = day + timedelta(days=dice.randrange(-30, 90)) if dice.random() < 0.5 else None
    return {
        "type": "item",
        "id": f"I{number}",
        "project": f"P{place}",
        "title": _sentence(dice, 6, 12),
        "description": f"{_sentence(dice, 10, 30)}. {_sentence(dice, 10, 30)}.",
        "status": status,
        "assignee": f"U{dice.randrange(1, PEOPLE + 1)}" if dice.random() < 0.6 else None,
        "created": _moment(dice, created),
        "due": due.isoformat() if due else None,
    }


def _comment(dice: random.Random, number: int, item: Record, day: date) -> Record:
    begun = date.fromisoformat(item["created"][:10])
    said = begun + timedelta(days=dice.randrange((day - begun).days))
    return {
        "type": "comment",
        "id": f"C{number}",
        "item": item["id"],
        "author": f"U{dice.randrange(1, PEOPLE + 1)}",
        "at": _moment(dice, said),
        "text": f"{_sentence(dice, 8, 30)}.",
    }


def _sentence(dice: random.Random, least: int, most: int) -> str:
    count = dice.randrange(least, most + 1)
    return " ".join(dice.choices(WORDS, cum_weights=_WEIGHTS, k=count)).capitalize()


def _weighed(dice: random.Random, weights: dict[str, int]) -> str:
    return dice.choices(list(weights), weights=list(weights.values()))[0]


def _moment(dice: random.Random, day: date) -> str:
    at = datetime.combine(day, time(8 + dice.randrange(10), dice.randrange(60)), UTC)
    return at.isoformat().replace("+00:00", "Z")


def _lines(out: Path, records: Iterator[Record]) -> dict[str, int]:
    counts: dict[str, int] = {}
    with out.open("w", encoding="utf-8", newline="\n") as file:
        for record in records:
            counts[record["type"]] = counts.get(record["type"], 0) + 1
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return counts


def _csv(out: Path, records: Iterator[Record]) -> dict[str, int]:
    names: dict[str, str] = {}
    counts: dict[str, int] = {}
    beside = out.with_name(f"{out.stem}-comments.csv")
    with (
        out.open("w", encoding="utf-8", newline="") as items,
        beside.open("w", encoding="utf-8", newline="") as comments,
    ):
        tables = {"item": csv.writer(items), "comment": csv.writer(comments)}
        for record in records:
            kind = record.pop("type")
            counts[kind] = counts.get(kind, 0) + 1
            if kind not in tables:
                names[record["id"]] = record["name"]
                continue
            if counts[kind] == 1:
                tables[kind].writerow(record)
            tables[kind].writerow(names.get(str(cell), cell) for cell in record.values())
    return counts


if __name__ == "__main__":
    main()
