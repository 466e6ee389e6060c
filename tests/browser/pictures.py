"""Takes the pictures of the README: `python -m tests.browser.pictures`, in the checkout.

Starts Tandem with the demonstration company on a free port, signs Clara in, and writes
`docs/pictures/today.png` and `docs/pictures/brief.png`. Take them again when these pages change.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from playwright.sync_api import Page, sync_playwright
from tests.browser.conftest import FLAGS

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"
VIEWPORT = {"width": 1280, "height": 860}
TALL = {"width": 1280, "height": 1360}
"""As far down as the part that waits."""
STARTS_WITHIN = 90.0
"""Seconds, with making the database and playing the demonstration."""


@contextmanager
def running() -> Iterator[str]:
    """The address of a Tandem with the demonstration; it and its data go at the end."""
    with tempfile.TemporaryDirectory(prefix="tandem-pictures-") as data:
        port = a_free_port()
        address = f"http://localhost:{port}"
        program = subprocess.Popen(
            [*tandem("run", "--demo"), "--port", str(port), "--data", data],
            cwd=ROOT,
            env={
                **{name: v for name, v in os.environ.items() if not name.startswith("TANDEM_")},
                "DATABASE_URL": "",
                "PYTHONPATH": str(ROOT / "src"),
            },
        )
        try:
            wait_for(address, program)
            yield address
        finally:
            program.terminate()
            program.wait(30)


def tandem(*words: str) -> list[str]:
    return [sys.executable, "-m", "tandem.config.cli", *words]


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(address: str, program: "subprocess.Popen[bytes]") -> None:
    """Return when it answers. Raises SystemExit when it ends or takes too long."""
    until = time.monotonic() + STARTS_WITHIN
    while program.poll() is None and time.monotonic() < until:
        try:
            if httpx.get(f"{address}/health/").is_success:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    sys.exit("Tandem did not start; what it said stands above.")


def sign_in(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}/sign-in/")
    page.get_by_role("listitem").filter(has_text=name).get_by_role("button").click()
    page.get_by_role("heading", name="Today").wait_for()


def wait_until_whole(page: Page) -> None:
    """The demonstration goes on loading while one looks around; a notice says so until then."""
    until = time.monotonic() + STARTS_WITHIN
    while page.get_by_text("still moving in").count() and time.monotonic() < until:
        page.wait_for_timeout(1000)
        page.reload()


def take(page: Page, name: str) -> None:
    """Keep what the window shows, once it is drawn with its fonts."""
    page.evaluate("document.fonts.ready")
    path = PICTURES / f"{name}.png"
    page.screenshot(path=path, animations="disabled")
    sys.stdout.write(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} KB\n")


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with running() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport=VIEWPORT, device_scale_factor=1, color_scheme="light")
        sign_in(page, address, "Clara")
        wait_until_whole(page)
        take(page, "today")
        page.goto(f"{address}/ideas/?q=blocks")
        page.get_by_role("link", name="Marketing builds its landing pages").click()
        page.get_by_role("link", name="Brief", exact=True).click()
        page.get_by_role("heading", level=1).wait_for()
        page.set_viewport_size(TALL)
        take(page, "brief")
        browser.close()


if __name__ == "__main__":
    main()
