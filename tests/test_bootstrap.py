"""The set-up: which Python, when to install again, and what the locks may hold."""

import ast
import re
import sys
import tomllib
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = [ROOT / "requirements" / "run.txt", ROOT / "requirements" / "dev.txt"]
PRESENT = {
    "root": "/here",
    "python": "/python3.11",
    "project": "p",
    "kernel": "k",
    "run": "r",
    "dev": "d",
}
ENTRY = re.compile(r"^(?P<name>[a-z0-9-]+)==[^\s;]+(?: ; [^\\\n]+)? \\$")


@pytest.fixture(scope="module")
def bootstrap() -> ModuleType:
    """The executable at the root, as a module. It has no ending, so Python is told how to read it.

    No cache of it is left at the root.
    """
    loader = SourceFileLoader("bootstrap", str(ROOT / "tandem"))
    spec = spec_from_loader("bootstrap", loader)
    assert spec
    module = module_from_spec(spec)
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    loader.exec_module(module)
    sys.dont_write_bytecode = before
    return module


def stamp(chosen: str, **changed: str) -> dict[str, str]:
    return {**PRESENT, "set": chosen, **changed}


def test_an_old_python_can_read_it() -> None:
    text = (ROOT / "tandem").read_text()
    ast.parse(text, feature_version=(3, 8))


def test_it_needs_the_standard_library_alone() -> None:
    for node in ast.walk(ast.parse((ROOT / "tandem").read_text())):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            assert name.partition(".")[0] in sys.stdlib_module_names


@pytest.mark.parametrize(
    ("running", "found", "chosen"),
    [
        ((3, 11), {(3, 13): "new"}, None),
        ((3, 13), {}, None),
        ((3, 8), {(3, 11): "a", (3, 12): "b"}, "b"),
        ((3, 8), {(3, 14): "newest", (3, 12): "tested"}, "tested"),
        ((3, 8), {(3, 14): "a", (3, 15): "b", (3, 9): "c"}, "b"),
        ((3, 8), {(3, 10): "a"}, None),
        ((3, 14), {}, None),
        ((3, 14), {(3, 14): "itself", (3, 12): "tested"}, "tested"),
    ],
)
def test_it_takes_a_python_that_was_tested_else_a_newer_one(
    bootstrap: ModuleType,
    running: tuple[int, int],
    found: dict[tuple[int, int], str],
    chosen: str | None,
) -> None:
    assert bootstrap.choose(running, found) == chosen


def test_a_shim_that_does_not_run_is_no_python(bootstrap: ModuleType, tmp_path: Path) -> None:
    shim = tmp_path / "python3.12"
    shim.write_text("#!/bin/sh\necho 'python3.12: command not found' >&2\nexit 127\n")
    shim.chmod(0o755)
    assert bootstrap.version_of(str(shim)) is None
    assert bootstrap.version_of(str(tmp_path / "nothing")) is None
    assert bootstrap.version_of(sys.executable) == sys.version_info[:2]


@pytest.mark.parametrize(
    ("before", "wanted", "installs"),
    [
        ({}, "run", "run"),
        ({}, "dev", "dev"),
        (stamp("run"), "run", None),
        (stamp("run"), "dev", "dev"),
        (stamp("dev"), "dev", None),
        (stamp("dev"), "run", None),
        (stamp("run", run="old"), "run", "run"),
        (stamp("run", dev="old"), "run", None),
        (stamp("dev", dev="old"), "run", "dev"),
        (stamp("dev", project="old"), "run", "dev"),
        (stamp("run", kernel="old"), "run", "run"),
        (stamp("run", root="/elsewhere"), "run", "run"),
        (stamp("run", python="/python3.13"), "run", "run"),
    ],
)
def test_it_installs_again_only_when_something_changed(
    bootstrap: ModuleType, before: dict[str, str], wanted: str, installs: str | None
) -> None:
    assert bootstrap.what_to_install(before, PRESENT, wanted) == installs


def test_it_starts_over_when_unfinished_moved_or_on_another_python(bootstrap: ModuleType) -> None:
    assert not bootstrap.must_start_over(stamp("run", run="old"), PRESENT)
    assert bootstrap.must_start_over({}, PRESENT)
    assert bootstrap.must_start_over(stamp("run", root="/elsewhere"), PRESENT)
    assert bootstrap.must_start_over(stamp("run", python="/python3.13"), PRESENT)


def test_a_stamp_counts_only_beside_a_command_that_is_there(
    bootstrap: ModuleType, tmp_path: Path
) -> None:
    (tmp_path / "bin").mkdir()
    bootstrap.write_stamp(tmp_path, stamp("run"))
    assert bootstrap.read_stamp(tmp_path) == {}
    command = tmp_path / "bin" / "tandem"
    command.write_text("")
    command.chmod(0o755)
    assert bootstrap.read_stamp(tmp_path) == stamp("run")
    (tmp_path / "tandem-set-up.json").write_text("{half")
    assert bootstrap.read_stamp(tmp_path) == {}


def test_a_linters_settings_are_no_reason_to_install(bootstrap: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "requirements").mkdir()
    for lock in LOCKS:
        (tmp_path / "requirements" / lock.name).write_text("")
    declared = tmp_path / "pyproject.toml"
    declared.write_text("[project]\nname = 'a'\n")
    before = bootstrap.present_state(tmp_path)
    declared.write_text("[project]\nname = 'a'\n[tool.ruff]\nline-length = 90\n")
    assert bootstrap.present_state(tmp_path) == before
    declared.write_text("[project]\nname = 'a'\nscripts = {a = 'b:c'}\n")
    assert bootstrap.present_state(tmp_path)["project"] != before["project"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_a_lock_has_a_hash_for_every_package_and_no_address(lock: Path) -> None:
    text = lock.read_text()
    assert "://" not in text
    assert "file:" not in text
    assert not re.search(r"^\s*-(?!-hash=sha256:[0-9a-f]{64}( \\)?$)", text, re.MULTILINE)
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if not line.startswith((" ", "#")):
            assert ENTRY.match(line), line
            assert lines[number + 1].startswith("    --hash=sha256:")


def names(lock: Path) -> set[str]:
    found = (ENTRY.match(line) for line in lock.read_text().splitlines())
    return {match["name"] for match in found if match}


def test_every_declared_package_is_locked_and_what_the_set_up_needs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    run = {re.split(r"[<>=\[;]", line)[0] for line in project["dependencies"]}
    dev = {re.split(r"[<>=\[;]", line)[0] for line in project["optional-dependencies"]["dev"]}
    assert run | {"uv", "setuptools"} <= names(LOCKS[0])
    assert run | dev <= names(LOCKS[1])


def test_working_on_tandem_adds_packages_and_changes_none() -> None:
    versions = [
        {line for line in lock.read_text().splitlines() if ENTRY.match(line)} for lock in LOCKS
    ]
    assert versions[0] < versions[1]


def test_one_package_is_taken_from_a_lock_with_its_hashes(bootstrap: ModuleType) -> None:
    lock = (
        "six==1.0 \\\n    --hash=sha256:aa\n    # via a\n"
        "uv==0.5 ; python_version < '4' \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc\n"
        "    # via -r tools.in\nuvicorn==1 \\\n    --hash=sha256:dd\n"
    )
    assert bootstrap.entry_of(lock, "uv") == (
        "uv==0.5 ; python_version < '4' \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc\n"
    )
    assert bootstrap.names_in(lock) == ["six", "uv", "uvicorn"]


def test_without_ensurepip_it_names_the_command(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "find_spec", lambda name: None)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: "/usr/bin/apt-get")
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 1000)
    package = f"python3.{sys.version_info[1]}-venv"
    with pytest.raises(SystemExit, match=rf"sudo apt-get install {re.escape(package)}"):
        bootstrap.ensure_ensurepip()
