"""The hot loops: one source, compiled where there is a compiler, interpreted elsewhere."""

from tandem.engine.kernel.choice import Kernel, compiled, interpreted, kernel, stale, taken

__all__ = ["Kernel", "compiled", "interpreted", "kernel", "stale", "taken"]
