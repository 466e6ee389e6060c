"""The database backend: Django's own for SQLite, set for a server that must not lose a write.

- WAL: readers never wait for the writer.
- `synchronous=FULL`: a commit is on disk when it returns. NORMAL is faster (4 syncs per 100 commits
  where FULL does 104) and loses the last acknowledged writes when the power fails.
- `BEGIN IMMEDIATE`: a transaction that reads and then writes can't fail half-way because another
  wrote meanwhile. (With four writers and DEFERRED: 248 lock errors in 4 s; with IMMEDIATE none.)
- The outermost `atomic` waits its turn in `write_queue`, so no writer starves.

A write outside `atomic` goes around the line and meets SQLite's own busy handler; a read inside one
stands in it. The tests forbid both.
"""

from contextlib import suppress
from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

from tandem.core.sqlite.write_queue import QueueTimeout, WriteQueue, queue_for

# Seconds, for the line and for SQLite's own lock. Then the page says "busy" (503).
_PATIENCE = 10.0
_PRAGMAS = "PRAGMA synchronous = FULL; PRAGMA mmap_size = 134217728"

_STATEMENTS_KEPT = 512
"""Compiled statements each connection keeps; Python's own 128 are fewer than the pages ask."""


class _Cursor(base.SQLiteCursorWrapper):
    """Django's cursor, which would look for each placeholder anew whenever a query is asked."""

    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        """`query` with SQLite's placeholders."""
        if param_names is not None:
            return str(super().convert_query(query, param_names=param_names))
        return _with_question_marks(query)


@lru_cache(maxsize=_STATEMENTS_KEPT)
def _with_question_marks(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection of one thread."""

    transaction_mode: str | None
    init_commands: list[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._turn: WriteQueue | None = None

    def get_connection_params(self) -> dict[str, Any]:
        """Ours where the settings say nothing else."""
        params: dict[str, Any] = super().get_connection_params()
        params.setdefault("timeout", _PATIENCE)
        params.setdefault("cached_statements", _STATEMENTS_KEPT)
        self.transaction_mode = self.transaction_mode or "IMMEDIATE"
        self.init_commands = [*_PRAGMAS.split(";"), *self.init_commands]
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open the file, in WAL mode."""
        connection = super().get_new_connection(conn_params)
        if not self.is_in_memory_db():
            self._use_wal(connection)
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        """A cursor that remembers how a query is written for SQLite."""
        return self.connection.cursor(factory=_Cursor)

    def _use_wal(self, connection: Any) -> None:
        """The mode stays with the file; only the first connection ever changes it.

        SQLite doesn't wait for that change: of two processes that start together, one would fail.
        """
        if connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
            return
        queue = queue_for(self.settings_dict["NAME"])
        queue.enter(patience=_PATIENCE)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        finally:
            queue.leave()

    def _start_transaction_under_autocommit(self) -> None:
        self._wait_for_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> Any:
        try:
            return super()._commit()  # type: ignore[misc]
        finally:
            # A commit that was refused (a foreign key checked at the end) leaves the transaction
            # open: the turn ends with the rollback that follows.
            if self.connection is None or not self.connection.in_transaction:
                self._end_turn()

    def _rollback(self) -> Any:
        try:
            return super()._rollback()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _close(self) -> Any:
        try:
            return super()._close()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _wait_for_turn(self) -> None:
        if self.is_in_memory_db():
            # Nobody else can open it.
            return
        queue = queue_for(self.settings_dict["NAME"])
        try:
            queue.enter(patience=_PATIENCE)
        except QueueTimeout:
            raise OperationalError(
                f"database is locked: another writer has held it for {_PATIENCE:.0f} seconds"
            ) from None
        self._turn = queue

    def _end_turn(self) -> None:
        turn, self._turn = self._turn, None
        if turn is not None:
            with suppress(OSError):
                turn.leave()
