"""What is learnt while items are read one by one: people, notes, and whether to read texts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from tandem.formats.trackers.export import Export, Item, Note, Person
from tandem.formats.trackers.unreadable import UnreadableExport

_PLACES = 5
_SENTENCES = 200
MOST_ITEMS = 500_000


class Gathered:
    """Grows while a file is read. With `texts` off, descriptions and comments stay unread."""

    def __init__(self, *, texts: bool = True) -> None:
        self.texts = texts
        self.people: dict[str, Person] = {}
        self.columns: list[tuple[str, str]] = []
        self.sheets: list[tuple[str, bool, bool]] = []
        """(name, hidden, read) of a spreadsheet's."""
        self._notes: dict[str, tuple[int, list[str]]] = {}

    def person(self, id: str, name: str = "", mail: str = "") -> str:  # noqa: A002
        """Remember somebody; return the id by which items call them."""
        chosen = id or mail or name
        if chosen and (chosen not in self.people or (name and not self.people[chosen].name)):
            self.people[chosen] = Person(chosen, name or chosen, mail)
        return chosen

    def note(self, sentence: str, place: str = "") -> None:
        """Keep a sentence about the file; the same one again only counts."""
        if sentence not in self._notes and len(self._notes) >= _SENTENCES:
            return
        times, places = self._notes.get(sentence, (0, []))
        if place and len(places) < _PLACES:
            places.append(place[:80])
        self._notes[sentence] = (times + 1, places)

    def notes(self) -> tuple[Note, ...]:
        """All sentences so far, in the order in which they came up."""
        return tuple(Note(said, times, tuple(at)) for said, (times, at) in self._notes.items())


@dataclass(slots=True)
class Reading:
    """A file being read. `items` can be gone through once; `gathered` is whole afterwards."""

    source: str
    items: Iterator[Item]
    gathered: Gathered = field(default_factory=Gathered)

    def whole(self) -> Export:
        """Read to the end. Raises UnreadableExport where nothing is in it."""
        items = tuple(self.once())
        people = tuple(self.gathered.people.values())
        notes = self.gathered.notes()
        return Export(self.source, people, items, notes, tuple(self.gathered.columns))

    def once(self, lean: Callable[[Item], Item] | None = None) -> Iterator[Item]:
        """Every item once: of two with one key, what both know. Raises UnreadableExport.

        `lean` drops what its caller has no use for, before the item is kept.
        """
        found: dict[str, Item] = {}
        for item in self.items:
            own = lean(item) if lean else item
            if item.key in found:
                self.gathered.note("This key stands there more than once; taken as one.", item.key)
                own = joined(found[item.key], own)
            found[item.key] = own
            if len(found) > MOST_ITEMS:
                raise UnreadableExport(f"More than {MOST_ITEMS:,} items are too many at once.")
        if not found:
            raise UnreadableExport(
                f"This looks like {self.source}, but there is no item in it. Please export once "
                "more, with the items."
            )
        yield from found.values()


def joined(one: Item, other: Item) -> Item:
    """Two accounts of one item: the one changed last, with what only the other knows."""
    newer, older = (one, other) if _later(one, other) else (other, one)
    empty = {
        name: getattr(older, name)
        for name in Item.__dataclass_fields__
        if getattr(newer, name) in ("", None, ()) and getattr(older, name) not in ("", None, ())
    }
    both = dict.fromkeys((*older.history, *newer.history))
    empty["history"] = tuple(sorted(both, key=lambda change: change.at))
    return replace(newer, **empty)


def _later(one: Item, other: Item) -> bool:
    return bool(one.changed and (other.changed is None or one.changed > other.changed))
