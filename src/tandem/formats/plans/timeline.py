"""A timeline as SVG: a bar for each task, which fades where its end is a matter of chance."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from html import escape

_ROW, _LEFT, _WIDTH, _HEAD = 24, 220, 720, 34
_LETTERS = 30
_LOOK = """
svg { color-scheme: light dark; --ink: #1d2733; --line: #c9d1dc; --bar: #2f6fca; --paper: #ffffff }
@media (prefers-color-scheme: dark) {
  svg { --ink: #e6ebf2; --line: #3b4756; --bar: #7fb0f5; --paper: #151b23 }
}
.paper { fill: var(--paper) } text { fill: var(--ink) }
.line { stroke: var(--line) } .bar { fill: var(--bar) } .late { fill: url(#fade) }
#fade stop { stop-color: var(--bar) }
"""
_FADE = (
    '<defs><linearGradient id="fade"><stop offset="0"/><stop offset="1" stop-opacity="0.1"/>'
    "</linearGradient></defs>"
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: a name, from when to when for sure, and until when at the latest."""

    name: str
    start: datetime
    sure: datetime
    latest: datetime


def timeline(bars: Sequence[Bar], zone: tzinfo, title: str) -> str:
    """The whole picture, readable on its own in light and dark; times are shown in this zone.

    Whoever can't see it is told the title, from when to when, and each task with its dates.
    """
    first = min((bar.start for bar in bars), default=datetime(2000, 1, 1, tzinfo=zone))
    last = max((bar.latest for bar in bars), default=first)
    span = max(last - first, timedelta(hours=1))
    height = _HEAD + _ROW * len(bars) + 8
    width = _LEFT + _WIDTH + 10
    whole = f"{len(bars)} tasks, from {_day(first, zone)} to {_day(last, zone)}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'aria-labelledby="title about" font-family="sans-serif" font-size="12">',
        f'<title id="title">{escape(title)}</title><desc id="about">{whole}</desc>',
        f"<style>{_LOOK}</style>{_FADE}",
        f'<rect class="paper" width="{width}" height="{height}"/>',
    ]
    for at in range(5):
        moment = first + span * at / 4
        x = _LEFT + _WIDTH * at / 4
        anchor = "end" if at == 4 else "start" if at == 0 else "middle"
        parts.append(
            f'<text x="{x:.0f}" y="16" text-anchor="{anchor}">{_day(moment, zone)}</text>'
            f'<path class="line" d="M{x:.0f} 24V{height - 4}"/>'
        )

    def place(moment: datetime) -> float:
        return _LEFT + _WIDTH * ((moment - first) / span)

    for row, bar in enumerate(bars):
        parts += _row(bar, _HEAD + _ROW * row, place, zone)
    return "\n".join([*parts, "</svg>", ""])


def _row(bar: Bar, top: int, at: Callable[[datetime], float], zone: tzinfo) -> list[str]:
    whole = "".join(sign if sign.isprintable() else " " for sign in bar.name)
    name = whole if len(whole) <= _LETTERS else f"{whole[: _LETTERS - 1]}…"
    start, sure, latest = (at(moment) for moment in (bar.start, bar.sure, bar.latest))
    told = f"{whole}: {_day(bar.start, zone)} to {_day(bar.sure, zone)}"
    if bar.latest > bar.sure:
        told += f", at the latest {_day(bar.latest, zone)}"
    drawn = [
        f"<g><title>{escape(told)}</title>",
        f'<text x="{_LEFT - 8}" y="{top + 15}" text-anchor="end">{escape(name)}</text>',
        f'<rect class="bar" x="{start:.1f}" y="{top + 4}" width="{max(sure - start, 2):.1f}" '
        f'height="15"/>',
    ]
    if latest > sure:
        drawn.append(
            f'<rect class="late" x="{sure:.1f}" y="{top + 4}" width="{latest - sure:.1f}" '
            f'height="15"/>'
        )
    return [*drawn, "</g>"]


def _day(moment: datetime, zone: tzinfo) -> str:
    local = moment.astimezone(zone)
    return f"{local.day} {local:%b %Y}"
