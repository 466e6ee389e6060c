"""Asking as somebody, and looking at what came back."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from types import MappingProxyType
from typing import Any
from unittest import mock

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.utils.http import urlencode
from tests.architecture.access.addresses import BELOW, address_of
from tests.architecture.access.requests import Ask, ask_for
from tests.architecture.access.roles import Role
from tests.architecture.access.table import Row
from tests.architecture.access.world import World

from tandem.formats.pictures.looking import look_at

_NOTHING: Mapping[str, object] = MappingProxyType({})
_ID = {"X-Request-ID": "the-same-for-all"}
_WRITE = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)
_TOKEN = re.compile(r'(csrfmiddlewaretoken" value="|X-CSRFToken": "|form_key" value=")[^"]+')
_LEFT = re.compile(r'"(reads|writes)";r=\d+;t=\d+')
"""How many more requests there may be: one less each time, whatever is asked for."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, everything a person or a program can read, and whether anything was written."""

    status: int
    text: str
    wrote: bool
    content: bytes
    sent: Mapping[str, Any]
    """The address and the body of the request, as Django's test client takes them."""
    leads_to: str = ""

    def unmasked(self) -> str:
        """The text without what is different each time."""
        return _LEFT.sub("", _TOKEN.sub(r"\1", self.text))


class Writes:
    """Whether anything was written, seen from the statements; a wrapper of Django's."""

    def __init__(self) -> None:
        self.any = False

    def __call__(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        self.any = self.any or bool(_WRITE.match(sql))
        return execute(sql, *rest)


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside leaves nothing behind. Not an `atomic`, which the write guard counts."""
    mark = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(mark)


def ask(
    world: World,
    row: Row,
    role: Role,
    *,
    initiative: int | None = None,
    careful: bool = False,
    reading: bool = False,
    place: Mapping[str, object] = _NOTHING,
    send: Mapping[str, object] = _NOTHING,
) -> Answer:
    """Make a row's request as a role; `initiative` is another one than the world's.

    `careful` asks as a browser does whose forms lost their CSRF token. `reading` uses a token that
    only reads. `place` and `send` are for parts of the address and fields that are to be others.
    """
    wanted = ask_for(row.key)
    person = getattr(world.cast, wanted.about)
    known = world.numbers | {"person_id": person.me} | wanted.placed(world)
    if initiative is not None:
        known = {**known, **dict.fromkeys(BELOW, initiative)}
    known = {**known, **place}
    client = Client(enforce_csrf_checks=careful)
    headers = dict(_ID)
    door = world.doors[role]
    if row.is_api and not wanted.by_browser and not careful:
        if secret := door.reading_token if reading else door.token:
            headers["Authorization"] = f"Bearer {secret}"
    else:
        client.cookies = SimpleCookie(door.cookies.output(header="", sep=";"))
    writes, body = Writes(), wanted.body(world)
    body = {**body, **send} if send else body
    with connection.execute_wrapper(writes), _read_here():
        sent = _sent(row, wanted, body, address_of(row.url, known))
        response = client.generic(row.method, headers=headers, **sent)
    # What is no text (a picture) shows no words; read to its end, its file is closed.
    content = response.getvalue()
    text = f"{response.headers}\n{content.decode(errors='replace')}"
    leads_to = response.headers.get("Location", "")
    return Answer(response.status_code, text, writes.any, content, sent, leads_to)


def _read_here() -> AbstractContextManager[object]:
    """Files are read in this process: a child for each of them would take longer than all else."""
    return mock.patch("tandem.core.taking_in.look_at_apart", look_at)


def _sent(row: Row, wanted: Ask, body: Mapping[str, object], address: str) -> dict[str, Any]:
    if wanted.file:
        file = SimpleUploadedFile("picture.png", wanted.file, "image/png")
        sent = encode_multipart(BOUNDARY, {**body, "file": file})
        return {"path": address, "data": sent, "content_type": MULTIPART_CONTENT}
    if row.method in {"GET", "DELETE"}:
        return {"path": f"{address}?{urlencode(body, doseq=True)}"}
    if row.is_api:
        return {"path": address, "data": json.dumps(body), "content_type": "application/json"}
    form = urlencode(body, doseq=True)
    return {"path": address, "data": form, "content_type": "application/x-www-form-urlencoded"}
