"""A tool is declared, answered, kept; nobody is counted."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from tests.accounts.browsing import as_person, words
from tests.cast import Cast, happened, waits
from tests.days import present_date
from tests.refusals import nothing_written, refused

from tandem.accounts.queries import departments
from tandem.activity.jobs import pass_deadlines
from tandem.activity.queries import turns_waiting_for
from tandem.activity.services import answer_turns
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken, Stale
from tandem.systems import queries as systems
from tandem.systems.registry import uses_of
from tandem.systems.rules import DataClass, Entry
from tandem.systems.services import add_system, merge_system
from tandem.tools import jobs, queries, services
from tandem.tools.events import ANSWER, RENEWAL
from tandem.tools.models import Answered, Tool
from tandem.tools.queries import ToolsShown
from tandem.tools.rules import Answer, AnswerKind, Declared, Purpose, ToolState


def questbee(**more: object) -> Declared:
    place = departments().get(name="Marketing").pk
    said = {"name": "Questbee", "what_for": "Asks visitors how it was.", "department": place}
    return Declared(**{**said, "purpose": Purpose.SURVEYS, "cost": 49, **more})  # type: ignore[arg-type]


@pytest.fixture
def tool(cast: Cast) -> int:
    return services.declare_tool(actor=cast.alice, declared=questbee()).pk


def answered(cast: Cast, tool_id: int, kind: AnswerKind = AnswerKind.REGISTER, **more: str) -> None:
    services.answer_tool(actor=cast.igor, tool_id=tool_id, answer=Answer(kind, **more))  # type: ignore[arg-type]


def test_the_one_who_declares_sees_at_once_by_when_it_answers(cast: Cast, tuesday: None) -> None:
    form = {"name": "Questbee", "what_for": "Asks.", "purpose": "surveys", "every": "month"}
    place = departments().get(name="Marketing").pk
    page = as_person(cast.alice).post("/tools/new/", {**form, "department": place}, follow=True)
    assert "IT answers by Friday 13 March 2026, 10:00" in words(page)
    tool_id = Tool.objects.get().pk
    assert waits(tool_id) == {(ANSWER, "it")}
    assert happened(tool_id) == ["tool.declared"]
    assert "may it stay?" in words(as_person(cast.igor).get("/"))
    assert "Questbee" in words(as_person(cast.alice).get("/"))


def test_the_promise_hangs_on_the_data(cast: Cast, tuesday: None) -> None:
    said = [questbee(data_classes=(DataClass.PUBLIC,)), questbee(name="B")]
    said.append(questbee(name="C", data_classes=(DataClass.PAYMENT,)))
    made = [services.declare_tool(actor=cast.charlie, declared=one) for one in said]
    days = [(one.promised_at.date() - clock.now().date()).days for one in made if one.promised_at]
    assert days == [1, 3, 10]


def test_when_it_says_nothing_the_next_are_asked(cast: Cast, tuesday: None) -> None:
    tool_id = services.declare_tool(actor=cast.alice, declared=questbee()).pk
    for day in range(4, 16):
        with clock.at(clock.now() + timedelta(days=day)):
            pass_deadlines()
    told = happened(tool_id)
    assert "turn.escalated" in told
    assert "turn.unanswered" in told
    assert queries.whole(cast.rita, tool_id).row.state is ToolState.DECLARED


@pytest.mark.parametrize("name", ["rita"])
def test_who_only_reads_declares_nothing(cast: Cast, name: str) -> None:
    with refused(NotAllowed):
        services.declare_tool(actor=getattr(cast, name), declared=questbee())


def test_a_double_click_declares_one(cast: Cast) -> None:
    first = services.declare_tool(actor=cast.alice, declared=questbee(), form_key="k").pk
    with nothing_written():
        again = services.declare_tool(actor=cast.alice, declared=questbee(), form_key="k")
    assert again.pk == first


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "QUESTBEE"}, "name"),
        ({"name": "B", "what_for": ""}, "what_for"),
        ({"name": "B", "department": None}, "department"),
        ({"name": "B", "department": 999_999}, "department"),
        ({"name": "B", "address": "no address"}, "address"),
        ({"name": "B", "cost": -1}, "cost"),
    ],
)
def test_what_can_not_be_taken_names_its_field(
    cast: Cast, tool: int, more: dict[str, object], field: str
) -> None:
    with refused(BadInput) as caught:
        services.declare_tool(actor=cast.alice, declared=questbee(**more))
    assert isinstance(caught.value, BadInput)
    assert caught.value.field == field


@pytest.mark.parametrize("name", ["alice", "charlie", "rita"])
def test_only_it_answers(cast: Cast, tool: int, name: str) -> None:
    with refused(NotAllowed):
        answer = Answer(AnswerKind.REGISTER)
        services.answer_tool(actor=getattr(cast, name), tool_id=tool, answer=answer)
    with refused(NotFound):
        services.answer_tool(actor=cast.igor, tool_id=999_999, answer=answer)


def test_an_answer_is_told_and_the_last_one_holds(cast: Cast, tool: int) -> None:
    with refused(BadInput):
        answered(cast, tool, AnswerKind.LEAVE)
    answered(cast, tool, AnswerKind.LEAVE, words="It is free.")
    assert waits(tool) == set()
    assert "answered about a tool" in words(as_person(cast.alice).get("/inbox/"))
    answered(cast, tool, AnswerKind.REPLACE, replaced_by="Northstar")
    whole = queries.whole(cast.rita, tool)
    assert whole.row.state is ToolState.REPLACED
    assert [one.kind for one in whole.answers] == [AnswerKind.REPLACE, AnswerKind.LEAVE]
    answered(cast, tool, AnswerKind.RETIRE, words="Northstar does it.")
    assert [row.pk for row in queries.listed(cast.rita, shown=ToolsShown.RETIRED)] == [tool]
    assert not queries.listed(cast.rita).exists()
    assert happened(tool, since=1) == ["tool.answered"] * 3


def test_a_registered_tool_becomes_an_entry_of_the_catalogue(cast: Cast, tool: int) -> None:
    services.answer_tool(
        actor=cast.igor, tool_id=tool, answer=Answer(AnswerKind.REGISTER, new_system=True)
    )
    entry = queries.whole(cast.rita, tool).system
    assert entry is not None
    assert systems.whole(cast.rita, entry.id).entry.yearly_cost == 588
    assert [use.title for use in uses_of(cast.rita, entry.id)] == ["Questbee"]
    other = services.declare_tool(actor=cast.alice, declared=questbee(name="Formly")).pk
    with refused(BadInput):
        answer = Answer(AnswerKind.REGISTER, system_id=999_999)
        services.answer_tool(actor=cast.igor, tool_id=other, answer=answer)
    answer = Answer(AnswerKind.REGISTER, system_id=entry.id)
    services.answer_tool(actor=cast.igor, tool_id=other, answer=answer)
    assert len(uses_of(cast.rita, entry.id)) == 2
    stays = add_system(actor=cast.igor, entry=Entry("Survey tool")).pk
    merge_system(actor=cast.igor, system_id=entry.id, into_id=stays)
    assert len(uses_of(cast.rita, stays)) == 2


def test_its_department_changes_what_is_said_and_a_late_save_shows_both(
    cast: Cast, tool: int
) -> None:
    changed = questbee(vendor="Questbee Ltd")
    with refused(NotAllowed):
        services.edit_tool(actor=cast.charlie, tool_id=tool, declared=changed, version=1)
    services.edit_tool(actor=cast.mona, tool_id=tool, declared=changed, version=1)
    with refused(Stale):
        services.edit_tool(
            actor=cast.igor, tool_id=tool, declared=questbee(what_for="Else."), version=1
        )
    with nothing_written():
        services.edit_tool(actor=cast.alice, tool_id=tool, declared=changed, version=1)
    assert happened(tool, since=1) == ["tool.edited"]
    assert "Questbee" in words(as_person(cast.rita).get("/search/?q=visitors"))


def test_a_renewal_waits_for_its_department_and_is_kept_with_one_click(
    cast: Cast, tuesday: None
) -> None:
    soon = present_date() + timedelta(days=50)
    tool_id = services.declare_tool(actor=cast.alice, declared=questbee(renews_on=soon)).pk
    assert jobs.ask_about_renewals() == 1
    with nothing_written():
        assert jobs.ask_about_renewals() == 0
    assert (RENEWAL, "marketing") in waits(tool_id)
    until = queries.whole(cast.rita, tool_id).renewal_until
    assert until is not None
    assert until.date() == soon - timedelta(days=30)
    mine = [turn.id for turn in turns_waiting_for(cast.alice) if turn.kind == RENEWAL]
    assert answer_turns(actor=cast.alice, turn_ids=mine) == 1
    assert queries.whole(cast.rita, tool_id).row.renews_on == soon.replace(year=soon.year + 1)
    assert (RENEWAL, "marketing") not in waits(tool_id)
    with refused(RuleBroken):
        services.keep_tool(actor=cast.alice, tool_id=tool_id)


def test_retiring_and_another_date_end_the_question(cast: Cast, tuesday: None) -> None:
    soon = present_date() + timedelta(days=50)
    first = services.declare_tool(actor=cast.alice, declared=questbee(renews_on=soon)).pk
    said = questbee(name="Formly", renews_on=soon)
    second = services.declare_tool(actor=cast.alice, declared=said).pk
    jobs.ask_about_renewals()
    answered(cast, first, AnswerKind.RETIRE, words="Nobody needs it.")
    later = questbee(name="Formly", renews_on=date(soon.year + 2, 1, 1))
    services.edit_tool(actor=cast.alice, tool_id=second, declared=later, version=1)
    assert RENEWAL not in {kind for pk in (first, second) for kind, _ in waits(pk)}
    assert jobs.ask_about_renewals() == 0


def test_the_register_counts_tools_and_names_what_is_there_twice(cast: Cast, tool: int) -> None:
    services.declare_tool(actor=cast.igor, declared=questbee(name="Formly", cost=None))
    page = words(as_person(cast.rita).get("/tools/figures/"))
    assert "the same purpose: Surveys and forms" in page
    register = queries.register_of(cast.rita)
    assert (register.tools, register.per_month, register.waiting) == (2, 49, 2)
    assert register.departments[0].unsaid == 1
    assert "Formly" in words(as_person(cast.rita).get("/tools/?q=formly"))
    assert "Questbee" not in words(as_person(cast.rita).get("/tools/?q=formly"))
    assert "Nothing found" in words(as_person(cast.rita).get("/tools/?q=nothing"))


def test_no_column_of_a_tool_is_about_a_person(db: None) -> None:
    assert [
        f"{model.__name__}.{column.name}"
        for model in apps.get_app_config("tools").get_models()
        for column in model._meta.get_fields()
        if column.related_model is not None
        and column.related_model._meta.label in {"accounts.Person", "activity.SubjectAccess"}
    ] == []


def test_nothing_of_an_answer_is_lost_when_its_tool_changes(cast: Cast, tool: int) -> None:
    answered(cast, tool, AnswerKind.LEAVE, words="It is free.")
    services.edit_tool(actor=cast.alice, tool_id=tool, declared=questbee(cost=99), version=1)
    assert Answered.objects.get().words == "It is free."
    assert queries.whole(cast.rita, tool).row.state is ToolState.LEFT
