"""A program that uses the API with one person's token."""

from dataclasses import dataclass
from typing import Any

from django.test import Client

from tandem.accounts import services
from tandem.accounts.rules import Actor, Scope

API = "/api/v1"
PROBLEM = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back, read."""

    status: int
    body: Any
    kind: str
    headers: Any


@dataclass(frozen=True, slots=True)
class Program:
    """Speaks JSON, as whoever the secret belongs to; with "" as nobody."""

    secret: str

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answered:
        """Send anything anywhere. A str as body is sent as it is."""
        sent = {"authorization": f"Bearer {self.secret}"} if self.secret else {}
        response = Client().generic(
            method,
            f"{API}{path}",
            body if isinstance(body, str | bytes) else _json(body),
            content_type="application/json",
            headers=sent | {name.replace("_", "-"): value for name, value in headers.items()},
        )
        read = response.json() if response.content else None
        return Answered(
            response.status_code, read, response.headers.get("Content-Type", ""), response.headers
        )

    def get(self, path: str) -> Any:
        """The body of an answer that has to be a yes."""
        return self._yes("GET", path, None)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self._yes("POST", path, body, **headers)

    def put(self, path: str, body: Any) -> Any:
        return self._yes("PUT", path, body)

    def patch(self, path: str, body: Any) -> Any:
        return self._yes("PATCH", path, body)

    def delete(self, path: str) -> Any:
        return self._yes("DELETE", path, None)

    def refused(self, status: int, method: str, path: str, body: Any = None) -> Any:
        """The body of a no, which has to be a problem with this status."""
        answered = self.ask(method, path, body)
        assert answered.status == status, answered
        assert answered.kind == PROBLEM
        assert answered.body["status"] == status
        assert answered.body["title"]
        assert answered.body["detail"]
        return answered.body

    def _yes(self, method: str, path: str, body: Any, **headers: str) -> Any:
        answered = self.ask(method, path, body, **headers)
        assert answered.status in {200, 201, 204}, answered
        return answered.body


def _json(body: Any) -> bytes:
    import json

    return b"" if body is None else json.dumps(body).encode()


def program_of(actor: Actor, scope: Scope = Scope.SETTINGS) -> Program:
    """A program with a fresh token of a person."""
    _, secret = services.make_token(actor=actor, name=f"{actor.name} {scope}", scope=scope)
    return Program(secret)
