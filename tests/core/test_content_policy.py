"""Every answer tells the browser to run nothing but ours."""

from typing import Any

import pytest
from django.test import Client

from tandem.core import content_policy

pytestmark = [pytest.mark.urls("tests.core.problem_views"), pytest.mark.django_db]

_STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)


@pytest.mark.parametrize("address", ["/health/", "/no-such-address/", "/busy/", "/api/busy/"])
def test_every_answer_carries_the_strict_policy(client: Client, address: str) -> None:
    headers = client.get(address).headers
    assert headers["Content-Security-Policy"] == _STRICT
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_a_page_is_kept_by_no_shared_cache(client: Client) -> None:
    assert client.get("/loose/").headers["Cache-Control"] == "private, no-cache"
    assert client.get("/health/").headers["Cache-Control"] == "no-store"


def test_one_page_may_be_loosened_and_only_where_it_says(client: Client) -> None:
    policy = client.get("/loose/").headers["Content-Security-Policy"]
    assert "style-src 'self' 'unsafe-inline';" in policy
    assert "script-src 'self';" in policy


def test_https_is_kept_where_it_is_used(settings: Any) -> None:
    assert "Strict-Transport-Security" not in content_policy.headers()
    settings.TANDEM_URL = "https://tandem.example.org"
    assert content_policy.headers()["Strict-Transport-Security"] == "max-age=31536000"
