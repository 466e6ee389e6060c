"""A curve as SVG: points joined by a line, with what they are measured against."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

_LEFT, _TOP, _WIDTH, _HEIGHT = 90, 24, 520, 320
_STEPS = 5
_LOOK = """
svg { color-scheme: light dark; --ink: #1d2733; --line: #c9d1dc; --bar: #2f6fca; --paper: #ffffff }
@media (prefers-color-scheme: dark) {
  svg { --ink: #e6ebf2; --line: #3b4756; --bar: #7fb0f5; --paper: #151b23 }
}
.paper { fill: var(--paper) } text { fill: var(--ink) } .line { stroke: var(--line) }
.even { stroke: var(--ink); stroke-dasharray: 4 4; fill: none }
.curve { stroke: var(--bar); stroke-width: 2; fill: none } .point { fill: var(--bar) }
"""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two axes: what it counts, from where to where, and how its numbers are told."""

    name: str
    least: float
    most: float
    told: Callable[[float], str]

    def share(self, value: float) -> float:
        """How far along the axis a value lies."""
        return (value - self.least) / (self.most - self.least or 1.0)


def curve(
    points: Sequence[tuple[float, float]],
    across: Side,
    up: Side,
    title: str,
    even: Sequence[tuple[float, float]] = (),
) -> str:
    """The whole picture, readable on its own in light and dark; `even` is a dashed line.

    Whoever can't see it is told the title, the two sides, and each point with its numbers.
    """
    width, height = _LEFT + _WIDTH + 40, _TOP + _HEIGHT + 60
    about = f"{up.name} by {across.name}: {len(points)} points"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'aria-labelledby="title about" font-family="sans-serif" font-size="12">',
        f'<title id="title">{escape(title)}</title><desc id="about">{escape(about)}</desc>',
        f"<style>{_LOOK}</style>",
        f'<rect class="paper" width="{width}" height="{height}"/>',
        *_grid(across, up),
    ]
    if even:
        parts.append(f'<path class="even" d="{_path(even, across, up)}"/>')
    if points:
        parts.append(f'<path class="curve" d="{_path(points, across, up)}"/>')
    for x, y in points:
        told = f"{across.name} {across.told(x)}: {up.name} {up.told(y)}"
        left, top = _place((x, y), across, up)
        parts.append(
            f'<g><title>{escape(told)}</title><circle class="point" cx="{left:.1f}" '
            f'cy="{top:.1f}" r="4"/></g>'
        )
    return "\n".join([*parts, "</svg>", ""])


def _grid(across: Side, up: Side) -> list[str]:
    """Lines with their numbers, and the names of both sides."""
    parts = []
    foot = _TOP + _HEIGHT
    for step in range(_STEPS + 1):
        value = up.least + (up.most - up.least) * step / _STEPS
        top = foot - _HEIGHT * step / _STEPS
        parts.append(
            f'<path class="line" d="M{_LEFT} {top:.1f}H{_LEFT + _WIDTH}"/>'
            f'<text x="{_LEFT - 8}" y="{top + 4:.1f}" text-anchor="end">'
            f"{escape(up.told(value))}</text>"
        )
        value = across.least + (across.most - across.least) * step / _STEPS
        left = _LEFT + _WIDTH * step / _STEPS
        parts.append(
            f'<path class="line" d="M{left:.1f} {_TOP}V{foot}"/>'
            f'<text x="{left:.1f}" y="{foot + 18}" text-anchor="middle">'
            f"{escape(across.told(value))}</text>"
        )
    middle = _LEFT + _WIDTH / 2
    parts.append(
        f'<text x="{middle:.0f}" y="{foot + 42}" text-anchor="middle">{escape(across.name)}</text>'
        f'<text x="{_LEFT}" y="14" text-anchor="middle">{escape(up.name)}</text>'
    )
    return parts


def _path(points: Sequence[tuple[float, float]], across: Side, up: Side) -> str:
    places = (_place(point, across, up) for point in points)
    return "M" + "L".join(f"{left:.1f} {top:.1f}" for left, top in places)


def _place(point: tuple[float, float], across: Side, up: Side) -> tuple[float, float]:
    left = _LEFT + _WIDTH * across.share(point[0])
    return left, _TOP + _HEIGHT * (1 - up.share(point[1]))
