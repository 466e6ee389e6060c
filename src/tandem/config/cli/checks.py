"""`tandem test`: every check and every test, one after another, with a table at the end."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import tandem
from tandem.config.cli.debian import NotHere, require
from tandem.config.cli.operate import failed
from tandem.config.cli.postgres import throw_away

NO_TESTS_FOUND = 5
"""pytest's exit code when nothing was selected."""
SQLITE = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one step went: its seconds, its result, and why it was left out."""

    name: str
    seconds: float
    result: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Bench:
    """What the steps share: the checkout, their environment, and the words for pytest."""

    root: Path
    environment: Mapping[str, str]
    words: tuple[str, ...]


def test(options: Namespace) -> int:
    """0 when everything that could run passed."""
    root = Path(tandem.__file__).resolve().parents[2]
    if not (root / "tests").is_dir():
        return failed("The tests are in the checkout of Tandem: call ./tandem test there.")
    # A stop unwinds all of this: what was started here ends, what was made here goes.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with work_place(root, tuple(options.words)) as bench, ExitStack() as held:
        steps = checks(bench) + (quick(bench) if options.quick else full(bench, held))
        outcomes = [carry_out(name, step) for name, step in steps]
    print(table(outcomes), flush=True)
    return int(any(outcome.result == "failed" for outcome in outcomes))


@contextmanager
def work_place(root: Path, words: tuple[str, ...]) -> Iterator[Bench]:
    """A data folder for this run, and nothing of the caller's own Tandem or database."""
    ours = ("TANDEM_", "DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    environment = {name: v for name, v in os.environ.items() if not name.startswith(ours)}
    programs = str(Path(sys.executable).parent)
    environment["PATH"] = os.pathsep.join((programs, environment.get("PATH", os.defpath)))
    data = tempfile.mkdtemp(prefix="tandem-test-")
    try:
        yield Bench(root, {**environment, "TANDEM_DATA": data}, words)
    finally:
        shutil.rmtree(data, ignore_errors=True)


Step = tuple[str, Callable[[], int]]


def checks(bench: Bench) -> list[Step]:
    """What needs no running code."""
    commands = {
        "style": ["ruff", "check", ".", "tandem"],
        "format": ["ruff", "format", "--check", ".", "tandem"],
        # Without its cache: that does not see when a setting, which others read, has changed.
        "types": ["mypy", f"--cache-dir={os.devnull}"],
        "imports": ["lint-imports"],
        "templates": ["djlint", "src/tandem/templates", "--lint", "--quiet"],
    }
    return [
        (name, lambda command=command: _run(bench, command))  # type: ignore[misc]
        for name, command in commands.items()
    ]


def quick(bench: Bench) -> list[Step]:
    """What one runs all day: under two minutes."""
    marks = "not slow and not browser and not server and not imports"
    return [("SQLite, quick", lambda: _tests(bench, marks))]


def full(bench: Bench, held: ExitStack) -> list[Step]:
    """Everything, on both databases. The PostgreSQL of the run ends with `held`."""
    addresses: list[str] = []

    def postgresql() -> str:
        if not addresses:
            addresses.append(held.enter_context(throw_away()))
        return addresses[0]

    def browser(address: Callable[[], str]) -> int:
        require("chromium", "chromium", "fonts-dejavu-core")
        return _tests(bench, "browser", address(), at_once=1)

    shared = "not browser and not static and not alone"
    return [
        ("SQLite", lambda: _tests(bench, "not browser and not imports")),
        ("PostgreSQL", lambda: _tests(bench, shared, postgresql())),
        ("PostgreSQL, alone", lambda: _tests(bench, "alone", postgresql(), at_once=1)),
        ("browser, SQLite", lambda: browser(lambda: SQLITE)),
        ("browser, PostgreSQL", lambda: browser(postgresql)),
    ]


def carry_out(name: str, step: Callable[[], int]) -> Outcome:
    """One step, announced and timed. What is missing on this machine is left out, and said.

    Continuous integration has no one to read that line, so there it is a failure.
    """
    print(f"\n== {name}", flush=True)
    began = time.monotonic()
    try:
        result, why = ("failed" if step() else "passed"), ""
    except NotHere as missing:
        result, why = ("failed" if os.environ.get("CI") else "left out"), str(missing)
        print(f"Left out: {why}", flush=True)
    return Outcome(name, time.monotonic() - began, result, why)


def table(outcomes: list[Outcome]) -> str:
    """Name, result and seconds, a line each; the reason beside what was left out."""
    width = max(len(outcome.name) for outcome in outcomes)
    lines = [
        f"{one.name:<{width}}  {one.result:<8}  {one.seconds:7.1f} s  {first_line(one.why)}"
        for one in outcomes
    ]
    return "\n".join(["", *(line.rstrip() for line in lines)])


def first_line(text: str) -> str:
    """What a table has room for."""
    return text.partition("\n")[0]


def _tests(bench: Bench, marks: str, database: str = SQLITE, at_once: int | None = None) -> int:
    """pytest on one database. With words that name some tests, no test here is no failure."""
    processes = at_once or min(os.cpu_count() or 1, 4)
    command = ["python", "-m", "pytest", "-m", marks, *bench.words]
    if processes > 1:
        command[3:3] = ["-n", str(processes)]
    more = {"DATABASE_URL": database} if database else {}
    code = _run(bench, command, more)
    return 0 if code == NO_TESTS_FOUND and bench.words else code


def _run(bench: Bench, command: list[str], more: Mapping[str, str] | None = None) -> int:
    environment = {**bench.environment, **(more or {})}
    program = shutil.which(command[0], path=environment["PATH"]) or command[0]
    return subprocess.run(
        [program, *command[1:]], cwd=bench.root, env=environment, check=False
    ).returncode
