"""Files are kept once, under their content, and swept away only when nobody speaks of them."""

import os
import stat
from collections.abc import Collection
from io import BytesIO
from pathlib import Path

import pytest
from pytest_django import Settings
from tests.pictures import drawn

from tandem.core import clock, kept_files
from tandem.core.errors import BadInput, RuleBroken
from tandem.core.kept_files import SPARED, keep, path_of, sweep
from tandem.core.taking_in import _AT_ONCE, take_in


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "uploads"


def file(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "sent"
    path.write_bytes(content)
    return path


def grown_old(digest: str) -> None:
    long_ago = clock.now().timestamp() - SPARED - 60
    os.utime(path_of(digest), (long_ago, long_ago))


def nobody(digests: Collection[str]) -> Collection[str]:
    return ()


def test_the_same_content_is_kept_once(tmp_path: Path) -> None:
    first, again = keep(file(tmp_path, b"one")), keep(file(tmp_path, b"one"))
    assert first == again != keep(file(tmp_path, b"two"))
    assert path_of(first).read_bytes() == b"one"
    assert stat.S_IMODE(path_of(first).stat().st_mode) == 0o600
    assert len(list(path_of(first).parent.iterdir())) == 1


@pytest.mark.parametrize("name", ["", "../../secret-key", "A" * 64, "a" * 63])
def test_nothing_else_is_a_name(name: str) -> None:
    with pytest.raises(ValueError, match=r"^.*$") as refused:
        path_of(name)
    assert refused.value.args == (name,)


def test_only_what_is_old_and_spoken_of_by_nobody_is_swept(tmp_path: Path) -> None:
    young, old, held = (keep(file(tmp_path, word)) for word in (b"young", b"old", b"held"))
    grown_old(old)
    grown_old(held)
    assert sweep(lambda digests: {held} & set(digests)) == 1
    assert [path_of(one).exists() for one in (young, old, held)] == [True, False, True]


def test_what_comes_again_is_spared_anew(tmp_path: Path) -> None:
    digest = keep(file(tmp_path, b"again"))
    grown_old(digest)
    keep(file(tmp_path, b"again"))
    assert sweep(nobody) == 0


def test_a_crash_while_writing_leaves_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(kept_files.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        keep(file(tmp_path, b"half"))
    monkeypatch.undo()
    digest = keep(file(tmp_path, b"half"))
    assert path_of(digest).read_bytes() == b"half"


def test_what_was_sent_is_taken_in_with_its_pictures() -> None:
    taken = take_in(iter([drawn()[:50], drawn()[50:]]))
    assert (taken.media, taken.all_pages) == ("image/png", 1)
    for digest in (taken.digest, taken.pages[0].digest, taken.pages[0].small):
        assert path_of(digest).is_file()


def test_a_file_that_is_too_large_is_told_before_it_is_read(settings: Settings) -> None:
    settings.TANDEM_MAX_FILE = 1024 * 1024
    with pytest.raises(BadInput, match="up to 1 MB") as refused:
        take_in([b"\x89PNG\r\n\x1a\n", BytesIO(b"x" * 1024 * 1024).read()])
    assert refused.value.field == "file"


def test_when_others_are_being_read_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tandem.core.taking_in._PATIENCE", 0.01)
    with _AT_ONCE, _AT_ONCE, pytest.raises(RuleBroken, match="try again in a minute"):
        take_in([drawn()])
