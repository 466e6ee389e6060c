"""Vision, goals, who stands behind them, and what serves them."""

from datetime import date, timedelta

import pytest
from tests.accounts.browsing import as_person, words
from tests.cast import Cast, happened, hide
from tests.days import present_date
from tests.refusals import nothing_written, refused

from tandem.accounts.rules import Actor
from tandem.activity.permissions import people_who_see, sponsor_of
from tandem.activity.queries import subject_visible_to, turns_waiting_for
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken, Stale
from tandem.goals import queries, services
from tandem.goals.models import Objective, Serving
from tandem.goals.rules import ObjectiveState
from tandem.rights.services import open_initiative
from tandem.stages.services import decline_idea


def year() -> int:
    return clock.now().year


def soon(days: int = 30) -> date:
    return present_date() + timedelta(days=days)


def add(actor: Actor, title: str = "Quick delivery", **more: object) -> Objective:
    return services.add_objective(actor=actor, title=title, year=year(), **more)  # type: ignore[arg-type]


def edit(actor: Actor, goal: int, title: str = "Quick delivery", **more: object) -> Objective:
    wanted: dict[str, object] = {
        "title": title,
        "year": year(),
        "words": "",
        "owner_id": None,
        "sponsor_id": None,
        "state": ObjectiveState.OPEN,
        "version": 1,
    }
    return services.edit_objective(actor=actor, objective_id=goal, **{**wanted, **more})  # type: ignore[arg-type]


def link(actor: Actor, initiative: int, goal: int | None) -> None:
    services.serve_objective(actor=actor, initiative_id=initiative, objective_id=goal)


@pytest.fixture
def goal(cast: Cast) -> int:
    return add(cast.alice).pk


@pytest.mark.parametrize("name", ["alice", "mona", "ada", "vera"])
def test_marketing_and_the_sponsor_write_vision_and_goals(cast: Cast, name: str) -> None:
    actor = getattr(cast, name)
    services.write_vision(actor=actor, year=year(), text="We deliver.")
    vision = queries.vision_of(cast.rita, year())
    assert vision
    assert (vision.text, vision.by.id) == ("We deliver.", actor.me)
    assert happened(vision.id) == ["vision.written"]
    assert happened(add(actor).pk) == ["objective.added"]


@pytest.mark.parametrize("name", ["igor", "rita", "charlie"])
def test_others_write_none(cast: Cast, goal: int, name: str) -> None:
    actor = getattr(cast, name)
    with refused(NotAllowed):
        services.write_vision(actor=actor, year=year(), text="We deliver.")
    with refused(NotAllowed):
        add(actor)
    with refused(NotAllowed):
        edit(actor, goal, "Slow delivery")


def test_a_vision_saved_too_late_shows_both(cast: Cast) -> None:
    services.write_vision(actor=cast.alice, year=year(), text="We deliver.")
    with refused(Stale):
        services.write_vision(actor=cast.mona, year=year(), text="We wait.")
    with nothing_written():
        services.write_vision(actor=cast.mona, year=year(), text="We deliver.")
    services.write_vision(actor=cast.mona, year=year(), text="We wait.", version=1)


def test_whoever_answers_for_a_goal_changes_it(cast: Cast) -> None:
    goal = add(cast.alice, owner_id=cast.igor.me).pk
    edit(cast.igor, goal, owner_id=cast.igor.me, state=ObjectiveState.REACHED)
    assert queries.objective(cast.rita, goal).state is ObjectiveState.REACHED
    assert happened(goal)[-1] == "objective.edited"
    with refused(Stale):
        edit(cast.alice, goal, "Slow delivery")


def test_what_does_not_fit_names_its_field(cast: Cast, goal: int) -> None:
    for wrong in ({"title": " "}, {"title": "x" * 161}, {"sponsor_id": 999_999}):
        with refused(BadInput):
            add(cast.alice, **wrong)  # type: ignore[arg-type]
    with refused(BadInput):
        services.write_vision(actor=cast.alice, year=1900, text="Long ago.")
    with refused(NotFound):
        edit(cast.alice, 999_999)


def test_a_double_click_adds_one(cast: Cast) -> None:
    first = add(cast.alice, form_key="k")
    with nothing_written():
        assert add(cast.alice, form_key="k") == first


def test_sponsors_stand_behind_it_until_a_day_and_are_asked_again(cast: Cast) -> None:
    goal = add(cast.alice, sponsor_id=cast.igor.me).pk
    for sponsor in (cast.vera, cast.igor):
        services.endorse_objective(actor=sponsor, objective_id=goal, until=soon())
    assert [one.by.id for one in queries.objective(cast.rita, goal).endorsements] == [
        cast.vera.me, cast.igor.me,
    ]  # fmt: skip
    (turn,) = [t for t in turns_waiting_for(cast.igor) if t.kind == "goal.renew"]
    assert turn.due_at.date() == soon()
    with clock.at(clock.now() + timedelta(days=31)):
        assert queries.objective(cast.rita, goal).endorsements == []
        services.endorse_objective(actor=cast.igor, objective_id=goal, until=soon())
        assert len(queries.objective(cast.rita, goal).endorsements) == 1
    assert happened(goal)[-3:] == ["goal.endorsed"] * 3


def test_only_sponsors_endorse_and_for_a_year_at_most(cast: Cast, goal: int) -> None:
    for actor in (cast.alice, cast.igor, cast.ada, cast.rita):
        with refused(NotAllowed):
            services.endorse_objective(actor=actor, objective_id=goal, until=soon())
    for days in (0, 400):
        with refused(BadInput):
            services.endorse_objective(actor=cast.vera, objective_id=goal, until=soon(days))
    with refused(NotFound):
        services.endorse_vision(actor=cast.vera, year=year(), until=soon())
    services.write_vision(actor=cast.alice, year=year(), text="We deliver.")
    services.endorse_vision(actor=cast.vera, year=year(), until=soon())
    with nothing_written():
        services.endorse_vision(actor=cast.vera, year=year(), until=soon())


def test_what_is_declined_needs_no_goal(cast: Cast, idea: int) -> None:
    assert idea in [one.id for one in queries.loose(cast.rita)]
    decline_idea(actor=cast.vera, initiative_id=idea, reason="The law forbids it.")
    assert idea not in [one.id for one in queries.loose(cast.rita)]


def test_marketing_says_which_goal_an_initiative_serves(
    cast: Cast, paired_idea: int, goal: int
) -> None:
    assert [one.id for one in queries.loose(cast.rita)] == [paired_idea]
    link(cast.alice, paired_idea, goal)
    assert queries.served_by(paired_idea) == (goal, "Quick delivery")
    assert [one.id for one in queries.serving(cast.rita, goal)] == [paired_idea]
    assert queries.loose(cast.rita) == []
    with nothing_written():
        link(cast.alice, paired_idea, goal)
    link(cast.alice, paired_idea, None)
    assert queries.served_by(paired_idea) is None
    assert Serving.objects.get().ended_at
    assert happened(paired_idea)[-2:] == ["goal.served", "goal.left"]


@pytest.mark.parametrize("name", ["igor", "mona", "rita", "charlie", "vera"])
def test_others_do_not_link(cast: Cast, paired_idea: int, goal: int, name: str) -> None:
    with refused(NotAllowed):
        link(getattr(cast, name), paired_idea, goal)


def test_nothing_serves_a_goal_that_is_over(cast: Cast, paired_idea: int, goal: int) -> None:
    edit(cast.alice, goal, state=ObjectiveState.DROPPED)
    with refused(RuleBroken):
        link(cast.alice, paired_idea, goal)
    with refused(NotFound):
        link(cast.alice, paired_idea, 999_999)
    with refused(NotFound):
        link(cast.alice, goal, goal)


def test_a_restricted_initiative_serves_in_silence(cast: Cast, paired_idea: int, goal: int) -> None:
    link(cast.alice, paired_idea, goal)
    hide(paired_idea)
    assert queries.serving(cast.rita, goal) == []
    assert queries.objective(cast.rita, goal).serving == 0
    assert queries.objective(cast.alice, goal).serving == 1
    with refused(NotFound):
        link(cast.mona, paired_idea, goal)


def test_a_goals_sponsor_stands_in_where_an_initiative_has_none(
    cast: Cast, paired_idea: int
) -> None:
    goal = add(cast.alice, sponsor_id=cast.mona.me).pk
    assert sponsor_of(paired_idea) == cast.vera.me
    link(cast.alice, paired_idea, goal)
    hide(paired_idea)
    for sponsor, other in ((cast.mona, cast.vera), (cast.ivan, cast.mona)):
        if sponsor is cast.ivan:
            edit(cast.alice, goal, sponsor_id=sponsor.me)
        assert sponsor_of(paired_idea) == sponsor.me
        assert subject_visible_to(sponsor, paired_idea).sponsor_id == sponsor.me
        assert sponsor.me in people_who_see([paired_idea])[paired_idea]
        with refused(NotFound):
            subject_visible_to(other, paired_idea)
    open_initiative(actor=cast.ivan, initiative_id=paired_idea)
    link(cast.alice, paired_idea, None)
    assert sponsor_of(paired_idea) == cast.vera.me


def test_the_pages_show_vision_goals_and_what_hangs_loose(cast: Cast, paired_idea: int) -> None:
    alice = as_person(cast.alice)
    assert "No goals for this year yet" in words(alice.get("/goals/"))
    alice.post(f"/goals/vision/{year()}/", {"text": "We keep promises."})
    made = alice.post("/goals/new/", {"title": "Quick", "year": year()}, follow=True)
    goal = made.request["PATH_INFO"].split("/")[2]
    alice.post(f"/initiatives/{paired_idea}/goal/", {"objective": goal})
    page = words(as_person(cast.rita).get("/goals/"))
    assert "We keep promises." in page
    assert "1 idea serves it" in page
    assert "The goal it serves Quick" in words(alice.get(f"/initiatives/{paired_idea}/"))


def test_a_refused_form_keeps_what_was_typed(cast: Cast) -> None:
    form = {"title": "Quick " * 40, "year": "2027"}
    page = as_person(cast.alice).post("/goals/new/", form)
    assert page.status_code == 422
    assert "Quick Quick" in page.content.decode()
