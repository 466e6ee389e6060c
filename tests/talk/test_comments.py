"""One box everywhere: saying something, changing it, taking it back; speaking to people; courtesies."""

from datetime import UTC, datetime

import pytest
from tests.cast import Cast, happened, hide
from tests.refusals import nothing_written, refused

from tandem.accounts.rules import Actor, Lane
from tandem.activity.models import Event, Notification
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken, Stale
from tandem.talk import queries, services
from tandem.talk.models import Comment, EarlierText
from tandem.talk.queries import CommentRow
from tandem.talk.rules import Reaction, mentions_in, people_meant, side_meant

TEXT = "Could the shop show **free** days?"


def say_it(actor: Actor, subject: int, text: str = TEXT, key: str | None = None) -> Comment:
    return services.write_comment(actor=actor, subject_id=subject, text=text, form_key=key)


def said(actor: Actor, comment: Comment) -> CommentRow:
    return queries.comment_row(actor, comment.pk)


@pytest.mark.parametrize(
    ("name", "lane"),
    [("alice", Lane.MARKETING), ("ivan", Lane.IT), ("charlie", None), ("vera", None)],
)
def test_a_member_says_something_on_what_is_open(
    cast: Cast, idea: int, name: str, lane: Lane | None
) -> None:
    actor = getattr(cast, name)
    row = said(cast.rita, say_it(actor, idea))
    assert (row.text, row.by.name, row.lane) == (TEXT, actor.name, lane)
    assert happened(idea, since=1) == ["comment.written"]


def test_a_viewer_only_reads(cast: Cast, idea: int) -> None:
    say_it(cast.alice, idea)
    assert len(queries.thread(idea, below=True).rows) == 1
    with refused(NotAllowed):
        say_it(cast.rita, idea)


@pytest.mark.parametrize("name", ["charlie", "mona", "ada"])
def test_what_is_hidden_and_what_is_missing_are_the_same(cast: Cast, idea: int, name: str) -> None:
    comment = say_it(cast.alice, idea)
    hide(idea)
    outsider = getattr(cast, name)
    for subject in (idea, 10**9):
        with refused(NotFound):
            say_it(outsider, subject)
    for pk in (comment.pk, 10**9, 2**70):
        with refused(NotFound):
            services.react(actor=outsider, comment_id=pk, reaction=Reaction.SEEN)
        with pytest.raises(NotFound):
            queries.comment_row(outsider, pk)


@pytest.mark.parametrize("text", ["", " \n", "x" * 10_001, "NUL \0"])
def test_an_unusable_comment_is_refused(cast: Cast, idea: int, text: str) -> None:
    with refused(BadInput):
        say_it(cast.alice, idea, text)


def test_a_double_click_says_it_once_and_other_words_are_another_comment(
    cast: Cast, idea: int
) -> None:
    first = say_it(cast.alice, idea, key="a-key")
    with nothing_written():
        assert say_it(cast.alice, idea, key="a-key") == first
    assert say_it(cast.alice, idea, "And Sundays?", key="a-key") != first


def test_events_hold_no_word_of_what_was_said(cast: Cast, idea: int) -> None:
    say_it(cast.alice, idea, "Something secret")
    assert "secret" not in str(list(Event.objects.values_list("data", flat=True)))


def test_a_changed_comment_shows_how_it_read_before(cast: Cast, idea: int) -> None:
    comment = say_it(cast.alice, idea)
    services.change_comment(
        actor=cast.alice, comment_id=comment.pk, text="Two days a week?", before=TEXT
    )
    assert said(cast.rita, comment).text == "Two days a week?"
    assert [one.text for one in queries.earlier_texts(comment.pk)] == [TEXT]
    assert happened(idea)[-1] == "comment.changed"
    with refused(Stale):
        services.change_comment(
            actor=cast.alice, comment_id=comment.pk, text="A third", before=TEXT
        )
    with nothing_written():
        services.change_comment(
            actor=cast.alice, comment_id=comment.pk, text="Two days a week?", before="?"
        )


def test_taken_back_the_text_is_gone_and_its_place_stays(cast: Cast, idea: int) -> None:
    comment = say_it(cast.alice, idea, "@Igor Ilic help")
    services.change_comment(
        actor=cast.alice, comment_id=comment.pk, text="@IT help", before="@Igor Ilic help"
    )
    services.react(actor=cast.igor, comment_id=comment.pk, reaction=Reaction.AGREE)
    services.take_back_comment(actor=cast.alice, comment_id=comment.pk)
    row = said(cast.rita, comment)
    assert (row.text, row.sides, dict(row.reactions)) == ("", (), {})
    assert row.taken_back_at is not None
    assert not EarlierText.objects.exists()
    assert happened(idea)[-1] == "comment.taken_back"
    with refused(RuleBroken):
        services.change_comment(actor=cast.alice, comment_id=comment.pk, text="No", before="")
    with refused(RuleBroken):
        services.react(actor=cast.igor, comment_id=comment.pk, reaction=Reaction.SEEN)


@pytest.mark.parametrize("name", ["igor", "mona", "vera", "rita"])
def test_nobody_else_changes_a_comment_or_takes_it_back(
    cast: Cast, paired_idea: int, name: str
) -> None:
    comment = say_it(cast.alice, paired_idea)
    other = getattr(cast, name)
    with refused(NotAllowed):
        services.change_comment(actor=other, comment_id=comment.pk, text="Mine", before=TEXT)
    with refused(NotAllowed):
        services.take_back_comment(actor=other, comment_id=comment.pk)


def test_comments_come_newest_last_and_in_pages(cast: Cast, idea: int) -> None:
    for number in range(5):
        say_it(cast.alice, idea, f"Comment {number}")
    newest = queries.thread(idea, below=True, limit=3)
    assert [row.text[-1] for row in newest.rows] == ["2", "3", "4"]
    older = queries.thread(idea, below=True, before=newest.older, limit=3)
    assert [row.text[-1] for row in older.rows] == ["0", "1"]
    assert older.older is None


def test_an_initiative_shows_what_was_said_below_it(cast: Cast, idea: int) -> None:
    question = services.ask_question(
        actor=cast.alice, subject_id=idea, text="Which days?", to_lane=Lane.IT
    )
    say_it(cast.igor, question.pk, "All of them?")
    say_it(cast.alice, idea, "On the idea")
    assert [row.text for row in queries.thread(idea, below=True).rows] == [
        "All of them?",
        "On the idea",
    ]
    assert [row.text for row in queries.thread(question.pk, below=False).rows] == ["All of them?"]


# Speaking to somebody ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "people", "sides"),
    [
        ("@Igor Ilic, can it?", {"igor"}, set()),
        ("can it, @igor ilic?", {"igor"}, set()),
        ("@Igor and @Ivan Iwers.", {"igor", "ivan"}, set()),
        ("@IT and @marketing!", set(), {Lane.IT, Lane.MARKETING}),
        ("Write to igor@nordlicht.example", set(), set()),
        ("@Nobody Here, @ITsy", set(), set()),
    ],
)
def test_a_name_after_an_at_speaks_to_them(
    cast: Cast, idea: int, text: str, people: set[str], sides: set[Lane]
) -> None:
    row = said(cast.rita, say_it(cast.alice, idea, text))
    assert {one.id for one in row.people} == {getattr(cast, name).me for name in people}
    assert set(row.sides) == sides
    told = happened(idea, since=2)
    assert told.count("talk.mentioned") == len(people)
    assert told.count("talk.side_mentioned") == len(sides)


def test_whoever_cannot_see_it_is_not_spoken_to(cast: Cast, paired_idea: int) -> None:
    hide(paired_idea)
    with refused(BadInput) as caught:
        say_it(cast.alice, paired_idea, "@Charlie Cramer, look")
    assert "Charlie Cramer can't see this" in caught.value.reason
    say_it(cast.alice, paired_idea, "@Igor Ilic, look; Charlie Cramer can't")


def test_a_change_tells_only_who_is_new(cast: Cast, idea: int) -> None:
    comment = say_it(cast.alice, idea, "@Igor Ilic")
    services.change_comment(
        actor=cast.alice, comment_id=comment.pk, text="@Igor Ilic @Mona Maler", before="@Igor Ilic"
    )
    assert happened(idea).count("talk.mentioned") == 2


def test_of_two_names_the_longer_is_meant_and_a_first_name_only_where_it_is_clear() -> None:
    names = {1: "Ann", 2: "Ann Lee", 3: "Bo Ek", 4: "Bo Ox"}
    assert people_meant("Ann Lee, hello", names) == {2}
    assert people_meant("Ann, hello", names) == {1}
    assert people_meant("Bo, hello", names) == set()
    assert people_meant("Annabel", names) == set()
    assert side_meant("IT, please") is Lane.IT
    assert side_meant("ITEM") is None
    assert mentions_in("a@b.example and @ nobody") == []


# Courtesies ----------------------------------------------------------------------------------


def test_one_reaction_a_person_and_the_last_one_counts(cast: Cast, idea: int) -> None:
    comment = say_it(cast.alice, idea)
    for reaction in (Reaction.THANKS, Reaction.AGREE):
        services.react(actor=cast.igor, comment_id=comment.pk, reaction=reaction)
    services.react(actor=cast.mona, comment_id=comment.pk, reaction=Reaction.AGREE)
    row = said(cast.rita, comment)
    assert {r: len(people) for r, people in row.reactions.items()} == {Reaction.AGREE: 2}
    assert row.reaction_of(cast.igor.me) is Reaction.AGREE
    services.react(actor=cast.igor, comment_id=comment.pk, reaction=None)
    assert said(cast.rita, comment).reaction_of(cast.igor.me) is None
    with nothing_written():
        services.react(actor=cast.mona, comment_id=comment.pk, reaction=Reaction.AGREE)


@pytest.mark.parametrize("name", ["alice", "rita"])
def test_no_reaction_to_ones_own_words_and_none_of_readers(
    cast: Cast, idea: int, name: str
) -> None:
    comment = say_it(cast.alice, idea)
    with refused(NotAllowed):
        services.react(actor=getattr(cast, name), comment_id=comment.pk, reaction=Reaction.THANKS)


def test_whoever_is_mentioned_finds_it_in_the_inbox(cast: Cast, paired_idea: int) -> None:
    say_it(cast.alice, paired_idea, "@Ivan Iwers and @IT")
    told = {
        name: [one.kind for one in Notification.objects.filter(person_id=getattr(cast, name).me)]
        for name in ("ivan", "igor", "mona", "alice")
    }
    assert told == {
        "ivan": ["talk.mentioned"],
        "igor": ["talk.side_mentioned"],
        "mona": [],
        "alice": [],
    }


def test_talk_goes_by_moments_and_its_pages_join(cast: Cast, idea: int) -> None:
    moments = [datetime(2020, 2, 13, tzinfo=UTC), datetime(2020, 4, 14, tzinfo=UTC)]
    moments += [datetime(2020, 3, 19, tzinfo=UTC)] * 2
    brought = [
        services.SaidElsewhere(idea, f"{n}", at, "Jira", "Ann") for n, at in enumerate(moments)
    ]
    services.bring_comments(actor=cast.alice, root_id=idea, said=brought)
    newest = queries.thread(idea, below=True, limit=2)
    assert [row.text for row in newest.rows] == ["3", "1"]
    older = queries.thread(idea, below=True, limit=2, before=newest.older)
    assert ([row.text for row in older.rows], older.older) == (["0", "2"], None)
