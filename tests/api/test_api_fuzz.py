"""Whatever a program sends, no answer is a failure of ours or one that the document doesn't name."""

from collections.abc import Iterator
from zlib import crc32

import pytest
import schemathesis
from django.core import signals
from django.core.handlers.wsgi import WSGIHandler
from django.db import close_old_connections, connection
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)
from tests.api.program import API, program_of
from tests.cast import Cast
from tests.depth import tries

from tandem.briefs.queries import whole
from tandem.config.api import api

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

document = api.get_openapi_schema(path_prefix=f"{API}/")
schema = schemathesis.openapi.from_dict(dict(document))
schema.app = WSGIHandler()
# What is refused before it reaches a database is refused the same before either.
schema.config.phases.coverage.enabled = bool(tries(0, deep=1))
if connection.vendor != "sqlite" and not tries(0, deep=1):
    # Every third operation: the others answer no differently there.
    schema = schema.include(lambda one: crc32(one.operation.label.encode()) % 3 == 0)
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
]


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """Requests share the test's connection, as those of Django's own test client do."""
    between = [signals.request_started, signals.request_finished]
    for signal in between:
        signal.disconnect(close_old_connections)
    yield
    for signal in between:
        signal.connect(close_old_connections)


@pytest.fixture
def secret(cast: Cast) -> str:
    """Alice's: she owns the initiative for Marketing, so that much of what is sent gets in."""
    return program_of(cast.alice).secret


@pytest.fixture
def known(signed_brief: int, cast: Cast) -> dict[str, int]:
    """What there is, by the name it has in addresses."""
    brief = whole(cast.alice, signed_brief)
    return {
        "initiative_id": signed_brief,
        "item_id": brief.items[0].id,
        "playback_id": brief.playbacks[0].id,
        "number": 1,
        "person_id": cast.mona.me,
    }


def _point_at(known: dict[str, int], case: Case) -> None:
    """Let three of four addresses that could be right be right."""
    for name, value in case.path_parameters.items():
        if name in known and isinstance(value, int) and value >= 1 and value % 4:
            case.path_parameters[name] = known[name]
    # A tag that names nothing would end most cases before anything is tried.
    case.headers.pop("If-Match", None)


EXAMPLES = tries(3, deep=25) if connection.vendor == "sqlite" else tries(2, deep=10)
"""Of each operation, beside those that schemathesis thinks of first."""


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
def test_no_request_breaks_anything(case: Case, secret: str, known: dict[str, int]) -> None:
    _point_at(known, case)
    response = case.call(headers={"Authorization": f"Bearer {secret}"})
    case.validate_response(response, checks=CHECKS)
