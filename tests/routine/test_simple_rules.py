"""Simple rules: made after a look back, started once by what happens, never by a rule."""

from dataclasses import replace

import pytest
from tests import cast as story
from tests.accounts.browsing import as_person, words
from tests.cast import Cast, happened, hide
from tests.refusals import nothing_written, refused
from tests.work.making import of_it, shared

from tandem.accounts import services as accounts
from tandem.accounts.rules import Actor, Lane, WorkspaceRole
from tandem.activity.models import Event
from tandem.activity.registry import all_events
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.initiatives.rules import InitiativeKind, Stage
from tandem.patterns.services import make_work_template
from tandem.routine import queries, rules, services
from tandem.routine.jobs import run_rules
from tandem.routine.models import Rule, RuleRun
from tandem.routine.rules import Happening, RuleAsked, RunOutcome, Then, To, When
from tandem.stages.services import start_stage
from tandem.talk.models import Comment, Task
from tandem.work.models import WorkItem
from tandem.work.rules import WorkKind, WorkState
from tandem.work.services import move_work_item

PICTURES = RuleAsked(
    "Pictures", When.WORK_DONE, Then.TASK, text="Order the pictures", to=To.OWNER_MARKETING
)


def make(actor: Actor, place: int | None, asked: RuleAsked = PICTURES, key: str = "") -> Rule:
    if place is None:
        return services.make_rule_for_all(actor=actor, asked=asked, form_key=key)
    return services.make_rule(actor=actor, initiative_id=place, asked=asked, form_key=key)


def finish(actor: Actor, work: int) -> None:
    move_work_item(actor=actor, work_id=work, to=WorkState.DONE)


def outcomes(one: Rule) -> list[str]:
    return list(RuleRun.objects.filter(rule=one).order_by("pk").values_list("outcome", flat=True))


def test_a_to_do_is_given_once_when_work_is_done(cast: Cast, briefable: int) -> None:
    before = shared(cast.alice, briefable)
    finish(cast.alice, before)
    one = make(cast.igor, briefable)
    assert run_rules() == 0, "What had happened before it was made starts nothing."
    finish(cast.alice, shared(cast.alice, briefable, "Another"))
    assert run_rules() == 1
    assert run_rules() == 0
    task = Task.objects.get()
    assert (task.text, task.person_id, task.given_by_id) == (
        "Order the pictures", cast.alice.me, cast.igor.me,
    )  # fmt: skip
    assert outcomes(one) == ["done"]
    assert "rule.ran" in happened(briefable)


def test_a_stage_starts_work_for_whoever_owns_a_side(cast: Cast, assessed: int) -> None:
    asked = RuleAsked(
        "Page", When.STAGE, Then.WORK, stage=Stage.BRIEF, text="Draw the page", to=To.OWNER_IT
    )
    make(cast.igor, assessed, asked)
    make(cast.alice, assessed, asked)
    story.assess(cast, assessed)
    start_stage(actor=cast.igor, initiative_id=assessed, stage=Stage.BRIEF)
    assert run_rules() == 2
    made = WorkItem.objects.get(home_id=assessed)
    assert (made.lane, made.asked_by_id) == ("it", cast.igor.me)
    assert made.assignments.get().person_id == cast.igor.me
    theirs = RuleRun.objects.get(rule__made_by_id=cast.alice.me)
    assert theirs.outcome == RunOutcome.REFUSED.value, "Marketing adds no work of IT."


def test_a_template_is_used_when_work_is_done_and_that_starts_no_rule(
    cast: Cast, briefable: int
) -> None:
    shared(cast.alice, briefable, "Again")
    template = make_work_template(actor=cast.alice, initiative_id=briefable, name="Often").pk
    make(cast.alice, briefable, replace(PICTURES, then=Then.TEMPLATE, template_id=template))
    finish(cast.alice, shared(cast.alice, briefable, "Another"))
    assert run_rules() == 1
    assert WorkItem.objects.filter(home_id=briefable, subject__title="Again").count() == 2
    last = Event.objects.order_by("-pk").values_list("pk", flat=True).first()
    assert run_rules() == 0
    assert Event.objects.order_by("-pk").values_list("pk", flat=True).first() == last


def test_somebody_is_told_in_words(cast: Cast, briefable: int) -> None:
    asked = replace(PICTURES, then=Then.TELL, to=To.PERSON, person_id=cast.mona.me)
    make(cast.alice, briefable, asked)
    finish(cast.alice, shared(cast.alice, briefable))
    assert run_rules() == 1
    said = Comment.objects.latest("pk")
    assert said.text == f"@{cast.mona.name} Order the pictures"


def test_the_second_signature_on_the_same_content_starts_it(cast: Cast, heard_brief: int) -> None:
    one = make(cast.alice, heard_brief, replace(PICTURES, when=When.SIGNED))
    story.STORY["signed_brief"](cast, heard_brief)
    assert run_rules() == 1
    assert outcomes(one) == ["done"]
    found = queries.would_have_run(cast.alice, heard_brief, queries.asked_of(one))
    assert [match.root_id for match in found] == [heard_brief]


def test_where_nobody_is_there_and_where_it_runs_too_often_it_says_so(
    cast: Cast, briefable: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = make(cast.alice, briefable, replace(PICTURES, to=To.DUTY_IT))
    finish(cast.alice, shared(cast.alice, briefable))
    run_rules()
    monkeypatch.setattr(rules, "RUNS_AN_HOUR", 1)
    finish(cast.alice, shared(cast.alice, briefable, "Another"))
    run_rules()
    assert outcomes(one) == ["nobody", "too_many"]


def test_when_whoever_made_it_has_left_it_rests_until_another_owner_takes_it_over(
    cast: Cast, briefable: int
) -> None:
    one = make(cast.alice, briefable)
    accounts.change_role(actor=cast.vera, person_id=cast.alice.me, role=WorkspaceRole.VIEWER)
    finish(cast.igor, of_it(cast.igor, briefable))
    run_rules()
    assert outcomes(one) == ["gone"]
    finish(cast.igor, of_it(cast.igor, briefable, "Another"))
    assert run_rules() == 0
    services.take_over_rule(actor=cast.igor, rule_id=one.pk)
    with nothing_written():
        services.take_over_rule(actor=cast.igor, rule_id=one.pk)
    assert run_rules() == 0, "What happened while it rested starts nothing."
    finish(cast.igor, of_it(cast.igor, briefable, "A third"))
    assert run_rules() == 1


def test_owners_make_rules_for_theirs_and_administrators_for_all(
    cast: Cast, briefable: int
) -> None:
    for actor in (cast.mona, cast.ada, cast.charlie, cast.rita):
        with refused(NotAllowed):
            make(actor, briefable)
    for actor in (cast.alice, cast.charlie, cast.rita):
        with refused(NotAllowed):
            make(actor, None)
    one = make(cast.ada, None, key="k")
    with nothing_written():
        assert make(cast.ada, None, key="k") == one, "A double click."
    finish(cast.alice, shared(cast.alice, briefable))
    run_rules()
    assert outcomes(one) == ["done"]
    with refused(NotFound):
        services.stop_rule(actor=cast.alice, rule_id=one.pk)
    services.stop_rule(actor=cast.ada, rule_id=one.pk)
    with nothing_written():
        services.stop_rule(actor=cast.ada, rule_id=one.pk)
    with refused(RuleBroken):
        services.take_over_rule(actor=cast.ada, rule_id=one.pk)
    hide(briefable)
    assert queries.would_have_run(cast.ada, None, PICTURES) == []
    with refused(NotFound):
        make(cast.charlie, briefable)


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (replace(PICTURES, when=When.STAGE), "stage"),
        (replace(PICTURES, text=""), "text"),
        (replace(PICTURES, to=None), "to"),
        (replace(PICTURES, to=To.PERSON), "person"),
        (replace(PICTURES, to=To.TEAM), "team"),
        (replace(PICTURES, to=To.TEAM, team_id=1), "to"),
        (replace(PICTURES, days=91), "days"),
        (replace(PICTURES, then=Then.TEMPLATE), "template"),
    ],
)
def test_what_is_no_rule_is_refused_beside_its_field(asked: RuleAsked, field: str) -> None:
    wrong = rules.why_not_rule(asked)
    assert wrong
    assert wrong[1] == field


def test_a_rule_with_a_template_that_is_not_there_is_refused(cast: Cast, briefable: int) -> None:
    with refused(BadInput):
        make(cast.alice, briefable, replace(PICTURES, then=Then.TEMPLATE, template_id=999))


def test_conditions_hold_a_rule_back() -> None:
    one = Happening(
        "work_item.moved", {"after": "done"}, InitiativeKind.PRODUCT, None, WorkKind.BUG, Lane.IT
    )
    assert rules.starts(PICTURES, one)
    assert rules.starts(replace(PICTURES, work_kind=WorkKind.BUG, lane=Lane.IT), one)
    for other in (
        replace(PICTURES, work_kind=WorkKind.TASK),
        replace(PICTURES, lane=Lane.MARKETING),
        replace(PICTURES, kind=InitiativeKind.DATA),
        replace(PICTURES, when=When.WORK_ACCEPTED),
    ):
        assert not rules.starts(other, one)
    assert not rules.starts(PICTURES, replace(one, data={"after": "next"}))


def test_every_start_is_an_event_that_there_is() -> None:
    assert {one.event for one in When} <= set(all_events())


def test_the_page_says_when_it_would_have_run_before_it_is_kept(cast: Cast, briefable: int) -> None:
    finish(cast.alice, shared(cast.alice, briefable))
    alice, place = as_person(cast.alice), f"/initiatives/{briefable}/rules/"
    assert "No rules yet" in words(alice.get(place))
    form = {
        "name": "Pictures", "when": "work_done", "then": "task", "text": "Order them",
        "to": "owner_it", "days": "3",
    }  # fmt: skip
    first = alice.post(f"{place}new/", form)
    assert "this would have run 1 time" in words(first)
    assert not Rule.objects.exists()
    shown = first.text.split('name="shown" value="')[1][:64]
    other = alice.post(f"{place}new/", {**form, "when": "scope", "shown": shown})
    assert "nothing would have started it" in words(other)
    assert not Rule.objects.exists()
    page = alice.post(f"{place}new/", {**form, "shown": shown}).headers["Location"]
    finish(cast.alice, shared(cast.alice, briefable, "Another"))
    run_rules()
    assert "done" in words(alice.get(page))
    assert alice.post(f"{place}new/", {**form, "to": ""}).status_code == 422
    assert as_person(cast.rita).get(f"{place}new/").status_code == 403
    assert "Stopped" in words(alice.post(f"{page}stop/", follow=True))
    ada = as_person(cast.ada)
    assert "No rules yet" in words(ada.get("/rules/"))
    assert "In the last 90 days" in words(ada.post("/rules/new/", form))
    assert alice.get("/rules/").status_code == 403
