"""Three scenes: an idea, a brief in signature, a signed brief of which one part has changed."""

from datetime import date, timedelta
from decimal import Decimal
from importlib.resources import files

from tandem.accounts.rules import Lane
from tandem.assessment import services as found
from tandem.assessment.rules import Word
from tandem.briefs import queries as briefs
from tandem.briefs import services as agreement
from tandem.briefs.rules import Section, Statement
from tandem.core import clock
from tandem.demo.days import working_days_ago
from tandem.demo.people import Cast
from tandem.initiatives import services as ideas
from tandem.initiatives.rules import InitiativeKind, Question, Stage
from tandem.stages.services import start_stage


def _document(name: str) -> str:
    return (files("tandem.demo") / "documents" / name).read_text(encoding="utf-8")


def _answer(cast: Cast, who: str, idea: int, question: Question, text: str) -> None:
    ideas.answer_question(actor=cast.actor(who), initiative_id=idea, question=question, text=text)


def _assess(cast: Cast, who: str, idea: int, text: str) -> None:
    """IT says that it can be done, in words; nothing new is affected, no new data flow."""
    actor = cast.actor(who)
    found.say_feasibility(actor=actor, initiative_id=idea, word=Word.FEASIBLE, text=text)
    found.touch_nothing(actor=actor, initiative_id=idea)
    found.check_data(actor=actor, initiative_id=idea, personal=False)


def _own(cast: Cast, idea: int, marketing: str, it: str) -> None:
    for lane, owner in ((Lane.MARKETING, marketing), (Lane.IT, it)):
        ideas.name_owner(
            actor=cast.actor(marketing), initiative_id=idea, lane=lane, person_id=cast.id(owner)
        )


def _start(cast: Cast, who: str, idea: int, stage: Stage) -> None:
    start_stage(actor=cast.actor(who), initiative_id=idea, stage=stage)


def _sign(cast: Cast, who: str, idea: int, lane: Lane, note: str = "") -> None:
    actor = cast.actor(who)
    agreement.sign_brief(
        actor=actor,
        initiative_id=idea,
        lane=lane,
        statement=Statement.DISSENT if note else Statement.AGREE,
        seen=briefs.whole(actor, idea).digest,
        note=note,
    )


def _play_back(cast: Cast, idea: int, it: str, text: str) -> int:
    actor = cast.actor(it)
    said = agreement.play_back(
        actor=actor, initiative_id=idea, text=text, seen=briefs.whole(actor, idea).digest
    )
    return said.pk


def _in(days: int) -> date:
    return clock.now().date() + timedelta(days=days)


def loyalty_launch(cast: Cast) -> None:
    """Signed by both sides two weeks ago; yesterday one must-have changed."""
    idea = _loyalty_idea(cast)
    with working_days_ago(29, 15, 40):
        _assess(
            cast,
            "igor",
            idea,
            "Yes, through the ledger's queue. Simpler, as good: the balance on account pages only.",
        )
        _start(cast, "igor", idea, Stage.BRIEF)
    _loyalty_brief(cast, idea)
    with working_days_ago(1, 11, 45):
        _change_the_return(cast, idea)


def _loyalty_idea(cast: Cast) -> int:
    """From the sentence to Assess."""
    with working_days_ago(34, 10, 20):
        idea: int = ideas.write_idea(
            actor=cast.actor("alice"),
            sentence="Members who bought once come back for the spring with points they can see",
            wish_date=_in(150),
            kind=InitiativeKind.CAMPAIGN,
        ).pk
        _answer(
            cast, "alice", idea, Question.GOAL, "Members who bought once buy again within 90 days."
        )
    with working_days_ago(33, 14, 5):
        ideas.join_initiative(actor=cast.actor("igor"), initiative_id=idea, lane=Lane.IT)
        _answer(
            cast,
            "igor",
            idea,
            Question.EXISTS,
            "The ledger keeps points for the shops already; the online shop only doesn't ask it.",
        )
    with working_days_ago(31, 11):
        _answer(
            cast,
            "alice",
            idea,
            Question.AUDIENCE,
            "Members with exactly one order in twelve months.",
        )
        _answer(
            cast,
            "alice",
            idea,
            Question.DATE,
            "Mother's Day is the first moment of the year they think of us.",
        )
        _own(cast, idea, "alice", "igor")
        _start(cast, "alice", idea, Stage.ASSESS)
    return idea


def _estimate(cast: Cast, who: str, idea: int) -> None:
    """IT's rough effort for everything it must or should do."""
    actor = cast.actor(who)
    for number, row in enumerate(briefs.whole(actor, idea).section(Section.REQUIREMENTS)):
        low = Decimal(2 + 3 * (number % 4))
        agreement.state_effort(
            actor=actor, initiative_id=idea, item_id=row.id, low=low, high=low + 3
        )


_COMPLETED: dict[str, dict[str, object]] = {
    "U1": {
        "covers": ["R1", "R2", "R3"],
        "actor": "A member with one order",
        "goal": "See what the purchase earned",
        "main_flow": [
            "She pays for an order.",
            "The shop tells the ledger what was bought.",
            "The balance on her account page rises.",
        ],
        "acceptance": [
            "The balance has risen within a minute after paying.",
            "Buying works while the ledger doesn't answer.",
        ],
    },
    "U2": {
        "covers": ["R4"],
        "actor": "A member who sends an order back",
        "acceptance": ["The points of the order have left the balance the same day."],
    },
    "M1": {
        "target": "36 %",
        "source": "shop orders",
        "owner": "Alice Marlow",
        "baseline": "31 %",
    },
}
"""What the document's use cases and metric carry beside their words; the metric's day is in the
autumn."""


def _complete(cast: Cast, who: str, idea: int) -> None:
    """Say for which requirements the use cases are, when they work, and when the metric is read."""
    actor = cast.actor(who)
    for row in briefs.whole(actor, idea).items:
        if fields := _COMPLETED.get(row.label):
            day = {"day": _in(300)} if row.section is Section.METRICS else {}
            agreement.edit_item(
                actor=actor,
                initiative_id=idea,
                item_id=row.id,
                title=row.title,
                text=row.text,
                base=row.revision,
                fields={**fields, **day},
            )


def _loyalty_brief(cast: Cast, idea: int) -> None:
    """From the document to both signatures."""
    with working_days_ago(27, 9, 30):
        agreement.start_brief(
            actor=cast.actor("alice"), initiative_id=idea, document=_document("loyalty.md")
        )
        _complete(cast, "alice", idea)
    with working_days_ago(22, 10):
        agreement.ask_for_playback(actor=cast.actor("alice"), initiative_id=idea)
    with working_days_ago(21, 16, 15):
        ideas.join_initiative(actor=cast.actor("jonas"), initiative_id=idea, lane=Lane.IT)
        said = _play_back(
            cast,
            idea,
            "jonas",
            "Members see their points within a minute after paying. When the ledger fails, buying "
            "still works and the points arrive later.",
        )
        _estimate(cast, "jonas", idea)
    with working_days_ago(20, 9, 10):
        agreement.answer_playback(
            actor=cast.actor("alice"), initiative_id=idea, playback_id=said, confirmed=True
        )
        _sign(cast, "alice", idea, Lane.MARKETING)
    with working_days_ago(18, 13, 30):
        _sign(
            cast,
            "igor",
            idea,
            Lane.IT,
            "I would rather do the birthday offer a year later; it stays a could.",
        )
        _start(cast, "igor", idea, Stage.PLAN)


def _change_the_return(cast: Cast, idea: int) -> None:
    actor = cast.actor("mona")
    ideas.join_initiative(actor=actor, initiative_id=idea, lane=Lane.MARKETING)
    rows = briefs.whole(actor, idea).section(Section.REQUIREMENTS)
    row = next(row for row in rows if "returned" in row.text)
    agreement.edit_item(
        actor=actor,
        initiative_id=idea,
        item_id=row.id,
        title=row.title,
        text="Points come off again when an order is returned, and the member is told by e-mail",
        priority=row.priority,
        base=row.revision,
    )


def cart_stream(cast: Cast) -> None:
    """Marketing has signed; IT is waited for."""
    idea = _cart_idea(cast)
    with working_days_ago(6, 9, 15):
        agreement.ask_for_playback(actor=cast.actor("paul"), initiative_id=idea)
    with working_days_ago(5, 16, 40):
        said = _play_back(
            cast,
            idea,
            "jonas",
            "When somebody buys, online or at the till, the next cart e-mail is never sent. "
            "Whoever says no once hears nothing more about that cart.",
        )
    with working_days_ago(3, 10, 5):
        agreement.answer_playback(
            actor=cast.actor("paul"), initiative_id=idea, playback_id=said, confirmed=True
        )
        _sign(cast, "paul", idea, Lane.MARKETING)


def _cart_idea(cast: Cast) -> int:
    """From the sentence to the brief's first text."""
    with working_days_ago(16, 9, 50):
        idea: int = ideas.write_idea(
            actor=cast.actor("paul"),
            sentence="Cart e-mails stop as soon as somebody has bought, online or at the till",
            kind=InitiativeKind.INTEGRATION,
        ).pk
        _answer(
            cast, "paul", idea, Question.GOAL, "Nobody is reminded of a cart they have paid for."
        )
        _answer(cast, "paul", idea, Question.AUDIENCE, "Visitors who left a cart and an address.")
    with working_days_ago(15, 11, 25):
        ideas.join_initiative(actor=cast.actor("jonas"), initiative_id=idea, lane=Lane.IT)
        _answer(
            cast,
            "jonas",
            idea,
            Question.EXISTS,
            "The till reports purchases every night; hourly is a setting.",
        )
        _answer(
            cast, "paul", idea, Question.MEASURE, "Complaints at the service desk: 12 a week now."
        )
    with working_days_ago(13, 10, 30):
        _own(cast, idea, "paul", "jonas")
        _start(cast, "paul", idea, Stage.ASSESS)
    with working_days_ago(12, 14):
        _assess(
            cast,
            "jonas",
            idea,
            "Yes. Ten minutes needs the till's live feed, which exists.",
        )
        _start(cast, "jonas", idea, Stage.BRIEF)
        agreement.start_brief(
            actor=cast.actor("paul"), initiative_id=idea, document=_document("cart.md")
        )
    return idea


def pop_up_idea(cast: Cast) -> None:
    """One sentence from Marketing, and nobody of IT in it yet."""
    with working_days_ago(1, 15, 10):
        idea: int = ideas.write_idea(
            actor=cast.actor("mona"),
            sentence="A pop-up on the shop that collects e-mail addresses before Mother's Day",
            wish_date=_in(120),
            kind=InitiativeKind.CONTENT,
        ).pk
        _answer(
            cast,
            "mona",
            idea,
            Question.GOAL,
            "Visitors who don't buy leave an address we may write to.",
        )
