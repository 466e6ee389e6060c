"""The one thread of a process that reads the database for all its streams.

It starts with the first stream and ends with the last. What it costs doesn't grow with the number
of streams: a look that finds nothing is one cheap question a second, a change two queries more, and
three queries see now and then whether everybody is still signed in as they were.
"""

import asyncio
import logging
import queue
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from django.db import DatabaseError, connections

from tandem.accounts.queries import signed_in, unseen_lately
from tandem.accounts.services import note_seen
from tandem.activity import live
from tandem.pages.live.listeners import ADMITTED, LATER, NOT_SIGNED_IN, Listener

if TYPE_CHECKING:
    from collections.abc import Callable

    from tandem.accounts.rules import Actor

log = logging.getLogger("tandem.live")

# Seconds between two looks, and between two rounds that see whether everybody may still listen.
# The second is for what comes by itself: a session that runs out, a side that ends at midnight.
LOOK_EVERY = 1.0
ROUND_AFTER_A_CHANGE = 3.0
ROUND_ANYWAY = 60.0
# After the database didn't answer.
PAUSE = 5.0


class NoSeat(Exception):
    """As many streams are open as this process may have."""


class _LoopClosed(Exception):
    """There is nobody left to tell."""


@contextmanager
def watched(listener: Listener, *, most: int) -> Iterator[None]:
    """Keep the listener told inside the block. Raises NoSeat where `most` are told already."""
    room = _rooms.setdefault(asyncio.get_running_loop(), _Room())
    room.enter(listener, most)
    try:
        yield
    finally:
        room.leave(listener)


class _Room:
    """All listeners of one event loop, which is all of a process, and the watcher they share."""

    def __init__(self) -> None:
        self._listeners: set[Listener] = set()
        self._watcher: Watcher | None = None

    def enter(self, listener: Listener, most: int) -> None:
        if len(self._listeners) >= most:
            raise NoSeat
        self._listeners.add(listener)
        if self._watcher is None:
            self._watcher = Watcher(asyncio.get_running_loop())
            self._watcher.start()
        self._watcher.tell("comes", listener)

    def leave(self, listener: Listener) -> None:
        self._listeners.discard(listener)
        if self._watcher is None:
            return
        self._watcher.tell("goes", listener)
        if not self._listeners:
            self._watcher.tell("ends", listener)
            self._watcher = None


_rooms: "WeakKeyDictionary[asyncio.AbstractEventLoop, _Room]" = WeakKeyDictionary()


class Watcher(threading.Thread):
    """Reads in its own thread, on its own connection; speaks to listeners through their loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(name="live-watcher", daemon=True)
        self._loop = loop
        self._told: queue.SimpleQueue[tuple[str, Listener]] = queue.SimpleQueue()
        self._listening: dict[Listener, Actor] = {}
        self._source: live.Source | None = None
        # What a database that fails between two questions must not swallow.
        self._untold: list[live.Change] = []
        self._sure = True
        self._next_look = 0.0
        self._last_round = self._next_round = 0.0

    def tell(self, what: str, listener: Listener) -> None:
        """From the loop: a listener "comes" or "goes"; the watcher "ends"."""
        self._told.put((what, listener))

    def run(self) -> None:
        """Look once a second until told to end."""
        try:
            while (newcomers := self._hear()) is not None:
                self._work(newcomers)
        except _LoopClosed:
            pass
        finally:
            connections.close_all()

    def _hear(self) -> list[Listener] | None:
        """Who came until it is time to look again; None at the end."""
        came: dict[Listener, None] = {}
        try:
            what, listener = self._told.get(timeout=self._until_next_look())
            while what != "ends":
                if what == "comes":
                    came[listener] = None
                else:
                    came.pop(listener, None)
                    self._listening.pop(listener, None)
                what, listener = self._told.get_nowait()
        except queue.Empty:
            return list(came)
        return None

    def _until_next_look(self) -> float:
        return max(0.0, self._next_look - time.monotonic())

    def _work(self, newcomers: list[Listener]) -> None:
        try:
            source = self._source = self._source or live.source()
            if newcomers:
                self._admit(source, newcomers)
            if self._until_next_look() == 0.0:
                self._next_look = time.monotonic() + LOOK_EVERY
                self._look(source)
        except DatabaseError:
            log.warning("The live stream can't read the database; it tries again.", exc_info=True)
            self._give_up(newcomers)
        except _LoopClosed:
            raise
        except Exception:
            log.exception("The live stream stumbled; it goes on.")
            self._give_up(newcomers)

    def _give_up(self, newcomers: list[Listener]) -> None:
        """For now: newcomers come again by themselves, the others keep their place."""
        connections.close_all()
        self._sure = False
        self._next_look = time.monotonic() + PAUSE
        for listener in newcomers:
            if listener not in self._listening:
                self._in_loop(listener.answer, LATER)

    def _admit(self, source: live.Source, newcomers: list[Listener]) -> None:
        actors = signed_in({listener.key for listener in newcomers})
        cursors = {newcomer.cursor for newcomer in newcomers if newcomer.key in actors} - {""}
        missed = {cursor: live.news(source.since(cursor)) for cursor in cursors}
        for listener in newcomers:
            actor = actors.get(listener.key)
            if actor is None:
                self._in_loop(listener.answer, NOT_SIGNED_IN)
                continue
            self._listening[listener] = actor
            self._in_loop(listener.answer, ADMITTED)
            if listener.cursor and (ids := missed[listener.cursor].for_person(actor.me)):
                self._in_loop(listener.hear, ids, source.cursor)
        # A page that opens is the moment to note that its browser is in use: once an hour.
        if unseen := unseen_lately(actors.keys()):
            note_seen(unseen)

    def _look(self, source: live.Source) -> None:
        now = time.monotonic()
        if source.anything_new() or not self._sure:
            self._sure = True
            self._next_round = self._last_round + ROUND_AFTER_A_CHANGE
            self._untold += source.changes()
            if self._untold:
                self._spread(live.news(self._untold), source.cursor)
                self._untold = []
        if now >= self._next_round:
            self._last_round, self._next_round = now, now + ROUND_ANYWAY
            self._go_round()

    def _spread(self, news: live.News, cursor: str) -> None:
        told = [
            (listener, ids)
            for listener, actor in self._listening.items()
            if (ids := news.for_person(actor.me))
        ]
        # All at once: one call wakes the loop, however many hear it.
        self._in_loop(_tell_all, told, cursor)

    def _go_round(self) -> None:
        """Dismiss whoever is no longer signed in as when they came: same person, role and sides."""
        now = signed_in({listener.key for listener in self._listening})
        for listener, before in list(self._listening.items()):
            if now.get(listener.key) != before:
                del self._listening[listener]
                self._in_loop(listener.dismiss)

    def _in_loop(self, call: "Callable[..., None]", *values: Any) -> None:
        try:
            self._loop.call_soon_threadsafe(call, *values)
        except RuntimeError as error:
            raise _LoopClosed from error


def _tell_all(told: list[tuple[Listener, frozenset[int]]], cursor: str) -> None:
    for listener, ids in told:
        listener.hear(ids, cursor)
