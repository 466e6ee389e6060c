"""The quarterly revisions of the past, each held on its own day."""

from datetime import datetime, time

from tandem.accounts.queries import present_day
from tandem.core import clock
from tandem.demo.days import ZONE
from tandem.demo.play import Play, act
from tandem.demo.story import Act
from tandem.revisions import queries, services
from tandem.revisions.queries import RevisionRow


@act("holds-revisions")
def hold_revisions(play: Play, line: Act) -> None:
    """`holds-revisions: what was agreed | the next time | …`: every one that was booked until now.

    Each is held on its day, when things stood as they did then.
    """
    agreed = [words.strip() for words in line.text.split("|")]
    due = [row for row in _booked() if row.day < present_day()]
    for row, words in zip(due, agreed[-len(due) :], strict=False):
        with clock.at(datetime.combine(row.day, time(10), ZONE)):
            services.hold_revision(actor=play.actor(line), revision_id=row.id, words=words)


def _booked() -> list[RevisionRow]:
    years = queries.years_opened()
    rows = [row for year in years for row in queries.revisions_of(year)]
    return [row for row in rows if row.held_at is None]


@act("moves-revision")
def move_revision(play: Play, line: Act) -> None:
    """`moves-revision DAYS: why`: the next one, so many days later."""
    coming = [row for row in _booked() if row.day > present_day()]
    if coming:
        first = coming[0]
        day = first.day.fromordinal(first.day.toordinal() + int(line.plain[0]))
        services.move_revision(actor=play.actor(line), revision_id=first.id, day=day, why=line.text)
