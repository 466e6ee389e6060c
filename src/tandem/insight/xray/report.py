"""The whole report: everything a page says, before it is a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tandem.core.words import Sentence, say
from tandem.formats.trackers import Reading
from tandem.insight.xray.by_side import by_side
from tandem.insight.xray.cases import Case, Year, as_of, case_of, fullest_year, lean, year_of
from tandem.insight.xray.dates import due_dates, honest_dates
from tandem.insight.xray.emergencies import emergencies
from tandem.insight.xray.estimates import estimates
from tandem.insight.xray.figure import Figure, day_in_words
from tandem.insight.xray.flow import made_to_done, open_and_ageing, throughput
from tandem.insight.xray.gaps import gaps, in_words
from tandem.insight.xray.rework import rework
from tandem.insight.xray.sides import Sides, sides_of
from tandem.insight.xray.waiting import answers, waits

_THIN = 0.25


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asked for besides the files."""

    until: date | None = None
    marketing: str = ""
    it: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What a page says. `summary` are its first sentences; `read` says how files were read."""

    source: str
    files: tuple[str, ...]
    items: int
    year: Year | None
    hint: Sentence | None
    summary: tuple[Sentence, ...]
    figures: tuple[Figure, ...]
    gaps: tuple[tuple[Sentence, Sentence], ...]
    notes: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]


def report_of(reading: Reading, files: Sequence[str], wanted: Wanted) -> Report:
    """Read to the end and say what is in it. Raises UnreadableExport."""
    items = list(reading.once(lean))
    people = reading.gathered.people
    cases = [case_of(item, people) for item in items]
    year = year_of(cases, wanted.until)
    notes, columns = in_words(reading.gathered.notes()), tuple(reading.gathered.columns)
    told = (reading.source, tuple(files), len(items), year)
    if year is None:
        return Report(*told, _no_dates(), (), (), (), tuple(notes), columns)
    hint = _thin(cases, year, wanted.until)
    known = gaps(cases, year)
    cases = [as_of(case, year.end) for case in cases if not case.made or case.made < year.end]
    sides = sides_of(wanted.marketing, wanted.it)
    figures = _figures(cases, year, sides)
    return Report(
        *told,
        hint,
        tuple(_summary(figures)),
        figures,
        tuple(known),
        tuple(notes),
        columns,
    )


def _figures(cases: Sequence[Case], year: Year, sides: Sides) -> tuple[Figure, ...]:
    return (
        honest_dates(cases, year),
        made_to_done(cases, year),
        throughput(cases, year),
        waits(cases, year, sides),
        by_side(cases, year, sides),
        answers(cases, year),
        rework(cases, year),
        estimates(cases, year),
        due_dates(cases, year),
        emergencies(cases, year),
        open_and_ageing(cases, year),
    )


def _no_dates() -> Sentence:
    return say(
        "No item in this file says when it was made or finished, so there is no "
        "year to look at. An export with these dates would show it; where they "
        "stand in a column that wasn’t recognised, name it: --mapping "
        "made=…,resolved=…"
    )


def _thin(cases: Sequence[Case], year: Year, until: date | None) -> Sentence | None:
    """Where the file's last year is only its tail, the command that shows its fullest."""
    fullest = fullest_year(cases)
    here = sum(year.has(case.done) for case in cases)
    if until or fullest is None or here >= fullest[1] * _THIN:
        return None
    return say(
        "In this file’s last year little was finished ({here}). Its fullest year, "
        "with {most}, ends on {day}: --until {iso} shows it.",
        here=f"{here:,}",
        most=f"{fullest[1]:,}",
        day=day_in_words(fullest[0]),
        iso=fullest[0].isoformat(),
    )


def _summary(figures: Sequence[Figure]) -> list[Sentence]:
    """A line for each of the figures that say most, where they say something."""
    by_name = {figure.name: figure for figure in figures if figure.big}
    wanted = ("made-to-done", "dates", "waits", "rework", "estimates", "emergencies")
    return [by_name[name].sentences[0] for name in wanted if name in by_name][:5]
