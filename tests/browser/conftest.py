"""A real Chromium before a real server with the demonstration company in it."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from tests.live_process import LiveServer, Servers
from tests.schema import Schema

PLAY = """
import django; django.setup()
from tandem.demo import load; load.load_demonstration()
from tandem.activity.models import Subject
ids = Subject.objects.filter(kind="initiative").order_by("pk").values_list("pk", flat=True)
print(*ids, Subject.objects.filter(kind="system").order_by("pk").first().pk)
"""
SCENES: dict[str, str] = {}
"""The addresses of the first stories, by name: {loyalty} in a path is where that one is."""
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Visit:
    """One browser window of one person, and what the browser complained about in it."""

    server: LiveServer
    context: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        self.page.goto(f"{self.server.url}{path.format(**SCENES)}")
        return self.page

    def another_tab_at(self, path: str) -> Page:
        """A second page of the same person in the same browser."""
        page = self.context.new_page()
        page.goto(f"{self.server.url}{path}")
        return page


_KEPT_COOKIES = {"tandem_session", "tandem_csrf"}

expect.set_options(timeout=10_000)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "The browser tests need Chromium."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demonstration(
    migrated_schema: Schema, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LiveServer]:
    """One server for all browser tests. What a test changes there is its own idea or brief."""
    servers = Servers(migrated_schema, tmp_path_factory.mktemp("browser"))
    try:
        server = servers.start()
        played = subprocess.run(
            [sys.executable, "-c", PLAY],
            env=server.environment,
            check=True,
            timeout=120,
            stdout=subprocess.PIPE,
            text=True,
        )
        names = ("loyalty", "cart", "pop_up")
        *ids, system = played.stdout.split()
        SCENES["system"] = f"/systems/{system}/"
        SCENES.update({name: f"/initiatives/{pk}/" for name, pk in zip(names, ids, strict=True)})
        yield server
    finally:
        servers.close()


@pytest.fixture(scope="session")
def cookies() -> dict[str, list[Any]]:
    """Of whoever has signed in before, by name."""
    return {}


@pytest.fixture
def visit(
    chromium: Browser, demonstration: LiveServer, cookies: dict[str, list[Any]]
) -> Iterator[Callable[..., Visit]]:
    """`visit("Igor")` opens Today as Igor; keywords are those of a browser context."""
    opened: list[BrowserContext] = []

    def begin(name: str | None, **options: Any) -> Visit:
        context = chromium.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
        opened.append(context)
        context.set_default_timeout(10_000)
        seen = Visit(demonstration, context, context.new_page())
        seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        seen.page.on("console", lambda said: _note(seen, said.type, said.text))
        if name:
            context.add_cookies(cookies.get(name, []))
            come_in(seen, name)
            cookies[name] = [one for one in context.cookies() if one["name"] in _KEPT_COOKIES]
        return seen

    yield begin
    for context in opened:
        context.close()


@pytest.fixture
def in_plan(demonstration: LiveServer) -> Callable[..., str]:
    """`in_plan("Sentence")` is the address of an initiative that both have signed; see `planned`."""

    def play(sentence: str, day: date | None = None) -> str:
        said = [sentence, *([day.isoformat()] if day else [])]
        played = subprocess.run(
            [sys.executable, "-m", "tests.browser.planned", *said],
            cwd=Path(__file__).parents[2],
            env={**demonstration.environment},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert played.returncode == 0, played.stderr
        return f"/initiatives/{played.stdout.strip()}/"

    return play


def come_in(seen: Visit, name: str) -> None:
    """Open Today; sign in first where nobody is, or whoever was here has signed out since."""
    page = seen.open("/")
    if "/sign-in/" in page.url:
        # The whole first name: Kenji Morita has a Rita in him.
        page.get_by_role("button", name=f" as {name} ").click()
    page.get_by_role("heading", name="Today").wait_for()


def _note(seen: Visit, kind: str, text: str) -> None:
    """Scripts and the content policy complain here; a status such as 404 is the page's own."""
    if kind in {"error", "warning"} and "Failed to load resource" not in text:
        seen.complaints.append(text)
