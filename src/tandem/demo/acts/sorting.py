"""Saying what becomes of an idea, the queue, the next stage, and time that passes."""

from tandem.activity.jobs import pass_deadlines
from tandem.assessment.jobs import ask_about_impact
from tandem.demo.play import Play, act
from tandem.demo.story import Act, Unreadable
from tandem.initiatives import services as ideas
from tandem.initiatives.queries import newest_first
from tandem.initiatives.rules import Stage, Step
from tandem.routine.jobs import bring_work_back, run_rules
from tandem.stages import services as stages


@act("takes-up")
def take_up(play: Play, line: Act) -> None:
    """It stands in the queue from now on."""
    ideas.take_up_idea(actor=play.actor(line), initiative_id=play.initiative)


@act("asks-for-more")
def ask_for_more(play: Play, line: Act) -> None:
    """`asks-for-more: what`."""
    ideas.ask_for_more(actor=play.actor(line), initiative_id=play.initiative, text=line.text)


@act("says-more")
def say_more(play: Play, line: Act) -> None:
    """`says-more: words`, of whoever had the idea."""
    ideas.say_more(actor=play.actor(line), initiative_id=play.initiative, text=line.text)


@act("puts-off")
def put_off(play: Play, line: Act) -> None:
    """`puts-off DAYS`: looked at again so many days from today."""
    ideas.snooze_idea(
        actor=play.actor(line), initiative_id=play.initiative, until=play.day(line.plain[0])
    )


@act("parks")
def park(play: Play, line: Act) -> None:
    """`parks DAYS: why not now`; looked at again so many days from today."""
    stages.park_initiative(
        actor=play.actor(line),
        initiative_id=play.initiative,
        reason=line.text,
        until=play.day(line.plain[0]),
    )


@act("brings-back")
def bring_back(play: Play, line: Act) -> None:
    """It goes on where it stood."""
    stages.bring_back(actor=play.actor(line), initiative_id=play.initiative)


@act("declines")
def decline(play: Play, line: Act) -> None:
    """`declines: why`; by one of each side, one after the other, or by the sponsor alone."""
    stages.decline_idea(actor=play.actor(line), initiative_id=play.initiative, reason=line.text)


@act("finds-the-same")
def find_the_same(play: Play, line: Act) -> None:
    """`finds-the-same: how the other idea begins`; the other story is played before this one."""
    actor = play.actor(line)
    other = newest_first(actor).filter(sentence__startswith=line.text).first()
    if other is None:
        raise Unreadable(f"line {line.line}: no idea begins like this")
    stages.join_to_another(actor=actor, initiative_id=play.initiative, other_id=other.pk)


@act("moves")
def move(play: Play, line: Act) -> None:
    """`moves up|down|top` in the queue, by the sponsor."""
    ideas.move_in_queue(
        actor=play.actor(line), initiative_id=play.initiative, step=Step(line.plain[0])
    )


@act("suggests-place")
def suggest_place(play: Play, line: Act) -> None:
    """`suggests-place up|down|top` in the queue; where both sides do, it moves."""
    ideas.suggest_move(
        actor=play.actor(line), initiative_id=play.initiative, step=Step(line.plain[0])
    )


@act("starts")
def start(play: Play, line: Act) -> None:
    """`starts assess|brief|plan`, by an owner."""
    stages.start_stage(
        actor=play.actor(line), initiative_id=play.initiative, stage=Stage(line.plain[0])
    )


@act("lets-pass")
def let_pass(play: Play, line: Act) -> None:
    """`lets-pass CONDITION: why`, by the sponsor; the key is that of the condition in the code."""
    stages.pass_condition(
        actor=play.actor(line),
        initiative_id=play.initiative,
        key=line.plain[0],
        reason=line.text,
    )


@act("passes")
def pass_time(_play: Play, _line: Act) -> None:
    """`clock passes`: until this moment nobody answered, so whoever is next is asked."""
    pass_deadlines()
    bring_work_back()
    run_rules()
    ideas.wake_ideas()
    ask_about_impact()
