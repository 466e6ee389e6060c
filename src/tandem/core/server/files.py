"""Static files: gathered once under names that hold a hash of their content, then served for ever.

They are sent from the event loop, so they need no thread and a page never waits for them.
"""

import fcntl
import hashlib
import os
import re
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from whitenoise import WhiteNoise
from whitenoise.storage import CompressedManifestStaticFilesStorage

from tandem.core.server.answers import Answer
from tandem.core.server.messages import Scope, header

_HASHED = re.compile(r"\.[0-9a-f]{12}\.[^/]+$")
_ASKED = ("range", "if-none-match", "if-modified-since", "accept-encoding")


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Hashed names also inside the `import` lines of our ES modules, and gzip beside each file.

    Packages ship files that name others they don't ship (source maps, examples in comments). Ours
    must all be there; theirs stay as they are.
    """

    support_js_module_import_aggregation = True

    def url_converter(self, name: str, *args: Any, **kwargs: Any) -> Callable[[re.Match[str]], str]:
        """Django's function that puts hashed names into the text of the file `name`."""
        convert = super().url_converter(name, *args, **kwargs)
        if any((Path(folder) / name).is_file() for folder in settings.STATICFILES_DIRS):
            return convert

        def forgiving(match: re.Match[str]) -> str:
            try:
                return convert(match)
            except ValueError:
                return match["matched"]

        return forgiving


def gather() -> None:
    """Copy every static file to STATIC_ROOT under its hashed name, when one of them has changed.

    Files of earlier versions stay: a page that is open in a browser still asks for them. Servers
    that start together wait for one another here.
    """
    root = Path(settings.STATIC_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    stamp = root / ".gathered"
    with (root / ".gathering").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        present = _fingerprint()
        if stamp.exists() and stamp.read_text() == present:
            return
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["*.map"])
        stamp.write_text(present)


def _fingerprint() -> str:
    """A digest over path, size and time of every source file."""
    digest = hashlib.sha256()
    for path in sorted(_sources()):
        seen = os.stat(path)
        digest.update(f"{path}\0{seen.st_size}\0{seen.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _sources() -> Iterator[str]:
    for finder in get_finders():
        for path, storage in finder.list([]):
            yield storage.path(path)


class StaticFiles:
    """Answers for addresses under STATIC_URL.

    `fresh` looks at the source folders on every request, for whoever works on the files.
    """

    def __init__(self, *, fresh: bool) -> None:
        self._shelf = WhiteNoise(
            None,
            autorefresh=fresh,
            allow_all_origins=False,
            immutable_file_test=lambda path, url: bool(_HASHED.search(url)),
        )
        self.prefix = settings.STATIC_URL
        for folder in self._folders() if fresh else [Path(settings.STATIC_ROOT)]:
            self._shelf.add_files(str(folder), prefix=self.prefix)  # type: ignore[no-untyped-call]

    def answer(self, scope: Scope) -> Answer | None:
        """The file that was asked for, or nothing."""
        path: str = scope["path"]
        shelf = self._shelf
        found = (shelf.find_file if shelf.autorefresh else shelf.files.get)(path)
        if found is None:
            return None
        asked = {f"HTTP_{n.upper().replace('-', '_')}": header(scope, n) for n in _ASKED}
        response = found.get_response(scope["method"], {n: v for n, v in asked.items() if v})
        headers = [(name.lower(), str(value)) for name, value in response.headers]
        if response.status != HTTPStatus.NOT_MODIFIED and response.file is None:
            headers = headers if scope["method"] == "HEAD" else [*headers, ("content-length", "0")]
        return Answer(int(response.status), headers, file=response.file)

    def _folders(self) -> list[Path]:
        own = [Path(config.path) / "static" for config in apps.get_app_configs()]
        return [
            folder for folder in [*own, *map(Path, settings.STATICFILES_DIRS)] if folder.is_dir()
        ]
