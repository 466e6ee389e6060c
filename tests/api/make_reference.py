"""Makes docs/api-reference.md anew: `python -m tests.api.make_reference`.

It runs the test of that page with a plugin that keeps what the test finds, instead of comparing it.
"""

import base64
import random
import secrets
from typing import Any

import pytest


class Gathering:
    """A plugin of pytest's: `found` is what was asked and answered, by the operation's name."""

    found: dict[str, Any] | None = None

    def pytest_sessionstart(self) -> None:
        """Secrets are the same every time, so that the page differs only where something does."""
        Gathering.found, same = {}, random.Random(1)
        secrets.token_bytes = lambda size=32: same.randbytes(size or 32)
        secrets.token_hex = lambda size=32: same.randbytes(size or 32).hex()
        secrets.token_urlsafe = lambda size=32: (
            base64.urlsafe_b64encode(same.randbytes(size or 32)).rstrip(b"=").decode()
        )

    def pytest_sessionfinish(self, exitstatus: int) -> None:
        from tests.api import reference

        if exitstatus == 0 and Gathering.found:
            reference.FILE.write_text(reference.page(Gathering.found), encoding="utf-8")


if __name__ == "__main__":
    # Under its own name, so that the test sees what this run was asked for.
    from tests.api.make_reference import Gathering as Plugin

    raise SystemExit(pytest.main(["-q", "tests/api/test_api_reference.py"], plugins=[Plugin()]))
