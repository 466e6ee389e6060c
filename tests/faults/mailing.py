"""A mail server for tests that keeps what it is handed, and a worker that hands mail in.

`python -m tests.faults.mailing fill NUMBER` lets the cast in and puts so many mails into the outbox;
`work SECONDS` is a worker whose clock is so much ahead; `left` tells how many wait, how many were
written down as mailed, and what `tandem verify` ends with.
"""

import contextlib
import io
import json
import re
import socketserver
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta


class MailServer(socketserver.ThreadingTCPServer):
    """Speaks just enough SMTP. `handed` counts each Message-ID."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.handed: Counter[str] = Counter()
        self.came = threading.Semaphore(0)

    @property
    def url(self) -> str:
        return f"smtp+plain://127.0.0.1:{self.server_address[1]}"


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self._say("220 here")
        while line := self.rfile.readline().decode().strip():
            word = line[:4].upper()
            if word == "DATA":
                self._say("354 go on")
                self._take()
            self._say("250 fine" if word != "QUIT" else "221 bye")
            if word == "QUIT":
                return

    def _take(self) -> None:
        text = b""
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            text += line
        found = re.search(rb"^Message-ID:\s*(\S+)", text, re.MULTILINE | re.IGNORECASE)
        server = self.server
        assert isinstance(server, MailServer)
        server.handed[found[1].decode() if found else "none"] += 1
        server.came.release()

    def _say(self, words: str) -> None:
        with contextlib.suppress(OSError):
            self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def mail_server() -> Iterator[MailServer]:
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def fill(number: int) -> None:
    """Igor wants his mail at once, and there is much to tell him."""
    from django.db import transaction
    from tests.cast import make_cast, write_idea

    from tandem.activity import events, services
    from tandem.activity.rules import MailChoice, Step

    cast = make_cast()
    services.choose_mail(actor=cast.igor, choice=MailChoice.AT_ONCE)
    idea = write_idea(cast)
    kind = events.NOTICES[Step.REMINDED]
    with transaction.atomic():
        for _ in range(number):
            services.notify([cast.igor.me], kind, actor=cast.alice, subject_id=idea)


def work(seconds: int) -> None:
    """The real worker, with one job, until it is ended."""
    from django.conf import settings

    from tandem.config import worker
    from tandem.core import clock

    settings.TANDEM_JOBS = [("tandem.activity.jobs.work_outbox", 1)]
    with clock.at(clock.now() + timedelta(seconds=seconds)):
        worker.run(threading.Event())


def left() -> None:
    from tandem.activity.commands import verify
    from tandem.activity.models import Notification, Outbox

    with contextlib.redirect_stdout(io.StringIO()):
        verified = verify()
    mailed = Notification.objects.exclude(mailed_at=None).count()
    told = {"waiting": Outbox.objects.count(), "mailed": mailed, "verified": verified}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    import django

    django.setup()
    asked, *given = sys.argv[1:]
    {"fill": fill, "work": work, "left": left}[asked](*map(int, given))  # type: ignore[operator]
