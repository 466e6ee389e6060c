"""Items of an export put down on the disk, so that many of them are never in memory at once."""

import pickle
import tempfile
from collections.abc import Callable, Iterator
from types import TracebackType

from tandem.formats.trackers.export import Item
from tandem.formats.trackers.gathering import MOST_ITEMS, Reading, joined
from tandem.formats.trackers.unreadable import UnreadableExport

_SEE_TO = 200


class Spooled:
    """The items of a reading, to be gone through as often as one likes, in the file's order.

    Of two with one key there is one, with what both know. Close it, or use it in a `with`.
    """

    def __init__(self, reading: Reading, meanwhile: Callable[[int], None] | None = None) -> None:
        """Read to the end. `meanwhile` is called now and then with how many were read.

        Raises UnreadableExport, also where nothing is in it.
        """
        self.source, self.gathered = reading.source, reading.gathered
        self._file = tempfile.TemporaryFile(prefix="tandem-items-")  # noqa: SIM115 - see close
        self._places: dict[str, list[int]] = {}
        try:
            self._read(reading, meanwhile)
        except BaseException:
            self.close()
            raise

    def _read(self, reading: Reading, meanwhile: Callable[[int], None] | None) -> None:
        for item in reading.items:
            if item.key in self._places:
                self.gathered.note("This key stands there more than once; taken as one.", item.key)
            self._places.setdefault(item.key, []).append(self._file.tell())
            pickle.dump(item, self._file, pickle.HIGHEST_PROTOCOL)
            if len(self._places) > MOST_ITEMS:
                raise UnreadableExport(f"More than {MOST_ITEMS:,} items are too many at once.")
            if meanwhile and len(self._places) % _SEE_TO == 0:
                meanwhile(len(self._places))
        if not self._places:
            raise UnreadableExport(
                f"This looks like {self.source}, but there is no item in it. Please export once "
                "more, with the items."
            )

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[Item]:
        for places in list(self._places.values()):
            item = self._at(places[0])
            for place in places[1:]:
                item = joined(item, self._at(place))
            yield item

    def _at(self, place: int) -> Item:
        self._file.seek(place)
        # Written by this very object, into a file without a name that nobody else can open.
        item: Item = pickle.load(self._file)  # noqa: S301
        return item

    def close(self) -> None:
        """Let the disk be free of it."""
        self._file.close()

    def __enter__(self) -> "Spooled":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
