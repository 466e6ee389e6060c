"""A backup holds everything, goes into either database, and is taken in whole or not at all."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from tests.cast import Cast
from tests.refusals import refused
from tests.schema import Schema, environment_for, fresh_database

from tandem.config.backup import make_backup, restore_backup
from tandem.config.backup.contents import MANIFEST
from tandem.core.errors import RuleBroken

_FILL = """
import django
django.setup()
from django.db import transaction
from tandem.demo.load import load_demonstration
with transaction.atomic():
    load_demonstration()
"""


def tandem(data: Path, url: str, *words: str, code: int = 0) -> str:
    """A command of ours on this data; what it printed."""
    data.mkdir(exist_ok=True)
    done = subprocess.run(
        [sys.executable, *(words if words[0] == "-c" else ("-m", "tandem.config.cli", *words))],
        env=environment_for(data, url),
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == code, done.stderr
    return done.stdout + done.stderr


def content(file: Path) -> dict[str, bytes]:
    """All but when it was made."""
    with zipfile.ZipFile(file) as archive:
        return {one: archive.read(one) for one in archive.namelist() if one != MANIFEST}


@pytest.mark.slow
@pytest.mark.server
def test_a_company_moves_from_one_database_to_the_other_and_back(
    migrated_schema: Schema, tmp_path: Path
) -> None:
    first, second, third = (tmp_path / f"{n}.tandem" for n in (1, 2, 3))
    (data := tmp_path / "data").mkdir()
    with migrated_schema.copy_to(data) as url:
        tandem(data, url, "-c", _FILL)
        said = tandem(data, url, "backup", str(first))
        assert "The record is whole." in said
        assert said.startswith(f"Written from the {'PostgreSQL database' if url else 'file'} ")
    held = content(first)
    assert held["tables/activity_event.jsonl"].count(b"\n") > 100
    assert sum(name.startswith("files/") for name in held) > 3
    assert os.stat(first).st_mode & 0o777 == 0o600

    # Into a file of SQLite, whatever it came from, and from there into what it came from.
    there = tmp_path / "there"
    assert "The record is whole." in tandem(there, "", "restore", str(first))
    tandem(there, "", "backup", str(second))
    assert content(second) == held
    with fresh_database(migrated_schema) as url:
        back = tmp_path / "back"
        tandem(back, url, "restore", str(second))
        tandem(back, url, "backup", str(third))
        assert content(third) == held
        told = tandem(back, url, "restore", str(third), code=1)
    assert "something in this database already" in told


@pytest.mark.parametrize(
    "words", [("backup", "all.zip"), ("verify",), ("checkpoint",), ("doctor",)]
)
def test_where_there_is_no_workspace_nothing_is_called_whole_and_nothing_made(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = tandem(tmp_path / "another", "", *words, code=1)
    assert f"There is no workspace in the file {tmp_path / 'another'}" in told
    assert "whole" not in told
    assert not list(tmp_path.rglob("*.sqlite3")) + list(tmp_path.glob("*.zip"))


def test_a_backup_that_is_not_there_is_said_to_be_missing(tmp_path: Path, db: None) -> None:
    with refused(RuleBroken) as caught:
        restore_backup(tmp_path / "nowhere.zip")
    assert caught.value.reason.startswith("There is no file ")


@pytest.fixture
def backup(tmp_path: Path, db: None) -> Path:
    """What passes for one of this version, of nothing."""
    file = tmp_path / "small.tandem"
    schema = dict(sorted(MigrationRecorder(connection).applied_migrations()))
    told = {
        "format": 1,
        "version": "9.9",
        "made_at": "",
        "schema": schema,
        "tables": {},
        "files": 0,
    }
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(MANIFEST, json.dumps(told))
    return file


def said_anew(backup: Path, **other: object) -> Path:
    with zipfile.ZipFile(backup) as archive:
        told = json.loads(archive.read(MANIFEST)) | other
    with zipfile.ZipFile(backup, "w") as archive:
        archive.writestr(MANIFEST, json.dumps(told))
    return backup


def test_what_is_used_already_stays_as_it_is(backup: Path, cast: Cast) -> None:
    with refused(RuleBroken) as caught:
        restore_backup(backup)
    assert "something in this database already" in caught.value.reason


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"schema": {"accounts": "9999_later"}}, "knows more than this one"),
        ({"format": 2}, "made by Tandem 9.9"),
        ({"files": None, "more": 1}, "is no whole backup"),
        ({"tables": []}, "the table accounts_"),
    ],
)
def test_what_is_newer_or_damaged_is_refused(
    backup: Path, other: dict[str, object], why: str
) -> None:
    with refused(RuleBroken) as caught:
        restore_backup(said_anew(backup, **other))
    assert why in caught.value.reason


@pytest.mark.parametrize("text", [b"", b"PK\x03\x04 and then nothing", b"a letter"])
def test_what_is_no_backup_is_refused(tmp_path: Path, db: None, text: bytes) -> None:
    (file := tmp_path / "letter.zip").write_bytes(text)
    with refused(RuleBroken) as caught:
        restore_backup(file)
    assert "is no whole backup of Tandem" in caught.value.reason


def test_no_file_is_written_over(backup: Path, tmp_path: Path) -> None:
    before = backup.read_bytes()
    for file in (backup, tmp_path / "nowhere" / "new.tandem"):
        with pytest.raises(RuleBroken):
            make_backup(file)
    assert backup.read_bytes() == before
    assert list(tmp_path.iterdir()) == [backup]
