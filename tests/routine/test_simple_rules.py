"""Simple rules: made after a look back, started once by what happens, never by a rule."""

from dataclasses import replace

import pytest
from tests import cast as story
from tests.accounts.browsing import as_person, words
from tests.cast import Cast, happened, hide
from tests.refusals import nothing_written, refused
from tests.work.making import of_it, shared

from tandem.accounts import services as accounts
from tandem.accounts.queries import actor_by_id
from tandem.accounts.rules import Actor, Lane, WorkspaceRole
from tandem.activity.models import Event, Notification
from tandem.activity.registry import all_events
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken, Stale
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


def test_what_happened_before_a_change_is_for_the_rule_as_it_was_asked_then(
    cast: Cast, briefable: int
) -> None:
    one = make(cast.alice, briefable)
    finish(cast.alice, shared(cast.alice, briefable))
    other = replace(PICTURES, when=When.WORK_ACCEPTED, text="Order the film")
    services.change_rule(actor=cast.igor, rule_id=one.pk, asked=other, version=1)
    with nothing_written():
        services.change_rule(actor=cast.igor, rule_id=one.pk, asked=other, version=1)
    finish(cast.alice, shared(cast.alice, briefable, "Another"))
    assert run_rules() == 1
    assert run_rules() == 0
    assert Task.objects.get().text == "Order the pictures"
    services.change_rule(actor=cast.igor, rule_id=one.pk, asked=PICTURES, version=2)
    assert run_rules() == 0, "The second piece was done while it asked for something else."
    finish(cast.alice, shared(cast.alice, briefable, "A third"))
    assert run_rules() == 1
    ran = RuleRun.objects.filter(rule=one).order_by("pk").values_list("version", flat=True)
    assert list(ran) == [1, 3]
    given = Task.objects.order_by("pk").values_list("given_by_id", flat=True)
    assert list(given) == [cast.alice.me, cast.igor.me], "It acts as whoever changed it."
    assert happened(briefable).count("rule.changed") == 2


def test_a_change_that_comes_while_the_clock_looks_starts_nothing_else(
    cast: Cast, briefable: int
) -> None:
    one = make(cast.alice, briefable)
    finish(cast.alice, shared(cast.alice, briefable))
    fact = queries.facts_since({When.WORK_DONE})[-1]
    other = replace(PICTURES, work_kind=WorkKind.BUG, text="Look at the bug")
    services.change_rule(actor=cast.alice, rule_id=one.pk, asked=other, version=1)
    assert services.run_rule(rule_id=one.pk, fact=fact) is RunOutcome.DONE
    assert services.run_rule(rule_id=one.pk, fact=fact) is None, "Once for each thing."
    assert Task.objects.get().text == "Order the pictures"


def test_whoever_changes_a_rule_that_somebody_else_changed_sees_both(
    cast: Cast, briefable: int
) -> None:
    one = make(cast.alice, briefable)
    film = replace(PICTURES, text="Order the film")
    services.change_rule(actor=cast.igor, rule_id=one.pk, asked=film, version=1)
    songs = replace(PICTURES, text="Order the songs", to=To.OWNER_IT)
    with refused(Stale) as late:
        services.change_rule(actor=cast.alice, rule_id=one.pk, asked=songs, version=1)
    assert "the songs" in late.value.mine
    assert "the film" in late.value.theirs
    for actor in (cast.mona, cast.ada, cast.rita):
        with refused(NotAllowed):
            services.change_rule(actor=actor, rule_id=one.pk, asked=songs, version=2)
    with refused(BadInput):
        services.change_rule(
            actor=cast.alice, rule_id=one.pk, asked=replace(songs, text=""), version=2
        )
    services.change_rule(actor=cast.alice, rule_id=one.pk, asked=songs, version=2)
    newest, first = queries.rule_visible_to(cast.alice, one.pk).changes
    assert [(it.of, it.before, it.after) for it in newest.differences] == [
        ("Words", "Order the film", "Order the songs"),
        ("For", "the Marketing owner", "the IT owner"),
        ("Acts as", cast.igor.name, cast.alice.name),
    ]
    assert (first.by.name, first.version) == (cast.igor.name, 2)
    services.stop_rule(actor=cast.alice, rule_id=one.pk)
    with refused(RuleBroken):
        services.change_rule(actor=cast.alice, rule_id=one.pk, asked=film, version=3)
    hide(briefable)
    with refused(NotFound):
        services.change_rule(actor=cast.charlie, rule_id=one.pk, asked=film, version=3)


def test_administrators_are_told_of_a_rule_for_all_that_rests_and_any_takes_it_over(
    cast: Cast, briefable: int
) -> None:
    accounts.change_role(actor=cast.ada, person_id=cast.vera.me, role=WorkspaceRole.ADMINISTRATOR)
    one = make(cast.ada, None)
    accounts.change_role(actor=cast.vera, person_id=cast.ada.me, role=WorkspaceRole.MEMBER)
    finish(cast.alice, shared(cast.alice, briefable))
    run_rules()
    assert outcomes(one) == ["gone"]
    told = Notification.objects.filter(kind="rule.rested_for_all")
    assert [notice.person_id for notice in told] == [cast.vera.me]
    vera = actor_by_id(cast.vera.me)
    assert "any administrator can" in words(as_person(vera).get(f"/rules/{one.pk}/")).lower()
    services.take_over_rule(actor=vera, rule_id=one.pk)
    finish(cast.alice, shared(cast.alice, briefable, "Another"))
    assert run_rules() == 1
    row = queries.rule_visible_to(vera, one.pk)
    assert [(it.of, it.after) for it in row.changes[0].differences] == [("Acts as", vera.name)]


def test_an_owner_takes_over_a_rule_that_acts_and_what_happened_stays_with_the_other(
    cast: Cast, briefable: int
) -> None:
    one = make(cast.alice, briefable)
    finish(cast.alice, shared(cast.alice, briefable))
    services.take_over_rule(actor=cast.igor, rule_id=one.pk)
    with nothing_written():
        services.take_over_rule(actor=cast.igor, rule_id=one.pk)
    finish(cast.alice, shared(cast.alice, briefable, "Another"))
    assert run_rules() == 2
    given = Task.objects.order_by("pk").values_list("given_by_id", flat=True)
    assert list(given) == [cast.alice.me, cast.igor.me]


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


def test_the_page_changes_a_rule_after_a_look_back_and_says_what_was_changed(
    cast: Cast, briefable: int
) -> None:
    finish(cast.alice, shared(cast.alice, briefable))
    alice, page = as_person(cast.alice), f"/rules/{make(cast.igor, briefable).pk}/"
    form = {
        "name": "Pictures", "when": "work_done", "then": "task", "text": "Order the film",
        "to": "owner_marketing", "days": "3", "version": "1",
    }  # fmt: skip
    assert "Order the pictures" in alice.get(f"{page}change/").text
    seen = alice.post(f"{page}change/", form)
    assert "this would have run 1 time" in words(seen)
    shown = seen.text.split('name="shown" value="')[1][:64]
    done = alice.post(f"{page}change/", {**form, "shown": shown}, follow=True)
    assert "Words: Order the pictures → Order the film" in words(done)
    late = {**form, "name": "Late"}
    shown = alice.post(f"{page}change/", late).text.split('name="shown" value="')[1][:64]
    both = alice.post(f"{page}change/", {**late, "shown": shown})
    assert both.status_code == 409
    assert "Somebody else saved this first" in words(both)
    alice.post(f"{page}stop/")
    assert "It was stopped" in words(alice.get(f"{page}change/"))
