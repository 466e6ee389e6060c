"""How often somebody asks: counted exactly, across threads and processes, with no database."""

import multiprocessing
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.core.rates import WINDOW, Rates, ask

NOW = 1_800_000_000.0


def let_in(rates: Rates, who: str, quota: int, moments: list[float]) -> int:
    return sum(rates.ask(who, quota, moment).let_in for moment in moments)


@pytest.fixture
def rates(tmp_path: Path) -> Rates:
    return Rates(tmp_path / "rates")


def test_the_whole_quota_may_be_asked_at_once_and_not_one_more(rates: Rates) -> None:
    answers = [rates.ask("a", 60, NOW) for _ in range(61)]
    assert [one.left for one in answers[:3]] == [59, 58, 57]
    assert [one.let_in for one in answers] == [True] * 60 + [False]
    assert (answers[-1].wait, answers[-1].left, answers[-1].full_in) == (1, 0, 60)


def test_who_waits_as_long_as_was_said_is_let_in(rates: Rates) -> None:
    for _ in range(12):
        rates.ask("a", 12, NOW)
    refused = rates.ask("a", 12, NOW)
    assert refused.wait == 5
    assert not rates.ask("a", 12, NOW + 4).let_in
    assert rates.ask("a", 12, NOW + refused.wait).let_in


def test_being_refused_costs_nothing(rates: Rates) -> None:
    assert let_in(rates, "a", 10, [NOW] * 500) == 10
    assert let_in(rates, "a", 10, [NOW + 60] * 500) == 10


def test_nobody_uses_up_what_is_anothers(rates: Rates) -> None:
    assert let_in(rates, "a", 10, [NOW] * 11) == 10
    assert let_in(rates, "b", 10, [NOW] * 11) == 10


def test_a_clock_that_is_set_back_locks_nobody_out(rates: Rates) -> None:
    assert let_in(rates, "a", 10, [NOW] * 10) == 10
    assert rates.ask("a", 10, NOW - 3600).let_in


@given(st.integers(1, 50), st.lists(st.integers(0, 200), min_size=1, max_size=60))
def test_no_minute_sees_more_than_twice_the_quota_and_who_keeps_to_the_pace_is_never_refused(
    quota: int, pauses: list[int]
) -> None:
    """A burst may come just after a quiet minute: then two quotas meet, never more."""
    until, now, came = 0.0, NOW, []
    for pause in pauses:
        now += pause / 10
        until, asked = ask(until, quota, now)
        if asked.let_in:
            came.append(now)
        assert 0 <= asked.left < quota
        assert 0 <= asked.full_in <= WINDOW
    assert all(sum(begin <= at < begin + WINDOW for at in came) <= 2 * quota for begin in came)
    until, now = 0.0, NOW
    for _ in pauses:
        until, asked = ask(until, quota, now)
        assert asked.let_in
        now += WINDOW / quota


def test_when_somebody_last_asked_is_known_for_as_long_as_their_counter_is(rates: Rates) -> None:
    assert rates.last("a") is None
    rates.ask("a", 10, NOW)
    rates.ask("a", 10, NOW + 5)
    assert rates.last("a") == NOW + 5


def test_many_who_ask_make_room_for_others_and_are_forgotten_only_when_they_rest(
    rates: Rates,
) -> None:
    """The shelves hold thousands; whoever has asked least gives way, so nobody is locked out."""
    for number in range(60_000):
        assert rates.ask(f"token {number}", 10, NOW + number / 1000).let_in


def test_threads_count_together(rates: Rates) -> None:
    found: list[int] = []
    threads = [
        threading.Thread(target=lambda: found.append(let_in(rates, "a", 100, [NOW] * 100)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(found) == 100


def _in_another(path: Path, told: "multiprocessing.Queue[int]") -> None:
    told.put(let_in(Rates(path), "a", 300, [NOW] * 200))


@pytest.mark.slow
def test_processes_count_together(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    told: multiprocessing.Queue[int] = context.Queue()
    both = [context.Process(target=_in_another, args=(tmp_path / "rates", told)) for _ in range(2)]
    for process in both:
        process.start()
    assert sum(told.get(timeout=60) for _ in both) == 300
    for process in both:
        process.join(60)


def test_where_the_file_cannot_be_used_a_process_counts_for_itself(tmp_path: Path) -> None:
    assert let_in(Rates(tmp_path / "nowhere" / "rates"), "a", 10, [NOW] * 20) == 10
