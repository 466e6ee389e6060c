"""A report as one page: self-contained HTML that opens anywhere, prints, and loads nothing."""

from collections.abc import Iterable
from importlib.resources import files

from tandem.core.words import say
from tandem.insight.xray.elements import Element, make, written
from tandem.insight.xray.figure import Figure, day_in_words
from tandem.insight.xray.report import Report

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_TITLE = 160


def page_of(report: Report, command: str) -> str:
    """The page. `command` is what made it, as somebody would type it again."""
    style = files(__package__).joinpath("page.css").read_text(encoding="utf-8")
    policy = make("meta", content=_POLICY)
    policy.set("http-equiv", "Content-Security-Policy")
    head = make(
        "head",
        make("meta", charset="utf-8"),
        policy,
        make("meta", name="viewport", content="width=device-width, initial-scale=1"),
        make("meta", name="referrer", content="no-referrer"),
        make("meta", name="color-scheme", content="light dark"),
        make("title", say("X-ray of {files}", files=_named(report))),
        make("style", style),
    )
    main = make(
        "main",
        _head(report),
        _summary(report),
        *(_figure(one) for one in report.figures if one.big),
        _silent(report),
        _pairs("gaps", say("What the data can’t show"), report.gaps),
        _reading(report, command),
    )
    return written(make("html", head, make("body", main), lang="en"))


def _named(report: Report) -> str:
    """The files' names; of many the first ones."""
    first, more = ", ".join(report.files[:3]), len(report.files) - 3
    return say("{files} and {more} more", files=first, more=more) if more > 0 else first


def _head(report: Report) -> Element:
    span: str = say("no dates")
    if year := report.year:
        begin, end = day_in_words(year.begin.date()), day_in_words(year.last_day)
        span = say("{begin} to {end}", begin=begin, end=end)
    facts = say(
        "{items} items from {source}, {span}",
        items=f"{report.items:,}",
        source=report.source,
        span=span,
    )
    return make(
        "header",
        make("p", say("Tandem x-ray · {files}", files=_named(report)), kind="over"),
        make("h1", say("Your last year")),
        make("p", facts, kind="lead"),
        make("p", report.hint, kind="hint") if report.hint else None,
    )


def _summary(report: Report) -> Element | None:
    if not report.summary:
        return None
    kind = say(
        "Every figure below says how many cases it stands on and lists them. It is about how work "
        "flows, never about who did it."
    )
    return make(
        "section",
        make("h2", say("In a minute")),
        make("ul", *(make("li", sentence) for sentence in report.summary)),
        make("p", kind, kind="quiet"),
        kind="summary",
    )


def _figure(figure: Figure) -> Element:
    told = make(
        "div",
        make("p", make("b", figure.big), " ", make("span", figure.small), kind=_tone(figure)),
        *(make("p", sentence) for sentence in figure.sentences),
        _honest(figure),
        make("p", say("{cases} cases.", cases=f"{figure.cases:,}"), kind="quiet"),
    )
    drawn = None
    if figure.picture is not None:
        drawn = make("figure", figure.picture, make("figcaption", figure.caption or ""))
    return make(
        "section",
        make("h2", figure.question),
        make("div", told, drawn, kind="two"),
        _details(figure),
        id=figure.name,
    )


def _tone(figure: Figure) -> str:
    return f"big {figure.tone}".strip()


def _honest(figure: Figure) -> Element | None:
    if not figure.table:
        return None
    head, *body = figure.table
    heads = make("tr", *(make("th", cell, scope="col") for cell in head))
    return make("table", make("thead", heads), make("tbody", *(_row(row) for row in body)))


def _row(cells: Iterable[str]) -> Element:
    return make("tr", *(make("td", cell) for cell in cells))


def _listed(rows: Iterable[tuple[str, ...]]) -> Element | None:
    """Rows of which the first cell names the others."""
    found = [
        make("tr", make("th", first, scope="row"), *(make("td", cell) for cell in others))
        for first, *others in rows
    ]
    return make("table", make("tbody", *found), kind="rows") if found else None


def _details(figure: Figure) -> Element:
    more = figure.cases - len(figure.rows)
    beyond = say("And {more} more in the file.", more=f"{more:,}")
    return make(
        "details",
        make("summary", say("How this is counted, and the cases")),
        make("p", figure.how),
        _listed((row.key, row.title[:_TITLE], row.value) for row in figure.rows),
        make("p", beyond, kind="quiet") if figure.rows and more > 0 else None,
    )


def _silent(report: Report) -> Element | None:
    """Questions that stand on too few cases."""
    without = [figure for figure in report.figures if not figure.big]
    pairs = [
        (
            figure.question,
            say(
                "{cases} cases; at least {enough} are needed. {why}",
                cases=figure.cases,
                enough=figure.needed,
                why=figure.sentences[0],
            ),
        )
        for figure in without
    ]
    return _pairs("too-few", say("Too few to say"), pairs)


def _pairs(name: str, title: str, pairs: Iterable[tuple[str, str]]) -> Element | None:
    parts = [part for term, said in pairs for part in (make("dt", term), make("dd", said))]
    return make("section", make("h2", title), make("dl", *parts), id=name) if parts else None


def _reading(report: Report, command: str) -> Element:
    """How the files were read: columns, notes, the command."""
    how = say(
        "Nothing left this computer: the file was read here, and this page loads nothing. Lengths "
        "of time are days on the calendar; moments are in UTC. A year is 365 days up to the last "
        "day on which something was made, moved or finished, or to the one that was asked for."
    )
    tandem = say(
        "Tandem is a workspace in which Marketing and IT see such figures while there is still "
        "time. This page needs none of it. It was made by:"
    )
    columns = _listed((name, role or say("(kept as it is)")) for name, role in report.columns[:80])
    return make(
        "section",
        make("h2", say("How it was read")),
        make("p", how),
        make("ul", *(make("li", note) for note in report.notes[:60])) if report.notes else None,
        make("details", make("summary", say("What each column was taken for")), columns)
        if columns is not None
        else None,
        make("p", tandem, kind="quiet"),
        make("pre", make("code", command)),
        id="read",
    )
