"""Every write is inside a transaction, and reading never opens one.

A write outside `atomic` goes around the queue of writers (tandem.core.sqlite) and can leave half a
change behind. A read inside one waits behind every writer. Both work on a developer's machine and
fail under load, so the tests watch for them: on SQLite and on PostgreSQL alike.

Only the application is watched, that is statements with a frame of `tandem` on the stack. What a
test writes to set its stage is its own.
"""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

from django.core.handlers.base import BaseHandler
from django.db import connection
from django.db.transaction import Atomic
from django.http import HttpRequest
from django.http.response import HttpResponseBase

_WRITE = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_reading: ContextVar[str | None] = ContextVar("reading", default=None)


@dataclass
class WriteGuard:
    """The complaints of one test. `clear()` them where a test breaks the rule on purpose."""

    complaints: list[str] = field(default_factory=list)

    def clear(self) -> None:
        self.complaints.clear()

    def complain(self) -> None:
        assert not self.complaints, "\n".join(self.complaints)

    def watch(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        """An execute_wrapper of Django's connection."""
        if _WRITE.match(sql) and not _in_transaction() and (frame := _application_frame()):
            self.complaints.append(f"{frame} writes outside a transaction: {sql[:120]}")
        return execute(sql, params, many, context)


@contextmanager
def guarding() -> Iterator[WriteGuard]:
    """Watch this thread's connection inside the block."""
    guard = WriteGuard()
    enter, get_response = Atomic.__enter__, BaseHandler.get_response

    def entering(atomic: Atomic) -> None:
        if (address := _reading.get()) and (frame := _application_frame()):
            guard.complaints.append(f"{frame} opens a transaction to read {address}")
        enter(atomic)

    def responding(handler: BaseHandler, request: HttpRequest) -> HttpResponseBase:
        reading = request.path if request.method in _READING else None
        token = _reading.set(reading)
        try:
            return get_response(handler, request)
        finally:
            _reading.reset(token)

    with (
        connection.execute_wrapper(guard.watch),
        mock.patch.object(Atomic, "__enter__", entering),
        mock.patch.object(BaseHandler, "get_response", responding),
    ):
        yield guard


def _in_transaction() -> bool:
    """Whether the application opened one; those that pytest wraps around a test don't count."""
    return any(not block._from_testcase for block in connection.atomic_blocks)


def _application_frame() -> str:
    """Where in the application this comes from, "" when it doesn't.

    A middleware of ours stands on the stack of every request and writes nothing by itself.
    """
    frame = sys._getframe(2)
    while frame is not None:
        name = frame.f_globals.get("__name__", "")
        if name.startswith("tandem.") and not name.startswith(_BYSTANDERS):
            return f"{name}:{frame.f_lineno}"
        frame = frame.f_back
    return ""


_BYSTANDERS = (
    "tandem.core.sqlite",
    "tandem.core.request_ids",
    "tandem.core.content_policy",
    "tandem.core.problems",
    "tandem.core.server",
)
