"""Two programs, or one program twice, ask at the same moment: keys and tags hold."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.api.program import Answered, program_of
from tests.cast import Cast
from tests.days import present_date
from tests.faults.test_same_moment import at_once, slowly

from tandem.accounts.models import KeptAnswer
from tandem.activity import commands
from tandem.initiatives.models import Initiative
from tandem.initiatives.queries import whole

__all__ = ["slowly"]
pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("shared_database", "slowly")]


def answers(*acts: Callable[[], object]) -> list[Answered]:
    found = at_once(*acts)
    assert all(isinstance(one, Answered) for one in found), found
    return found  # type: ignore[return-value]


def test_one_request_that_comes_several_times_at_once_is_done_once(cast: Cast) -> None:
    alice, idea = program_of(cast.alice), {"sentence": "Once"}
    found = answers(*[lambda: alice.ask("POST", "/initiatives", idea, idempotency_key="one")] * 4)
    assert [one.status for one in found] == [201] * 4
    assert len({str(one.body) for one in found}) == 1
    assert [("Idempotency-Replayed" in one.headers) for one in found].count(False) == 1
    assert Initiative.objects.count() == 1
    assert KeptAnswer.objects.count() == 1
    assert commands.verify() == 0


def test_where_the_first_is_refused_the_next_is_asked_itself(cast: Cast) -> None:
    alice = program_of(cast.alice)
    sent = [{"sentence": "x", "wish_date": "2001-01-01"}, {"sentence": "Good"}]
    found = answers(
        *(
            lambda body=body: alice.ask("POST", "/initiatives", body, idempotency_key="one")
            for body in sent
        )
    )
    assert [one.status for one in found] == [422, 201]


def test_two_changes_of_what_both_have_read_are_one(cast: Cast, idea: int) -> None:
    alice, path = program_of(cast.alice), f"/initiatives/{idea}"
    tag, before = alice.ask("GET", path).headers["ETag"], whole(cast.alice, idea).row.sentence
    found = answers(
        *(
            lambda body=body: alice.ask("PATCH", path, body, if_match=tag)
            for body in (
                {"sentence": "Another", "before": before},
                {"wish_date": str(present_date() + timedelta(days=90))},
            )
        )
    )
    assert Counter(one.status for one in found) == {200: 1, 412: 1}
    assert commands.verify() == 0
