"""What hours can be spent on, as its reader sees it."""

from collections.abc import Collection
from dataclasses import dataclass

from tandem.accounts.rules import CLOCK, Actor
from tandem.activity.queries import places_seen, subject_visible_to
from tandem.core.errors import NotFound
from tandem.timesheets.models import Occupation
from tandem.timesheets.rules import SpentOn
from tandem.work.events import WORK_ITEM
from tandem.work.queries import WorkRow, rows_seen
from tandem.work.registry import is_home


@dataclass(frozen=True, slots=True)
class Thing:
    """Something hours are spent on. `home` is the initiative that a piece of work belongs to.

    What its reader can't see any more (`seen`) has no name.
    """

    on: SpentOn
    name: str = ""
    label: str = ""
    home: str = ""
    url: str = ""
    seen: bool = True

    @property
    def key(self) -> str:
        return self.on.key


def home_of(actor: Actor, subject_id: int) -> int:
    """The root of what hours are spent on, seen by `actor`. NotFound for what takes none."""
    found = subject_visible_to(actor, subject_id)
    if found.kind != WORK_ITEM and not is_home(found.kind):
        raise NotFound
    return found.root_id


def home_of_any(subject_id: int) -> int | None:
    """The same of a timer's, which may have become hidden meanwhile; its hours still count."""
    try:
        return home_of(CLOCK, subject_id)
    except NotFound:
        return None


def occupations() -> list[Occupation]:
    """The short list of what isn't work, by name."""
    return list(Occupation.objects.filter(closed_at=None).order_by("name", "pk"))


def occupation_open(occupation_id: int) -> Occupation:
    """One that hours can be written on, or NotFound."""
    found = Occupation.objects.filter(pk=occupation_id, closed_at=None).first()
    if found is None:
        raise NotFound
    return found


def of_work(row: WorkRow) -> Thing:
    """A piece of work."""
    return Thing(SpentOn(subject_id=row.id), row.title, row.label, row.home_title, row.url)


def things(actor: Actor, wanted: Collection[SpentOn]) -> dict[SpentOn, Thing]:
    """How these are called for somebody, in a fixed number of queries."""
    subjects = {on.subject_id for on in wanted if on.subject_id}
    others = {on.occupation_id for on in wanted if on.occupation_id}
    found = {of_work(row).on: of_work(row) for row in rows_seen(actor, subjects).values()}
    rest = [pk for pk in subjects if SpentOn(subject_id=pk) not in found]
    for pk, (_, title, url) in places_seen(actor, rest).items():
        found[SpentOn(subject_id=pk)] = Thing(SpentOn(subject_id=pk), title, url=url)
    named = Occupation.objects.filter(pk__in=others) if others else ()
    for one in named:
        found[SpentOn(occupation_id=one.pk)] = Thing(SpentOn(occupation_id=one.pk), one.name)
    return {on: found.get(on, Thing(on, seen=False)) for on in wanted}
