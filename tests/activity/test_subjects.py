"""Whatever hangs on anything asks for it first: hidden and missing are the same."""

import pytest
from tests.cast import Cast, hide

from tandem.activity.queries import subject_visible_to
from tandem.core.errors import NotFound

pytestmark = pytest.mark.django_db


def test_a_subject_says_what_it_is_and_where(cast: Cast, brief: int) -> None:
    seen = subject_visible_to(cast.charlie, brief)
    assert (seen.kind, seen.url, seen.root_id) == ("initiative", f"/initiatives/{brief}/", brief)


def test_without_a_sponsor_of_its_own_it_has_the_workspaces(cast: Cast, idea: int) -> None:
    assert subject_visible_to(cast.alice, idea).sponsor_id == cast.vera.me


@pytest.mark.parametrize("missing", [0, 10**9, 2**70])
def test_what_is_missing_is_not_found(cast: Cast, idea: int, missing: int) -> None:
    with pytest.raises(NotFound):
        subject_visible_to(cast.alice, missing)


def test_what_is_hidden_is_not_found_either(cast: Cast, idea: int) -> None:
    hide(idea)
    assert subject_visible_to(cast.alice, idea).restricted
    with pytest.raises(NotFound):
        subject_visible_to(cast.charlie, idea)
