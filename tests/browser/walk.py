"""The path as three people walk it, whatever hands they use."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect
from tests.browser.conftest import Visit
from tests.browser.hands import Hand

DOCUMENT = """# Tell me when it is back

## Why

People leave when their size is sold out, and never learn that it came back.

## Requirements

### Must have

- A button on the product page takes an address for one size
- One e-mail goes out when that size is back, and none after it

### Could have

- The same for a colour

## Use cases

- A visitor leaves an address for size 42; the size comes back; one e-mail arrives.

## Success metrics

- Orders from these e-mails: none now, 40 a week by June, read from the shop
"""


@dataclass
class Walker:
    """One person: what they see, and the hand they use."""

    seen: Visit
    hand: Hand

    @property
    def page(self) -> Page:
        return self.seen.page

    def open(self, path: str) -> None:
        """Type an address, or use a bookmark."""
        self.seen.open(path)

    def link(self, name: str, *, beside: str = "", exact: bool = True) -> None:
        """Follow a link; `beside` names the row of a list that it is in."""
        self.hand.press(self._in(beside).get_by_role("link", name=name, exact=exact).first)

    def button(self, name: str, *, beside: str = "") -> None:
        self.hand.press(self._in(beside).get_by_role("button", name=name, exact=True).first)

    def write(self, label: str, text: str) -> None:
        with_or_without = re.compile(rf"^{re.escape(label)}(\s*optional)?$")
        self.hand.write(self.page.get_by_label(with_or_without), text)

    def tick(self, label: str) -> None:
        self.hand.tick(self.page.get_by_label(label, exact=True))

    def sees(self, text: str) -> None:
        expect(self.page.locator("main").get_by_text(text).first).to_be_visible()

    def _in(self, row: str) -> Locator:
        main = self.page.locator("body")
        return main.get_by_role("listitem").filter(has_text=row) if row else main


@dataclass
class Walk:
    """Marketing's, IT's and the sponsor's part in one idea, from the sentence to its signed brief.

    Each step begins where its person finds it: mostly on Today.
    """

    marketing: Walker
    it: Walker
    sponsor: Walker
    sentence: str
    path: str = ""

    def begin(self) -> None:
        mona = self.marketing
        mona.link("New idea", exact=False)
        mona.write("Your idea in one sentence", self.sentence)
        mona.button("Save the idea")
        expect(mona.page.get_by_role("heading", level=1)).to_have_text(self.sentence)
        self.path = urlsplit(mona.page.url).path

    def pair(self) -> None:
        """Each side answers something; then each has an owner."""
        mona, nora = self.marketing, self.it
        mona.write("What should change?", "Nobody leaves for good over a sold-out size.")
        mona.button("Answer")
        mona.write("For whom?", "Visitors who chose a size that is sold out.")
        mona.button("Answer")
        nora.open("/")
        nora.link("Take part", beside=self.sentence)
        nora.button("Take part for IT")
        expect(nora.page.get_by_role("heading", level=1)).to_have_text("What do we have already?")
        nora.write("Your answer", "The stock feed knows each size, every five minutes.")
        nora.button("Answer")
        expect(nora.page.get_by_text("Not paired yet")).to_be_hidden()
        mona.open(f"{self.path}owners/")
        owners = (("marketing", "Mona"), ("it", "Nora"))
        for side, who in owners:
            people = mona.page.locator(f"#owner-{side}")
            names = people.get_by_role("option").all_inner_texts()
            mona.hand.pick(people, next(one for one in names if one.startswith(who)))
        mona.button("Name them")
        expect(mona.page.get_by_role("link", name="Change the owners")).to_be_visible()
        mona.open(f"{self.path}owners/")
        for side, who in owners:
            chosen = mona.page.locator(f"#owner-{side} option:checked")
            expect(chosen).to_contain_text(who)

    def assess(self) -> None:
        """IT can't see how; Marketing holds on to it; the sponsor decides."""
        mona, nora, vera = self.marketing, self.it, self.sponsor
        mona.open(self.path)
        mona.button("Start Assess")
        nora.open(f"{self.path}assess/")
        nora.tick("Not feasible as asked")
        nora.write("In a sentence or two", "The mail system can't send one by one.")
        nora.button("Say it for IT")
        nora.button("No system is affected")
        nora.tick("No")
        nora.button("Answer")
        mona.open(f"{self.path}assess/")
        mona.write("How Marketing sees it", "Then all at seven in the morning, but tell them.")
        mona.button("Let the sponsor decide")
        vera.open("/")
        vera.link("Read both views", beside=self.sentence)
        vera.tick("As asked: IT finds a way")
        vera.write("Why?", "People who wait for a size are our best customers.")
        vera.button("Decide")
        self._check_risk()
        nora.open(self.path)
        nora.button("Start Brief")
        nora.sees("Before Plan")

    def _check_risk(self) -> None:
        """What is known is taken over; of all else IT says that nothing can happen."""
        nora = self.it
        nora.open(f"{self.path}risk/")
        nora.button("Take these over")
        nora.sees("Save the answers")
        for question in nora.page.locator("#form-answers li").all():
            harmless = question.get_by_role("radio").first
            if harmless.is_visible():
                nora.hand.tick(harmless)
        nora.button("Save the answers")
        nora.button("The answers are right")
        standing = nora.page.locator("#standing")
        expect(standing.get_by_text("done", exact=True)).to_be_visible()

    def write_the_brief(self) -> None:
        """From a document; IT says how many days each must takes."""
        mona, nora = self.marketing, self.it
        mona.open(f"{self.path}brief/")
        mona.write("Paste a document", DOCUMENT)
        mona.button("Start the brief")
        mona.sees("A button on the product page")
        for _ in range(2):
            nora.open(f"{self.path}brief/")
            nora.link("How many days?")
            nora.write("At least, in days", "6")
            nora.write("At most, in days", "10")
            nora.button("Save")
            nora.sees("IT: 6 to 10 days")

    def agree(self) -> None:
        """Played back, confirmed, signed by both."""
        self._play_back("Whoever waits for a size hears of it once.")
        self._sign()

    def _play_back(self, understood: str, ask: str = "Ask IT to play it back") -> None:
        mona, nora = self.marketing, self.it
        mona.open(f"{self.path}brief/")
        mona.button(ask)
        nora.open("/")
        nora.link("Play back", beside=self.sentence)
        nora.link("Play it back", exact=False)
        nora.write("What we understood", understood)
        nora.button("Say it")
        mona.open("/")
        mona.link("Read the playback", beside=self.sentence)
        mona.button("Yes, that is it")

    def _sign(self) -> None:
        for walker, side in ((self.marketing, "Marketing"), (self.it, "IT")):
            walker.open("/")
            walker.link("Read and sign", beside=self.sentence)
            walker.link("Read and sign")
            walker.button(f"Sign for {side}")
            walker.sees("agrees")
        expect(self.it.page.get_by_text("signed by both sides", exact=True).first).to_be_visible()

    def agree_on_scope(self) -> None:
        """IT asks for a budget, the sponsor gives one; IT hands over what fits, and Marketing wants
        to know first whether the rest could come along."""
        mona, nora, vera = self.marketing, self.it, self.sponsor
        nora.open(f"{self.path}scope/")
        nora.write("Building it", "14000")
        nora.write("What it is for", "Two must-haves, and what fits beside them.")
        nora.button("Ask the sponsor")
        vera.open("/")
        vera.link("Read and decide", beside=self.sentence)
        vera.write("Building it", "12000")
        vera.button("Give this budget")
        vera.sees("2 of 2 fit")
        nora.open(f"{self.path}scope/")
        nora.write("A word to Marketing", "Both must-haves; the colour isn't estimated.")
        nora.button("Hand over to Marketing")
        nora.sees("List 1: 2 requirements")
        mona.open("/")
        mona.link("Read and answer", beside=self.sentence)
        mona.write("What if it were", "5000")
        mona.button("Show what fits")
        mona.sees("The must-haves alone take")
        mona.link("Back to the budget")
        mona.button("Accept it for Marketing")
        mona.sees("Marketing accepted it")

    def change_its_look(self) -> None:
        """Only emphasis: applied at once, the signatures stay."""
        self._edit("R1", "A **button** on the product page takes an address for one size")
        self.marketing.sees("signed by both sides")

    def change_a_little(self) -> None:
        """Half a day of the allowance: IT says how long, Marketing applies it."""
        mona, nora = self.marketing, self.it
        self._edit("R1", "A button on the product page takes an address for one size or colour")
        self._state_effort("R1", "0.2", "0.6")
        self._settle("R1")
        mona.button("Apply it")
        mona.sees("Applied by")
        nora.open(f"{self.path}brief/")
        nora.sees("signed by both sides")

    def change_a_lot(self) -> None:
        """More than may go by itself: that part alone is signed again.

        Mona wrote it herself, so before she may sign, IT says once more what it understood.
        """
        mona = self.marketing
        self._edit("R2", "One e-mail, one text message and one call when that size is back")
        self._state_effort("R2", "4", "8")
        self._settle("R2")
        mona.button("Put it in; both sign this part")
        mona.sees("Applied by")
        self._play_back("Three ways to hear of it, once.", "Ask IT to play it back again")
        self._sign()

    def _edit(self, label: str, text: str) -> None:
        mona = self.marketing
        mona.open(f"{self.path}brief/")
        mona.hand.press(mona.page.locator(f"#{label}").get_by_role("link", name="Edit"))
        mona.write("Text", text)
        mona.button("Save")

    def _settle(self, label: str) -> None:
        self.marketing.open("/")
        self.marketing.link("Apply, change or withdraw", beside=self.sentence)
        self.marketing.link(label)

    def _state_effort(self, label: str, low: str, high: str) -> None:
        nora = self.it
        nora.open("/")
        nora.link("Say how long", beside=self.sentence)
        nora.link(label)
        nora.write("At least, in days", low)
        nora.write("At most, in days", high)
        nora.button("Say so")


def walk(walker: Callable[[str], Walker], sentence: str) -> None:
    """One sentence, two signatures, and a change of each class."""
    way = Walk(walker("Mona"), walker("Nora"), walker("Vera"), sentence)
    way.begin()
    way.pair()
    way.assess()
    way.write_the_brief()
    way.agree()
    way.agree_on_scope()
    way.change_its_look()
    way.change_a_little()
    way.change_a_lot()
    for one in (way.marketing, way.it, way.sponsor):
        assert one.seen.complaints == []
