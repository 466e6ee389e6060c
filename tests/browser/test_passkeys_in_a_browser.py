"""A passkey as somebody meets it: the browser makes it, and opens with it."""

import subprocess
import sys

import pytest
from playwright.sync_api import Browser, expect
from tests.live_process import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.once]

LINK = (
    "import django; django.setup()\n"
    "from tandem.accounts.services import make_set_up_link\nprint(make_set_up_link())"
)
PASSWORD = "a long sentence of mine"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
"""A laptop with a finger on its sensor, as Chromium plays one."""


def test_a_passkey_is_made_and_opens(chromium: Browser, live_server_process: LiveServer) -> None:
    made = subprocess.run(
        [sys.executable, "-c", LINK],
        env=dict(live_server_process.environment),
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    # Browsers make keys for localhost, not for an address of numbers.
    home = f"http://localhost:{live_server_process.port}"
    context = chromium.new_context()
    context.set_default_timeout(10_000)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})

    page.goto(f"{home}/set-up/{made.stdout.strip()}/")
    page.get_by_label("Company").fill("Nordlicht")
    page.get_by_label("Your name").fill("Vera Vogt")
    page.get_by_label("Your e-mail").fill("vera@nordlicht.example")
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.locator("main button").click()
    page.wait_for_url("**/first-steps/")

    page.goto(f"{home}/my-sign-in/")
    page.get_by_label("What do you call it?").fill("Laptop")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_text("From now on this key opens without a password.")).to_be_visible()

    page.get_by_role("button", name="Sign out everywhere, here too").click()
    page.wait_for_url("**/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    assert not complaints
    context.close()
