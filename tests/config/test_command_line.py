"""The command line: its words, the port, the demonstration, the two processes, the test runner."""

import argparse
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tandem.config.cli import checks, debian, main, run, supervise
from tandem.config.cli.apart import apart
from tandem.config.cli.ports import why_not_listen
from tandem.config.cli.words import COMMANDS, parser
from tandem.config.cli.words import port as port_number


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which somebody listens."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_leads_to_a_function_and_tells_what_it_does(
    command: object, capsys: pytest.CaptureFixture[str]
) -> None:
    from importlib import import_module

    assert command in COMMANDS
    module, function = command.does.split(".")  # type: ignore[attr-defined]
    assert callable(getattr(import_module(f"tandem.config.cli.{module}"), function))
    with pytest.raises(SystemExit) as ended:
        parser().parse_args([command.name, "--help"])  # type: ignore[attr-defined]
    assert ended.value.code == 0
    assert command.sentence in capsys.readouterr().out  # type: ignore[attr-defined]


def test_an_unknown_word_is_refused_except_for_pytest(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["migrate", "--prot", "1"])
    assert ended.value.code == 2
    assert "--prot" in capsys.readouterr().err


def test_tests_that_are_not_there_are_said_to_be_missing_before_anything_runs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["test", "tests/config", "tests/nowhere/test_it.py::test_one"])
    assert ended.value.code == 1
    told = capsys.readouterr()
    assert "There is no tests/nowhere/test_it.py here." in told.err
    assert told.out == ""


@pytest.mark.parametrize("text", ["0", "65536", "-1", "http", "8e3", ""])
def test_what_is_no_port_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="from 1 to 65535"):
        port_number(text)


def test_a_taken_port_is_told_with_what_to_do(taken: int) -> None:
    reason = why_not_listen("127.0.0.1", taken)
    assert reason
    assert f"Port {taken} is taken" in reason
    assert "./tandem run --port " in reason


def test_a_port_that_was_given_back_is_free(taken: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        free = other.getsockname()[1]
        with socket.create_connection(("127.0.0.1", free)):
            assert why_not_listen("127.0.0.1", free)
    assert why_not_listen("127.0.0.1", free) is None


def test_run_refuses_a_taken_port_before_anything_else(
    taken: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["run", "--port", str(taken), "--data", str(tmp_path / "data")])
    assert ended.value.code == 1
    assert f"Port {taken} is taken" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


class Terminal:
    def __init__(self, *, there: bool) -> None:
        self.there = there

    def isatty(self) -> bool:
        return self.there


@pytest.mark.parametrize(
    ("answer", "wanted"), [("", True), ("Y", True), (" yes ", True), ("n", False), ("what", False)]
)
def test_at_a_terminal_the_demonstration_is_asked_for(
    answer: str, wanted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(there=True))
    monkeypatch.setattr("builtins.input", lambda question: answer)
    assert run.wants_demonstration() is wanted


def test_without_a_terminal_the_demonstration_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(there=False))
    assert run.wants_demonstration()


def sleeper() -> int:
    time.sleep(60)
    return 0


@pytest.mark.server
def test_both_parts_end_when_one_ends(capsys: pytest.CaptureFixture[str]) -> None:
    web, worker, beside = apart(sleeper), apart(lambda: 3), apart(sleeper)
    parts = {"web server": web, "worker": worker}
    worker.wait()
    assert supervise._stay(parts, threading.Event(), beside) == 1
    supervise.end(parts)
    assert (web.poll(), beside.poll()) == (-signal.SIGTERM, -signal.SIGTERM)
    assert "The worker has ended by itself (exit code 3)" in capsys.readouterr().err


@pytest.mark.server
def test_a_part_that_does_not_finish_is_ended(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(supervise, "ENDS_WITHIN", 0.3)
    reading, writing = os.pipe()

    def deaf() -> int:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        os.write(writing, b"ready")
        return sleeper()

    part = apart(deaf)
    assert os.read(reading, 5) == b"ready"
    supervise.end({"worker": part})
    assert part.poll() == -signal.SIGKILL
    assert "The worker did not finish" in capsys.readouterr().err


@pytest.mark.server
def test_what_goes_wrong_in_a_copy_is_said_and_ends_it_alone(
    capfd: pytest.CaptureFixture[str],
) -> None:
    def broken() -> int:
        raise ValueError("no such story")

    def leaves() -> int:
        raise SystemExit(4)

    assert apart(broken).wait() == 1
    assert "no such story" in capfd.readouterr().err
    assert apart(leaves).wait() == 4


_LOADED = """
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tandem.config.settings")
import django
django.setup()
from tandem.config.cli import run
run._load()
import sys, threading
from django.db import connections
print(threading.active_count(), any(one.connection for one in connections.all()))
print(*{name.partition(".")[0] for name in sys.modules})
"""


@pytest.mark.server
def test_what_the_copies_share_holds_nothing_heavy_no_thread_and_no_connection(
    tmp_path: Path,
) -> None:
    told = subprocess.run(
        [sys.executable, "-c", _LOADED],
        env={**os.environ, "TANDEM_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert told[0] == "1 False"
    heavy = {"numpy", "ortools", "PIL", "pypdfium2", "docx", "lxml", "cryptography", "fido2"}
    assert not heavy & set(told[1].split())
    assert {"ninja", "jinja2"} <= set(told[1].split())


@pytest.mark.server
def test_a_part_ends_with_the_run_that_was_killed() -> None:
    code = (
        "import os, subprocess, sys; "
        "child = subprocess.Popen([sys.executable, '-c', "
        "'from tandem.config.cli.operate import end_with; import time, sys;'"
        "'end_with(int(sys.argv[1])); print(\"up\", flush=True); time.sleep(60)', str(os.getpid())]);"
        "child.wait()"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as run_itself:
        assert run_itself.stdout
        run_itself.stdout.readline()
        run_itself.kill()
        # The child holds the other end of the pipe: it closes when the child is gone.
        assert run_itself.stdout.read() == b""


def test_the_table_has_a_line_for_every_step() -> None:
    outcomes = [
        checks.Outcome("style", 0.5, "passed"),
        checks.Outcome("browser", 0.0, "left out", "chromium is missing\nand more"),
    ]
    assert checks.table(outcomes).splitlines() == [
        "",
        "style    passed        0.5 s",
        "browser  left out      0.0 s  chromium is missing",
    ]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[checks.Bench]:
    """A folder without tests."""
    with checks.work_place(tmp_path, ()) as found:
        yield found


@pytest.mark.server
def test_what_runs_aside_says_at_its_turn_what_it_said(
    bench: checks.Bench, capfd: pytest.CaptureFixture[str]
) -> None:
    code = "import os; print(os.environ['DATABASE_URL']); exit(3)"
    with checks.aside(bench, [sys.executable, "-c", code], {"DATABASE_URL": "its own"}) as run:
        run.process.wait()
        assert capfd.readouterr().out == ""
        assert run.tell() == 3
    assert capfd.readouterr().out == "its own\n"


@pytest.mark.server
def test_what_runs_aside_ends_with_the_run(bench: checks.Bench) -> None:
    with checks.aside(bench, [sys.executable, "-c", "import time; time.sleep(60)"], {}) as run:
        pass
    assert run.process.returncode == -signal.SIGTERM


def missing() -> int:
    raise debian.NotHere("chromium is missing: sudo apt-get install chromium")


@pytest.mark.parametrize(("ci", "result"), [("", "left out"), ("true", "failed")])
def test_what_is_missing_is_left_out_and_said_but_fails_where_nobody_reads_it(
    ci: str, result: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CI", ci)
    assert checks.carry_out("browser", missing).result == result
    assert "sudo apt-get install chromium" in capsys.readouterr().out


def test_who_is_not_root_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(debian.NotHere, match="sudo apt-get install some-package"):
        debian.require("no-such-program-anywhere", "some-package")


def test_the_tests_never_see_the_database_of_whoever_calls_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://real")
    monkeypatch.setenv("TANDEM_URL", "https://real.example.org")
    with checks.work_place(tmp_path, ()) as bench:
        given = bench.environment
        assert Path(given["TANDEM_DATA"]).is_dir()
    assert "DATABASE_URL" not in given
    assert "TANDEM_URL" not in given
    assert not Path(given["TANDEM_DATA"]).exists()


def test_what_takes_minutes_runs_where_it_is_asked_for(bench: checks.Bench) -> None:
    assert "--deep" not in checks._pytest(bench, "slow")
    assert "--deep" in checks._pytest(replace(bench, deep=True), "slow")
