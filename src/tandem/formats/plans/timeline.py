"""A timeline as SVG: a bar for each task, which fades where its end is a matter of chance."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from xml.sax.saxutils import escape

_ROW, _LEFT, _WIDTH, _HEAD = 24, 220, 720, 34
_LETTERS = 30


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: a name, from when to when for sure, and until when at the latest."""

    name: str
    start: datetime
    sure: datetime
    latest: datetime


def timeline(bars: Sequence[Bar], zone: tzinfo, title: str) -> str:
    """The whole picture, readable on its own in light and dark; times are shown in this zone."""
    first = min((bar.start for bar in bars), default=datetime(2000, 1, 1, tzinfo=zone))
    last = max((bar.latest for bar in bars), default=first)
    span = max(last - first, timedelta(hours=1))
    height = _HEAD + _ROW * len(bars) + 8
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LEFT + _WIDTH + 10} {height}" '
        f'role="img" font-family="sans-serif" font-size="12" fill="#66758a">',
        f"<title>{escape(title)}</title>",
        '<defs><linearGradient id="fade"><stop offset="0" stop-color="#3b7dd8"/>'
        '<stop offset="1" stop-color="#3b7dd8" stop-opacity="0.1"/></linearGradient></defs>',
    ]
    for at in range(5):
        moment = first + span * at / 4
        x = _LEFT + _WIDTH * at / 4
        local = moment.astimezone(zone)
        anchor = "end" if at == 4 else "start" if at == 0 else "middle"
        parts.append(
            f'<text x="{x:.0f}" y="16" text-anchor="{anchor}">{local.day} {local:%b}</text>'
        )
        parts.append(f'<path d="M{x:.0f} 24V{height - 4}" stroke="#66758a" stroke-opacity="0.3"/>')
    for row, bar in enumerate(bars):
        parts += _row(
            bar, _HEAD + _ROW * row, lambda moment: _LEFT + _WIDTH * ((moment - first) / span)
        )
    return "\n".join([*parts, "</svg>", ""])


def _row(bar: Bar, top: int, at: Callable[[datetime], float]) -> list[str]:
    name = bar.name if len(bar.name) <= _LETTERS else f"{bar.name[: _LETTERS - 1]}…"
    start, sure, latest = (at(moment) for moment in (bar.start, bar.sure, bar.latest))
    drawn = [
        f'<text x="{_LEFT - 8}" y="{top + 15}" text-anchor="end">{escape(name)}</text>',
        f'<rect x="{start:.1f}" y="{top + 4}" width="{max(sure - start, 2):.1f}" height="15" '
        f'fill="#3b7dd8"><title>{escape(bar.name)}</title></rect>',
    ]
    if latest > sure:
        drawn.append(
            f'<rect x="{sure:.1f}" y="{top + 4}" width="{latest - sure:.1f}" height="15" '
            f'fill="url(#fade)"/>'
        )
    return drawn
