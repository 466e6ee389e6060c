"""Pictures for the demonstration: simple mock-ups, drawn anew each time and always the same."""

import tempfile
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from tandem.core import taking_in
from tandem.core.taking_in import KeptFile
from tandem.formats.pictures import Limits, Media
from tandem.formats.pictures.looking import look_at

INK, MUTED, LINE, PAPER, WHITE = "#1f2430", "#6b7080", "#d9d5cb", "#fbf9f4", "#ffffff"
PLUM, LAGOON, SOFT = "#86247c", "#0b5d80", "#f4e6f1"
WIDTH, HEIGHT = 900, 600

_Box = tuple[int, int, int, int]
_Paper = ImageDraw.ImageDraw


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def _words(on: _Paper, at: tuple[int, int], text: str, size: int, fill: str = INK) -> None:
    on.text(at, text, fill=fill, font=_font(size))


def _lines(on: _Paper, box: _Box, count: int) -> None:
    """Where words would stand."""
    left, top, right, _ = box
    for number in range(count):
        end = right - (right - left) * (number % 3) // 5
        on.rounded_rectangle((left, top + number * 22, end, top + number * 22 + 9), 4, fill=LINE)


def _button(on: _Paper, at: tuple[int, int], text: str, fill: str = INK) -> None:
    width = int(on.textlength(text, font=_font(20))) + 44
    on.rounded_rectangle((*at, at[0] + width, at[1] + 46), 10, fill=fill)
    _words(on, (at[0] + 22, at[1] + 10), text, 20, WHITE)


def page(on: _Paper, words: Sequence[str]) -> None:
    """A page of the shop: heading, sentence, button, then what else is said, in boxes."""
    heading, sentence, press, *boxes = words
    on.rectangle((0, 0, WIDTH, 54), fill=LINE)
    for number in range(3):
        on.ellipse((22 + number * 26, 19, 38 + number * 26, 35), fill=WHITE)
    on.rounded_rectangle((120, 13, WIDTH - 30, 41), 14, fill=WHITE)
    on.rounded_rectangle((40, 90, WIDTH - 40, 320), 16, fill=SOFT)
    _words(on, (70, 118), heading, 40, PLUM)
    _words(on, (70, 180), sentence, 22)
    _button(on, (70, 240), press)
    width = (WIDTH - 80 - 24 * (len(boxes) - 1)) // max(1, len(boxes))
    for number, box in enumerate(boxes):
        left = 40 + number * (width + 24)
        on.rounded_rectangle((left, 350, left + width, 560), 14, fill=WHITE, outline=LINE, width=3)
        _words(on, (left + 22, 372), box, 22)
        _lines(on, (left + 22, 420, left + width - 22, 0), 5)


def phone(on: _Paper, words: Sequence[str]) -> None:
    """A telephone: heading, sentence, button, then rows."""
    heading, sentence, press, *rows = words
    on.rounded_rectangle((280, 14, 620, 586), 44, fill=INK)
    on.rounded_rectangle((294, 28, 606, 572), 34, fill=WHITE)
    _words(on, (318, 60), heading, 30, PLUM)
    _words(on, (318, 106), sentence, 18, MUTED)
    for number, row in enumerate(rows):
        top = 150 + number * 84
        on.rounded_rectangle((314, top, 586, top + 70), 14, fill=PAPER, outline=LINE, width=2)
        on.ellipse((328, top + 17, 364, top + 53), fill=(LAGOON, PLUM)[number % 2])
        _words(on, (380, top + 22), row, 20)
    _button(on, (318, 500), press, LAGOON)


def sketch(on: _Paper, words: Sequence[str]) -> None:
    """Drawn by hand on a white sheet: a few boxes, arrows between them, words in them."""
    on.rectangle((0, 0, WIDTH, HEIGHT), fill=WHITE)
    step = WIDTH // max(1, len(words))
    for number, word in enumerate(words):
        left, top = 30 + number * step, 200 + (number % 2) * 60
        right, bottom = left + step - 80, top + 140
        wobble = [
            (left, top + 6),
            (right - 4, top),
            (right, bottom - 5),
            (left + 5, bottom),
            (left, top + 6),
        ]
        on.line(wobble, fill=INK, width=5, joint="curve")
        _words(on, (left + 18, top + 54), word, 24, PLUM if number % 2 else INK)
        if number + 1 < len(words):
            on.line((right + 8, top + 70, right + 62, top + 90), fill=LAGOON, width=5)
            on.line(
                (right + 46, top + 70, right + 62, top + 90, right + 38, top + 98),
                fill=LAGOON,
                width=5,
            )


DRAWN: dict[str, Callable[[_Paper, Sequence[str]], None]] = {
    "page": page,
    "phone": phone,
    "sketch": sketch,
}


def mock_up(kind: str, words: Sequence[str]) -> KeptFile:
    """Draw one and keep it, as a file that somebody sent is kept. It is our own picture, so it is
    looked at here and not in a child process.
    """
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    DRAWN[kind](ImageDraw.Draw(image), words)
    with tempfile.TemporaryDirectory(prefix="tandem-demo-") as folder:
        file = Path(folder, "drawn")
        image.quantize(64).save(file, "PNG")
        return taking_in.keep(look_at(file, Media.PNG, Path(folder), Limits(small=360)))
