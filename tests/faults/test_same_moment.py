"""Two people, or one person in two windows, do something at the same moment.

Each in a thread with a connection of its own. The first is held inside its transaction for a while,
so that the second comes while it is still open.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from functools import partial

import pytest
from django.db import IntegrityError, connections
from tests.cast import (
    SENTENCE,
    Cast,
    answer,
    confirm_playback,
    content_of,
    happened,
    name_owners,
    pair,
    sign_both,
    write_idea,
)

from tandem.accounts import queries
from tandem.accounts import services as accounts
from tandem.accounts.models import Person, Workspace
from tandem.accounts.rules import CLOCK, Actor, Lane, WorkspaceRole
from tandem.activity import commands
from tandem.activity import services as activity
from tandem.activity.models import Checkpoint, Event, SubjectAccess, Turn
from tandem.briefs import services as briefs
from tandem.briefs.models import Brief, Item, SignOff
from tandem.briefs.queries import item_of, ledger_of, whole
from tandem.briefs.rules import Effort, How, Section, Statement
from tandem.core.errors import Refused, RuleBroken, Stale
from tandem.initiatives import services as initiatives
from tandem.initiatives.models import Answer, Initiative
from tandem.initiatives.rules import Question, Stage
from tandem.stages.models import StageMove
from tandem.stages.services import start_stage

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("shared_database")]

Act = Callable[[], object]
KEY = "3f1c2c52-6d9f-4c36-9f6e-8a8e2f0b1c77"
M, IT = Lane.MARKETING, Lane.IT


def at_once(*acts: Act) -> list[object]:
    """What each act returned or raised; all of them begin together."""
    start = threading.Barrier(len(acts))
    results: list[object] = [None] * len(acts)

    def run(number: int, act: Act) -> None:
        try:
            start.wait(10)
            results[number] = act()
        except (Refused, IntegrityError) as refusal:
            results[number] = refusal
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive(), "They wait for each other."
    return results


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every event takes a while to write: acts stay open long enough to meet."""
    create = Event.objects.create

    def later(**fields: object) -> Event:
        time.sleep(0.15)
        return create(**fields)

    monkeypatch.setattr(Event.objects, "create", later)


def kinds(results: list[object]) -> Counter[str]:
    return Counter(type(result).__name__ for result in results)


def sign(actor: Actor, brief: int, lane: Lane, seen: str, statement: Statement = Statement.AGREE, note: str = "") -> Act:  # fmt: skip
    return lambda: briefs.sign_brief(
        actor=actor, initiative_id=brief, lane=lane, statement=statement, seen=seen, note=note
    )


# The last place ------------------------------------------------------------------------------


def test_two_who_start_assess_at_the_same_moment_share_no_last_place(
    cast: Cast, paired_idea: int, slowly: None
) -> None:
    other = write_idea(cast)
    pair(cast, other)
    for idea in (paired_idea, other):
        answer(cast.alice, idea, Question.AUDIENCE)
        name_owners(cast, idea)
    initiatives.set_stage_limit(actor=cast.vera, stage=Stage.ASSESS, places=1)
    results = at_once(
        *(
            partial(start_stage, actor=cast.alice, initiative_id=idea, stage=Stage.ASSESS)
            for idea in (paired_idea, other)
        )
    )
    assert kinds(results) == {"StageMove": 1, "RuleBroken": 1}


# Signing -----------------------------------------------------------------------------------------


def test_two_of_one_side_sign_and_one_signature_stands(
    cast: Cast, heard_brief: int, slowly: None
) -> None:
    for person in (cast.mona,):
        SubjectAccess.objects.create(
            subject_id=heard_brief, person_id=person.me, role="product_owner", lane="marketing"
        )
    seen = content_of(CLOCK, heard_brief)
    results = at_once(*(sign(actor, heard_brief, M, seen) for actor in (cast.alice, cast.mona)))
    assert kinds(results) == {"SignOff": 1, "RuleBroken": 1}
    assert SignOff.objects.count() == 1
    assert commands.verify() == 0


def test_both_sides_sign_at_the_same_moment(cast: Cast, heard_brief: int, slowly: None) -> None:
    seen = content_of(CLOCK, heard_brief)
    results = at_once(
        sign(cast.alice, heard_brief, M, seen), sign(cast.igor, heard_brief, IT, seen)
    )
    assert kinds(results) == {"SignOff": 2}
    assert whole(CLOCK, heard_brief).signed
    assert not Turn.objects.filter(kind="brief.sign", closed_at=None).exists()
    assert commands.verify() == 0


def test_a_double_click_signs_once(cast: Cast, heard_brief: int, slowly: None) -> None:
    act = sign(cast.igor, heard_brief, IT, content_of(CLOCK, heard_brief))
    first, second = at_once(act, act)
    assert first == second
    assert SignOff.objects.count() == 1


def test_one_person_in_two_windows_says_one_thing(
    cast: Cast, heard_brief: int, slowly: None
) -> None:
    seen = content_of(CLOCK, heard_brief)
    results = at_once(
        sign(cast.igor, heard_brief, IT, seen),
        sign(cast.igor, heard_brief, IT, seen, Statement.DISSENT, "Too early."),
    )
    assert kinds(results) == {"SignOff": 1, "RuleBroken": 1}
    assert SignOff.objects.count() == 1


def test_signing_while_the_other_edits_signs_what_was_read_or_nothing(
    cast: Cast, heard_brief: int, slowly: None
) -> None:
    before = whole(CLOCK, heard_brief)
    item = before.items[0]
    signed, _ = at_once(
        sign(cast.igor, heard_brief, IT, before.digest),
        lambda: briefs.edit_item(
            actor=cast.alice, initiative_id=heard_brief, item_id=item.id, text="Slipped in.", base=1
        ),
    )
    after = whole(CLOCK, heard_brief)
    assert after.items[0].text == "Slipped in."
    assert item.id in after.unsigned[IT]
    if isinstance(signed, SignOff):
        assert signed.snapshot.digest == before.digest
        assert after.unsigned[IT] == {item.id}
    else:
        assert isinstance(signed, RuleBroken)
        assert not SignOff.objects.exists()


def test_an_allowance_used_from_two_windows_is_never_overdrawn(
    cast: Cast, signed_brief: int, slowly: None
) -> None:
    """5.5 days may change, 1.8 at once: four changes of four parts wait, three fit."""
    effort = Effort(Decimal("1.8"), Decimal("1.8"))
    for number in range(3):
        briefs.add_item(
            actor=cast.igor, initiative_id=signed_brief, section=Section.COST, text=f"{number}"
        )
    confirm_playback(cast, signed_brief)
    sign_both(cast, signed_brief)
    changes = []
    for item in whole(CLOCK, signed_brief).section(Section.COST)[:3] + whole(
        CLOCK, signed_brief
    ).section(Section.CONSTRAINTS):
        briefs.edit_item(
            actor=cast.igor, initiative_id=signed_brief, item_id=item.id, text="Else.",
            base=item.revision, effort=effort,
        )  # fmt: skip
        changes.append(item_of(CLOCK, signed_brief, item.id).change_id)
    results = at_once(
        *(
            lambda change=change: briefs.apply_change(
                actor=cast.igor, initiative_id=signed_brief, change_id=change, how=How.ALLOWANCE
            )
            for change in changes
        )
    )
    assert kinds(results) == {"ChangeRequest": 3, "RuleBroken": 1}
    ledger = ledger_of(CLOCK, signed_brief)
    assert ledger
    assert (ledger.gauge.used, ledger.gauge.total) == (Decimal("5.4"), Decimal("5.5"))


# Writing -----------------------------------------------------------------------------------------


def test_two_saves_of_one_part_keep_both_texts(cast: Cast, brief: int, slowly: None) -> None:
    item = whole(CLOCK, brief).items[0].id
    acts = [
        lambda text=text: briefs.edit_item(
            actor=cast.alice, initiative_id=brief, item_id=item, text=text, base=1
        )
        for text in ("One.", "Another.")
    ]
    results = at_once(*acts)
    assert kinds(results) == {"Item": 1, "Stale": 1}
    [stale] = [result for result in results if isinstance(result, Stale)]
    standing = whole(CLOCK, brief).items[0].text
    assert {stale.mine, stale.theirs} == {"One.", "Another."}
    assert standing == stale.theirs


def test_two_first_answers_keep_both_texts(cast: Cast, idea: int, slowly: None) -> None:
    initiatives.join_initiative(actor=cast.mona, initiative_id=idea, lane=M)
    results = at_once(
        *(
            lambda actor=actor: initiatives.answer_question(
                actor=actor, initiative_id=idea, question=Question.GOAL, text=f"By {actor.name}"
            )
            for actor in (cast.alice, cast.mona)
        )
    )
    assert kinds(results) == {"Answer": 1, "Stale": 1}
    assert Answer.objects.count() == 1


def test_a_double_click_writes_one_idea(cast: Cast, slowly: None) -> None:
    act = lambda: initiatives.write_idea(actor=cast.alice, sentence=SENTENCE, form_key=KEY)  # noqa: E731
    first, second = at_once(act, act)
    assert first == second
    assert Initiative.objects.count() == 1
    assert happened(first.pk) == ["initiative.written"]  # type: ignore[attr-defined]


def test_a_double_click_adds_one_part(cast: Cast, brief: int, slowly: None) -> None:
    before = Item.objects.count()
    act = lambda: briefs.add_item(  # noqa: E731
        actor=cast.alice, initiative_id=brief, section=Section.WHY, text="Why not.", form_key=KEY
    )
    first, second = at_once(act, act)
    assert first == second
    assert Item.objects.count() == before + 1


def test_two_new_parts_get_two_short_names(cast: Cast, brief: int, slowly: None) -> None:
    act = lambda: briefs.add_item(  # noqa: E731
        actor=cast.alice, initiative_id=brief, section=Section.REQUIREMENTS, text="More."
    )
    assert kinds(at_once(act, act, act)) == {"Item": 3}
    labels = [item.label for item in whole(CLOCK, brief).items]
    assert {"R1", "R2", "R3", "R4"} <= set(labels)


def test_a_double_click_starts_one_brief(cast: Cast, briefable: int, slowly: None) -> None:
    act = lambda: briefs.start_brief(  # noqa: E731
        actor=cast.alice, initiative_id=briefable, document="# Why\n\nBecause.", form_key=KEY
    )
    first, second = at_once(act, act)
    assert first == second
    assert (Brief.objects.count(), Item.objects.count()) == (1, 1)


def test_two_briefs_started_at_once_are_one(cast: Cast, briefable: int, slowly: None) -> None:
    act = lambda: briefs.start_brief(actor=cast.alice, initiative_id=briefable)  # noqa: E731
    assert kinds(at_once(act, act)) == {"Brief": 1, "RuleBroken": 1}


# Taking part, owners, stages ---------------------------------------------------------------------


def test_joining_twice_is_joining_once(cast: Cast, idea: int, slowly: None) -> None:
    act = lambda: initiatives.join_initiative(actor=cast.igor, initiative_id=idea, lane=IT)  # noqa: E731
    assert kinds(at_once(act, act)) == {"Initiative": 2}
    assert happened(idea) == ["initiative.written", "initiative.joined"]


def test_two_names_for_one_owner_leave_one_owner(cast: Cast, idea: int, slowly: None) -> None:
    for person in (cast.igor, cast.ivan):
        initiatives.join_initiative(actor=person, initiative_id=idea, lane=IT)
    results = at_once(
        *(
            lambda person=person: initiatives.name_owner(
                actor=person, initiative_id=idea, lane=IT, person_id=person.me
            )
            for person in (cast.igor, cast.ivan)
        )
    )
    assert kinds(results) == {"Initiative": 2}
    assert SubjectAccess.objects.filter(role="it_owner", ends_at=None).count() == 1


def test_a_stage_starts_once(cast: Cast, signed_brief: int, slowly: None) -> None:
    results = at_once(
        *(
            lambda actor=actor: start_stage(
                actor=actor, initiative_id=signed_brief, stage=Stage.PLAN
            )
            for actor in (cast.alice, cast.igor)
        )
    )
    assert kinds(results) == {"StageMove": 1, "RuleBroken": 1}
    assert StageMove.objects.filter(after="plan").count() == 1


# The record, administrators, links ---------------------------------------------------------------


def test_events_of_many_at_once_are_one_chain(cast: Cast, idea: int, slowly: None) -> None:
    acts = [
        lambda question=question: initiatives.answer_question(
            actor=cast.alice, initiative_id=idea, question=question, text="At once."
        )
        for question in (Question.GOAL, Question.AUDIENCE, Question.MEASURE, Question.LOOKS)
    ]
    assert kinds(at_once(*acts)) == {"Answer": 4}
    assert Event.objects.filter(subject_id=idea).count() == 5
    assert commands.verify() == 0


def test_two_checkpoints_at_once_leave_one_chain(cast: Cast, idea: int) -> None:
    for _ in range(3):
        write_idea(cast)
        results = at_once(*[activity.take_checkpoint] * 3)
        assert set(kinds(results)) <= {"Checkpoint", "IntegrityError"}
        assert kinds(results)["Checkpoint"] >= 1
    assert Checkpoint.objects.count() >= 3
    assert commands.verify() == 0


def test_two_administrators_cannot_take_each_others_rights(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = Person.save

    def later(person: Person, **how: object) -> None:
        time.sleep(0.15)
        save(person, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(Person, "save", later)
    results = at_once(
        *(
            lambda actor=actor, other=other: accounts.change_role(
                actor=actor, person_id=other.me, role=WorkspaceRole.MEMBER
            )
            for actor, other in ((cast.ada, cast.vera), (cast.vera, cast.ada))
        )
    )
    assert kinds(results) == {"NoneType": 1, "RuleBroken": 1}
    assert Person.objects.filter(role="administrator").count() == 1


def test_a_set_up_link_used_twice_at_once_makes_one_workspace() -> None:
    secret = accounts.make_set_up_link()
    act = lambda: accounts.set_up_workspace(  # noqa: E731
        secret, company="N", name="V", email="v@n.example", password="correct horse battery"
    )
    assert kinds(at_once(act, act)) == {"Person": 1, "RuleBroken": 1}
    assert (Workspace.objects.count(), Person.objects.count()) == (1, 1)
    assert not queries.is_empty()
