"""No room left: a kind page, nothing half-written, and at once well again when there is room."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock
from zipfile import ZipFile

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from pytest_django import Settings
from tests.api.program import API, PROBLEM, Program, program_of
from tests.cast import Cast
from tests.core.asgi import LIMITS, coming, run, scope
from tests.pictures import drawn

from tandem.activity import commands
from tandem.activity.models import Event
from tandem.attachments.models import Attachment
from tandem.config.backup import make_backup
from tandem.core import kept_files
from tandem.core.errors import RuleBroken
from tandem.core.server.bodies import Bodies
from tandem.formats.pictures.looking import look_at
from tandem.initiatives.models import Initiative
from tandem.talk.models import Comment

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FULL = OSError(errno.ENOSPC, "No space left on device")
only_sqlite = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL's disk is full somewhere else."
)


@contextmanager
def full() -> Iterator[None]:
    """SQLite may not take one page more."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        [pages] = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        yield
        cursor.execute("PRAGMA max_page_count = 1073741823")


def until_refused(alice: Program, idea: int) -> Any:
    """The first answer that isn't a yes: a few fit into pages that are there."""
    long = {"text": "word " * 900}
    for _ in range(40):
        answered = alice.ask("POST", f"/subjects/{idea}/comments", long)
        if answered.status != 201:
            return answered
    raise AssertionError("It never was full.")


@only_sqlite
def test_a_full_database_takes_nothing_and_says_so(cast: Cast, idea: int) -> None:
    alice = program_of(cast.alice)
    with full():
        refused = until_refused(alice, idea)
        assert (refused.status, refused.kind) == (507, PROBLEM)
        assert "nothing was saved" in refused.body["detail"]
        assert alice.get(f"/initiatives/{idea}")["id"] == idea
        said = Comment.objects.count()
        assert Event.objects.filter(kind="talk.commented").count() in {said, 0}
    assert commands.verify() == 0
    alice.post(f"/subjects/{idea}/comments", {"text": "There is room again."})
    assert Comment.objects.count() == said + 1


@only_sqlite
def test_a_page_says_so_too(cast: Cast, idea: int) -> None:
    browser = Client()
    browser.force_login(get_user_model().objects.get(pk=cast.alice.me))
    with full():
        until_refused(program_of(cast.alice), idea)
        answers = [
            browser.post("/ideas/new/", {"sentence": f"{number} {'w' * 250}"})
            for number in range(60)
        ]
    told = next(one for one in answers if one.status_code == 507)
    assert "There is no room left" in told.content.decode()
    assert "Tell your administrator" in told.content.decode()
    assert Initiative.objects.count() == 1 + sum(one.status_code in {302, 303} for one in answers)
    assert commands.verify() == 0


def test_an_upload_without_room_leaves_nothing(
    cast: Cast, idea: int, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    monkeypatch.setattr("tandem.core.taking_in.look_at_apart", look_at)
    secret = program_of(cast.alice).secret

    def send() -> Any:
        file = SimpleUploadedFile("day.png", drawn(), "image/png")
        return Client().post(
            f"{API}/subjects/{idea}/attachments",
            {"title": "A day", "file": file},
            headers={"Authorization": f"Bearer {secret}"},
        )

    with mock.patch.object(kept_files.os, "fsync", side_effect=FULL):
        refused = send()
    assert (refused.status_code, refused.headers["Content-Type"]) == (507, PROBLEM)
    assert not Attachment.objects.exists()
    assert [path for path in (tmp_path / "uploads").rglob("*") if path.is_file()] in (
        [],
        [tmp_path / "uploads" / ".lock"],
    )
    assert send().status_code == 201


def test_a_body_that_finds_no_room_is_given_up_whole() -> None:
    bodies = Bodies(LIMITS)
    asked = scope("POST", transfer_encoding="chunked")

    async def twice() -> None:
        with mock.patch("tempfile.TemporaryFile", side_effect=FULL), pytest.raises(OSError):  # noqa: PT011
            await bodies.take_in(asked, coming(b"x" * 200, then="end"))
        assert bodies._on_disk == 0
        (await bodies.take_in(asked, coming(b"x" * 200, then="end"))).close()

    run(twice())
    assert bodies._on_disk == 0


@pytest.mark.usefixtures("shared_database")
def test_a_backup_without_room_leaves_no_file(cast: Cast, tmp_path: Path) -> None:
    place = tmp_path / "backups"
    place.mkdir()
    with (
        mock.patch.object(ZipFile, "writestr", side_effect=FULL),
        pytest.raises(RuleBroken, match="No space left"),
    ):
        make_backup(place / "backup.zip")
    assert list(place.iterdir()) == []
