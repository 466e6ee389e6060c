"""Looking at a file in a child process, with limits on time, memory and what it may write."""

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from tandem.formats.pictures.kinds import Media, UnusableFile
from tandem.formats.pictures.shapes import Limits, Looked, Picture

_SOURCE = Path(__file__).resolve().parents[3]
_TOLD = "looked.json"
MOST_TOLD = 1024 * 1024


def look_at_apart(source: Path, media: Media, folder: Path, limits: Limits) -> Looked:
    """As `look_at`, in a child process. Raises UnusableFile, also when it had to be ended.

    `folder` must be empty and is read by this process afterwards: only the names that the child was
    given are taken from it.
    """
    asked = json.dumps({"media": media.value, "limits": asdict(limits)})
    command = [sys.executable, "-P", "-m", "tandem.formats.pictures", str(source), str(folder)]
    try:
        done = subprocess.run(  # noqa: S603 - our own program, and no word of the file's in it
            command,
            input=asked.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=limits.seconds,
            env={"PYTHONPATH": str(_SOURCE)},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _too_much() from error
    told = folder / _TOLD
    if done.returncode or not told.is_file() or told.stat().st_size > MOST_TOLD:
        raise _too_much()
    return _read(json.loads(told.read_text(encoding="utf-8")), source, folder)


def _too_much() -> UnusableFile:
    return UnusableFile(
        "Reading this file takes too much. Save it once more, smaller or with fewer pages."
    )


def write_down(looked: Looked | UnusableFile, folder: Path) -> None:
    """What the child says in the end: one file beside those that it made."""
    if isinstance(looked, UnusableFile):
        told: dict[str, object] = {"refused": looked.template, "values": looked.values}
    else:
        told = {
            "media": looked.media.value,
            "file": looked.file.name if looked.file.parent == folder else "",
            "all_pages": looked.all_pages,
            "pages": [
                {
                    "file": page.file.name,
                    "media": page.media.value,
                    "size": [page.width, page.height],
                    "small": page.small.name,
                }
                for page in looked.pages
            ],
        }
    (folder / _TOLD).write_text(json.dumps(told), encoding="utf-8")


def _read(told: dict[str, object], source: Path, folder: Path) -> Looked:
    if "refused" in told:
        values = told["values"]
        assert isinstance(values, dict)  # noqa: S101 - for mypy; we wrote it
        raise UnusableFile(str(told["refused"]), **values)
    pages = told["pages"]
    assert isinstance(pages, list)  # noqa: S101 - for mypy; we wrote it
    name = str(told["file"])
    return Looked(
        media=Media(str(told["media"])),
        file=_inside(folder, name) if name else source,
        pages=tuple(
            Picture(
                file=_inside(folder, page["file"]),
                media=Media(page["media"]),
                width=int(page["size"][0]),
                height=int(page["size"][1]),
                small=_inside(folder, page["small"]),
            )
            for page in pages
        ),
        all_pages=int(str(told["all_pages"])),
    )


def _inside(folder: Path, name: str) -> Path:
    """A plain file of the folder and nothing it could lead to."""
    path = folder / Path(name).name
    if path.is_symlink() or not path.is_file():
        raise _too_much()
    return path
