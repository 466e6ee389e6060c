"""Charts as plain SVG: drawn for a phone's width, so that their words stay readable there.

Colours are classes of the page's own style. Every chart has a title that says what it shows.
"""

from collections.abc import Sequence

from tandem.insight.xray.elements import Element, make

_WIDE, _HIGH = 340, 170
_LEFT, _RIGHT, _TOP, _LOW = 36, 6, 10, 24
_BASE = _HIGH - _LOW


def bars(
    values: Sequence[float], labels: Sequence[str], title: str, line: Sequence[float] = ()
) -> Element:
    """Upright bars, and a line over them if there is one. Empty labels are left out."""
    top = nice(max((*values, *line, 1)))
    step = (_WIDE - _LEFT - _RIGHT) / max(len(values), 1)
    wide = max(step * 0.76, 1)
    parts = _grid(top)
    for place, value in enumerate(values):
        high = _height(value, top)
        parts.append(
            _rect(_LEFT + place * step + (step - wide) / 2, _BASE - high, wide, high, "bar")
        )
    for place, label in enumerate(labels):
        if label:
            parts.append(_text(_LEFT + (place + 0.5) * step, _HIGH - 6, label, "middle"))
    if line:
        points = (
            f"{_LEFT + (place + 0.5) * step:.1f},{_BASE - _height(value, top):.1f}"
            for place, value in enumerate(line)
        )
        parts.append(make("polyline", kind="line", points=" ".join(points)))
    return _framed(parts, title, _HIGH)


def lying(rows: Sequence[tuple[str, float, str, str]], title: str, whole: float = 0) -> Element:
    """Lying bars: (words, value, what to write behind it, class of the bar).

    A bar as wide as the chart is the `whole`, else the largest value.
    """
    most = whole or max((value for _, value, _, _ in rows), default=0) or 1
    parts = []
    for place, (words, value, said, kind) in enumerate(rows):
        y = place * 40
        long = max(_WIDE * value / most, 2 if value else 0)
        parts += [
            _text(0, y + 13, words, "start", "ink"),
            _text(_WIDE, y + 13, said, "end"),
            _rect(0, y + 19, _WIDE, 10, "track"),
            _rect(0, y + 19, long, 10, kind),
        ]
    return _framed(parts, title, max(len(rows) * 40, 40))


def spans(rows: Sequence[tuple[str, float, float, float, float | None]], title: str) -> Element:
    """A line for each row: (words, 50 %, 80 %, at the average, what it became), 0 to 1."""
    parts: list[Element] = []
    left = 82
    wide = _WIDE - left - _RIGHT
    for place, (words, even, safe, average, became) in enumerate(rows):
        y = 12 + place * 22
        stroke = f"M{left + wide * average:.1f} {y - 7}V{y + 7}"
        parts += [
            _text(0, y + 4, words, "start"),
            _rect(left, y - 4, wide, 8, "track"),
            _rect(left + wide * even, y - 4, max(wide * (safe - even), 3), 8, "bar"),
            make("path", kind="tick", d=stroke),
        ]
        if became is not None:
            parts.append(_mark(left + wide * min(became, 1), y, kept=became <= safe))
    return _framed(parts, title, 8 + 22 * max(len(rows), 1))


def _mark(x: float, y: float, *, kept: bool) -> Element:
    """A dot, or where it came too late a square: colour is never the only sign."""
    if kept:
        return make("circle", kind="kept", cx=f"{x:.1f}", cy=f"{y:.0f}", r="4.5")
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
    return (_BASE - _TOP) * value / top


def _grid(top: float) -> list[Element]:
    lines = []
    for share in (0, 0.5, 1):
        y = _BASE - _height(top * share, top)
        lines.append(make("path", kind="axis", d=f"M{_LEFT} {y:.1f}H{_WIDE - _RIGHT}"))
        lines.append(_text(_LEFT - 5, y + 4, f"{top * share:g}", "end"))
    return lines


def _rect(x: float, y: float, wide: float, high: float, kind: str) -> Element:
    return make(
        "rect",
        kind=kind,
        x=f"{x:.1f}",
        y=f"{y:.1f}",
        width=f"{wide:.1f}",
        height=f"{max(high, 0):.1f}",
        rx="1.5",
    )


def _text(x: float, y: float, words: str, anchor: str, kind: str = "") -> Element:
    return make("text", words, kind=kind, x=f"{x:.1f}", y=f"{y:.1f}", text_anchor=anchor)


def _framed(parts: Sequence[Element], title: str, high: float) -> Element:
    return make("svg", *parts, viewBox=f"0 0 {_WIDE} {high:.0f}", role="img", aria_label=title)
