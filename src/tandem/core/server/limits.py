"""How much of anything one visitor may take."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes and seconds; what is counted is one process."""

    max_body: int
    # A body beyond this goes to a temporary file.
    body_in_memory: int = 256 * 1024
    # How many bodies may lie in temporary files at once.
    bodies_on_disk: int = 100
    # Nothing came, or nothing was taken, for so long: the connection ends.
    idle: float = 30.0
    # A body must be complete by then, however steadily it drips.
    whole_body: float = 600.0
    threads: int = 4
    # Requests that may wait for a thread; one more is told to come back.
    waiting: int = 200
