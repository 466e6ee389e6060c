"""What a file is, by its first bytes. Its name and what a browser says of it count for nothing."""

from enum import StrEnum

import puremagic

HEAD = 4096
"""How many bytes tell what a file is."""


class Media(StrEnum):
    """What can be taken, by its media type."""

    PNG = "image/png"
    JPEG = "image/jpeg"
    WEBP = "image/webp"
    GIF = "image/gif"
    PDF = "application/pdf"

    @property
    def is_image(self) -> bool:
        return self is not Media.PDF


class UnusableFile(ValueError):
    """The file can't be taken. `reason` is one kind sentence that says what to do.

    `template` and `values` are what `reason` was made of, for screens in other languages.
    """

    def __init__(self, template: str, **values: object) -> None:
        self.template = template
        self.values = values
        self.reason = template.format(**values)
        super().__init__(self.reason)


def kind_of(head: bytes) -> Media:
    """What a file is that begins with these bytes. Raises UnusableFile for anything else."""
    if not head:
        raise UnusableFile("This file is empty.")
    try:
        found = [one.mime_type for one in puremagic.magic_string(head)]
    except (puremagic.PureError, ValueError):
        found = []
    taken = [media for media in Media if media.value in found]
    if taken and _begins_as(head, taken[0]):
        return taken[0]
    if "image/svg+xml" in found or b"<svg" in head[:1024].lower():
        raise UnusableFile(
            "A drawing as SVG can hold programs, so it isn't taken. Save it as PNG or PDF and "
            "bring that."
        )
    if {"image/heif", "image/heic", "image/avif"} & set(found):
        raise UnusableFile("Photos as HEIC or AVIF aren't taken yet. Save it as JPEG or PNG.")
    raise UnusableFile(
        "PNG, JPEG, WebP and GIF pictures and PDF files are taken. A picture of anything else, a "
        "screenshot perhaps, says as much."
    )


def _begins_as(head: bytes, media: Media) -> bool:
    """Whether the very first bytes are its own: nothing stands before them."""
    begins = {
        Media.PNG: b"\x89PNG\r\n\x1a\n",
        Media.JPEG: b"\xff\xd8\xff",
        Media.WEBP: b"RIFF",
        Media.GIF: b"GIF8",
        Media.PDF: b"%PDF-",
    }
    return head.startswith(begins[media])
