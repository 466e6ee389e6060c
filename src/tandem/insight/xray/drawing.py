"""Charts as plain SVG: drawn for a phone's width, so that their words stay readable there.

Colours are classes of the page's own style. Every chart has a title that says what it shows.
"""

from collections.abc import Sequence

from markupsafe import Markup, escape

_WIDE, _HIGH = 340, 170
_LEFT, _RIGHT, _TOP, _LOW = 36, 6, 10, 24


def bars(
    values: Sequence[float], labels: Sequence[str], title: str, line: Sequence[float] = ()
) -> Markup:
    """Upright bars, and a line over them if there is one. Empty labels are left out."""
    most = max((*values, *line, 1))
    top = nice(most)
    step = (_WIDE - _LEFT - _RIGHT) / max(len(values), 1)
    parts = [_grid(top)]
    for place, value in enumerate(values):
        high = _height(value, top)
        wide = max(step * 0.76, 1)
        x = _LEFT + place * step + (step - wide) / 2
        parts.append(_rect(x, _HIGH - _LOW - high, wide, high, "bar"))
    parts += [
        _text(_LEFT + (place + 0.5) * step, _HIGH - 6, label, "middle")
        for place, label in enumerate(labels)
        if label
    ]
    if line:
        points = " ".join(
            f"{_LEFT + (place + 0.5) * step:.1f},{_HIGH - _LOW - _height(value, top):.1f}"
            for place, value in enumerate(line)
        )
        parts.append(Markup('<polyline class="line" points="{}"/>').format(points))
    return _framed(parts, title, _HIGH)


def lying(rows: Sequence[tuple[str, float, str, str]], title: str, whole: float = 0) -> Markup:
    """Lying bars: (words, value, what to write behind it, class of the bar).

    A bar as wide as the chart is the `whole`, else the largest value.
    """
    most = whole or max((value for _, value, _, _ in rows), default=0) or 1
    parts = []
    for place, (words, value, said, kind) in enumerate(rows):
        y = place * 40
        parts.append(_text(0, y + 13, words, "start", "ink"))
        parts.append(_text(_WIDE, y + 13, said, "end"))
        parts.append(_rect(0, y + 19, _WIDE, 10, "track"))
        parts.append(_rect(0, y + 19, max(_WIDE * value / most, 2 if value else 0), 10, kind))
    return _framed(parts, title, max(len(rows) * 40, 40))


def spans(rows: Sequence[tuple[str, float, float, float, float | None]], title: str) -> Markup:
    """A line for each row: (words, 50 %, 80 %, at the average, what it became), 0 to 1."""
    parts: list[Markup] = []
    left = 82
    wide = _WIDE - left - _RIGHT
    for place, (words, even, safe, average, became) in enumerate(rows):
        y = 12 + place * 22
        parts.append(_text(0, y + 4, words, "start"))
        parts.append(_rect(left, y - 4, wide, 8, "track"))
        parts.append(_rect(left + wide * even, y - 4, max(wide * (safe - even), 3), 8, "bar"))
        parts.append(
            Markup('<path class="tick" d="M{0:.1f} {1}V{2}"/>').format(
                left + wide * average, y - 7, y + 7
            )
        )
        if became is not None:
            parts.append(_mark(left + wide * min(became, 1), y, kept=became <= safe))
    return _framed(parts, title, 8 + 22 * max(len(rows), 1))


def _mark(x: float, y: float, *, kept: bool) -> Markup:
    """A dot, or where it came too late a square: colour is never the only sign."""
    if kept:
        return Markup('<circle class="kept" cx="{:.1f}" cy="{:.0f}" r="4.5"/>').format(x, y)
    return _rect(x - 4, y - 4, 8, 8, "missed")


def nice(most: float) -> float:
    """A round number that is at least this much."""
    size = 1.0
    while size * 10 < most:
        size *= 10
    while size > most:
        size /= 10
    return next((times * size for times in (1, 2, 3, 4, 5, 6, 8, 10) if times * size >= most), most)


def _height(value: float, top: float) -> float:
    return (_HIGH - _TOP - _LOW) * value / top


def _grid(top: float) -> Markup:
    lines = [Markup("")]
    for share in (0, 0.5, 1):
        y = _HIGH - _LOW - _height(top * share, top)
        lines.append(
            Markup('<path class="axis" d="M{} {:.1f}H{}"/>').format(_LEFT, y, _WIDE - _RIGHT)
        )
        lines.append(_text(_LEFT - 5, y + 4, f"{top * share:g}", "end"))
    return Markup("").join(lines)


def _rect(x: float, y: float, wide: float, high: float, kind: str) -> Markup:
    return Markup(
        '<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="1.5"/>'
    ).format(kind, x, y, wide, max(high, 0))


def _text(x: float, y: float, words: str, anchor: str, kind: str = "") -> Markup:
    return Markup('<text class="{}" x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>').format(
        kind, x, y, anchor, words
    )


def _framed(parts: Sequence[Markup], title: str, high: float) -> Markup:
    return Markup('<svg viewBox="0 0 {} {:.0f}" role="img" aria-label="{}">{}</svg>').format(
        _WIDE, high, escape(title), Markup("").join(parts)
    )
