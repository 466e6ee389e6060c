"""`tandem test`: every check and every test, one after another, with a table at the end."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
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
    deep: bool = False
    """Whether what is tried for minutes runs, and nothing else."""


def test(options: Namespace) -> int:
    """0 when everything that could run passed."""
    root = Path(tandem.__file__).resolve().parents[2]
    if not (root / "tests").is_dir():
        return failed("The tests are in the checkout of Tandem: call ./tandem test there.")
    if missing := [place for place in _places(options.words) if not (root / place).exists()]:
        return failed(f"There is no {missing[0]} here. Nothing was tested.")
    # A stop unwinds all of this: what was started here ends, what was made here goes.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with work_place(root, tuple(options.words), deep=options.deep) as bench, ExitStack() as held:
        steps = checks(bench) + (quick(bench) if options.quick else full(bench, held))
        outcomes = [carry_out(name, step) for name, step in steps]
    print(table(outcomes), flush=True)
    return int(any(outcome.result == "failed" for outcome in outcomes))


def _places(words: Iterable[str]) -> list[str]:
    """Where words for pytest say that tests are: halves of a run that select nothing all pass."""
    return [word.split("::", maxsplit=1)[0] for word in words if word.startswith("tests/")]


@contextmanager
def work_place(root: Path, words: tuple[str, ...], *, deep: bool = False) -> Iterator[Bench]:
    """A data folder for this run, and nothing of the caller's own Tandem or database."""
    ours = ("TANDEM_", "DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    environment = {name: v for name, v in os.environ.items() if not name.startswith(ours)}
    programs = str(Path(sys.executable).parent)
    environment["PATH"] = os.pathsep.join((programs, environment.get("PATH", os.defpath)))
    data = tempfile.mkdtemp(prefix="tandem-test-")
    try:
        yield Bench(root, {**environment, "TANDEM_DATA": data}, words, deep)
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
    """Everything, on both databases. The PostgreSQL of the run ends with `held`.

    The tests that need PostgreSQL to themselves mostly wait: they run while SQLite is tested.
    """
    addresses: list[str] = []
    waiting: list[Aside] = []

    def postgresql() -> str:
        if not addresses:
            addresses.append(held.enter_context(throw_away()))
        return addresses[0]

    def sqlite() -> int:
        with suppress(NotHere):
            command = _pytest(bench, "alone", at_once=1)
            more = {"DATABASE_URL": postgresql()}
            waiting.append(held.enter_context(aside(bench, command, more)))
        return _tests(bench, "not browser and not imports")

    def alone() -> int:
        postgresql()  # Says what is missing, if it is.
        return _without_tests(bench, waiting[0].tell())

    def browser(marks: str, address: Callable[[], str]) -> int:
        require("chromium", "chromium", "fonts-dejavu-core")
        # Each process has a server and a demonstration of its own: files stay together.
        return _tests(bench, marks, address(), share="loadfile")

    shared = "not browser and not once and not alone"
    return [
        ("SQLite", sqlite),
        ("PostgreSQL, alone", alone),
        ("PostgreSQL", lambda: _tests(bench, shared, postgresql())),
        ("browser, SQLite", lambda: browser("browser", lambda: SQLITE)),
        ("browser, PostgreSQL", lambda: browser("browser and not once", postgresql)),
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


@dataclass(frozen=True, slots=True)
class Aside:
    """A command that runs beside others; what it says is kept until its turn."""

    process: subprocess.Popen[bytes]
    said: Path

    def tell(self) -> int:
        """Wait for its end and print what it said; its exit code."""
        code = self.process.wait()
        print(self.said.read_text(errors="replace"), end="", flush=True)
        return code


@contextmanager
def aside(bench: Bench, command: list[str], more: Mapping[str, str]) -> Iterator[Aside]:
    """Begin a command; it ends with the block at the latest."""
    said = Path(bench.environment["TANDEM_DATA"]) / "said-aside"
    with said.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=bench.root,
            env={**bench.environment, **more},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield Aside(process, said)
    finally:
        process.terminate()
        process.wait()


def _tests(bench: Bench, marks: str, database: str = SQLITE, share: str = "worksteal") -> int:
    """pytest on one database; `share` is how pytest-xdist spreads the tests."""
    more = {"DATABASE_URL": database} if database else {}
    return _without_tests(bench, _run(bench, _pytest(bench, marks, share=share), more))


def _pytest(
    bench: Bench, marks: str, *, at_once: int | None = None, share: str = "worksteal"
) -> list[str]:
    """The command, for as many processes as there are cores."""
    processes = at_once or min(os.cpu_count() or 1, 4)
    spread = ["-n", str(processes), "--dist", share] if processes > 1 else []
    more = [*(["--deep"] if bench.deep else []), *bench.words]
    return [sys.executable, "-m", "pytest", *spread, "-m", marks, *more]


def _without_tests(bench: Bench, code: int) -> int:
    """Where only some tests are asked for, no test in a step is no failure."""
    return 0 if code == NO_TESTS_FOUND and (bench.words or bench.deep) else code


def _run(bench: Bench, command: list[str], more: Mapping[str, str] | None = None) -> int:
    environment = {**bench.environment, **(more or {})}
    program = shutil.which(command[0], path=environment["PATH"]) or command[0]
    return subprocess.run(
        [program, *command[1:]], cwd=bench.root, env=environment, check=False
    ).returncode
