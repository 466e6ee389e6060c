"""From another tool's export to a deal: work taken in, a signed scope, a lever, a yes, another plan."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import Visit
from tests.browser.hands import Keyboard, Pointer
from tests.browser.walk import Walker
from tests.live_process import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.once]

EXPORT = """\
Issue key,Issue id,Issue Type,Summary,Status,Assignee,Reporter,Created,Updated,Original Estimate,\
Priority,Labels,Fix Version/s,Outward issue link (Blocks)
SIZE-1,10501,Story,Keep the address beside the size,To Do,Igor Kovač,Ann Example,2026-01-05 09:00,\
2026-01-20 10:00,144000,Major,shop,1.0,SIZE-2
SIZE-2,10502,Story,"Send one e-mail, and none after it",In Progress,Igor Kovač,Ann Example,\
2026-01-05 09:10,2026-01-21 10:00,172800,Major,shop,1.0,
SIZE-3,10503,Bug,The size is gone from the address,Done,Igor Kovač,Ann Example,2026-01-05 09:20,\
2026-01-22 10:00,14400,Minor,shop,1.0,
"""
"""As Jira writes it: two pieces of work to do, one that waits for the other, and one that is done."""

WORKER = """
import sys, django; django.setup()
from tandem.capacity.jobs import count_capacity
from tandem.imports.commands.steps import carry_on_all
from tandem.plans.jobs import work_out_forecast
for line in sys.stdin:
    carry_on_all()
    work_out_forecast(int(line))
    count_capacity()
    print("done", flush=True)
"""
"""Does what a worker does, whenever it is told an initiative."""

PROMISED = date.today() + timedelta(days=60)  # noqa: DTZ011 - any day ahead will do
LATER = PROMISED + timedelta(days=14)


@dataclass
class ToADeal:
    """Marketing's and IT's part; each step begins where its person finds it."""

    marketing: Walker
    it: Walker
    sentence: str
    there: str
    jobs: Callable[[str], None]
    """Lets the worker do what waits on an initiative."""

    def work(self) -> None:
        self.jobs(self.there.split("/")[2])

    def take_in(self, export: Path) -> None:
        """IT takes in what Jira exported: read, compared, taken, each by the worker."""
        igor = self.it
        igor.open(f"{self.there}work/")
        igor.link("Import", exact=False)
        igor.hand.choose(igor.page.locator("#form-upload input[type=file]"), export)
        igor.button("Upload and read")
        self._wait_for("Take it in")
        igor.button("Take it in")
        self.work()
        igor.page.reload()
        igor.link("To the work")
        igor.sees("Send one e-mail, and none after it")

    def _wait_for(self, button: str) -> None:
        self.work()
        expect(self.it.page.get_by_role("button", name=button)).to_be_visible()

    def sign_the_scope(self) -> None:
        """IT hands over what fits the budget, Marketing accepts it."""
        alice, igor = self.marketing, self.it
        igor.open(f"{self.there}scope/")
        igor.button("Hand over to Marketing")
        alice.open("/")
        alice.link("Read and answer", beside=self.sentence)
        alice.button("Accept it for Marketing")
        alice.sees("Marketing accepted it")

    def promise(self) -> None:
        alice = self.marketing
        alice.open(f"{self.there}forecast/")
        alice.write("Promised for", PROMISED.isoformat())
        alice.button("Promise this date")
        expect(alice.page.locator("#promise")).to_contain_text(said(PROMISED))

    def propose(self) -> None:
        """Marketing wants to know what a later day and less of Igor would do, and proposes it."""
        alice = self.marketing
        alice.open(f"{self.there}forecast/")
        alice.link("What if")
        alice.write("What if …", "Less of Igor, two weeks later")
        alice.button("Try it")
        alice.hand.slide(alice.page.get_by_role("slider", name="Igor"), -20)
        day = alice.page.get_by_role("textbox", name="Promised date")
        alice.hand.write(day, LATER.isoformat())
        expect(alice.page.locator("#answer")).to_contain_text(f"by {said(LATER)}")
        alice.button("Keep these levers")
        alice.write("In a sentence, if you like", "Igor is needed elsewhere.")
        alice.button("Propose it")
        alice.sees("Waiting for IT")

    def agree(self) -> None:
        igor = self.it
        igor.open("/")
        igor.link("Read and decide", beside="Less of Igor")
        igor.button("Yes for IT")
        igor.sees("It became the plan")

    def plan(self) -> tuple[str, ...]:
        """What roadmap, promise and capacity say."""
        alice = self.marketing
        self.work()
        alice.open("/roadmap/")
        alice.hand.unfold(alice.page.locator("#table > summary"))
        row = (
            alice.page.locator("#table")
            .get_by_role("row")
            .filter(has_text=self.sentence)
            .inner_text()
        )
        alice.open(f"{self.there}forecast/")
        promise = alice.page.locator("#promise").inner_text()
        alice.open("/capacity/?by=month")
        return row, promise, alice.page.locator("#teams").inner_text()


def said(day: date) -> str:
    return f"{day.day} {day:%b}"


def walk(way: ToADeal, export: Path) -> None:
    export.write_text(EXPORT, encoding="utf-8")
    way.take_in(export)
    way.sign_the_scope()
    way.promise()
    before = way.plan()
    way.propose()
    way.agree()
    after = way.plan()
    assert said(LATER) in after[0]
    assert said(LATER) in after[1]
    for one, other in zip(before, after, strict=True):
        assert one != other
    assert way.marketing.seen.complaints == way.it.seen.complaints == []


@pytest.fixture(scope="module")
def jobs(demonstration: LiveServer) -> Iterator[Callable[[str], None]]:
    with subprocess.Popen(
        [sys.executable, "-c", WORKER],
        env={**demonstration.environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:

        def work(initiative: str) -> None:
            assert process.stdin
            assert process.stdout
            process.stdin.write(f"{initiative}\n")
            process.stdin.flush()
            assert process.stdout.readline() == "done\n"

        yield work
        process.communicate()


def test_from_an_import_to_a_deal(
    visit: Callable[..., Visit],
    in_plan: Callable[..., str],
    jobs: Callable[[str], None],
    tmp_path: Path,
) -> None:
    sentence = "Tell me when my size is in the shop"
    alice, igor = (Walker(visit(name), Pointer()) for name in ("Alice", "Igor"))
    walk(ToADeal(alice, igor, sentence, in_plan(sentence), jobs), tmp_path / "size.csv")


@pytest.mark.deep
def test_from_an_import_to_a_deal_by_keyboard_alone(
    visit: Callable[..., Visit],
    in_plan: Callable[..., str],
    jobs: Callable[[str], None],
    tmp_path: Path,
) -> None:
    sentence = "Tell me when my colour is in the shop"

    def by_keys(name: str) -> Walker:
        seen = visit(name)
        return Walker(seen, Keyboard(seen.page))

    way = ToADeal(by_keys("Alice"), by_keys("Igor"), sentence, in_plan(sentence), jobs)
    walk(way, tmp_path / "colour.csv")
