"""One-time links stay out of the log, whoever writes the line."""

import logging

import pytest

from tandem.core.request_ids import WithoutSecrets


@pytest.mark.parametrize(
    ("message", "values"),
    [
        ("Forbidden (%s): %s", ("CSRF", "/set-up/abc_DEF-123/")),
        ("Service Unavailable: /set-up/abc_DEF-123/", ()),
        ("GET '/set-up/abc_DEF-123/'", ()),
    ],
)
def test_the_secret_of_a_link_is_cut_out(message: str, values: tuple[str, ...]) -> None:
    record = logging.LogRecord("django", logging.WARNING, "", 1, message, values, None)
    assert WithoutSecrets().filter(record)
    assert "abc_DEF-123" not in record.getMessage()
    assert "/set-up/abc_…" in record.getMessage()


def test_other_lines_stay_as_they_are() -> None:
    record = logging.LogRecord("django", logging.WARNING, "", 1, "%s of %s", ("1", "2"), None)
    WithoutSecrets().filter(record)
    assert record.getMessage() == "1 of 2"
