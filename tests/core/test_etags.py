"""What names a state of an answer."""

import pytest

from tandem.core.etags import names, tag_of

TAG = tag_of(b"{}")


@pytest.mark.parametrize(
    "header", [TAG, f"W/{TAG}", f'"other", {TAG}', f'W/"other" , W/{TAG}', "*", " * "]
)
def test_a_header_names_the_state_that_it_lists(header: str) -> None:
    assert names(header, TAG)


@pytest.mark.parametrize("header", ["", "nothing", TAG.strip('"'), '"other"', tag_of(b"{ }"), ","])
def test_a_header_names_no_other_state(header: str) -> None:
    assert not names(header, TAG)
