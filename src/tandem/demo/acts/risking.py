"""Risk checks: answered, handed in, looked at, what remains accepted, what waiting costs."""

from tandem.assessment.rules import Authority
from tandem.demo.play import Play, act
from tandem.demo.story import Act
from tandem.initiatives.queries import whole
from tandem.risk import services as risk
from tandem.risk.queries import last_result, protection_written, risk_of
from tandem.risk.rules import Criterion, LawfulBasis, Processing


@act("checks-risk")
def check_risk(play: Play, line: Act) -> None:
    """`checks-risk vendor=2 code=1: a note to the first named`, by IT: what is known is taken over,
    what isn't named is without risk; then it is handed in.
    """
    actor = play.actor(line)
    words = [word.partition("=") for word in line.words if "=" in word]
    named = {key: int(place) for key, _, place in words}
    seen = risk_of(actor, whole(actor, play.initiative))
    if seen.known:
        risk.take_over_known(actor=actor, initiative_id=play.initiative, seen=seen.known_digest)
        seen = risk_of(actor, whole(actor, play.initiative))
    notes = dict.fromkeys(list(named)[:1], line.text)
    given = [
        risk.Given(one.key, named.get(one.key, 0), notes.get(one.key, ""), one.id)
        for one in seen.questions
        if one.key in named or one.answer is None
    ]
    risk.answer_risk(actor=actor, initiative_id=play.initiative, answers=given)
    risk.hand_in_risk(actor=actor, initiative_id=play.initiative)


@act("says-use")
def write_protection(play: Play, line: Act) -> None:
    """`says-use consent large new: purpose = … | retention = … | recipients = …`: a basis, then
    the criteria that are met.
    """
    said = {
        name.strip(): text.strip()
        for name, _, text in (part.partition("=") for part in line.text.split("|"))
    }
    risk.write_data_protection(
        actor=play.actor(line),
        initiative_id=play.initiative,
        given=Processing(
            criteria=frozenset(map(Criterion, line.plain[1:])),
            basis=LawfulBasis(line.plain[0]),
            **said,
        ),
    )


@act("looks-at-use")
def look_at_protection(play: Play, line: Act) -> None:
    """`looks-at-use: words`, by who answers for data protection: it is fine."""
    written = protection_written(play.initiative)
    risk.review_data_protection(
        actor=play.actor(line),
        initiative_id=play.initiative,
        seen=written.pk if written else 0,
        fine=True,
        text=line.text,
    )


def _handed_in(play: Play) -> int:
    result = last_result(play.initiative)
    return result.pk if result else 0


@act("reviews-risk")
def review_risk(play: Play, line: Act) -> None:
    """`reviews-risk security|data_protection|risk: words`: it is fine."""
    _review(play, line, fine=True)


@act("sends-risk-back")
def send_risk_back(play: Play, line: Act) -> None:
    """`sends-risk-back security|data_protection|risk: what has to be otherwise`."""
    _review(play, line, fine=False)


def _review(play: Play, line: Act, *, fine: bool) -> None:
    risk.review_risk(
        actor=play.actor(line),
        initiative_id=play.initiative,
        kind=Authority(line.plain[0]),
        seen=_handed_in(play),
        fine=fine,
        text=line.text,
    )


@act("accepts-risk")
def accept_risk(play: Play, line: Act) -> None:
    """`accepts-risk DAYS: what is accepted, and why`, by the named risk owner."""
    risk.accept_residual_risk(
        actor=play.actor(line),
        initiative_id=play.initiative,
        seen=_handed_in(play),
        until=play.day(line.plain[0]),
        text=line.text,
    )


@act("waiting-costs")
def say_delay(play: Play, line: Act) -> None:
    """`waiting-costs 5000: why`, a week, by Marketing."""
    risk.say_cost_of_delay(
        actor=play.actor(line),
        initiative_id=play.initiative,
        per_week=int(line.plain[0]),
        why=line.text,
    )
