"""Where mail is handed in: said on a page, sealed, used at once, tried; the environment wins."""

import socketserver
import threading
from collections.abc import Iterator

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from tests.accounts.browsing import as_person, words
from tests.cast import Cast
from tests.refusals import nothing_written, refused

from tandem.accounts import queries as accounts
from tandem.accounts.models import Workspace
from tandem.accounts.rules import Guarded, MailServer
from tandem.accounts.services import keep_mail_server
from tandem.activity.models import Event
from tandem.config.post import Post
from tandem.core.errors import BadInput, NotAllowed, RuleBroken
from tandem.upkeep import services
from tandem.upkeep.models import Mark

SENT = {
    "host": "Mail.example",
    "port": "465",
    "guarded": "tls",
    "user": "tandem",
    "password": "a secret",
    "sender": "tandem@nordlicht.example",
}
KEPT = MailServer(
    "mail.example", 465, Guarded.TLS, "tandem", "a secret", "tandem@nordlicht.example"
)


def test_what_is_said_is_sealed_and_holds_at_once(cast: Cast) -> None:
    assert not accounts.mail_is_on()
    assert as_person(cast.ada).post("/settings/mail/", SENT).status_code == 303
    assert accounts.mail_server() == KEPT
    assert accounts.mail_is_on()
    stands = Workspace.objects.get().mail
    assert "secret" not in stands
    assert "mail.example" not in stands
    assert Event.objects.get(kind="mail.changed").data == {}


def test_the_password_is_on_no_page(cast: Cast) -> None:
    keep_mail_server(KEPT)
    page = as_person(cast.ada).get("/settings/mail/")
    assert "a secret" not in page.content.decode()
    assert "mail.example" in page.content.decode()


def test_without_a_password_the_one_that_is_kept_goes_on(cast: Cast) -> None:
    keep_mail_server(KEPT)
    as_person(cast.ada).post("/settings/mail/", {**SENT, "password": "", "sender": ""})
    assert accounts.mail_server() == MailServer(
        "mail.example", 465, Guarded.TLS, "tandem", "a secret"
    )


@pytest.mark.parametrize(
    "other", [{"host": "elsewhere.example"}, {"port": "25"}, {"guarded": "not"}, {"user": "eve"}]
)
def test_a_password_never_goes_to_another_server(cast: Cast, other: dict[str, str]) -> None:
    keep_mail_server(KEPT)
    with nothing_written():
        answer = as_person(cast.ada).post("/settings/mail/", {**SENT, "password": "", **other})
    assert answer.status_code == 422
    assert "typed for another server" in words(answer)


def test_the_environment_wins_and_is_only_shown(cast: Cast, settings: object) -> None:
    keep_mail_server(KEPT)
    settings.TANDEM_MAIL_URL = "smtp://outside.example"  # type: ignore[attr-defined]
    settings.EMAIL_HOST = "outside.example"  # type: ignore[attr-defined]
    page = words(as_person(cast.ada).get("/settings/mail/"))
    assert "outside.example" in page
    assert "Save" not in page.split("The server")[1].split("Does it arrive")[0]
    with refused(RuleBroken):
        services.change_mail_server(actor=cast.ada, server=KEPT)


def test_only_an_administrator_who_is_signed_in_says_where(cast: Cast) -> None:
    for path in ("/settings/mail/", "/settings/mail/test/", "/settings/mail/end/"):
        assert as_person(cast.alice).post(path, SENT).status_code == 403
    for act in (services.end_mail, services.begin_test_mail):
        with refused(NotAllowed):
            act(actor=cast.alice)


def test_a_wrong_name_of_a_server_is_refused(cast: Cast) -> None:
    with refused(BadInput):
        services.change_mail_server(actor=cast.ada, server=MailServer("smtp://mail.example"))


def test_mail_ends_with_its_password(cast: Cast) -> None:
    keep_mail_server(KEPT)
    assert as_person(cast.ada).post("/settings/mail/end/").status_code == 303
    assert Workspace.objects.get().mail == ""
    with refused(RuleBroken):
        services.end_mail(actor=cast.ada)


def test_a_password_sealed_with_another_key_is_asked_anew(cast: Cast, settings: object) -> None:
    keep_mail_server(KEPT)
    settings.SECRET_KEY = "another"  # type: ignore[attr-defined]
    assert accounts.mail_server() is None
    assert "can’t be opened" in words(as_person_with_key(cast))


def as_person_with_key(cast: Cast) -> object:
    return as_person(cast.ada).get("/settings/mail/")


def test_a_test_mail_goes_to_whoever_asks(cast: Cast) -> None:
    keep_mail_server(KEPT)
    assert as_person(cast.ada).post("/settings/mail/test/").status_code == 303
    assert [one.to for one in mail.outbox] == [["ada@nordlicht.example"]]
    assert Mark.objects.get(kind="mail").well


def test_many_test_mails_are_refused_kindly(cast: Cast) -> None:
    keep_mail_server(KEPT)
    ada = as_person(cast.ada)
    answers = [ada.post("/settings/mail/test/") for _ in range(5)]
    assert answers[-1].status_code == 429


class _Server(socketserver.StreamRequestHandler):
    """A mail server that knows no password, and takes mail from one address."""

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        for line in self.rfile:
            self.wfile.write(self._answer(line.upper()))
            if line.upper().startswith(b"QUIT"):
                return

    def _answer(self, line: bytes) -> bytes:
        if line.startswith(b"EHLO"):
            return b"250-here\r\n250 AUTH PLAIN LOGIN\r\n"
        if line.startswith(b"AUTH"):
            return b"535 5.7.8 wrong\r\n"
        if line.startswith(b"MAIL FROM") and b"TANDEM@NORDLICHT.EXAMPLE" not in line:
            return b"553 not your address\r\n"
        if line.startswith(b"DATA"):
            self.wfile.write(b"354 go on\r\n")
            while self.rfile.readline() != b".\r\n":
                pass
        return b"250 well\r\n"


@pytest.fixture
def port() -> Iterator[int]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Server) as server:
        server.daemon_threads, server.block_on_close = True, False
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield int(server.server_address[1])
        server.shutdown()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"user": "tandem", "password": "x"}, "doesn’t know this name"),
        ({"sender": "eve@nordlicht.example"}, "takes no mail from eve@nordlicht.example"),
        ({"guarded": Guarded.STARTTLS}, "offers no encryption"),
        ({"sender": "tandem@nordlicht.example"}, ""),
    ],
)
def test_a_real_server_is_understood(
    cast: Cast, settings: object, port: int, more: dict[str, str], said: str
) -> None:
    settings.EMAIL_BACKEND = "tandem.config.post.Post"  # type: ignore[attr-defined]
    keep_mail_server(
        MailServer(**{"host": "127.0.0.1", "port": port, "guarded": Guarded.NOT, **more})
    )  # type: ignore[arg-type]
    answer = as_person(cast.ada).post("/settings/mail/test/", follow=True)
    assert (said or "The server took a test mail") in words(answer)
    assert Mark.objects.get(kind="mail").well == (not said)


def test_mail_comes_from_the_address_that_was_named(cast: Cast) -> None:
    keep_mail_server(KEPT)
    message = EmailMessage("Hello", "You", to=["a@x.example"])
    post = Post()
    post.open = lambda: False  # type: ignore[method-assign]
    post.send_messages([message])
    assert message.from_email == "Tandem <tandem@nordlicht.example>"
    assert (post.host, post.port, post.password) == ("mail.example", 465, "a secret")
