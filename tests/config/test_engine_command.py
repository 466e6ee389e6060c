"""`tandem engine` answers about files, and says what is wrong with them."""

import json
from pathlib import Path

import pytest

from tandem.config.cli import main
from tandem.engine.kernel import kernel

PLAN = {
    "start": "2026-03-23T09:00:00+01:00",
    "calendar": {"zone": "Europe/Berlin", "hours": "09:00-17:00"},
    "people": [{"id": "anna", "name": "Anna", "teams": ["web"]}],
    "tasks": [
        {"id": "a", "name": "Design", "estimate": 8, "needs": ["team:web"]},
        {"id": "b", "name": "Build", "estimate": 16, "needs": ["team:web"], "after": ["a"]},
    ],
}


def told(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == code
    captured = capsys.readouterr()
    return captured.err if code else captured.out


@pytest.fixture
def plan(tmp_path: Path) -> str:
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(PLAN))
    return str(path)


def test_a_schedule_as_text_json_and_picture(capsys: pytest.CaptureFixture[str], plan: str) -> None:
    text = told(capsys, "engine", "schedule", plan)
    assert "All is done on 25 Mar 2026" in text
    assert "2026-03-24 09:00  2026-03-25 17:00  Build   anna" in text
    found = json.loads(told(capsys, "engine", "schedule", plan, "--answer", "json"))
    assert found["placed"][1]["start"] == "2026-03-24T08:00:00+00:00"
    assert told(capsys, "engine", "schedule", plan, "--answer", "svg").startswith("<svg")


def test_a_forecast_as_text_json_and_picture(capsys: pytest.CaptureFixture[str], plan: str) -> None:
    assert "Safe date" in told(capsys, "engine", "forecast", plan, "--trials", "50")
    words = ("engine", "forecast", plan, "--trials", "50", "--seed", "3", "--answer")
    assert set(json.loads(told(capsys, *words, "json"))["tasks"]) == {"a", "b"}
    assert told(capsys, *words, "json") == told(capsys, *words, "json")
    assert "url(#fade)" in told(capsys, *words, "svg")


def test_a_history_becomes_habits(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "history.csv"
    path.write_text("estimate,actual\n8,12\n4,4\n")
    assert "2 cases." in told(capsys, "engine", "calibrate", str(path))


def test_a_history_becomes_a_picture_of_how_right_the_chances_were(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "history.csv"
    rows = "".join(f"{8 + at % 5},{6 + at * 7 % 11}\n" for at in range(30))
    path.write_text(f"estimate,actual\n{rows}")
    svg = told(capsys, "engine", "calibrate", str(path), "--answer", "svg")
    assert "Were the chances right? 12 newer pieces of work" in svg
    assert svg.count("<circle") == 9
    path.write_text("estimate,actual\n8,12\n4,4\n")
    said = told(capsys, "engine", "calibrate", str(path), "--answer", "svg", code=1)
    assert "1 newer pieces of work are too few" in said


def test_a_scope_becomes_a_picture_of_its_value_by_budget(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "question.json"
    items = [
        {"id": "cart", "costs": {"days": 40}, "value": 8},
        {"id": "mail", "costs": {"days": 10}, "value": 4},
    ]
    path.write_text(json.dumps({"items": items, "budgets": {"days": 40}}))
    svg = told(capsys, "engine", "scope", str(path), "--answer", "svg")
    assert "share of the budgets 25%: value 4" in svg
    assert "share of the budgets 100%: value 8" in svg
    assert "share of the budgets 125%: value 12" in svg
    items[0]["must"], items[0]["costs"] = True, {"days": 99}
    path.write_text(json.dumps({"items": items, "budgets": {"days": 40}}))
    said = told(capsys, "engine", "scope", str(path), "--answer", "svg", code=1)
    assert "What must be in doesn't fit, so there is no curve" in said


def test_what_is_wrong_is_said_and_the_code_is_one(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "plan.json"
    path.write_text(json.dumps({**PLAN, "people": []}))
    said = told(capsys, "engine", "schedule", str(path), code=1)
    assert "“Design” needs somebody of the team “web”, and nobody is in it." in said
    path.write_text("{")
    assert "no JSON" in told(capsys, "engine", "forecast", str(path), code=1)
    assert "can't be read" in told(capsys, "engine", "scope", str(tmp_path / "none"), code=1)


def test_the_doctor_names_the_kernel(capsys: pytest.CaptureFixture[str]) -> None:
    assert f"planning kernel: {kernel().how}" in told(capsys, "doctor", "--engine")
