"""Every example of the reference page works, and is answered as the page says."""

import pytest
from tests import cast as story
from tests.api import reference
from tests.api.make_reference import Gathering
from tests.architecture.access.world import World

pytestmark = [pytest.mark.slow, pytest.mark.once]
_STEPS = sorted({row.step for row in reference.to_show()}, key=list(story.STORY).index)


@pytest.fixture
def world(request: pytest.FixtureRequest, db: None, tuesday: None) -> World:
    """The story up to a step."""
    return World(request.param, restricted=False)


@pytest.mark.parametrize("world", _STEPS, indirect=True)
def test_every_example_works_and_is_answered_as_the_page_says(world: World) -> None:
    examples = {
        row.url.removeprefix("api:"): reference.played(world, row)
        for row in reference.to_show()
        if row.step == world.step
    }
    if Gathering.found is not None:
        Gathering.found |= examples
        return
    told = reference.read()
    wrong = [name for name, found in examples.items() if _differs(told.get(name), found)]
    assert not wrong, f"python -m tests.api.make_reference makes the page anew: {wrong}"


def _differs(told: reference.Example | None, found: reference.Example) -> bool:
    return (
        told is None
        or told.status != found.status
        or reference.shape(told.body) != reference.shape(found.body)
        or reference.shape(told.answer) != reference.shape(found.answer)
    )


def test_the_page_has_an_example_of_every_operation_and_of_nothing_else() -> None:
    if Gathering.found is not None:
        return
    operations = {told["operationId"]: told for _, _, told in reference.operations()}
    text = reference.FILE.read_text(encoding="utf-8")
    assert set(reference.read()) == set(operations)
    for told in operations.values():
        assert f"### {told['summary']}\n" in text
        assert told["description"] in text
