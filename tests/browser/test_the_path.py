"""The whole path in a browser: one idea, three people, two signatures, a change of each class."""

from collections.abc import Callable

import pytest
from tests.browser.conftest import Visit
from tests.browser.hands import Keyboard, Pointer
from tests.browser.walk import Walker, walk

pytestmark = [pytest.mark.browser, pytest.mark.server]


@pytest.mark.deep(on="sqlite")
def test_an_idea_becomes_a_brief_that_both_sides_signed(visit: Callable[..., Visit]) -> None:
    walk(lambda name: Walker(visit(name), Pointer()), "Tell me when my size is back")


@pytest.mark.once
def test_the_path_is_walked_by_keyboard_alone(visit: Callable[..., Visit]) -> None:
    def by_keys(name: str) -> Walker:
        seen = visit(name)
        return Walker(seen, Keyboard(seen.page))

    walk(by_keys, "Sort my order list by delivery day")


@pytest.mark.once
def test_the_path_is_walked_on_a_phone(visit: Callable[..., Visit]) -> None:
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    walk(lambda name: Walker(visit(name, **phone), Pointer()), "Wrap a present for an extra euro")
