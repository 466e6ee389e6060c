"""What goes into looking at a file, and what comes out."""

from dataclasses import dataclass
from pathlib import Path

from tandem.formats.pictures.kinds import Media


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may ask for."""

    pixels: int = 40_000_000
    """Of a picture, all frames of an animated one together."""
    pages: int = 40
    """Of a PDF file that become pictures; the file keeps them all."""
    side: int = 2000
    """The longer side of what is shown, in pixels."""
    small: int = 480
    """The longer side of its small picture."""
    seconds: int = 20
    memory: int = 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture to show, with its small one; both are files."""

    file: Path
    media: Media
    width: int
    height: int
    small: Path


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that can be kept. `file` is an image written anew, or the PDF file as it came.

    `pages` are what is shown: one picture of an image, one for each page of a PDF file; `all_pages`
    counts also those that are not shown.
    """

    media: Media
    file: Path
    pages: tuple[Picture, ...]
    all_pages: int
