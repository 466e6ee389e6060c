"""Every export there is comes in or is refused in words, whatever is wrong with it."""

from random import Random

import pytest
from tests.cast import Cast
from tests.formats.test_plan_files import REAL
from tests.formats.trackers.samples import ALL
from tests.formats.trackers.test_real_files import FILES, there
from tests.formats.trackers.test_spoilt_files import spoilt_bytes

from tandem.imports import queries, services
from tandem.imports.commands.steps import carry_on_all
from tandem.imports.models import Import
from tandem.imports.requests import keep
from tandem.imports.rules.steps import ImportFailure, ImportState

pytestmark = [pytest.mark.slow, pytest.mark.once, pytest.mark.usefixtures("tuesday")]

TIMES = 12
SMALL = [name for name, items in FILES.items() if items < 100]


def came_to(cast: Cast, planned: int, data: bytes, name: str = "export") -> Import:
    """Upload, read, compare, take in."""
    sent = [keep(name, [data])]
    made = services.upload_export(actor=cast.igor, home_id=planned, files=sent).pk
    for step, act in (
        (ImportState.FOUND, services.compare_import),
        (ImportState.CHECKED, services.start_import),
    ):
        carry_on_all()
        if queries.whole(cast.igor, made).row.state is step:
            act(actor=cast.igor, import_id=made)
    carry_on_all()
    return Import.objects.get(pk=made)


@pytest.mark.parametrize("name", ALL)
def test_a_spoilt_export_comes_in_or_is_refused_in_words(
    cast: Cast, planned: int, name: str
) -> None:
    pick = Random(f"{name} import")
    assert came_to(cast, planned, ALL[name].encode()).state == "done"
    for data in filter(None, (spoilt_bytes(ALL[name], pick) for _ in range(TIMES))):
        held = came_to(cast, planned, data)
        assert held.failed in {ImportFailure.NONE.value, ImportFailure.FILE.value}, (
            held.detail,
            data,
        )
        assert held.failed == ImportFailure.NONE.value or held.detail


@pytest.mark.parametrize("name", SMALL)
def test_exports_that_others_wrote_come_in(cast: Cast, planned: int, name: str) -> None:
    held = came_to(cast, planned, there(name).read_bytes(), REAL.name)
    assert (held.state, held.result["counts"]["added"]) == ("done", FILES[name])
