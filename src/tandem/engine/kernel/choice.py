"""Which kernel computes: the compiled one where it was built from these very sources, else these.

Both give the same numbers, bit for bit. The name of the compiled module holds the digest of the
sources, so one that was built from others is never taken.
"""

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from inspect import get_annotations
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

_HERE = Path(__file__).resolve().parent
_PACKAGE = "tandem.engine.kernel"


@dataclass(frozen=True, slots=True)
class Kernel:
    """One of the two, with what it wants its arrays to be."""

    how: Literal["compiled", "interpreted"]
    parts: dict[str, ModuleType]

    def make(self, part: str, name: str, values: dict[str, Any]) -> Any:
        """A kernel object with its attributes set: arrays as this kernel wants them."""
        kind = getattr(self.parts[part], name)
        made = (kind if self.how == "compiled" else _with_slots(kind))()
        for attribute, value in values.items():
            setattr(made, attribute, self.put(value))
        return made

    def put(self, value: Any) -> Any:
        """Numbers stay; arrays become lists where they are interpreted, for those are faster."""
        if self.how == "compiled" or not isinstance(value, np.ndarray):
            return value
        return value.tolist() if value.ndim == 1 else memoryview(value)  # type: ignore[arg-type]


@cache
def _with_slots(kind: type) -> type:
    """The same with a slot for each attribute: they are so many that this saves a fifth."""
    names = {name for one in kind.__mro__ for name in get_annotations(one)}
    return type(kind.__name__, (kind,), {"__slots__": tuple(sorted(names))})


def taken(value: Any, kind: npt.DTypeLike) -> npt.NDArray[Any]:
    """An array back from a kernel."""
    return np.asarray(value, kind)


@cache
def parts() -> tuple[str, ...]:
    """The modules that are compiled, each after those it imports."""
    return tuple((_HERE / "parts.txt").read_text(encoding="utf-8").split())


@cache
def digest() -> str:
    """Of the sources as they are now; the set-up computes the same."""
    found = hashlib.sha256()
    for part in parts():
        for ending in (".py", ".pxd"):
            found.update((_HERE / part).with_suffix(ending).read_bytes())
    return found.hexdigest()[:12]


@cache
def compiled() -> Kernel | None:
    """The compiled kernel, or None where none was built from these sources."""
    try:
        module = import_module(f"{_PACKAGE}.built_{digest()}")
    except ImportError:
        return None
    return Kernel("compiled", dict.fromkeys(parts(), module))


@cache
def interpreted() -> Kernel:
    """The sources themselves."""
    return Kernel("interpreted", {part: import_module(f"{_PACKAGE}.{part}") for part in parts()})


def kernel() -> Kernel:
    """The faster one of those that are there."""
    return compiled() or interpreted()


def stale() -> tuple[str, ...]:
    """Compiled kernels of other sources, which are not used: their file names."""
    found = {path.name for path in _HERE.glob("built_*")}
    return tuple(sorted(name for name in found if not name.startswith(f"built_{digest()}.")))
