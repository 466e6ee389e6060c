"""`python -m tandem.tools.commands`: looks through what waits, and ends."""

import os
import resource
import sys

import django

MOST_MEMORY = 2 * 1024**3
"""Bytes of addresses: a file that unpacks without end is refused before the machine suffers."""


def main() -> None:
    """Do what waits, as long as whoever started this is there."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    django.setup()
    from tandem.tools.commands.looking import look_through_all

    parent = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    look_through_all(lambda: not parent or os.getppid() == parent)


if __name__ == "__main__":
    main()
