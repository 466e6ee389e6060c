"""How the workspace is: each thing says what to do where it isn't well."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.accounts.browsing import as_person, words
from tests.cast import Cast

from tandem.accounts.rules import MailServer
from tandem.accounts.services import keep_mail_server
from tandem.upkeep import commands, jobs
from tandem.upkeep.models import Mark
from tandem.upkeep.rules.health import (
    Done,
    HealthFacts,
    State,
    ago,
    health_lines,
    in_bytes,
    worst_of,
)
from tandem.upkeep.rules.marks import MarkKind

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
FINE = HealthFacts(
    now=NOW,
    version="1.0",
    database="SQLite 3.46",
    size=12_300_000,
    disk_free=50_000_000_000,
    skew=timedelta(0),
    worker=Done(NOW - timedelta(seconds=30), well=True),
    waiting=2,
    oldest=NOW,
    failed=0,
    mail=True,
    mail_readable=True,
    mail_tried=Done(NOW, well=True),
    backup=Done(NOW - timedelta(hours=7), well=True),
    verify=Done(NOW - timedelta(hours=7), well=True),
    kernel="compiled (gcc)",
    kernel_compiled=True,
    address="https://tandem.example.org",
    only_here=False,
    demonstration=False,
)


def test_where_all_is_well_nothing_is_to_be_done() -> None:
    lines = health_lines(FINE)
    assert worst_of(lines) is State.WELL
    assert not [one for one in lines if one.todo]


@pytest.mark.parametrize(
    ("what", "change", "state", "said"),
    [
        ("Address", {"only_here": True}, State.WATCH, "Set TANDEM_URL"),
        ("Address", {"only_here": True, "demonstration": True}, State.TOLD, "this machine only"),
        ("Worker", {"worker": None}, State.BAD, "Start it"),
        ("Worker", {"worker": Done(NOW - timedelta(hours=1), well=True)}, State.BAD, "60 minutes"),
        ("What is to be sent", {"failed": 3}, State.BAD, "3 could not be sent"),
        ("What is to be sent", {"oldest": NOW - timedelta(hours=3)}, State.WATCH, "3 hours ago"),
        ("Disk", {"disk_free": 1_000_000_000}, State.WATCH, "1.0 GB free"),
        ("Disk", {"disk_free": 1_000_000}, State.BAD, "Make room"),
        ("Mail", {"mail": False}, State.WATCH, "Not set up"),
        ("Mail", {"mail_readable": False}, State.BAD, "another key"),
        ("Mail", {"mail_tried": None}, State.TOLD, "no test mail"),
        ("Mail", {"mail_tried": Done(NOW, well=False)}, State.BAD, "refused"),
        ("Backup", {"backup": None}, State.WATCH, "./tandem backup"),
        ("Backup", {"backup": Done(NOW - timedelta(days=9), well=True)}, State.WATCH, "9 days"),
        ("History", {"verify": None}, State.TOLD, "verify"),
        ("History", {"verify": Done(NOW, well=False)}, State.BAD, "found changed"),
        ("History", {"verify": Done(NOW - timedelta(days=9), well=True)}, State.WATCH, "whole"),
        ("Clocks", {"skew": timedelta(seconds=-61)}, State.BAD, "61 seconds apart"),
        ("Planning", {"kernel_compiled": False}, State.WATCH, "C compiler"),
    ],
)
def test_what_isnt_well_says_what_to_do(
    what: str, change: dict[str, object], state: State, said: str
) -> None:
    lines = health_lines(replace(FINE, **change))  # type: ignore[arg-type]
    (line,) = [one for one in lines if one.name == what]
    assert line.state is state
    assert said in f"{line.words} {line.todo}"
    assert line.todo


def test_sizes_and_times_are_said_as_people_do() -> None:
    assert [in_bytes(n) for n in (12, 3_400, 5_600_000)] == ["12 B", "3.4 kB", "5.6 MB"]
    assert ago(NOW + timedelta(seconds=5), NOW) == "0 seconds ago"


def test_the_page_and_the_doctor_say_the_same(
    cast: Cast, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "kernel_told", lambda: "interpreted")
    jobs.give_sign_of_life()
    keep_mail_server(MailServer("mail.example"))
    page = words(as_person(cast.ada).get("/settings/health/"))
    assert commands.tell_health() == 0
    for line in capsys.readouterr().out.splitlines():
        name, _, said = line.partition(": ")
        assert name in page
        assert said.partition(". ")[2].partition(" ago")[0].rstrip("0123456789 ") in page
    assert as_person(cast.alice).get("/settings/health/").status_code == 403


@pytest.mark.django_db
def test_what_the_operator_did_is_noted_once() -> None:
    commands.note(MarkKind.BACKUP, figures={"files": 3})
    commands.note(MarkKind.BACKUP, well=False)
    mark = Mark.objects.get(kind="backup")
    assert not mark.well


@pytest.mark.slow
@pytest.mark.once
def test_the_engine_is_asked_in_a_process_of_its_own() -> None:
    commands.kernel_told.cache_clear()
    assert commands.kernel_told().startswith(("compiled", "interpreted"))
