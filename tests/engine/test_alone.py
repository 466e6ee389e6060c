"""The engine stands alone: importing it loads neither a solver nor anything of Tandem's pages."""

import subprocess
import sys

PARTS = ("problem", "working_time", "forecast", "schedule", "scope", "calibration", "explain")


def test_importing_all_of_it_loads_no_solver_and_no_django() -> None:
    program = "".join(f"import tandem.engine.{part}\n" for part in PARTS)
    program += "import sys; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert {"numpy", "tandem"} <= loaded
    assert not loaded & {"ortools", "highspy", "scipy", "pandas", "django", "Cython"}
    assert not loaded & {"subprocess", "statistics"}, "what is slow to load, and rarely asked for"
