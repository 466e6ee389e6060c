"""Builds the planning engine's kernel, where there is a compiler; without one it is interpreted.

The sources are put together into one module whose name has their digest, so a binary of other
sources is never loaded: `tandem.engine.kernel.choice` looks for that name. Everything else about
the package stands in pyproject.toml.
"""

import hashlib
import sys
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

ROOT = Path(__file__).resolve().parent
HERE = ROOT / "src" / "tandem" / "engine" / "kernel"
PARTS = tuple((HERE / "parts.txt").read_text(encoding="utf-8").split())
"""The modules to compile, each after those it imports."""
RULES = {
    "language_level": 3,
    "annotation_typing": False,
    "boundscheck": False,
    "wraparound": False,
    "initializedcheck": False,
    "cdivision": True,
    "auto_pickle": False,
}


def digest() -> str:
    """Of the sources and their types; the same is computed where the kernel is chosen."""
    found = hashlib.sha256()
    for part in PARTS:
        for ending in (".py", ".pxd"):
            found.update((HERE / part).with_suffix(ending).read_bytes())
    return found.hexdigest()[:12]


def in_one_piece(ending: str) -> str:
    """All parts, without the lines in which one names another."""
    lines = [
        line
        for part in PARTS
        for line in (HERE / part).with_suffix(ending).read_text(encoding="utf-8").splitlines()
        if not line.startswith("from tandem.engine.kernel.")
    ]
    return "\n".join([*lines, ""])


def extensions() -> list[Extension]:
    """The kernel as one extension; nothing where Cython is missing or can't read it."""
    try:
        from Cython.Build import cythonize
        from Cython.Compiler.Errors import CompileError
    except ImportError:
        return []
    name = f"built_{digest()}"
    place = ROOT / "build" / "kernel"
    folder = place / "tandem" / "engine" / "kernel"
    folder.mkdir(parents=True, exist_ok=True)
    for parent in (folder, folder.parent, folder.parent.parent):
        (parent / "__init__.py").touch()
    for ending in (".py", ".pxd"):
        (folder / name).with_suffix(ending).write_text(in_one_piece(ending), encoding="utf-8")
    for old in HERE.glob("built_*"):
        old.unlink()
    kernel = Extension(
        f"tandem.engine.kernel.{name}",
        [str((folder / f"{name}.py").relative_to(ROOT))],
        extra_compile_args=["-O2", "-g0", "-ffp-contract=off"],
    )
    try:
        return cythonize([kernel], include_path=[str(place)], compiler_directives=RULES, quiet=True)
    except CompileError as error:
        sys.stderr.write(f"The kernel will be interpreted: {error}\n")
        return []


class WhereItCan(build_ext):
    """Compiles, and where that isn't possible, says so and goes on without."""

    def build_extensions(self) -> None:
        try:
            super().build_extensions()
        except Exception as error:  # A compiler that isn't there raises whatever its class likes.
            sys.stderr.write(f"The kernel will be interpreted: {error}\n")
            self.extensions = []


setup(ext_modules=extensions(), cmdclass={"build_ext": WhereItCan})
