"""The map of systems and data flows: a drawing, and the same as tables."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.views.decorators.http import require_GET

from tandem.accounts.requests import ActorRequest
from tandem.core.errors import NotFound
from tandem.core.pages import show
from tandem.core.words import Sentence
from tandem.systems import queries
from tandem.systems.queries import BoxKind, Chart, ChartBox
from tandem.systems.rules import DataClass, charting, layers
from tandem.systems.rules.charting import Asked, GroupedBy, Inside

LARGEST = 2**63
SIZES = (100, 140, 200)
TEXT_AT_MOST = 300


@dataclass(frozen=True, slots=True)
class Placed:
    """A box of the drawing, where it leads, and what stands in it."""

    place: int
    box: ChartBox
    x: float
    y: float
    href: str
    is_middle: bool


@require_GET
def systems_map(request: ActorRequest) -> HttpResponse:
    """What flows between systems, as far as a drawing can be read; a group opens."""
    asked = _asked(request.GET, request.GET.getlist("in"))
    chart = queries.chart(request.actor, asked)
    edges = [(line.giver, line.taker) for line in chart.lines]
    columns = [box.layer or 0 for box in chart.boxes] if chart.around else None
    drawing = layers.drawn(len(chart.boxes), edges, columns)
    boxes = [
        Placed(place, box, x, y, _leads_to(box, chart, asked), is_middle=box is chart.around)
        for place, (box, (x, y)) in enumerate(zip(chart.boxes, drawing.corners, strict=True))
    ]
    size = request.GET.get("size", "")
    at = SIZES.index(int(size)) if size in {str(one) for one in SIZES} else 0
    context = {
        "chart": chart,
        "boxes": boxes,
        "in_columns": sorted(boxes, key=lambda one: (one.x, one.y)),
        "lines": list(zip(chart.lines, drawing.ways, strict=True)),
        "drawing": drawing,
        "wide": layers.WIDE,
        "high": layers.HIGH,
        "scale": SIZES[at] / 100,
        "asked": asked,
        "trail": _trail(chart, asked),
        "ways": [(one.label, _address(asked, by=one), one is chart.by) for one in chart.ways],
        "one_by_one": _address(asked, by=None) if chart.entries <= charting.DRAWN else "",
        "larger": _address(asked, size=SIZES[at + 1]) if at + 1 < len(SIZES) else "",
        "smaller": _address(asked, size=SIZES[at - 1]) if at else "",
        "classes": list(DataClass),
        "kept": _kept(asked),
        "all_steps": [
            (one, _address(asked, steps=one), one == asked.steps)
            for one in range(1, charting.STEPS + 1)
        ],
    }
    return show(request, "systems/map.html", context)


def _asked(given: Mapping[str, str], texts: Iterable[str]) -> Asked:
    """What the address asks for; no such group: missing."""
    inside = [charting.inside_of(one[:TEXT_AT_MOST]) for one in texts]
    if None in inside or len(inside) > charting.DEEP:
        raise NotFound
    by, data, steps = given.get("by", ""), given.get("data", ""), given.get("steps", "")
    around = given.get("around", "")
    is_id = around.isascii() and around.isdecimal() and len(around) < 20
    if around and not (is_id and int(around) < LARGEST):
        raise NotFound
    return Asked(
        by=GroupedBy(by) if by in {one.value for one in GroupedBy} else None,
        inside=tuple(one for one in inside if one),
        around=int(around) if around else None,
        steps=int(steps) if steps in {str(one + 1) for one in range(charting.STEPS)} else 1,
        data=DataClass(data) if data in {one.value for one in DataClass} else None,
    )


_Pairs = list[tuple[str, str]]


def _kept(asked: Asked) -> _Pairs:
    """What stays in the address when other data are chosen."""
    pairs = [("in", str(one)) for one in asked.inside]
    if asked.by:
        pairs.append(("by", asked.by.value))
    if asked.around is not None:
        pairs += [("around", str(asked.around)), ("steps", str(asked.steps))]
    return pairs


def _address(asked: Asked, *, size: int | None = None, **other: object) -> str:
    values = {"by": asked.by, "steps": asked.steps} | other
    new = Asked(values["by"], asked.inside, asked.around, values["steps"], asked.data)  # type: ignore[arg-type]
    return _with(_kept(new), asked.data, size)


def _with(pairs: _Pairs, data: DataClass | None, size: int | None = None) -> str:
    pairs = [*pairs, ("data", data.value)] if data else pairs
    pairs = [*pairs, ("size", str(size))] if size else pairs
    home = resolve_url("systems_map")
    return f"{home}?{urlencode(pairs)}" if pairs else home


def _leads_to(box: ChartBox, chart: Chart, asked: Asked) -> str:
    """An entry to what is around it, the middle one to its page, a group to what is in it."""
    if box is chart.around:
        return box.url
    if box.kind is BoxKind.ENTRY:
        return _with([("around", str(box.system_id))], asked.data)
    if box.opens:
        return _with([("in", str(one)) for one in box.opens], asked.data)
    return f"{chart.around.url}flows/" if chart.around else ""


def _trail(chart: Chart, asked: Asked) -> list[tuple[Sentence | str, str]]:
    """The open groups, each with its address."""

    def address(opened: tuple[Inside, ...]) -> str:
        return _with([("in", str(one)) for one in opened], asked.data)

    return [(label, address(opened)) for label, opened in chart.trail]
