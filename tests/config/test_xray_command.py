"""`tandem xray` on a file: a page beside where one is, or a sentence; no workspace needed."""

import json
import time
from pathlib import Path

import pytest
from tests.formats.test_plan_files import REAL
from tests.insight.years import steady

from tandem.config.cli import main


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["xray", *words])
    return int(ended.value.code or 0)


@pytest.fixture
def export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "shop.2025.jsonl"
    file.write_text("\n".join(map(json.dumps, steady())))
    return file


def test_a_page_is_written_beside_where_one_is(
    export: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(str(export)) == 0
    page = export.parent / "shop.2025-xray.html"
    assert "shop.2025-xray.html: 240 items" in capsys.readouterr().out
    assert "Your last year" in page.read_text(encoding="utf-8")


def test_what_is_there_is_not_replaced_unless_asked(
    export: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = export.parent / "page.html"
    target.write_text("mine")
    assert run(str(export), "--output", str(target)) == 1
    assert "is there already. Say --force" in capsys.readouterr().err
    assert target.read_text() == "mine"
    assert run(str(export), "--output", str(target), "--force") == 0
    assert target.read_text() != "mine"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--until", "soon"], "soon is no day"),
        (["--mapping", "name=x"], "is no mapping"),
        (["nowhere.csv"], "nowhere.csv can't be read or written"),
    ],
)
def test_what_is_wrong_is_said(
    words: list[str], sentence: str, export: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(str(export), *words) == 1
    assert sentence in capsys.readouterr().err
    assert list(export.parent.glob("*.html")) == []


def test_any_table_is_looked_at_with_a_mapping(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "table.csv"
    rows = "".join(
        f"t{number},{number % 28 + 1:02}.03.2025,{number % 28 + 1:02}.04.2025\n"
        for number in range(30)
    )
    table.write_text(f"Colour,From,To\n{rows}")
    target = tmp_path / "page.html"
    assert run(str(table), "--output", str(target)) == 1
    assert "--mapping title=" in capsys.readouterr().err
    assert (
        run(str(table), "--output", str(target), "--mapping", "title=Colour,made=From,resolved=To")
        == 0
    )
    assert "31 days" in target.read_text(encoding="utf-8")


@pytest.mark.slow
def test_twelve_thousand_issues_take_less_than_twenty_seconds(tmp_path: Path) -> None:
    file = REAL / "01-jira/tidev-TIMOB-part1.jsonl.xz"
    if not file.exists():
        pytest.skip("the file is not beside the project")
    begun = time.process_time()
    assert run(str(file), "--output", str(tmp_path / "page.html")) == 0
    assert time.process_time() - begun < 20
