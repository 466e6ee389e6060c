"""Every example of docs/engine.md runs, in the order of the page."""

import re
from pathlib import Path

import pytest

from tandem.engine.problem import validate
from tandem.formats.plans import read_plan

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "engine.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_the_examples_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(blocks("python")) > 6
    names: dict[str, object] = {}
    for block in blocks("python"):
        exec(compile(block, "docs/engine.md", "exec"), names)
    said = capsys.readouterr().out
    assert "Safe date" in said
    assert "Nothing that fits is worth more." in said


def test_the_plan_on_the_page_is_one() -> None:
    (plan,) = map(read_plan, blocks("json"))
    assert validate(plan) == ()
    assert [task.id for task in plan.tasks] == ["design", "events", "build", "legal", "launch"]
