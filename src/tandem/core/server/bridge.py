"""From an ASGI request with its body at hand to Django's WSGI handler, and back to one answer.

Runs in a worker thread and ends when the answer is complete: text in memory, what streams in a
temporary file, a file as itself. See docs/decisions/0002-server.md for why not a2wsgi.
"""

import sys
import tempfile
from collections.abc import Callable, Iterable
from typing import IO, Any
from urllib.parse import unquote_to_bytes
from wsgiref.util import FileWrapper

from django.http import HttpResponse

from tandem.core import request_ids
from tandem.core.server.answers import Answer
from tandem.core.server.bodies import Body
from tandem.core.server.messages import Scope

Environ = dict[str, Any]
Pages = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

_IN_MEMORY = 1024 * 1024


def environ_of(scope: Scope, body: Body, request_id: str) -> Environ:
    """The WSGI environment (PEP 3333) of a request."""
    server, port = scope.get("server") or ("localhost", None)
    return {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server,
        "SERVER_PORT": str(port or 0),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": (scope.get("client") or ("", 0))[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body.file,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": FileWrapper,
        **_headers(scope),
        # After the headers: a chunked body has no length of its own.
        "CONTENT_LENGTH": str(body.size),
        request_ids.ENVIRON: request_id,
    }


def call(pages: Pages, environ: Environ) -> Answer:
    """Run the request and return its whole answer."""
    said: list[tuple[int, list[tuple[str, str]]]] = []

    def start_response(status: str, headers: list[tuple[str, str]], *_: object) -> None:
        lower = [(name.lower(), value) for name, value in headers]
        said.append((int(status.split(" ", 1)[0]), lower))

    parts = pages(environ, start_response)
    status, headers = said[-1]
    if isinstance(parts, FileWrapper):
        # Closing this file closes Django's response too.
        return Answer(status, headers, file=parts.filelike)
    try:
        if isinstance(parts, HttpResponse):
            return _in_memory(status, headers, parts.content)
        return _spooled(status, headers, parts)
    finally:
        getattr(parts, "close", lambda: None)()


def _in_memory(status: int, headers: list[tuple[str, str]], body: bytes) -> Answer:
    if status not in {204, 304} and not any(name == "content-length" for name, _ in headers):
        headers.append(("content-length", str(len(body))))
    return Answer(status, headers, body)


def _spooled(status: int, headers: list[tuple[str, str]], parts: Iterable[bytes]) -> Answer:
    spool: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY, prefix="tandem-answer-")  # noqa: SIM115
    try:
        for part in parts:
            spool.write(part)
    except BaseException:
        spool.close()
        raise
    spool.seek(0)
    return Answer(status, headers, file=spool)


def _headers(scope: Scope) -> dict[str, str]:
    """The headers under their CGI names; a repeated one is joined.

    A name with an underscore is left out: `x_forwarded_for` would become the same CGI name as
    the header a proxy sets.
    """
    found: dict[str, str] = {}
    for raw_name, raw_value in scope["headers"]:
        if b"_" in raw_name:
            continue
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        cgi = name.upper().replace("-", "_")
        key = cgi if cgi in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{cgi}"
        joint = "; " if name == "cookie" else ","
        found[key] = f"{found[key]}{joint}{value}" if key in found else value
    return found
