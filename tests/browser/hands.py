"""How somebody uses a page: with a mouse or a finger, or by keyboard alone."""

from pathlib import Path
from typing import Protocol

from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as TooLate

_FARTHEST = 400
"""Tabs. A page on which something is farther away has no end."""


_ANOTHER_PAGE = "() => !window.readBefore && document.readyState === 'complete'"
_NOTHING_HAPPENS = 8_000
"""Milliseconds."""


class Hand(Protocol):
    """What a person does to a link, a button or a field."""

    def press(self, target: Locator) -> None: ...
    def write(self, field: Locator, text: str) -> None: ...
    def tick(self, choice: Locator) -> None: ...
    def pick(self, field: Locator, option: str) -> None: ...
    def slide(self, field: Locator, steps: int) -> None: ...
    def unfold(self, summary: Locator) -> None: ...
    def choose(self, field: Locator, file: Path) -> None: ...


class Pointer:
    """A mouse at a desk, a finger on a phone."""

    def press(self, target: Locator) -> None:
        target.click()

    def write(self, field: Locator, text: str) -> None:
        field.fill(text)

    def tick(self, choice: Locator) -> None:
        choice.check()

    def pick(self, field: Locator, option: str) -> None:
        field.select_option(label=option)

    def unfold(self, summary: Locator) -> None:
        summary.click()

    def choose(self, field: Locator, file: Path) -> None:
        field.set_input_files(file)

    def slide(self, field: Locator, steps: int) -> None:
        """Take the knob and let it go elsewhere."""
        box = field.bounding_box()
        assert box
        now, most = int(field.input_value()), int(field.get_attribute("max") or "100")
        mouse, middle = field.page.mouse, box["y"] + box["height"] / 2
        mouse.move(box["x"] + box["width"] * now / most, middle)
        mouse.down()
        mouse.move(box["x"] + box["width"] * (now + steps) / most, middle, steps=4)
        mouse.up()
        assert int(field.input_value()) != now


class Keyboard:
    """Tab, Enter, Space, arrows and letters; the mouse stays where it is."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._keys = page.keyboard

    def press(self, target: Locator) -> None:
        """Each of these leads to a page; who types on before it is there types into the old one.

        A page that refreshes itself between the last Tab and Enter takes the key away: then the
        person sees that nothing happens, and does it once more.
        """
        self._tab_until(target)
        self._page.evaluate("() => { window.readBefore = true }")
        self._keys.press("Enter")
        try:
            self._page.wait_for_function(_ANOTHER_PAGE, timeout=_NOTHING_HAPPENS)
        except TooLate:
            self._tab_until(target)
            self._keys.press("Enter")
            self._page.wait_for_function(_ANOTHER_PAGE)

    def write(self, field: Locator, text: str) -> None:
        self._tab_until(field)
        if field.get_attribute("type") == "date":
            year, month, day = text.split("-")
            self._keys.type(f"{month}{day}{year}")  # as an American browser asks for it
            expect(field).to_have_value(text)
            return
        self._keys.press("Control+A")
        # As a paste does: a document is not typed letter by letter.
        self._keys.insert_text(text)

    def tick(self, choice: Locator) -> None:
        """A tick, or one of several: Tab reaches the group, arrows walk in it and choose."""
        group = choice.evaluate("e => e.type === 'radio' && e.name")
        self._tab_until(choice, f"a.name === {group!r} && a.type === 'radio'" if group else "")
        for _ in range(12 if group else 0):
            if choice.evaluate("e => e === document.activeElement"):
                break
            self._keys.press("ArrowDown")
        if not choice.is_checked():
            self._keys.press("Space")
        expect(choice).to_be_checked()

    def pick(self, field: Locator, option: str) -> None:
        self._tab_until(field)
        self._keys.type(option)
        expect(field.locator("option:checked")).to_have_text(option)

    def choose(self, field: Locator, file: Path) -> None:
        """What the window of files does is the system's own."""
        self._tab_until(field)
        field.set_input_files(file)

    def unfold(self, summary: Locator) -> None:
        self._tab_until(summary)
        self._keys.press("Enter")

    def slide(self, field: Locator, steps: int) -> None:
        self._tab_until(field)
        wanted = int(field.input_value()) + steps
        for _ in range(abs(steps)):
            self._keys.press("ArrowUp" if steps > 0 else "ArrowDown")
        expect(field).to_have_value(str(wanted))

    def _tab_until(self, wanted: Locator, or_at: str = "") -> None:
        """A page may refresh itself meanwhile, so the place is looked for anew each time."""
        there = (
            f"e => {{ const a = document.activeElement; return a === e || ({or_at or 'false'}) }}"
        )
        for _ in range(_FARTHEST):
            if wanted.evaluate(there):
                return
            self._keys.press("Tab")
        raise AssertionError(f"No Tab leads to {wanted.evaluate('e => e.outerHTML.slice(0, 120)')}")
