"""Views of Ideas & work: saved, shared, opened, changed, deleted."""

from datetime import UTC, datetime

import pytest
from tests.accounts.browsing import as_person, words
from tests.cast import Cast, hide, write_idea
from tests.refusals import nothing_written, refused

from tandem.accounts import services as accounts
from tandem.accounts.rules import Actor
from tandem.activity.models import Event
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.goals.rules import ObjectiveState
from tandem.goals.services import add_objective, edit_objective
from tandem.initiatives.rules import Column, Layout, ListAsked, Order
from tandem.lists import queries, rules, services
from tandem.lists.models import SavedView
from tandem.lists.rules import Listed, Sharing
from tandem.systems.rules import Entry
from tandem.systems.services import add_system, retire_system
from tandem.work.rules import WorkAsked

NOON = datetime(2026, 5, 6, 12, tzinfo=UTC)
WAITING = ListAsked.of_query("waits=it&order=wished&columns=stage&columns=owners")


def save(
    actor: Actor, name: str = "For IT", shared: Sharing = Sharing.OWN, **more: object
) -> SavedView:
    return services.save_view(
        actor=actor,
        name=name,
        asked=more.pop("asked", WAITING),
        shared=shared,
        **more,  # type: ignore[arg-type]
    )


def finds(actor: Actor) -> list[str]:
    return [row.name for row in queries.views_for(actor)]


def test_a_view_keeps_what_was_asked_and_its_page_leads_there(cast: Cast) -> None:
    view = save(cast.rita)
    row = queries.view_for(cast.rita, view.pk)
    assert (row.asked.order, row.asked.columns) == (Order.WISHED, (Column.STAGE, Column.OWNERS))
    answer = as_person(cast.rita).get(row.url)
    assert answer.headers["Location"] == f"/ideas/?{row.query}&view={view.pk}"
    shown = words(as_person(cast.rita).get(answer.headers["Location"]))
    assert "Saved view For IT" in shown
    assert "Back to the saved one" not in shown


def test_a_view_of_ones_own_is_found_by_nobody_else(cast: Cast) -> None:
    view = save(cast.alice, "Quiet things")
    for actor in (cast.mona, cast.igor, cast.ada, cast.rita):
        assert finds(actor) == []
        with refused(NotFound):
            services.change_view(actor=actor, view_id=view.pk, name="Mine")
        with refused(NotFound):
            services.delete_view(actor=actor, view_id=view.pk)
        with refused(NotFound):
            services.choose_view(actor=actor, view_id=view.pk)
        assert as_person(actor).get(f"/ideas/views/{view.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("shared", "found_by"),
    [
        (Sharing.DEPARTMENT, {"alice", "mona"}),
        (Sharing.MARKETING, {"alice", "mona"}),
        (Sharing.EVERYBODY, {"alice", "mona", "igor", "rita", "charlie", "ada", "vera"}),
    ],
)
def test_a_shared_view_is_found_by_whom_it_is_shared_with(
    cast: Cast, shared: Sharing, found_by: set[str]
) -> None:
    save(cast.alice, shared=shared)
    everybody = ("alice", "mona", "igor", "rita", "charlie", "ada", "vera")
    assert {name for name in everybody if finds(getattr(cast, name))} == found_by


def test_a_shared_view_shows_only_what_its_reader_may_see(cast: Cast) -> None:
    idea = write_idea(cast)
    hide(idea)
    view = save(cast.alice, shared=Sharing.EVERYBODY, asked=ListAsked.of_query("q=delivery"))
    address = queries.view_for(cast.alice, view.pk).list_url
    assert "delivery day" in words(as_person(cast.alice).get(address))
    assert "delivery day" not in words(as_person(cast.igor).get(address))


def test_readers_share_nothing_and_nobody_shares_with_the_other_side(cast: Cast) -> None:
    with refused(BadInput) as caught:
        save(cast.rita, shared=Sharing.EVERYBODY)
    assert "Keep the view for yourself" in caught.value.reason
    with refused(BadInput):
        save(cast.alice, shared=Sharing.IT)
    mine = save(cast.rita)
    with refused(BadInput):
        services.change_view(actor=cast.rita, view_id=mine.pk, shared=Sharing.DEPARTMENT)


def test_others_neither_change_nor_delete_a_shared_view_but_administrators_delete_it(
    cast: Cast,
) -> None:
    view = save(cast.alice, shared=Sharing.EVERYBODY)
    for actor in (cast.mona, cast.igor):
        with refused(NotAllowed):
            services.change_view(actor=actor, view_id=view.pk, name="Mine")
        with refused(NotAllowed):
            services.delete_view(actor=actor, view_id=view.pk)
    services.delete_view(actor=cast.ada, view_id=view.pk)
    assert finds(cast.alice) == []


def test_a_view_is_renamed_changed_and_no_longer_shared(cast: Cast) -> None:
    view = save(cast.alice, shared=Sharing.EVERYBODY)
    services.choose_view(actor=cast.igor, view_id=view.pk)
    services.change_view(
        actor=cast.alice,
        view_id=view.pk,
        name="Board of IT",
        asked=ListAsked(layout=Layout.BOARD),
        shared=Sharing.OWN,
    )
    (row,) = queries.views_for(cast.alice)
    assert (row.name, row.query, row.shared) == ("Board of IT", "layout=board", Sharing.OWN)
    with nothing_written():
        services.change_view(actor=cast.alice, view_id=view.pk, name="Board of IT")
    assert as_person(cast.igor).get("/ideas/").status_code == 200, "It opens with everything again."


def test_sharing_is_kept_in_the_row_and_is_no_event_of_the_work(cast: Cast) -> None:
    before = Event.objects.count()
    view = save(cast.alice)
    with clock.at(NOON):
        services.change_view(actor=cast.alice, view_id=view.pk, shared=Sharing.EVERYBODY)
    view.refresh_from_db()
    assert (view.owner_id, view.shared_at) == (cast.alice.me, NOON)
    assert Event.objects.count() == before


def test_the_list_opens_with_the_view_one_chose(cast: Cast) -> None:
    first, second = save(cast.alice, choose=True), save(cast.alice, "Another")
    alice = as_person(cast.alice)
    assert alice.get("/ideas/").headers["Location"].endswith(f"view={first.pk}")
    services.choose_view(actor=cast.alice, view_id=second.pk)
    assert alice.get("/ideas/").headers["Location"].endswith(f"view={second.pk}")
    assert alice.get("/ideas/?view=all").status_code == 200
    with nothing_written():
        services.choose_view(actor=cast.alice, view_id=second.pk)
    services.choose_view(actor=cast.alice, view_id=None)
    assert alice.get("/ideas/").status_code == 200
    assert as_person(cast.mona).get("/ideas/").status_code == 200


def test_a_name_is_used_once_and_a_double_click_saves_one(cast: Cast) -> None:
    first = save(cast.alice)
    with nothing_written():
        assert save(cast.alice) == first
    with refused(BadInput):
        save(cast.alice, asked=ListAsked())
    second = save(cast.alice, "Another")
    with refused(BadInput):
        services.change_view(actor=cast.alice, view_id=second.pk, name="For IT")
    for name in (" ", "x" * 61):
        with refused(BadInput):
            save(cast.alice, name)
    save(cast.mona)


def test_nobody_keeps_more_than_a_person_finds_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "VIEWS_AT_MOST", 1)
    save(cast.alice)
    with refused(RuleBroken):
        save(cast.alice, "One more")


def test_what_a_view_asks_for_may_be_gone_and_it_still_opens(cast: Cast) -> None:
    goal = add_objective(actor=cast.alice, title="Quick delivery", year=2026).pk
    shop = add_system(actor=cast.igor, entry=Entry("Shop")).pk
    asked = ListAsked(owner=cast.ivan.me, goal=goal, system=shop)
    view = save(cast.alice, asked=asked)
    address = queries.view_for(cast.alice, view.pk).list_url
    alice = as_person(cast.alice)
    assert "shown all the same" not in words(alice.get(address))
    accounts.deactivate_person(actor=cast.vera, person_id=cast.ivan.me)
    retire_system(actor=cast.igor, system_id=shop)
    edit_objective(
        actor=cast.alice, objective_id=goal, title="Quick delivery", year=2026, words="",
        owner_id=None, sponsor_id=None, state=ObjectiveState.DROPPED, version=1,
    )  # fmt: skip
    shown = words(alice.get(address))
    assert "Ivan Iwers has left" in shown
    assert "“Quick delivery” is no longer on the way" in shown
    assert "Shop is retired" in shown
    shown = words(alice.get("/ideas/?owner=999999&goal=999999&system=999999"))
    for thing in ("owner", "goal", "system"):
        assert f"The {thing} it asks for isn't there" in shown


def test_the_pages_save_change_share_and_delete(cast: Cast) -> None:
    alice = as_person(cast.alice)
    form = {"asked": "waits=it&order=wished&view=7", "name": "For IT", "shared": "everybody"}
    wrong = alice.post("/ideas/views/new/", {**form, "shared": "it"})
    assert wrong.status_code == 422
    assert "waits=it&amp;order=wished" in wrong.text, "What was asked isn't lost."
    saved = alice.post("/ideas/views/new/", {**form, "choose": "on"})
    view = SavedView.objects.get()
    assert (view.asked, saved.headers["Location"]) == (
        "waits=it&order=wished",
        f"/ideas/?waits=it&order=wished&view={view.pk}",
    )
    changed = words(alice.get(f"/ideas/?waits=marketing&view={view.pk}"))
    assert "Save the change" in changed
    assert "Save the change" not in words(
        as_person(cast.igor).get(f"/ideas/?waits=marketing&view={view.pk}")
    )
    alice.post(f"/ideas/views/{view.pk}/change/", {"asked": "waits=marketing"})
    assert queries.view_for(cast.alice, view.pk).query == "waits=marketing"
    edited = {"name": "For us", "shared": "department"}
    assert alice.post(f"/ideas/views/{view.pk}/edit/", edited).status_code == 303
    assert "Everybody in Marketing" in words(alice.get("/ideas/views/"))
    assert alice.post(f"/ideas/views/{view.pk}/delete/").status_code == 303
    assert "No views yet" in words(alice.get("/ideas/views/"))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", ["Everything"]),
        ("layout=board&q=sale", ["with “sale”", "as a board"]),
        (
            "stage=idea&waits=it&owner=3&order=wished",
            ["Idea", "waiting for IT", "of one owner", "By the wished date"],
        ),
    ],
)
def test_a_view_says_in_words_what_it_shows(query: str, said: list[str]) -> None:
    assert [str(one) for one in rules.in_words(ListAsked.of_query(query))] == said


def test_an_address_that_makes_no_sense_asks_for_everything() -> None:
    for query in ("%%%", "&".join(["a=1"] * 99), "stage=nowhere&owner=-1&view=x"):
        assert ListAsked.of_query(query) == ListAsked()


LATE = WorkAsked.of_query("q=due%3Alate+side%3Ait&order=due&columns=due&columns=who")


def test_a_view_of_all_work_keeps_filter_order_and_columns(cast: Cast, planned: int) -> None:
    client = as_person(cast.alice)
    sent = {"name": "Late", "of": "work", "asked": LATE.query, "shared": "everybody"}
    saved = client.post("/ideas/views/new/", sent)
    (row,) = queries.views_for(cast.igor, Listed.WORK)
    assert saved.headers["Location"] == row.list_url == f"/all-work/?{LATE.but(view=row.id)}"
    assert row.asked == LATE
    assert queries.views_for(cast.igor, Listed.IDEAS) == []
    shown = words(as_person(cast.igor).get(row.list_url))
    assert "Saved view Late" in shown
    assert "Back to the saved one" not in shown
    other = as_person(cast.igor).get(f"/all-work/?{LATE.but(q='ledger', view=row.id)}")
    assert "Back to the saved one" in words(other)
    assert "Save the change" not in words(other)
    client.post(f"/ideas/views/{row.id}/change/", {"asked": LATE.but(q="ledger")})
    assert queries.view_for(cast.igor, row.id).asked == WorkAsked.of_query(LATE.but(q="ledger"))


def test_ideas_and_work_opens_with_no_view_of_all_work(cast: Cast) -> None:
    view = save(cast.alice, "Late", asked=LATE)
    with refused(BadInput) as caught:
        services.choose_view(actor=cast.alice, view_id=view.pk)
    assert "a view of All work" in caught.value.reason
    with refused(BadInput):
        save(cast.alice, "Late, first", asked=LATE, choose=True)
    with refused(BadInput):
        services.change_view(actor=cast.alice, view_id=view.pk, asked=WAITING)


@pytest.mark.parametrize(
    "query", ["", "q=ledger", LATE.query, "q=side%3Amoon&order=moon&columns=moon&view=-1"]
)
def test_what_an_address_asks_of_work_is_read_and_written_alike(query: str) -> None:
    asked = WorkAsked.of_query(query)
    assert WorkAsked.of_query(asked.query) == asked
