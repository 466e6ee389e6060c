"""Who keeps hours for other things than planned work. Contexts above say it; no team's rules are
known here.
"""

from collections.abc import Callable, Collection, Mapping

from django.utils.module_loading import import_string

from tandem.plans.problems import KeptHours

_kept: list[str] = []
_Kept = Mapping[int, tuple[KeptHours, ...]]


def hours_are_kept(who: str) -> None:
    """Say where it stands whose hours are kept for other things than planned work.

    `who` is a dotted path: called with the id of an initiative and those of people, it returns
    {person: what of their time is gone for that initiative}.
    """
    _kept.append(who)


def hours_kept(initiative_id: int, people: Collection[int]) -> _Kept:
    """What of these people's time is kept for other things, as far as any of it is."""
    found: dict[int, tuple[KeptHours, ...]] = {}
    for path in _kept:
        who: Callable[[int, Collection[int]], _Kept] = import_string(path)
        for person, kept in who(initiative_id, people).items():
            found[person] = (*found.get(person, ()), *kept)
    return found
