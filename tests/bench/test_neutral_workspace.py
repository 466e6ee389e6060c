"""The workspace that the benchmark describes for any tracker."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from bench import loader

DAY = date(2026, 3, 10)


def described(seed: int = 7) -> list[loader.Record]:
    return list(loader.workspace(1_000, seed, DAY))


def test_the_same_seed_describes_the_same_workspace_and_another_another() -> None:
    assert described() == described()
    assert described() != described(seed=8)


def test_it_is_as_large_as_was_agreed() -> None:
    records = described()
    items = [one for one in records if one["type"] == "item"]
    kinds = Counter(one["type"] for one in records)
    assert (kinds["project"], kinds["item"]) == (100, 1_000)
    assert kinds["comment"] == 2 * 1_000 + 3 * 18
    assert Counter(one["project"] for one in items)["P1"] == 200
    assert len({one["project"] for one in items}) == 100
    assert {len(one["title"].split()) for one in items} == set(range(6, 13))
    assert {one["status"] for one in items} == set(loader.STATUSES)


def test_each_line_names_only_what_stood_before_it_and_nothing_is_said_before_it_is_there() -> None:
    known: dict[str, loader.Record] = {}
    for one in described():
        named = [one.get(key) for key in ("project", "assignee", "item", "author")]
        assert all(name in known for name in named if name)
        if one["type"] == "comment":
            assert one["at"][:10] >= known[one["item"]]["created"][:10]
            assert one["at"][:10] <= DAY.isoformat()
        known[one["id"]] = one


def test_both_kinds_of_file_hold_all_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("out.jsonl", "out.csv"):
        monkeypatch.setattr("sys.argv", ["loader", str(tmp_path / name), "--items", "400"])
        loader.main()
    assert len((tmp_path / "out.jsonl").read_text().splitlines()) == 100 + 100 + 400 + 836
    assert len((tmp_path / "out.csv").read_text().splitlines()) == 401
    assert len((tmp_path / "out-comments.csv").read_text().splitlines()) == 837
