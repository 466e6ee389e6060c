"""Before Build: the teams that an initiative needs have the days."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from tandem.accounts.queries import present_day
from tandem.capacity.queries import Group, Look, looks_kept, looks_now, names_of
from tandem.capacity.rules import how_full
from tandem.core import dates
from tandem.core.words import Sentence, say
from tandem.initiatives.rules import Condition, Stage


@dataclass(frozen=True, slots=True)
class Facts:
    """What was counted for an initiative, and what its teams are called."""

    id: int
    today: date
    look: Look | None = None
    groups: Mapping[str, Group] = field(default_factory=dict)


def facts(ids: Collection[int]) -> dict[int, Facts]:
    """The facts of many initiatives. What the clock hasn't counted yet is counted now for one of
    them; a list of many waits for the clock, for all work of all teams would be counted.
    """
    looks = looks_kept(ids)
    if len(ids) == 1 and not looks:
        looks = looks_now(ids)
    known = names_of({cell.group for look in looks.values() for cell in look.over})
    today = present_day()
    return {pk: Facts(pk, today, looks.get(pk), known) for pk in ids}


def before(stage: Stage, known: Facts) -> list[Condition]:
    """The condition of the gate into Build."""
    if stage is not Stage.BUILD:
        return []
    over = known.look.over if known.look else []
    fullest = max(over, key=lambda cell: cell.short, default=None)
    group = known.groups.get(fullest.group) if fullest else None
    return [
        Condition(
            key="capacity",
            what=say("The teams it needs have the days"),
            met=known.look is not None and not over,
            detail=_in_words(known),
            lane=group.lane if group else None,
            remedy=say("Look at the capacity"),
            url=f"/capacity/#{fullest.group}" if fullest else "/capacity/",
        )
    ]


def _in_words(known: Facts) -> Sentence:
    look = known.look
    if look is None:
        return say("Counted once its work is estimated.")
    until = dates.short(look.until, today=known.today)
    if not look.over:
        if look.dated:
            return say("Counted with all other work, until {until}.", until=until)
        return say("Counted with all other work of the next three months: there is no date yet.")
    told = "; ".join(
        f"{known.groups[cell.group].name}: {how_full(cell)}"
        for cell in look.over
        if cell.group in known.groups
    )
    return say(
        "Until {until}, {told}. That side moves work or gives it to others; or a later date, "
        "less scope, or the sponsor lets it pass.",
        until=until,
        told=told,
    )
