"""A row of the roadmap as SVG.

Written here and not in a template: two hundred rows of fifty numbers each took a template twelve
milliseconds, which is more than all else on the page. What people typed is escaped one by one.
"""

from markupsafe import Markup, escape

from tandem.roadmap.views.drawing import ROW, Elbow, Row


def strokes(row: Row, *, links: bool) -> Markup:
    """The row with its bar, its flag, what is written beside it and what waits for what.

    With `links` it leads to its page and has words for a phone; a file has neither.
    """
    bar = row.bar
    linked = links and bool(bar.url)
    parts = [
        f'<g class="bar-row {row.css}"',
        f' id="bar-{bar.id}" data-id="{bar.id}"' if links and bar.id else "",
        f' data-moves="{row.moves}"' if links and row.moves else "",
        f"><title>{escape(row.told)}</title>",
        f'<a href="{escape(bar.url)}">' if linked else "",
        f'<rect class="hit" x="0" y="{row.top}" width="100%" height="{ROW}"/>',
        _stood(row),
        _rails(row),
        _flag(row),
        _beside(row),
        _above(row) if links else "",
        "</a>" if linked else "",
        _ties(row.ties),
        "</g>\n",
    ]
    return Markup("".join(parts))  # noqa: S704 - made of numbers; texts are escaped


def _stood(row: Row) -> str:
    """A frame around where it stood, and a mark where its promise was."""
    parts = ""
    if row.stood:
        x, wide = row.stood
        parts += (
            f'<rect class="stood" x="{x}%" y="{row.top + 11}" width="{wide}%" height="22" rx="5"/>'
        )
    if row.stood_flag is not None:
        x, y = row.stood_flag, row.top + 9
        parts += (
            f'<line class="stood" x1="{x}%" x2="{x}%" y1="{y}" y2="{y + 25}"/>'
            f'<circle class="stood" cx="{x}%" cy="{y}" r="3"/>'
        )
    return parts


def _rails(row: Row) -> str:
    y = row.top + 19
    if len(row.bar.lanes) == 2:
        return _rail(row, "marketing", y - 5, 7) + _rail(row, "it", y + 4, 7)
    return _rail(row, "it" if row.bar.lanes else "nobody", y - 3, 11)


def _rail(row: Row, lane: str, y: int, high: int) -> str:
    sure = (
        f'<rect class="rail {lane}" x="{row.x}%" y="{y}" width="{row.sure}%" height="{high}" '
        f'rx="{high / 2}"/>'
    )
    if not row.fade or lane == "nobody":
        return sure
    return sure + (
        f'<rect class="fade" x="{row.fade_at}%" y="{y}" width="{row.fade}%" height="{high}" '
        f'fill="url(#fade-{lane})"/>'
    )


def _flag(row: Row) -> str:
    if row.flag is None:
        return ""
    y = row.top + 19
    kinds = "flag" + " given" * row.bar.promised + " weak" * row.status_bad
    return (
        f'<g class="{kinds}"><line x1="{row.flag}%" x2="{row.flag}%" y1="{y - 10}" y2="{y + 15}"/>'
        f'<circle cx="{row.flag}%" cy="{y - 10}" r="3.5"/></g>'
    )


def _beside(row: Row) -> str:
    side = {"before": ' dx="-8" text-anchor="end"', "after": ' dx="8"'}.get(row.place, "")
    y = row.top + (9 if row.place == "above" else 26)
    return (
        f'<text class="beside {row.place}" x="{row.label_at}%" y="{y}"{side}>{escape(row.label)}'
        f"{_status(row)}</text>"
    )


def _above(row: Row) -> str:
    label = f"{escape(row.phone_label)}{_status(row)}"
    return f'<text class="over-it" x="0" y="{row.top + 9}">{label}</text>'


def _status(row: Row) -> str:
    if not row.status:
        return ""
    kind = "weak" if row.status_bad else "muted"
    return f'<tspan class="{kind}" dx="8">{escape(row.status)}</tspan>'


def _ties(ties: tuple[Elbow, ...]) -> str:
    if not ties:
        return ""
    return f'<g class="ties">{"".join(_tie(one) for one in ties)}</g>'


def _tie(tie: Elbow) -> str:
    kind = ' class="late"' if tie.late else ""
    return (
        f'<g{kind}><line x1="{tie.x1}%" y1="{tie.y1}" x2="{tie.x1}%" y2="{tie.y2}"/>'
        f'<line x1="{tie.x1}%" y1="{tie.y2}" x2="{tie.x2}%" y2="{tie.y2}"/>'
        f'<circle cx="{tie.x2}%" cy="{tie.y2}" r="3.5"/></g>'
    )
