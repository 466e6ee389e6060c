"""Pages refresh themselves: who hears of what, until when, and what it costs."""

import asyncio
import gc
import threading
import tracemalloc
from collections.abc import Callable

import pytest
from django.db import OperationalError
from django.test import override_settings
from tests import cast as story
from tests.cast import Cast
from tests.pages.listening import Listening, key_of, signed_in, wait_until, watchers

from tandem.accounts import services as accounts
from tandem.accounts.rules import Actor, Lane, WorkspaceRole
from tandem.activity import live
from tandem.activity.models import Subject
from tandem.activity.permissions import visible_to
from tandem.initiatives.rules import Question
from tandem.pages import live as pages_live
from tandem.pages.live import listeners

pytestmark = [pytest.mark.alone, pytest.mark.django_db(transaction=True)]


def test_both_sides_hear_that_an_idea_changed(company: Cast, room: Listening) -> None:
    alice = room.open(key_of(signed_in(company.alice)))
    igor = room.open(key_of(signed_in(company.igor)))
    idea = story.write_idea(company)
    for ear in (alice, igor):
        assert ear.until(lambda heard: heard.ids).ids == [{idea}]
        assert ear.text.startswith("retry: 5000\n\nid: ")


def test_a_change_of_the_brief_names_the_brief_and_its_initiative(
    company: Cast, room: Listening
) -> None:
    idea = story.write_idea(company)
    for step in (story.pair, story.bring_to_assess, story.bring_to_brief):
        step(company, idea)
    ear = room.open(key_of(signed_in(company.rita)))
    story.write_brief(company, idea)
    brief = Subject.objects.get(parent=idea).pk
    ear.until(lambda heard: {idea, brief} in heard.ids)


def test_only_ids_are_told(company: Cast, room: Listening) -> None:
    ear = room.open(key_of(signed_in(company.igor)))
    idea = story.write_idea(company)
    ear.until(lambda heard: heard.ids)
    assert ear.text.split("event: ")[1] == f"change\ndata: {idea}\n\n"


def test_outsiders_never_hear_of_what_is_restricted(company: Cast, room: Listening) -> None:
    hidden, open_to_all = story.write_idea(company), story.write_idea(company)
    Subject.objects.filter(pk=hidden).update(restricted=True, sponsor_id=company.vera.me)
    names = ("alice", "vera", "igor", "ada", "charlie")
    ears = {name: room.open(key_of(signed_in(getattr(company, name)))) for name in names}
    story.answer(company.alice, hidden, Question.GOAL)
    ears["alice"].until(lambda heard: {hidden} in heard.ids)
    ears["vera"].until(lambda heard: {hidden} in heard.ids)
    story.answer(company.alice, open_to_all, Question.GOAL)
    for name in ("igor", "ada", "charlie"):
        assert ears[name].until(lambda heard: heard.ids).ids == [{open_to_all}]
        assert str(hidden) not in ears[name].text.split("data: ", 1)[1].split()


def test_whoever_joined_a_restricted_initiative_hears_of_it(company: Cast, room: Listening) -> None:
    idea = story.write_idea(company)
    story.pair(company, idea)
    story.hide(idea)
    ear = room.open(key_of(signed_in(company.igor)))
    story.answer(company.alice, idea, Question.AUDIENCE)
    ear.until(lambda heard: {idea} in heard.ids)


def test_signing_out_ends_the_stream(company: Cast, room: Listening) -> None:
    here, elsewhere = signed_in(company.alice), signed_in(company.alice)
    ear, other = room.open(key_of(here)), room.open(key_of(elsewhere))
    assert here.post("/sign-out/").status_code == 303
    ear.until(lambda heard: heard.ended)
    assert ear.text.endswith("event: bye\ndata: signed out or changed\n\n")
    assert not other.ended


def _deactivate(cast: Cast) -> None:
    accounts.deactivate_person(actor=cast.vera, person_id=cast.alice.me)


def _make_viewer(cast: Cast) -> None:
    role = WorkspaceRole.VIEWER
    accounts.change_role(actor=cast.vera, person_id=cast.alice.me, role=role)


def _change_sides(cast: Cast) -> None:
    accounts.change_sides(actor=cast.vera, person_id=cast.alice.me, lanes=[Lane.IT])


def _new_password(cast: Cast) -> None:
    secret = accounts.renew_password_link(actor=cast.vera, person_id=cast.alice.me)
    accounts.choose_password(secret, password="a long sentence of mine")


@pytest.mark.parametrize("change", [_deactivate, _make_viewer, _change_sides, _new_password])
def test_the_stream_ends_when_the_person_is_no_longer_who_they_were(
    company: Cast, room: Listening, change: Callable[[Cast], None]
) -> None:
    alice = room.open(key_of(signed_in(company.alice)))
    igor = room.open(key_of(signed_in(company.igor)))
    change(company)
    assert alice.until(lambda heard: heard.ended).text.endswith("changed\n\n")
    idea = story.write_idea(company)
    assert igor.until(lambda heard: heard.ids).ids == [{idea}]
    assert not igor.ended


def test_whoever_comes_back_hears_what_was_missed(company: Cast, room: Listening) -> None:
    client = signed_in(company.igor)
    first = room.open(key_of(client))
    before = story.write_idea(company)
    cursor = first.until(lambda heard: heard.ids).cursor
    first.leave()
    missed, hidden = story.write_idea(company), story.write_idea(company)
    story.hide(hidden)
    again = room.open(key_of(client), last=cursor)
    assert again.until(lambda heard: heard.ids).ids == [{missed}]
    assert before != missed


@pytest.mark.parametrize("nonsense", ["x", "-1", "9" * 60, "1.2.3", "0.0", "٣", "4294967296.1"])
def test_a_cursor_from_elsewhere_harms_nothing(
    company: Cast, room: Listening, nonsense: str
) -> None:
    ear = room.open(key_of(signed_in(company.igor)), last=nonsense)
    idea = story.write_idea(company)
    ear.until(lambda heard: any(idea in ids for ids in heard.ids))


@pytest.mark.parametrize("key", ["", "x" * 32, "%00", '"\\000"', "ä" * 20, "a" * 4000])
def test_visitors_are_refused(company: Cast, room: Listening, key: str) -> None:
    ear = room.open(key)
    assert ear.until(lambda heard: heard.ended).status == 403


def test_only_reading_is_possible(company: Cast, room: Listening) -> None:
    ear = room.open(key_of(signed_in(company.igor)), method="POST")
    assert ear.until(lambda heard: heard.ended).status == 405


def test_one_too_many_is_told_to_come_later(company: Cast, room: Listening) -> None:
    key = key_of(signed_in(company.igor))
    with override_settings(TANDEM_MAX_STREAMS=1):
        first = room.open(key)
        assert room.open(key).until(lambda heard: heard.ended).status == 503
        first.leave()
        assert room.open(key).status == 200


def test_the_watcher_comes_with_the_first_and_goes_with_the_last(
    company: Cast, room: Listening
) -> None:
    assert watchers() == []
    keys = [key_of(signed_in(actor)) for actor in (company.alice, company.igor)]
    ears = [room.open(key) for key in keys]
    assert len(watchers()) == 1
    ears[0].leave()
    idea = story.write_idea(company)
    ears[1].until(lambda heard: {idea} in heard.ids)
    ears[1].leave()
    wait_until(lambda: not watchers(), lambda: "it goes on")
    assert room.open(keys[0]).status == 200
    assert len(watchers()) == 1


def test_a_quiet_stream_says_that_it_is_there(
    company: Cast, room: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages_live, "HEARTBEAT", 0.05)
    ear = room.open(key_of(signed_in(company.igor)))
    ear.until(lambda heard: heard.said.count(b": still here\n\n") > 1)


def test_a_database_that_is_away_for_a_moment_loses_nothing(
    company: Cast, room: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    ear = room.open(key_of(signed_in(company.igor)))
    real, failures = live.news, [OperationalError("gone"), ValueError("a mistake of ours")]

    def sometimes(changes: list[live.Change]) -> live.News:
        if failures:
            raise failures.pop()
        return real(changes)

    monkeypatch.setattr(live, "news", sometimes)
    ideas = []
    for left in (1, 0):
        ideas.append(story.write_idea(company))
        wait_until(lambda left=left: len(failures) == left, lambda: "nobody looked")
    ideas.append(story.write_idea(company))
    ear.until(lambda heard: ideas[-1] in set().union(*heard.ids))
    assert set(ideas) == set().union(*ear.ids)


def test_whoever_stops_reading_is_let_go() -> None:
    async def unread() -> listeners.Listener:
        listener = listeners.Listener("key", "")
        for _ in range(100):
            listener.hear(frozenset([1]), "1")
        return listener

    assert asyncio.run(unread()).gone


def test_two_hundred_streams_take_one_thread_and_little_memory(
    company: Cast, room: Listening
) -> None:
    key = key_of(signed_in(company.igor))
    room.open(key)
    threads = threading.active_count()
    tracemalloc.start()
    gc.collect()
    before = tracemalloc.get_traced_memory()[0]
    ears = [room.open(key, wait=False) for _ in range(200)]
    for ear in ears:
        ear.until(lambda heard: heard.said)
    gc.collect()
    each = (tracemalloc.get_traced_memory()[0] - before) / len(ears)
    tracemalloc.stop()
    assert threading.active_count() == threads
    assert each < 16 * 1024, f"{each:.0f} bytes a stream"
    idea = story.write_idea(company)
    for ear in ears:
        assert ear.until(lambda heard: heard.ids).ids == [{idea}]


def test_who_hears_is_who_sees(company: Cast, shared_database: None) -> None:
    actors: list[Actor] = [getattr(company, name) for name in company.__slots__]  # type: ignore[attr-defined]
    ideas = [story.write_idea(company) for _ in range(3)]
    story.pair(company, ideas[1])
    story.hide(ideas[1])
    Subject.objects.filter(pk=ideas[2]).update(restricted=True, sponsor_id=company.rita.me)
    news = live.news([live.Change(pk, pk) for pk in ideas])
    for actor in actors:
        seen = set(Subject.objects.filter(visible_to(actor)).values_list("pk", flat=True))
        assert news.for_person(actor.me) == seen, actor.name
