"""IT projects: added, changed, moved with a reason; who waits for them, and who is told."""

from datetime import date, timedelta
from typing import Any

import pytest
from tests.accounts.browsing import as_person, words
from tests.cast import SENTENCE, Cast, happened, hide
from tests.refusals import nothing_written, refused

from tandem.accounts.rules import Actor
from tandem.activity.models import Notification
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken, Stale
from tandem.initiatives.models import Initiative
from tandem.plans.queries.problems import question_of
from tandem.plans.services import promise_date
from tandem.projects import queries, rules, services
from tandem.projects.models import ItProject
from tandem.projects.rules import ProjectState
from tandem.systems import services as systems
from tandem.systems.rules import Entry
from tandem.work.queries import work_of
from tandem.work.services import add_work_item

FIRST, LAST = date(2026, 4, 1), date(2026, 6, 30)
LATER = {"starts_on": FIRST, "ends_on": date(2026, 7, 31), "reason": "The vendor is late."}


@pytest.fixture(autouse=True)
def _on_tuesday(tuesday: None) -> None:
    """All of it happens then, in March 2026."""


def add(actor: Actor, title: str = "Customer data in one place", **more: Any) -> ItProject:
    parts = {"starts_on": FIRST, "ends_on": LAST, "lead_id": actor.me, **more}
    return services.add_project(actor=actor, title=title, **parts)


def test_a_project_ends_after_it_begins_and_not_years_later() -> None:
    assert rules.why_not_dates(LAST, FIRST)
    assert rules.why_not_dates(FIRST, FIRST + timedelta(days=6 * 366))
    assert rules.why_not_dates(date(1999, 1, 1), date(1999, 2, 1))
    assert rules.why_not_dates(FIRST, LAST) is None


def test_nobody_counts_on_a_day_that_has_passed() -> None:
    under_way, done = ProjectState.UNDER_WAY, ProjectState.DONE
    assert rules.ready_on(under_way, FIRST, FIRST) == FIRST
    assert rules.ready_on(under_way, FIRST, LAST) is None
    assert rules.ready_on(done, FIRST, LAST) == FIRST


def test_it_adds_a_project_that_everybody_reads(cast: Cast) -> None:
    shop = systems.add_system(actor=cast.igor, entry=Entry("Shop")).pk
    made = add(cast.igor, purpose="One customer, **one** consent.", systems=[shop])
    whole = queries.whole_project(cast.rita, made.pk)
    assert (whole.row.lead.name, whole.systems) == ("Igor Ilic", [(shop, "Shop")])
    assert happened(made.pk) == ["it_project.added"]
    page = words(as_person(cast.alice).get(f"/it-projects/{made.pk}/"))
    assert "One customer, one consent." in page
    assert "Move its dates" not in page
    found = as_person(cast.alice).get("/search/?q=consent")
    assert "Customer data in one place" in words(found)


@pytest.mark.parametrize("name", ["alice", "rita", "charlie"])
def test_only_it_writes_projects(cast: Cast, name: str) -> None:
    made, actor = add(cast.igor), getattr(cast, name)
    with refused(NotAllowed):
        add(actor, lead_id=cast.igor.me)
    with refused(NotAllowed):
        services.move_project(actor=actor, project_id=made.pk, version=1, **LATER)
    with refused(NotAllowed):
        services.change_project_state(actor=actor, project_id=made.pk, after=ProjectState.DONE)
    with refused(NotAllowed):
        services.join_project(actor=actor, project_id=made.pk)


def test_what_does_not_fit_names_its_field(cast: Cast) -> None:
    for field, wrong in (
        ("title", {"title": " "}),
        ("ends_on", {"ends_on": date(2026, 1, 1)}),
        ("lead", {"lead_id": cast.alice.me}),
        ("systems", {"systems": [999_999]}),
        ("team", {"team_id": 999_999}),
    ):
        with refused(BadInput) as caught:
            add(cast.igor, **wrong)
        assert isinstance(caught.value, BadInput)
        assert caught.value.field == field


def test_a_double_click_adds_one(cast: Cast) -> None:
    first = add(cast.igor, form_key="k")
    with nothing_written():
        assert add(cast.igor, form_key="k") == first


def test_a_save_that_comes_too_late_shows_both(cast: Cast) -> None:
    made = add(cast.igor)
    said = {"purpose": "", "lead_id": cast.igor.me, "team_id": None, "systems": []}
    services.edit_project(actor=cast.ivan, project_id=made.pk, title="Data", version=1, **said)
    with refused(Stale):
        services.edit_project(actor=cast.igor, project_id=made.pk, title="D", version=1, **said)
    with refused(Stale):
        services.move_project(actor=cast.igor, project_id=made.pk, version=1, **LATER)
    assert happened(made.pk)[-1] == "it_project.edited"


def test_a_move_needs_a_reason_and_can_be_taken_back(cast: Cast) -> None:
    made = add(cast.igor)
    with refused(BadInput):
        services.move_project(
            actor=cast.igor, project_id=made.pk, version=1, **{**LATER, "reason": " "}
        )
    move = services.move_project(actor=cast.igor, project_id=made.pk, version=1, **LATER)
    assert move is not None
    assert queries.project_visible_to(cast.rita, made.pk).ends_on == LATER["ends_on"]
    services.undo_project_move(actor=cast.ivan, project_id=made.pk, move_id=move.pk)
    assert queries.project_visible_to(cast.rita, made.pk).ends_on == LAST
    with refused(RuleBroken):
        services.undo_project_move(actor=cast.ivan, project_id=made.pk, move_id=move.pk)
    assert happened(made.pk)[1:] == ["it_project.moved", "it_project.move_undone"]
    assert [one.undone for one in queries.whole_project(cast.rita, made.pk).moves] == [False, True]


def test_what_is_over_moves_no_more_and_what_stops_says_why(cast: Cast) -> None:
    made = add(cast.igor)
    with refused(BadInput):
        services.change_project_state(
            actor=cast.igor, project_id=made.pk, after=ProjectState.STOPPED
        )
    services.change_project_state(
        actor=cast.igor, project_id=made.pk, after=ProjectState.STOPPED, reason="No vendor."
    )
    with refused(RuleBroken):
        services.move_project(actor=cast.igor, project_id=made.pk, version=2, **LATER)
    assert "No vendor." in words(as_person(cast.alice).get(f"/it-projects/{made.pk}/"))


def test_who_owns_a_date_that_is_hit_is_told(cast: Cast, planned: int) -> None:
    idea = planned
    made = add(cast.igor)
    promise_date(actor=cast.alice, initiative_id=idea, day=date(2026, 7, 10))
    services.let_wait(actor=cast.alice, waiting_id=idea, on_id=made.pk)
    assert [one.hit for one in queries.whole_project(cast.rita, made.pk).waiting] == [False]
    services.move_project(actor=cast.ivan, project_id=made.pk, version=1, **LATER)
    told = Notification.objects.filter(kind="it_project.date_is_hit")
    assert set(told.values_list("person_id", flat=True)) == {cast.alice.me, cast.igor.me}
    assert happened(idea)[-2:] == ["it_project.waits", "it_project.awaited_moved"]
    assert [one.hit for one in queries.whole_project(cast.rita, made.pk).waiting] == [True]


def test_a_circle_is_refused_with_its_path(cast: Cast, idea: int) -> None:
    one, two = add(cast.igor, "One").pk, add(cast.igor, "Two").pk
    services.let_wait(actor=cast.igor, waiting_id=two, on_id=one)
    services.let_wait(actor=cast.igor, waiting_id=idea, on_id=two)
    with refused(BadInput) as caught:
        services.let_wait(actor=cast.igor, waiting_id=one, on_id=idea)
    assert f"“One” → “Two” → “{SENTENCE}” → “One”" in caught.value.reason
    with refused(BadInput):
        services.let_wait(actor=cast.igor, waiting_id=one, on_id=one)
    with nothing_written():
        services.let_wait(actor=cast.igor, waiting_id=two, on_id=one)


def test_people_of_an_initiative_say_that_it_waits_and_others_do_not(cast: Cast, idea: int) -> None:
    made = add(cast.igor).pk
    with refused(NotAllowed):
        services.let_wait(actor=cast.mona, waiting_id=idea, on_id=made)
    wait = services.let_wait(actor=cast.alice, waiting_id=idea, on_id=made)
    services.let_wait_no_more(actor=cast.igor, wait_id=wait.pk)
    assert happened(idea)[-2:] == ["it_project.waits", "it_project.waits_no_more"]


def test_what_is_restricted_is_hidden_on_either_side(cast: Cast, idea: int) -> None:
    made = add(cast.igor).pk
    services.let_wait(actor=cast.alice, waiting_id=idea, on_id=made)
    hide(idea)
    assert queries.whole_project(cast.rita, made).waiting == []
    assert len(queries.whole_project(cast.alice, made).waiting) == 1
    services.restrict_project(actor=cast.igor, project_id=made)
    assert queries.all_projects(cast.rita) == []
    assert as_person(cast.rita).get(f"/it-projects/{made}/").status_code == 404
    with refused(NotFound):
        services.let_wait(actor=cast.rita, waiting_id=idea, on_id=made)
    services.open_project(actor=cast.igor, project_id=made)
    assert len(queries.all_projects(cast.rita)) == 1


def test_a_project_has_work_of_its_own_that_initiatives_can_wait_for(cast: Cast) -> None:
    made = add(cast.igor).pk
    as_person(cast.igor).post(f"/it-projects/{made}/work/", {"title": "Rehearse the move"})
    assert [row.title for row in work_of(made).rows] == ["Rehearse the move"]
    page = as_person(cast.alice).get(f"/it-projects/{made}/work/")
    assert "Rehearse the move" in words(page)
    assert "form-add-work" not in page.content.decode()
    services.change_project_state(actor=cast.igor, project_id=made, after=ProjectState.DONE)
    with refused(RuleBroken):
        add_work_item(actor=cast.igor, home_id=made, title="More")


def test_an_initiative_goes_live_only_after_what_it_waits_for(cast: Cast, planned: int) -> None:
    idea = planned
    made = add(cast.igor).pk
    services.let_wait(actor=cast.igor, waiting_id=idea, on_id=made)
    launch = next(task for task in question_of(idea).plan.tasks if task.id == "launch")
    assert launch.earliest is not None
    assert launch.earliest.isoformat() == "2026-06-30T22:00:00+00:00"
    ItProject.objects.filter(pk=made).update(starts_on="2026-01-01", ends_on="2026-01-31")
    late = question_of(idea)
    assert late.of(late.gaps[-1][0]) == (made,)
    assert Initiative.objects.filter(pk=idea).exists()


def test_a_refused_form_keeps_what_was_typed(cast: Cast) -> None:
    form = {"title": "A very own name", "starts_on": "2026-05-06", "ends_on": "2026-05-01"}
    page = as_person(cast.igor).post("/it-projects/new/", {**form, "lead": cast.igor.me})
    assert page.status_code == 422
    assert "A very own name" in page.content.decode()
