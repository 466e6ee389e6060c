"""Headers that somebody made up: names of hosts, and lines that want to be headers of a mail."""

import pytest
from django.core import mail
from django.test import Client
from tests.cast import Cast
from tests.talk.test_guests import GIL, invite

from tandem.accounts.models import Person, Workspace
from tandem.activity import jobs

_ELSEWHERE = "elsewhere.example"
_HEADERS = {
    *("subject", "from", "to", "date", "message-id", "mime-version", "content-type"),
    *("content-transfer-encoding",),
}


@pytest.mark.parametrize(
    "host",
    [
        *(_ELSEWHERE, f"testserver.{_ELSEWHERE}", f"testserver@{_ELSEWHERE}", f"{_ELSEWHERE}:80"),
        *(f"testserver:80@{_ELSEWHERE}", f"testserver/{_ELSEWHERE}", f".{_ELSEWHERE}", "*", "[::"),
    ],
)
@pytest.mark.parametrize("path", ["/sign-in/", "/api/v1/me", "/nowhere/"])
def test_another_host_is_not_answered_for(db: None, path: str, host: str) -> None:
    answer = Client().get(path, headers={"host": host})
    assert answer.status_code == 400
    assert _ELSEWHERE not in answer.content.decode()


@pytest.mark.parametrize(
    "header", ["X-Forwarded-Host", "X-Host", "Forwarded", "X-Original-URL", "X-Rewrite-URL"]
)
def test_nothing_else_names_the_host_or_the_address(db: None, header: str) -> None:
    answer = Client().get("/sign-in/", headers={header: f"https://{_ELSEWHERE}/"})
    assert answer.status_code == 200
    assert _ELSEWHERE not in f"{answer.headers}{answer.content.decode()}"


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r", "\x0b", "\u2028", "\x85"])
def test_a_name_with_lines_adds_no_header_to_a_mail(
    tuesday: None, cast: Cast, signed_brief: int, settings: object, ends: str
) -> None:
    settings.TANDEM_MAIL_URL = "smtp://mail.example"  # type: ignore[attr-defined]
    hostile = f"Eve{ends}Bcc: all@{_ELSEWHERE}{ends}{ends}Hello"
    Person.objects.filter(pk=cast.alice.me).update(name=hostile)
    Workspace.objects.update(name=hostile)
    invite(cast.alice, signed_brief)
    jobs.work_outbox()
    [sent] = mail.outbox
    assert sent.recipients() == [GIL]
    message = sent.message()
    assert {name.lower() for name in message.keys()} <= _HEADERS  # noqa: SIM118 - not a mapping
    assert len(str(message["Subject"]).splitlines()) == 1
