"""“What if …?”: either side asks it of a use case, Marketing answers, both sign the answer."""

import pytest
from tests.cast import Cast, happened, hide, let_both_sign, waits
from tests.refusals import nothing_written, refused

from tandem.accounts.rules import CLOCK, Actor
from tandem.briefs import conditions, services
from tandem.briefs.queries import ItemRow, cards_of, whole
from tandem.briefs.rules import WhatIfOutcome
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.initiatives.rules import Stage

OPEN = ("brief.answer_what_if", "marketing")


def item(brief: int, label: str = "U1") -> ItemRow:
    return next(one for one in whole(CLOCK, brief).items if one.label == label)


def ask(
    actor: Actor, brief: int, question: str = "What if no day is free?", label: str = "U1"
) -> int:
    card = services.ask_what_if(
        actor=actor, initiative_id=brief, item_id=item(brief, label).id, question=question
    )
    return card.pk


def answer(actor: Actor, brief: int, card: int, words: str = "Then next week.") -> None:
    services.answer_what_if(
        actor=actor,
        initiative_id=brief,
        item_id=item(brief).id,
        card_id=card,
        outcome=WhatIfOutcome.ALTERNATIVE,
        words=words,
    )


def unmet(brief: int) -> set[str]:
    facts = conditions.facts([brief])[brief]
    return {c.key for c in conditions.before(Stage.PLAN, facts) if not c.met}


@pytest.mark.parametrize("name", ["alice", "igor"])
def test_either_side_asks_and_marketing_is_waited_for(cast: Cast, brief: int, name: str) -> None:
    before = whole(CLOCK, brief).digest
    ask(getattr(cast, name), brief)
    assert OPEN in waits(brief)
    assert happened(brief)[-1] == "what_if.asked"
    assert (item(brief).unanswered, whole(CLOCK, brief).digest) == (1, before)
    assert "what_ifs" in unmet(brief)


def test_the_answer_becomes_part_of_what_is_signed(cast: Cast, brief: int) -> None:
    before = whole(CLOCK, brief).digest
    card = ask(cast.igor, brief)
    answer(cast.alice, brief, card)
    assert OPEN not in waits(brief)
    assert "what_ifs" not in unmet(brief)
    assert whole(CLOCK, brief).digest != before
    assert item(brief).structure[-1].label == "What if no day is free?"
    assert item(brief).structure[-1].values == (WhatIfOutcome.ALTERNATIVE.label, "Then next week.")
    assert happened(brief)[-2:] == ["item.edited", "what_if.answered"]
    shown = cards_of(cast.rita, brief, item(brief).id)[0]
    assert (shown.asked_by.name, shown.outcome) == ("Igor Ilic", WhatIfOutcome.ALTERNATIVE)
    with nothing_written():
        answer(cast.alice, brief, card)


def test_an_answer_given_anew_replaces_the_former_and_an_edit_keeps_it(
    cast: Cast, brief: int
) -> None:
    card = ask(cast.igor, brief)
    answer(cast.alice, brief, card)
    answer(cast.alice, brief, card, "Then nothing.")
    u1 = item(brief)
    services.edit_item(
        actor=cast.alice, initiative_id=brief, item_id=u1.id, text="Other.", base=u1.revision,
        fields={"actor": "A member"},
    )  # fmt: skip
    assert item(brief).fields == {
        "actor": "A member",
        "what_ifs": [
            {
                "question": "What if no day is free?",
                "answer": "alternative",
                "words": "Then nothing.",
            }
        ],
    }


def test_the_answer_of_a_signed_use_case_waits_like_any_change(
    cast: Cast, signed_brief: int
) -> None:
    cards = [ask(cast.igor, signed_brief, words) for words in ("If it rains?", "If it snows?")]
    for card in cards:
        answer(cast.alice, signed_brief, card)
    assert whole(CLOCK, signed_brief).signed
    let_both_sign(cast.alice, signed_brief, item(signed_brief).id)
    assert item(signed_brief).suspended
    assert [one["question"] for one in item(signed_brief).fields["what_ifs"]] == [  # type: ignore[attr-defined]
        "If it rains?",
        "If it snows?",
    ]


def test_what_is_taken_out_is_no_longer_waited_for(cast: Cast, brief: int) -> None:
    ask(cast.igor, brief)
    u1 = item(brief)
    services.remove_item(actor=cast.alice, initiative_id=brief, item_id=u1.id, base=1)
    assert OPEN not in waits(brief)
    services.restore_item(actor=cast.alice, initiative_id=brief, item_id=u1.id, base=2)
    assert OPEN in waits(brief)


def test_twice_asked_is_asked_once(cast: Cast, brief: int) -> None:
    ask(cast.igor, brief)
    with nothing_written():
        ask(cast.alice, brief)


def test_who_may_and_what_is_asked(cast: Cast, brief: int) -> None:
    card = ask(cast.igor, brief)
    for outsider in (cast.charlie, cast.rita, cast.ada):
        with refused(NotAllowed):
            ask(outsider, brief, "What if I ask?")
    for other in (cast.igor, cast.charlie):
        with refused(NotAllowed):
            answer(other, brief, card)
    with refused(RuleBroken):
        ask(cast.igor, brief, label="R1")
    with refused(BadInput):
        ask(cast.igor, brief, " ")
    with refused(BadInput):
        answer(cast.alice, brief, card, "")
    with refused(NotFound):
        answer(cast.alice, brief, 10**9)
    hide(brief)
    u1 = item(brief).id
    with refused(NotFound):
        services.ask_what_if(
            actor=cast.charlie, initiative_id=brief, item_id=u1, question="What if?"
        )
