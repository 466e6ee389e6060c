"""One open stream, and what is still to be said to it."""

import asyncio

# How a newcomer is answered.
ADMITTED, NOT_SIGNED_IN, LATER = 200, 403, 503
BYE = b"event: bye\ndata: signed out or changed\n\n"
# So many unread batches, a second each: the reader has stopped reading.
_MOST_UNREAD = 60


class Listener:
    """Lives in its event loop; the watcher's thread only reads what never changes.

    Eight hundred may be open, so it holds references to what all are told, not copies.
    """

    __slots__ = ("_bye", "_cursor", "_heard", "_unread", "answered", "cursor", "gone", "key")

    def __init__(self, key: str, cursor: str) -> None:
        """`key` is that of the session, `cursor` the Last-Event-ID of whoever comes back."""
        self.key = key
        self.cursor = cursor
        self.gone = False
        self.answered: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._heard = asyncio.Event()
        self._unread: list[frozenset[int]] = []
        self._cursor = ""
        self._bye = False

    def answer(self, status: int) -> None:
        """Let the newcomer in, or not."""
        if not self.answered.done():
            self.answered.set_result(status)

    def hear(self, ids: frozenset[int], cursor: str) -> None:
        """These subjects changed; `cursor` names the moment up to which all has been said."""
        self._unread.append(ids)
        self._cursor = cursor
        if len(self._unread) > _MOST_UNREAD:
            self.gone = True
        self._heard.set()

    def dismiss(self) -> None:
        """Say goodbye and end."""
        self._bye = True
        self._heard.set()

    def leave(self) -> None:
        """The reader is gone; nothing more is said."""
        self.gone = True
        self._heard.set()

    async def next_words(self, patience: float) -> bytes:
        """What is to be sent next; b"" when there was nothing for `patience` seconds."""
        try:
            async with asyncio.timeout(patience):
                await self._heard.wait()
        except TimeoutError:
            return b""
        self._heard.clear()
        words = self._changes()
        if self._bye:
            self.gone = True
            words += BYE
        return words

    def _changes(self) -> bytes:
        if not self._unread:
            return b""
        ids = " ".join(str(pk) for pk in sorted(frozenset().union(*self._unread)))
        self._unread.clear()
        return f"id: {self._cursor}\nevent: change\ndata: {ids}\n\n".encode()
