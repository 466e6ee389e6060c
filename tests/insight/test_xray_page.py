"""The x-ray's page: self-contained, safe whatever the file says, without anybody's name on it."""

import re
import subprocess
import sys
from html.parser import HTMLParser

from tests.insight.years import issue, moved, steady, told

from tandem.insight.xray import Wanted, page_of

_STEPS = [(18.0, "In Progress"), (15.0, "In Review"), (10.0, "Done")]
_NASTY = '<script>alert(1)</script><img src=x onerror="x">"\'&\x07'


class Tags(HTMLParser):
    """Every tag with its attributes, and what is left open."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def parsed(page: str) -> Tags:
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    return tags


def full() -> str:
    issues = [
        moved(
            issue(
                1000 + number,
                20,
                10,
                summary=_NASTY,
                assignee={"name": "a", "displayName": "Annegret"},
            ),
            _STEPS,
        )
        for number in range(6)
    ]
    return page_of(told([*steady(), *issues]), "tandem xray shop.jsonl")


def test_the_page_loads_nothing_and_runs_nothing() -> None:
    page = full()
    tags = parsed(page).tags
    assert {"html", "main", "section", "svg", "details"} <= {name for name, _ in tags}
    assert not {"script", "link", "img", "iframe", "object", "form"} & {name for name, _ in tags}
    attributes = {name for _, found in tags for name in found}
    assert not {"src", "href", "style", "onload", "onerror"} & attributes
    assert "default-src 'none'" in page
    assert not re.search(r"https?:|url\(|@import", page)


def test_what_the_file_says_is_text_and_nothing_else() -> None:
    page = full()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>" not in page
    assert "\x07" not in page, "no page can hold it"


def test_no_person_stands_on_the_page() -> None:
    assert "Annegret" not in full()


def test_every_chart_says_what_it_shows_and_every_figure_its_cases() -> None:
    page = full()
    tags = parsed(page).tags
    charts = [found for name, found in tags if name == "svg"]
    assert len(charts) >= 5
    assert all(found["role"] == "img" and found["aria-label"] for found in charts)
    assert page.count("<figcaption>") == len(charts)
    assert page.count("cases.</p>") >= len(charts)


def test_the_page_is_the_same_whenever_it_is_made() -> None:
    assert full() == full()


def test_a_report_without_a_year_is_a_page_too() -> None:
    page = page_of(told([{"key": "A-1", "fields": {"summary": "x"}}]), "tandem xray a")
    parsed(page)
    assert "so there is no year" in page


def test_the_command_is_text_like_everything_else() -> None:
    page = page_of(told(steady(), Wanted(it="<b>")), "tandem xray --it '<b>' x")
    parsed(page)
    assert "&lt;b&gt;" in page


def test_making_a_page_loads_no_django() -> None:
    program = (
        "import sys, tandem.insight.xray, tandem.config.cli.xray;"
        "print([name for name in sys.modules if name.split('.')[0] in {'django', 'psycopg'}])"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"
