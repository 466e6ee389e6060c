"""The child process of `apart`: `python -m tandem.formats.pictures SOURCE FOLDER`."""

import json
import resource
import sys
from pathlib import Path


def main(source: Path, folder: Path) -> None:
    """Look at one file under limits of the system, and write down what was seen."""
    asked = json.loads(sys.stdin.read())
    given = asked["limits"]
    for what, most in (
        (resource.RLIMIT_AS, given["memory"]),
        (resource.RLIMIT_CPU, given["seconds"]),
        (resource.RLIMIT_FSIZE, 512 * 1024 * 1024),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    # After the limits: a decoder's own start counts, too.
    from tandem.formats.pictures import Limits, Media, UnusableFile
    from tandem.formats.pictures.apart import write_down
    from tandem.formats.pictures.looking import look_at

    try:
        write_down(look_at(source, Media(asked["media"]), folder, Limits(**given)), folder)
    except UnusableFile as refused:
        write_down(refused, folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
