"""Sentences from results have the figures in them."""

from dataclasses import replace
from datetime import timedelta

from tests.engine.plans import MONDAY, OFFICE, at, task

from tandem.engine.explain import (
    explain_difference,
    explain_forecast,
    explain_schedule,
    explain_scope,
)
from tandem.engine.forecast import Difference, forecast
from tandem.engine.problem import Fixed, Link, Person, Plan
from tandem.engine.schedule import schedule
from tandem.engine.scope import Chosen, Item, NextItem, Scope, ScopeQuestion, WayOut

ANNA = Person("anna", "Anna", teams=("web",))
FIRST = replace(task("a", 8, "web"), estimate=Fixed(8), name="Design")
THEN = replace(task("b", 8, "web"), estimate=Fixed(8), name="Build", deadline=at(0, 8))
PLAN = Plan(MONDAY, (FIRST, THEN), (Link("a", "b"),), (ANNA,), OFFICE)


def test_a_forecast_says_the_safe_date_first() -> None:
    assert explain_forecast(forecast(PLAN)) == (
        "Safe date 24 Mar 2026: four times in five all is done by then.",
        "One time in twenty it is later than 24 Mar 2026.",
        "“Build” is promised for 23 Mar 2026: a chance of 0%.",
    )


def test_a_schedule_says_what_is_late_and_what_holds_it() -> None:
    assert explain_schedule(PLAN, schedule(PLAN)) == (
        "All is done on 24 Mar 2026, if everything takes what was planned.",
        "No schedule of this plan is better.",
        "“Build” is promised for 23 Mar 2026 and late by a day.",
        "“Build” waits for “Design”.",
    )


def test_a_change_says_what_it_moves() -> None:
    day = timedelta(days=3)
    moved = (
        Difference("", ((0.8, -day),), 0.0, 1.0),
        Difference("a", ((0.8, timedelta(hours=5)),), 1.0, 0.0),
    )
    assert explain_difference(PLAN, moved) == (
        "The end comes 3 days earlier, with a chance of 80%.",
        "“Design” comes 5 hours later, with a chance of 80%.",
    )
    still = (Difference("", ((0.8, timedelta()),), 0.0, 0.0),)
    assert explain_difference(PLAN, still) == ("The end stays where it is.",)


def test_scope_says_what_fits_and_the_price_of_the_next_item() -> None:
    question = ScopeQuestion((Item("a", name="Cart"), Item("b")), (("days", 9.0),))
    best = Chosen(("a",), (), 3.0, (("days", 7.0),))
    more = (NextItem("b", 2.0, ("b",), (("days", 4.0),)),)
    assert explain_scope(question, Scope(best, True, 3.0, 0.0, next_items=more)) == (
        "1 of 2 items fit, for 7 of 9 days.",
        "Nothing that fits is worth more.",
        "4 days more would buy “b”.",
    )
    ways = (WayOut(raise_by=(("days", 2.0),)), WayOut(drop=("a",)))
    assert explain_scope(question, Scope(None, True, 0.0, 0.0, ways_out=ways)) == (
        "What must be in doesn't fit.",
        "It would with 2 days more.",
        "It would without “Cart”.",
    )
