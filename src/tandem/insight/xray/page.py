"""A report as one page: self-contained HTML that opens anywhere, prints, and loads nothing."""

from importlib.resources import files

from markupsafe import Markup

from tandem.core.words import say
from tandem.insight.xray.figure import ENOUGH, Figure, Row, day_in_words
from tandem.insight.xray.report import Report

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def page_of(report: Report, command: str) -> str:
    """The page. `command` is what made it, as somebody would type it again."""
    style = Markup(files(__package__).joinpath("page.css").read_text(encoding="utf-8"))  # noqa: S704
    body = _joined(
        _head(report),
        _summary(report),
        _joined(*(_figure(one) for one in report.figures if one.big)),
        _silent(report),
        _gaps(report),
        _reading(report, command),
    )
    return Markup(
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="{}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer"><meta name="color-scheme" '
        'content="light dark">'
        "<title>{}</title><style>{}</style></head><body>{}</body></html>\n"
    ).format(_POLICY, _title(report), style, Markup("<main>{}</main>").format(body))


def _joined(*parts: Markup) -> Markup:
    return Markup("\n").join(part for part in parts if part)


def _tag(name: str, words: str, kind: str = "") -> Markup:
    if not words:
        return Markup("")
    marked = Markup(' class="{}"').format(kind) if kind else Markup("")
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(name), marked, words)  # noqa: S704


def _title(report: Report) -> str:
    return say("X-ray of {files}", files=_named(report))


def _named(report: Report) -> str:
    """The files' names; of many the first ones."""
    first, more = ", ".join(report.files[:3]), len(report.files) - 3
    return say("{files} and {more} more", files=first, more=more) if more > 0 else first


def _head(report: Report) -> Markup:
    year = report.year
    span = (
        say(
            "{begin} to {end}",
            begin=day_in_words(year.begin.date()),
            end=day_in_words(year.last_day),
        )
        if year
        else say("no dates")
    )
    facts = say(
        "{items} items from {source}, {span}",
        items=f"{report.items:,}",
        source=report.source,
        span=span,
    )
    return _joined(
        Markup('<header><p class="over">{}</p><h1>{}</h1><p class="lead">{}</p>{}</header>').format(
            say("Tandem x-ray · {files}", files=_named(report)),
            say("Your last year"),
            facts,
            _tag("p", report.hint or "", "hint"),
        ),
    )


def _summary(report: Report) -> Markup:
    if not report.summary:
        return Markup("")
    lines = Markup("").join(_tag("li", sentence) for sentence in report.summary)
    return Markup('<section class="summary"><h2>{}</h2><ul>{}</ul>{}</section>').format(
        say("In a minute"),
        lines,
        _tag(
            "p",
            say(
                "Every figure below says how many cases it stands on and lists them. It is "
                "about how work flows, never about who did it."
            ),
            "quiet",
        ),
    )


def _figure(figure: Figure) -> Markup:
    drawn = Markup("")
    if figure.picture is not None:
        drawn = Markup("<figure>{}{}</figure>").format(
            figure.picture, _tag("figcaption", figure.caption or "")
        )
    told = Markup("").join(_tag("p", sentence) for sentence in figure.sentences)
    return Markup(
        '<section id="{}"><h2>{}</h2><div class="two"><div><p class="big {}"><b>{}</b> {}</p>{}'
        '{}<p class="quiet">{}</p></div>{}</div>{}</section>'
    ).format(
        figure.name,
        figure.question,
        figure.tone,
        figure.big,
        _tag("span", figure.small),
        told,
        _table(figure.table),
        say("{cases} cases.", cases=f"{figure.cases:,}"),
        drawn,
        _details(figure),
    )


def _table(rows: tuple[tuple[str, ...], ...]) -> Markup:
    if not rows:
        return Markup("")
    head, *body = rows
    heads = Markup("").join(_tag("th", cell) for cell in head)
    lines = Markup("").join(
        Markup("<tr>{}</tr>").format(Markup("").join(_tag("td", cell) for cell in row))
        for row in body
    )
    return Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(heads, lines)


def _details(figure: Figure) -> Markup:
    rows = Markup("").join(_row(row) for row in figure.rows)
    more = figure.cases - len(figure.rows)
    return Markup("<details><summary>{}</summary><p>{}</p>{}{}</details>").format(
        say("How this is counted, and the cases"),
        figure.how,
        Markup('<table class="rows"><tbody>{}</tbody></table>').format(rows)
        if rows
        else Markup(""),
        _tag("p", say("And {more} more in the file.", more=f"{more:,}"), "quiet")
        if rows and more > 0
        else Markup(""),
    )


def _row(row: Row) -> Markup:
    return Markup("<tr><th>{}</th><td>{}</td><td>{}</td></tr>").format(
        row.key, row.title[:160], row.value
    )


def _silent(report: Report) -> Markup:
    """Questions that stand on too few cases."""
    without = [figure for figure in report.figures if not figure.big]
    if not without:
        return Markup("")
    lines = Markup("").join(
        Markup("<dt>{}</dt><dd>{} {}</dd>").format(
            figure.question,
            say(
                "Too few to say ({cases} cases; at least {enough} are needed).",
                cases=figure.cases,
                enough=ENOUGH,
            ),
            figure.sentences[0],
        )
        for figure in without
    )
    return Markup('<section id="too-few"><h2>{}</h2><dl>{}</dl></section>').format(
        say("Too few to say"), lines
    )


def _gaps(report: Report) -> Markup:
    if not report.gaps:
        return Markup("")
    lines = Markup("").join(Markup("<dt>{}</dt><dd>{}</dd>").format(*gap) for gap in report.gaps)
    return Markup('<section id="gaps"><h2>{}</h2><dl>{}</dl></section>').format(
        say("What the data can’t show"), lines
    )


def _reading(report: Report, command: str) -> Markup:
    """How the files were read: columns, notes, the command."""
    columns = Markup("").join(
        Markup("<tr><th>{}</th><td>{}</td></tr>").format(heading, role or say("(kept as it is)"))
        for heading, role in report.columns[:80]
    )
    notes = Markup("").join(_tag("li", note) for note in report.notes[:60])
    return Markup(
        '<section id="read"><h2>{}</h2><p>{}</p>{}{}<p class="quiet">{}</p>'
        "<pre><code>{}</code></pre></section>"
    ).format(
        say("How it was read"),
        say(
            "Nothing left this computer: the file was read here, and this page loads "
            "nothing. Lengths of time are days on the calendar; moments are in UTC. A "
            "year is 365 days up to the last day on which something was made, moved or "
            "finished."
        ),
        Markup("<ul>{}</ul>").format(notes) if notes else Markup(""),
        Markup(
            '<details><summary>{}</summary><table class="rows"><tbody>{}</tbody></table></details>'
        ).format(say("What each column was taken for"), columns)
        if columns
        else Markup(""),
        say(
            "Tandem is a workspace in which Marketing and IT see such figures while there is still "
            "time. This page needs none of it. It was made by:"
        ),
        command,
    )
