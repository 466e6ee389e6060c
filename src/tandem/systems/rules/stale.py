"""How many stale entries somebody is asked about at once. Plain Python."""

from collections.abc import Collection, Mapping

ASKED_AT_ONCE = 10
SEVERAL_AT_MOST = 100


def ask_now(
    owed: Mapping[int, int | None], asked: Mapping[int, int | None]
) -> tuple[list[tuple[int, int | None]], Collection[int]]:
    """Which entries somebody is asked about now, and about which no longer.

    `owed` is {stale entry: who is to be asked}, the oldest word first; `asked` is the same of
    what was asked and not answered yet. Nobody is asked about more than ten things at once: the
    next ones follow when these are answered. (After an import all of them would come on one day.)
    """
    over = [pk for pk, who in asked.items() if pk not in owed or owed[pk] != who]
    standing = {pk: who for pk, who in asked.items() if pk not in over}
    counts: dict[int | None, int] = {}
    for who in standing.values():
        counts[who] = counts.get(who, 0) + 1
    new: list[tuple[int, int | None]] = []
    for pk, who in owed.items():
        if pk not in standing and counts.get(who, 0) < ASKED_AT_ONCE:
            counts[who] = counts.get(who, 0) + 1
            new.append((pk, who))
    return new, over
