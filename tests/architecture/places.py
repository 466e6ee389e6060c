"""Where the fences look: our modules, our templates, and every file that is part of the repository.

A fence is a function that says what is wrong in one of them, so that a test can hold all of ours
to it, and another can show it something wrong and see it say so.
"""

import ast
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "tandem"
TEMPLATES = SOURCE / "templates"


@dataclass(frozen=True, slots=True)
class Module:
    """A Python file of ours, parsed. `name` is dotted; `file` counts from the checkout."""

    name: str
    file: str
    text: str
    tree: ast.Module

    def within(self, *names: str) -> bool:
        """Whether it is one of these modules, or in one of these packages."""
        return any(self.name == name or self.name.startswith(f"{name}.") for name in names)


def module_from(text: str, name: str = "tandem.briefs.services") -> Module:
    """A module that exists in a test alone."""
    return Module(name, f"{name}.py", text, ast.parse(text))


def _read(path: Path, base: Path) -> Module:
    parts = path.relative_to(base).with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    text = path.read_text(encoding="utf-8")
    return Module(name, str(path.relative_to(ROOT)), text, ast.parse(text))


@lru_cache
def modules() -> tuple[Module, ...]:
    """Every module of `tandem`, but migrations."""
    paths = sorted(SOURCE.rglob("*.py"))
    found = tuple(_read(path, SOURCE.parent) for path in paths if "migrations" not in path.parts)
    assert len(found) > 100
    return found


@lru_cache
def programs() -> tuple[Module, ...]:
    """What runs beside the package: the bootstrap script and the benches."""
    paths = [ROOT / "tandem", *sorted((ROOT / "bench").rglob("*.py"))]
    return tuple(_read(path, ROOT) for path in paths)


@lru_cache
def templates() -> dict[str, str]:
    """Every template of ours: {name: text}."""
    found = {
        path.relative_to(TEMPLATES).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(TEMPLATES.rglob("*.html"))
    }
    assert len(found) > 30
    return found


@lru_cache
def contexts() -> tuple[str, ...]:
    """The folders of `tandem` that hold Python."""
    found = {module.name.split(".")[1] for module in modules() if "." in module.name}
    return tuple(sorted(found))


@lru_cache
def files() -> tuple[Path, ...]:
    """Every file of the repository; new ones count before they are committed."""
    git = shutil.which("git")
    if git and (ROOT / ".git").exists():
        command = [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        told = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)
        found = [ROOT / name for name in told.stdout.split("\0") if name]
    else:  # an archive of the source
        found = [path for path in ROOT.rglob("*") if not _made_here(path)]
    kept = tuple(sorted(path for path in found if path.is_file()))
    assert len(kept) > 200
    return kept


def _made_here(path: Path) -> bool:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    patterns = [line.strip("/") for line in ignored]
    return any(Path(part).match(pattern) for part in path.parts for pattern in patterns)


def text_of(path: Path) -> str:
    """The text of a file; of a picture or a font, nothing."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method below a node."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def dotted(node: ast.AST) -> str:
    """`a.b.c` as it is written; "" for anything but names and dots."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (before := dotted(node.value)):
        return f"{before}.{node.attr}"
    return ""


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Every call of something that has a name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (name := dotted(node.func)):
            yield name, node


def imported(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every name that is imported, whole (`a.b.c` for `from a.b import c`), and its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield f"{node.module}.{alias.name}", node.lineno


def none_in(modules: tuple[Module, ...], fence: Callable[[Module], Iterator[str]]) -> None:
    """Hold modules to a fence."""
    assert modules
    said = [f"{module.file}:{line}" for module in modules for line in fence(module)]
    assert not said, "\n".join(["", *said])
