"""The ASGI messages, as far as we use them."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


def header(scope: Scope, name: str) -> str:
    """The value of one header of the request, "" when it was not sent."""
    wanted = name.encode("latin-1")
    for found, value in scope["headers"]:
        if found == wanted:
            text: bytes = value
            return text.decode("latin-1")
    return ""
