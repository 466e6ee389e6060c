"""Lists, one initiative as a whole, and the facts behind its conditions."""

import pytest
from tests.cast import STORY, Cast, hide, name_owners, write_idea

from tandem.accounts.rules import Lane
from tandem.core.errors import NotFound
from tandem.core.remembered import remembering
from tandem.initiatives import conditions, queries, services
from tandem.initiatives.rules import Question, Stage


def write(cast: Cast, sentence: str) -> int:
    return services.write_idea(actor=cast.alice, sentence=sentence).pk


def found(cast: Cast, words: str) -> list[int]:
    return list(queries.newest_first(cast.rita, words=words).values_list("pk", flat=True))


def test_the_newest_stand_first_and_can_be_found_by_words(cast: Cast) -> None:
    first = write(cast, "A map of 100% of our shops")
    second = write(cast, "A newsletter about shops")
    assert found(cast, "") == [second, first]
    assert found(cast, "shops") == [second, first]
    assert found(cast, "map  SHOPS") == [first]
    assert found(cast, "100%") == [first]
    for nothing in ("map newsletter", "%", "_____", "\\", "'", '"'):
        assert found(cast, nothing) == ([first] if nothing == "%" else [])


def test_a_word_no_database_can_hold_finds_nothing(cast: Cast, idea: int) -> None:
    assert found(cast, "delivery") == [idea]
    assert found(cast, "deli\0very") == []


def test_stages_are_listed_and_counted_alike(cast: Cast, assessed: int) -> None:
    idea = write_idea(cast)
    hidden = write_idea(cast)
    hide(hidden)
    for stage, expected in ((Stage.IDEA, [idea]), (Stage.ASSESS, [assessed]), (Stage.PLAN, [])):
        assert (
            list(queries.newest_first(cast.rita, stage=stage).values_list("pk", flat=True))
            == expected
        )
        assert queries.count_by_stage(cast.rita)[stage] == len(expected)


def test_rows_cost_the_same_however_many(
    cast: Cast, assessed: int, django_assert_num_queries: object
) -> None:
    for _ in range(8):
        write_idea(cast)
    with remembering(), django_assert_num_queries(5):  # type: ignore[operator]
        rows = queries.rows(queries.newest_first(cast.rita))
    assert len(rows) == 9
    assert {lane: owner.name for lane, owner in rows[-1].owners.items()} == {
        Lane.MARKETING: "Alice Albers",
        Lane.IT: "Igor Ilic",
    }


def test_the_whole_shows_people_and_answers(cast: Cast, paired_idea: int) -> None:
    whole = queries.whole(cast.rita, paired_idea)
    assert whole.row.paired
    assert set(whole.answers) == {Question.GOAL, Question.EXISTS}
    assert [person.name.name for person in whole.side(Lane.IT)] == ["Igor Ilic"]
    assert Question.DATE not in whole.questions


@pytest.mark.parametrize("missing", [-1, 0, 10**6, 2**63, 2**99])
def test_what_does_not_exist_is_not_found(cast: Cast, missing: int) -> None:
    with pytest.raises(NotFound):
        queries.whole(cast.alice, missing)


def test_what_is_restricted_is_not_found(cast: Cast, idea: int) -> None:
    hide(idea)
    with pytest.raises(NotFound):
        queries.whole(cast.igor, idea)
    assert queries.whole(cast.alice, idea)


@pytest.mark.parametrize("initiative", STORY, indirect=True)
def test_the_facts_of_many_cost_what_those_of_one_cost(
    cast: Cast, initiative: int, django_assert_num_queries: object
) -> None:
    other = write_idea(cast)
    name_owners(cast, other)
    with remembering(), django_assert_num_queries(6):  # type: ignore[operator]
        conditions.facts([initiative])
    with remembering(), django_assert_num_queries(6):  # type: ignore[operator]
        known = conditions.facts([initiative, other])
    assert set(known) == {initiative, other}
    assert known[other].owners == set(Lane)
