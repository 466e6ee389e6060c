"""Words and rules of pictures, files and links, and of pins on them. Plain Python: no Django."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from urllib.parse import urlsplit

from tandem.core.words import Sentence, say

TITLE_LIMIT = 200
FILE_NAME_LIMIT = 200
DESCRIPTION_LIMIT = 1_000
ADDRESS_LIMIT = 2_000
MOST_ATTACHED = 60
MOST_PINS = 100
WHOLE = 10_000
"""A pin's place is kept in ten-thousandths of the picture's width and height."""


@dataclass(frozen=True, slots=True)
class About:
    """What is said about a file that is added. Without a title it takes its file's name."""

    title: str = ""
    description: str = ""
    file_name: str = ""


class AttachmentKind(StrEnum):
    """What was added: something to look at, or somewhere to go."""

    IMAGE = "image"
    PDF = "pdf"
    LINK = "link"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            AttachmentKind.IMAGE: say("Picture"),
            AttachmentKind.PDF: say("PDF"),
            AttachmentKind.LINK: say("Link"),
        }[self]


class MediaType(StrEnum):
    """What a kept file is sent as, and nothing else ever is."""

    PNG = "image/png"
    JPEG = "image/jpeg"
    WEBP = "image/webp"
    GIF = "image/gif"
    PDF = "application/pdf"

    @property
    def ending(self) -> str:
        """How a file of this kind is called in the end."""
        return {
            MediaType.PNG: ".png",
            MediaType.JPEG: ".jpg",
            MediaType.WEBP: ".webp",
            MediaType.GIF: ".gif",
            MediaType.PDF: ".pdf",
        }[self]


def why_not_so_many(attached: int) -> Sentence | None:
    """Say why nothing more can be added in one place, or nothing if it can."""
    if attached >= MOST_ATTACHED:
        return say("{most} pictures and links are enough here. Remove one first.",
                   most=MOST_ATTACHED)  # fmt: skip
    return None


def why_not_address(address: str) -> Sentence | None:
    """Say why this can't be linked to, or nothing if it can."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        host = None
    if not host or parts.scheme.lower() not in {"http", "https"}:
        return say("Write the whole address: https://example.org/page.")
    if any(sign.isspace() or sign in "<>\"'\\" for sign in address):
        return say("An address has no spaces and no quotation marks.")
    return None


def why_not_change(*, removed: bool) -> Sentence | None:
    """Say why something can't be changed or commented on, or nothing if it can."""
    if removed:
        return say("This was removed. Its line in the history stays.")
    return None


def why_not_version(*, is_newest: bool, is_file: bool) -> Sentence | None:
    """Say why this gets no newer version, or nothing if it can."""
    if not is_file:
        return say("A link has no versions. Add the new one beside it.")
    if not is_newest:
        return say("There is a newer version already. Go on from that one.")
    return None


def why_not_pin(pins: int, *, is_file: bool) -> Sentence | None:
    """Say why no pin can be placed, or nothing if it can."""
    if not is_file:
        return say("Pins are placed on pictures. Say it beside the link.")
    if pins >= MOST_PINS:
        return say("{most} pins are enough on one picture. Settle some of them first.",
                   most=MOST_PINS)  # fmt: skip
    return None


def why_not_place(x: int, y: int) -> Sentence | None:
    """Say why this is no place on a picture, or nothing if it is."""
    if not (0 <= x <= WHOLE and 0 <= y <= WHOLE):
        return say("Choose a place on the picture.")
    return None


def title_of(file_name: str) -> str:
    """What something is called at first: its file's name without the ending."""
    stem = file_name.rpartition(".")[0] or file_name
    return " ".join(stem.replace("_", " ").split())[:TITLE_LIMIT]


def name_of(title: str, media: MediaType) -> str:
    """How a file is called when somebody saves it: plain letters, and the right ending."""
    plain = "".join(sign if sign.isalnum() or sign in " -_" else " " for sign in title)
    return f"{' '.join(plain.split())[:80] or 'file'}{media.ending}"
