"""Playback, signatures, and changes of what was signed."""

from decimal import Decimal

from tandem.accounts.rules import Lane
from tandem.briefs import queries
from tandem.briefs import services as briefs
from tandem.briefs.rules import Effort, How, Statement, WayOut
from tandem.demo.play import Play, act
from tandem.demo.story import Act, Unreadable


@act("names-second")
def name_second(play: Play, line: Act) -> None:
    """`names-second it|marketing WHO`: who signs for a side, where one answers for both."""
    lane, who = line.plain
    briefs.name_second_signer(
        actor=play.actor(line),
        initiative_id=play.initiative,
        lane=Lane(lane),
        person_id=play.cast.id(who),
    )


@act("asks-for-playback")
def ask_for_playback(play: Play, line: Act) -> None:
    """Marketing says that the brief is ready to be read."""
    briefs.ask_for_playback(actor=play.actor(line), initiative_id=play.initiative)


@act("plays-back")
def play_back(play: Play, line: Act) -> None:
    """`plays-back: two sentences`, by IT."""
    briefs.play_back(
        actor=play.actor(line),
        initiative_id=play.initiative,
        text=line.text,
        seen=play.brief(line).digest,
    )


@act("confirms-playback")
def confirm(play: Play, line: Act) -> None:
    """By Marketing's owner."""
    _answer(play, line, confirmed=True)


@act("corrects-playback")
def correct(play: Play, line: Act) -> None:
    """`corrects-playback: what is different`, by Marketing's owner."""
    _answer(play, line, confirmed=False)


def _answer(play: Play, line: Act, *, confirmed: bool) -> None:
    said = play.brief(line).playback
    if said is None:
        raise Unreadable(f"line {line.line}: nothing has been played back")
    briefs.answer_playback(
        actor=play.actor(line),
        initiative_id=play.initiative,
        playback_id=said.id,
        confirmed=confirmed,
        answer=line.text,
    )


@act("signs")
def sign(play: Play, line: Act) -> None:
    """`signs marketing|it [dissent|object]: note`."""
    lane, *statement = line.plain
    briefs.sign_brief(
        actor=play.actor(line),
        initiative_id=play.initiative,
        lane=Lane(lane),
        statement=Statement(statement[0]) if statement else Statement.AGREE,
        seen=play.brief(line).digest,
        note=line.text,
    )


def _change(play: Play, line: Act) -> int:
    """The change of a part that waits."""
    label = line.plain[0]
    for change in queries.changes_of(play.actor(line), play.initiative):
        if change.label == label and change.is_open:
            return change.id
    raise Unreadable(f"line {line.line}: no change of {label} waits")


@act("weighs")
def weigh(play: Play, line: Act) -> None:
    """`weighs R4 1-2 [new-system] [new-data] [moves-promise]`: IT's days for a waiting change."""
    _, days, *more = line.plain
    low, _, high = days.partition("-")
    effort = Effort(
        Decimal(low),
        Decimal(high or low),
        new_system="new-system" in more,
        new_data="new-data" in more,
        moves_promise="moves-promise" in more,
    )
    briefs.state_change_effort(
        actor=play.actor(line),
        initiative_id=play.initiative,
        change_id=_change(play, line),
        effort=effort,
    )


@act("applies")
def apply(play: Play, line: Act) -> None:
    """`applies R4 allowance|signatures|next_version [swap|date|budget]: note`."""
    _, how, *way_out = line.plain
    briefs.apply_change(
        actor=play.actor(line),
        initiative_id=play.initiative,
        change_id=_change(play, line),
        how=How(how),
        way_out=WayOut(way_out[0]) if way_out else WayOut.NONE,
        note=line.text,
    )


@act("withdraws-change")
def withdraw(play: Play, line: Act) -> None:
    """`withdraws-change R4`: the signed text stays."""
    briefs.withdraw_change(
        actor=play.actor(line), initiative_id=play.initiative, change_id=_change(play, line)
    )
