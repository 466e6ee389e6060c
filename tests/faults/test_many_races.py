"""Two hundred races on each database: whoever comes first, the outcome is one that rules allow.

`test_same_moment` holds the first inside its transaction, so that both surely meet; here they meet
however it happens, fifty times for each kind.
"""

from collections import Counter
from decimal import Decimal
from functools import partial
from random import Random

import pytest
from django.db import transaction
from tests.cast import Cast, answer, confirm_playback, content_of, pair, sign_both, write_idea
from tests.depth import tries
from tests.faults.test_same_moment import at_once, kinds, sign

from tandem.accounts.rules import CLOCK, Actor, Lane
from tandem.activity import commands
from tandem.activity import services as activity
from tandem.activity.models import Outbox, SubjectAccess, Turn
from tandem.briefs import services as briefs
from tandem.briefs.models import SignOff
from tandem.briefs.queries import item_of, ledger_of, whole
from tandem.briefs.rules import Effort, How, Section
from tandem.initiatives import services as initiatives
from tandem.initiatives.models import Answer, Initiative
from tandem.initiatives.rules import Question, Step

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("shared_database")]
ROUNDS = tries(3, deep=50)
M, IT = Lane.MARKETING, Lane.IT


def test_a_side_signs_once_however_many_of_it_press_at_once(cast: Cast, heard_brief: int) -> None:
    SubjectAccess.objects.create(
        subject_id=heard_brief, person_id=cast.mona.me, role="product_owner", lane="marketing"
    )
    item = whole(CLOCK, heard_brief).items[0].id
    for number in range(ROUNDS):
        seen = content_of(CLOCK, heard_brief)
        before = SignOff.objects.count()
        results = at_once(
            sign(cast.alice, heard_brief, M, seen),
            sign(cast.mona, heard_brief, M, seen),
            sign(cast.igor, heard_brief, IT, seen),
        )
        assert kinds(results) == {"SignOff": 2, "RuleBroken": 1}, results
        assert SignOff.objects.count() == before + 2
        assert whole(CLOCK, heard_brief).signed
        base = item_of(CLOCK, heard_brief, item).revision
        briefs.edit_item(
            actor=cast.alice, initiative_id=heard_brief, item_id=item, text=f"Text {number}",
            base=base,
        )  # fmt: skip
        _both_again(cast, heard_brief, item)
    assert commands.verify() == 0


def _both_again(cast: Cast, brief: int, item: int) -> None:
    """What was edited is for both sides: it is played back and open for signing."""
    change = item_of(CLOCK, brief, item).change_id
    assert change
    briefs.state_change_effort(
        actor=cast.igor,
        initiative_id=brief,
        change_id=change,
        effort=Effort(Decimal(9), Decimal(9)),
    )
    briefs.apply_change(actor=cast.alice, initiative_id=brief, change_id=change, how=How.SIGNATURES)
    confirm_playback(cast, brief)


def test_an_allowance_is_never_overdrawn(cast: Cast, signed_brief: int) -> None:
    for number in range(4):
        briefs.add_item(
            actor=cast.igor, initiative_id=signed_brief, section=Section.COST, text=f"{number}"
        )
    confirm_playback(cast, signed_brief)
    sign_both(cast, signed_brief)
    effort, used = Effort(Decimal("0.1"), Decimal("0.1")), Decimal(0)
    items = [one.id for one in whole(CLOCK, signed_brief).section(Section.COST)[:4]]
    for number in range(ROUNDS):
        changes = []
        for item in items:
            standing = item_of(CLOCK, signed_brief, item)
            briefs.edit_item(
                actor=cast.igor, initiative_id=signed_brief, item_id=item,
                text=f"Else {number}.", base=standing.revision, effort=effort,
            )  # fmt: skip
            changes.append(item_of(CLOCK, signed_brief, item).change_id)
        results = at_once(
            *(
                partial(
                    briefs.apply_change,
                    actor=cast.igor,
                    initiative_id=signed_brief,
                    change_id=change,
                    how=How.ALLOWANCE,
                )
                for change in changes
            )
        )
        done = kinds(results)["ChangeRequest"]
        ledger = ledger_of(CLOCK, signed_brief)
        assert ledger
        assert ledger.gauge.used <= ledger.gauge.total
        assert set(kinds(results)) <= {"ChangeRequest", "RuleBroken"}, results
        assert ledger.gauge.used == used + done * effort.high
        assert done == 4 or ledger.gauge.used == ledger.gauge.total
        used = ledger.gauge.used
    assert commands.verify() == 0


def test_the_queue_stays_one_order(cast: Cast) -> None:
    ideas = []
    for _ in range(4):
        idea = write_idea(cast)
        pair(cast, idea)
        answer(cast.alice, idea, Question.AUDIENCE)
        initiatives.take_up_idea(actor=cast.igor, initiative_id=idea)
        ideas.append(idea)
    pick = Random(4)
    for _ in range(ROUNDS):
        moves = [(pick.choice(ideas), pick.choice(list(Step))) for _ in range(3)]
        results = at_once(
            *(
                partial(initiatives.move_in_queue, actor=cast.vera, initiative_id=one, step=step)
                for one, step in moves
            )
        )
        assert set(kinds(results)) <= {"Initiative", "RuleBroken"}, results
        ranks = list(
            Initiative.objects.filter(pk__in=ideas).values_list("rank", flat=True).order_by("rank")
        )
        assert len(set(ranks)) == len(ideas), ranks
        assert None not in ranks
    assert commands.verify() == 0


def test_what_waits_is_taken_by_one(cast: Cast) -> None:
    """What waits for a side, answered by two of it; what waits in the outbox, by three workers."""
    for number in range(ROUNDS):
        idea = write_idea(cast)
        initiatives.join_initiative(actor=cast.mona, initiative_id=idea, lane=M)
        with transaction.atomic():
            for _ in range(6):
                activity.put_in_outbox("mail", notification=number)

        def first(actor: Actor, idea: int = idea) -> object:
            return initiatives.answer_question(
                actor=actor, initiative_id=idea, question=Question.GOAL, text=actor.name
            )

        results = at_once(
            partial(first, cast.alice),
            partial(first, cast.mona),
            *[partial(activity.claim_outbox, 4)] * 3,
        )
        assert kinds(results[:2]) == {"Answer": 1, "Stale": 1}, results
        claimed = [row.id for rows in results[2:] for row in rows]  # type: ignore[attr-defined]
        assert Counter(claimed).most_common(1)[0][1] == 1
        assert len(claimed) == 6
        assert Answer.objects.filter(initiative_id=idea).count() == 1
        waiting = Turn.objects.filter(subject_id=idea, kind="initiative.answer")
        assert waiting.filter(lane="marketing", closed_at=None).count() == 0
        Outbox.objects.all().delete()
    assert commands.verify() == 0
