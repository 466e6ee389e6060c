"""What somebody waits for who moves a lever: milliseconds in their browser, until the answer.

    python -m bench.whatif [--pieces 300] [--rounds 40]

The demonstration company, with so many more pieces of estimated work on its first initiative, some
of which wait for others. Chromium on the same machine moves a slider by keys; each answer is one
that nobody asked for before. It prints, nothing more.

Measured last with 300 pieces on two quiet cores: 185 ms in the middle, 231 ms for the 95th, of that
10 ms the pause. Wanted are 200.
"""

import argparse
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path
from statistics import median, quantiles

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
MOVED = """slider => new Promise(done => {
    let asked = 0;
    const mine = event => event.detail.target?.id === 'answer';
    const sent = event => { if (mine(event)) asked = performance.now() };
    const told = event => { if (mine(event)) requestAnimationFrame(() => {
        document.removeEventListener('htmx:beforeRequest', sent);
        document.removeEventListener('htmx:afterSettle', told);
        done([performance.now() - begun, performance.now() - asked]);
    }) };
    document.addEventListener('htmx:beforeRequest', sent);
    document.addEventListener('htmx:afterSettle', told);
    const begun = performance.now();
    slider.stepDown(1);
    slider.dispatchEvent(new Event('input', { bubbles: true }));
})"""
"""Both from the input: until the answer is drawn, and of that what came after the pause."""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pieces", type=int, default=300)
    asked.add_argument("--rounds", type=int, default=40)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="tandem-bench-") as folder:
        os.environ["TANDEM_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "tandem.config.settings"
        os.environ.setdefault("TANDEM_LOG", "WARNING")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        address = plan(options.pieces)
        print(f"{options.pieces} pieces of work")
        _serve(folder, address, options.rounds)


def plan(pieces: int, seed: int = 1) -> str:
    """Fill the first initiative; the address of a what-if on it."""
    from django.db import transaction

    from tandem.accounts.models import Person
    from tandem.accounts.queries import actor_by_id
    from tandem.activity.models import Subject
    from tandem.demo.load import load_demonstration
    from tandem.scenarios.services import start_scenario
    from tandem.work import services as work
    from tandem.work.rules import Estimate, Sureness

    load_demonstration()
    dice = random.Random(seed)
    home = Subject.objects.filter(kind="initiative").order_by("pk").values_list("pk", flat=True)[0]
    known = {one.name.split()[0]: actor_by_id(one.pk) for one in Person.objects.all()}
    people = [known[name] for name in ("Igor", "Jonas", "Alice", "Mona")]
    made: list[int] = []
    with transaction.atomic():
        for number in range(pieces):
            who = people[number % len(people)]
            pk = work.add_work_item(actor=who, home_id=home, title=f"Piece {number}").pk
            days = Decimal(dice.choice(["0.5", "1", "2", "3"]))
            work.estimate_work_item(actor=who, work_id=pk, estimate=Estimate(days, Sureness.NORMAL))
            work.assign_work_item(actor=who, work_id=pk, person_id=who.me)
            if number >= len(people) and dice.random() < 0.5:
                before = made[-len(people) * dice.randint(1, min(5, len(made) // len(people)))]
                work.let_wait_for(actor=who, work_id=pk, on_id=before)
            made.append(pk)
        tried = start_scenario(actor=people[2], initiative_id=home, name="Less of Igor")
    return f"/initiatives/{home}/whatif/{tried.pk}/"


def _serve(folder: str, address: str, rounds: int) -> None:
    import httpx

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        base = f"http://127.0.0.1:{free.getsockname()[1]}"
    command = [str(Path(sys.executable).parent / "tandem"), "run", "--data", folder]
    port = base.rpartition(":")[2]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([*command, "--port", port, "--no-demo"], **quiet) as parent:  # type: ignore[call-overload]
        try:
            for _ in range(240):
                try:
                    if httpx.get(f"{base}/health/").status_code == 200:
                        break
                except httpx.HTTPError:
                    time.sleep(0.25)
            _measure(base, address, rounds)
        finally:
            parent.terminate()


def _measure(base: str, address: str, rounds: int) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"{base}/sign-in/")
        page.get_by_role("button", name=" as Alice ").click()
        page.get_by_role("heading", name="Today").wait_for()
        page.goto(f"{base}{address}")
        slider = page.get_by_role("slider", name="Igor")
        page.wait_for_load_state("networkidle")
        seen = []
        for _ in range(rounds):
            seen.append(slider.evaluate(MOVED))
            # What follows for others is asked a second later; the next move waits for that.
            page.wait_for_timeout(1_000)
            page.wait_for_load_state("networkidle")
        browser.close()
    print("                             median ms   95th ms")
    for at, what in enumerate(("from the key to the answer", "of that after the pause")):
        found = [one[at] for one in seen]
        print(f"{what:27}  {median(found):9.0f}  {quantiles(found, n=20)[-1]:8.0f}")


if __name__ == "__main__":
    main()
