"""Settings are read with a type, told in the documentation, and wrong ones stop the start."""

import ast
import os
import re
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tandem.config import database, environment, secret_key
from tandem.config.environment import WrongSetting

_ROOT = Path(__file__).parents[2]
_SETTINGS = _ROOT / "src/tandem/config/settings.py"


def read_by_settings() -> set[str]:
    """The variables that settings.py asks `environment` for."""
    calls = [
        node for node in ast.walk(ast.parse(_SETTINGS.read_text())) if isinstance(node, ast.Call)
    ]
    return {
        str(call.args[0].value)
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "environment"
        and isinstance(call.args[0], ast.Constant)
    }


def test_every_setting_is_told_and_nothing_else() -> None:
    told = re.findall(r"^\| `([A-Z_]+)` \|", (_ROOT / "docs/settings.md").read_text(), re.MULTILINE)
    assert len(told) == len(set(told))
    assert set(told) == read_by_settings()


def test_the_environment_is_read_in_one_place() -> None:
    own = _ROOT / "src/tandem"
    readers = [
        str(path.relative_to(own))
        for path in own.rglob("*.py")
        if re.search(r"os\.(environ\b(?!\.setdefault)|getenv)", path.read_text())
    ]
    assert set(readers) <= {"config/environment.py"} | {
        name for name in readers if name.startswith("config/cli/")
    }


@pytest.mark.parametrize(
    ("value", "reader"),
    [
        ("maybe", lambda name: environment.switch(name, default=True)),
        ("-1", lambda name: environment.whole_number(name, 5, least=0, most=9)),
        ("10", lambda name: environment.whole_number(name, 5, least=0, most=9)),
        ("https://a.example", environment.hosts),
        ("*.b.example", environment.hosts),
        ("u@a.example", environment.hosts),
        ("a.example:http", environment.hosts),
        ("²", lambda name: environment.whole_number(name, 5, least=0, most=9)),
        ("LOUD", lambda name: environment.choice(name, "INFO", among=["INFO", "ERROR"])),
        ("localhost:8000", lambda name: environment.web_address(name, "http://localhost")),
        ("http://a.example/path", lambda name: environment.web_address(name, "http://localhost")),
        ("http://[::1", lambda name: environment.web_address(name, "http://localhost")),
        ("ftp://a.example", lambda name: environment.web_address(name, "http://localhost")),
    ],
)
def test_a_wrong_value_is_named_with_what_is_wanted(
    monkeypatch: pytest.MonkeyPatch, value: str, reader: Callable[[str], object]
) -> None:
    monkeypatch.setenv("TANDEM_TRY", value)
    with pytest.raises(WrongSetting) as raised:
        reader("TANDEM_TRY")
    sentence = str(raised.value)
    assert sentence.startswith("TANDEM_TRY must be ")
    assert repr(value) in sentence
    assert sentence.count("\n") == 0


def test_right_values_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    values = {
        "A": " yes ",
        "B": "7",
        "C": "a.example, b.example,",
        "D": "https://tandem.example.org:8443/",
        "E": "",
    }
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    assert environment.switch("A", default=False) is True
    assert environment.whole_number("B", 1, least=1, most=9) == 7
    assert environment.listed("C", []) == ["a.example", "b.example"]
    assert environment.web_address("D", "") == "https://tandem.example.org:8443"
    assert environment.switch("E", default=True) is True
    assert environment.listed("NOT_SET", ["x"]) == ["x"]


def test_a_folder_that_cannot_be_made_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TANDEM_TRY", str(tmp_path / "file" / "data"))
    with pytest.raises(WrongSetting, match="TANDEM_TRY must be a folder that can be written to"):
        environment.folder("TANDEM_TRY", tmp_path)


def test_a_new_folder_is_for_this_user_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TANDEM_TRY", str(tmp_path / "data"))
    made = environment.folder("TANDEM_TRY", tmp_path)
    assert stat.S_IMODE(made.stat().st_mode) == 0o700


def test_the_start_ends_with_one_sentence(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", "import tandem.config.settings"],
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(_ROOT / "src"),
            "TANDEM_DATA": str(tmp_path),
            "TANDEM_MAX_BODY": "much",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ended.returncode == 1
    assert ended.stderr == (
        "TANDEM_MAX_BODY must be a whole number from 65536 to 1073741824, not 'much'.\n"
    )


class TestSecretKey:
    def test_it_is_made_once_for_this_user_alone(self, tmp_path: Path) -> None:
        path = tmp_path / "secret-key"
        first = secret_key.read_or_create(path)
        assert len(first) >= 64
        assert secret_key.read_or_create(path) == first
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert [file.name for file in tmp_path.iterdir()] == ["secret-key"]

    def test_processes_that_start_together_agree(self, tmp_path: Path) -> None:
        path, found = tmp_path / "secret-key", []
        together = threading.Barrier(8)

        def start() -> None:
            together.wait(5)
            found.append(secret_key.read_or_create(path))

        threads = [threading.Thread(target=start) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
        assert len(found) == 8
        assert len(set(found)) == 1

    def test_a_damaged_one_is_not_replaced(self, tmp_path: Path) -> None:
        (tmp_path / "secret-key").write_text("short")
        with pytest.raises(WrongSetting, match="restore it from your backup"):
            secret_key.read_or_create(tmp_path / "secret-key")


class TestDatabase:
    def test_none_named_is_sqlite_in_the_data_folder(self, tmp_path: Path) -> None:
        found = database.settings_for("", tmp_path)
        assert found["ENGINE"] == "tandem.core.sqlite"
        assert found["NAME"] == str(tmp_path / "tandem.sqlite3")

    def test_an_address_of_postgresql_is_taken_apart(self, tmp_path: Path) -> None:
        url = "postgresql://ann:p%40ss@db.example:5433/tandem?sslmode=require"
        found = database.settings_for(url, tmp_path)
        assert found["ENGINE"] == "django.db.backends.postgresql"
        assert (found["USER"], found["PASSWORD"]) == ("ann", "p@ss")
        assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example", "5433", "tandem")
        assert found["OPTIONS"] == {"sslmode": "require", "options": "-c jit=off"}

    @pytest.mark.parametrize(
        "url", ["mysql://ann:secret@db/tandem", "postgresql://ann:sec%ret@db/x", "tandem.sqlite3"]
    )
    def test_a_wrong_address_is_told_without_its_password(self, tmp_path: Path, url: str) -> None:
        with pytest.raises(WrongSetting, match="postgresql://person:password@host/name") as raised:
            database.settings_for(url, tmp_path)
        assert "sec" not in str(raised.value)
