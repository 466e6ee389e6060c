"""Whatever is wrong with a plan is said in words, all at once."""

from dataclasses import replace

import pytest
from tests.engine.plans import MONDAY, at, plain, task

from tandem.engine.forecast import forecast
from tandem.engine.problem import (
    Empirical,
    Link,
    Need,
    Person,
    Plan,
    PlanHasFaults,
    Single,
    Task,
    ThreePoint,
    validate,
)

ANNA = Person("anna", "Anna", teams=("web",), skills=("sql",))


def test_a_good_plan_has_no_faults() -> None:
    assert validate(plain(task("a", 3, "web"), people=(ANNA,))) == ()


def test_a_circle_is_named_with_its_path() -> None:
    links = (Link("a", "b"), Link("b", "c", "SS"), Link("c", "a"), Link("c", "d"))
    (fault,) = validate(plain(*(task(name, 1) for name in "dabc"), links=links))
    assert fault.about == ("a", "b", "c")
    assert fault.sentence == "These wait for each other in a circle: “a” → “b” → “c” → “a”."


def test_all_faults_are_told_at_once() -> None:
    faults = validate(
        plain(task("a", -1, "web"), task("a", 1), links=(Link("a", "x"),), people=(ANNA, ANNA))
    )
    assert [fault.kind for fault in faults] == ["same-id", "same-id", "hours", "unknown-task"]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (
            Task("a", Single(1), needs=(Need("skill", "cobol"),)),
            "“a” needs the skill “cobol”, and nobody has it.",
        ),
        (
            Task("a", Single(1), needs=(Need("team", "web", 2),)),
            "“a” needs 2 of “web” at once, and there are 1.",
        ),
        (
            Task("a", Single(30), windows=((at(0), at(1)),)),
            "“a” takes 30 h, but its longest window has 24 h.",
        ),
        (
            Task("a", Single(1), windows=((at(-3), at(-1)),)),
            "The last window of “a” is over when the plan starts.",
        ),
        (
            Task("a", ThreePoint(3, 2, 5)),
            "The three points of “a” have to be above 0 and in rising order.",
        ),
        (Task("a", Empirical(())), "“a” is estimated by past cases, but there are none."),
        (Task("a", Single(float("nan"))), "The hours of “a” have to be from 0 to 200,000."),
        (Task("a", Single(1), done=1.5), "“a” is 150% done; it has to be 0 % to 100 %."),
        (
            Task("a", Single(1), earliest=MONDAY.replace(tzinfo=None)),
            "A date of “a” has no time zone.",
        ),
        (Task("a", Single(1), people=("anna",)), "“a” names people, but needs nobody."),
        (
            Task("a", Single(1), freezes=((at(2), at(1)),)),
            "A window or freeze of “a” ends before it begins.",
        ),
    ],
)
def test_what_is_wrong_with_a_task_is_said(wrong: Task, sentence: str) -> None:
    assert [fault.sentence for fault in validate(plain(wrong, people=(ANNA,)))] == [sentence]


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [
        (replace(ANNA, share=0.0), "share"),
        (replace(ANNA, units=0), "units"),
        (replace(ANNA, since=at(3), until=at(2)), "never-there"),
        (replace(ANNA, rate=-1.0), "rate"),
    ],
)
def test_what_is_wrong_with_a_person_is_said(wrong: Person, kind: str) -> None:
    assert [fault.kind for fault in validate(plain(people=(wrong,)))] == [kind]


def test_a_lag_is_never_negative_and_a_step_divides_the_day() -> None:
    plan = Plan(MONDAY, (task("a", 1), task("b", 1)), (Link("a", "b", lag=-2),), tick=7)
    assert [fault.kind for fault in validate(plan)] == ["tick", "lag"]


def test_solvers_refuse_what_has_faults_and_say_why() -> None:
    with pytest.raises(PlanHasFaults, match="nobody has it") as caught:
        forecast(plain(Task("a", Single(1), needs=(Need("skill", "cobol"),))))
    assert len(caught.value.faults) == 1
