"""Pictures for tests, drawn here, and taken in without a child process of their own."""

import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image

from tandem.core import taking_in
from tandem.core.taking_in import KeptFile
from tandem.formats.pictures import HEAD, Limits, kind_of
from tandem.formats.pictures.looking import look_at


def drawn(color: str = "#86247c", size: tuple[int, int] = (64, 48), kind: str = "PNG") -> bytes:
    """A picture of one colour."""
    made = BytesIO()
    Image.new("RGB", size, color).save(made, kind)
    return made.getvalue()


def pdf(pages: int = 2) -> bytes:
    """A PDF file whose pages are pictures."""
    made = BytesIO()
    first, *rest = [Image.new("RGB", (60, 80), "white") for _ in range(pages)]
    first.save(made, "PDF", save_all=True, append_images=rest)
    return made.getvalue()


def kept(content: bytes | None = None) -> KeptFile:
    """A picture as a service is given it."""
    content = content if content is not None else drawn()
    with tempfile.TemporaryDirectory() as folder:
        sent = Path(folder, "sent")
        sent.write_bytes(content)
        looked = look_at(sent, kind_of(content[:HEAD]), Path(folder), Limits())
        return taking_in.keep(looked)
