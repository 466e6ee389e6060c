"""Affected systems and their owners, IT's word, personal data, holds."""

from dataclasses import replace

from tandem.accounts.rules import Actor
from tandem.assessment import queries as assessed
from tandem.assessment import services as assessment
from tandem.assessment.rules import Authority, Ruling, Word
from tandem.assessment.rules.consulting import ConsultState
from tandem.demo.play import Play, act
from tandem.demo.story import Act, Unreadable
from tandem.systems import services as systems
from tandem.systems.queries import by_name
from tandem.systems.rules import DataClass, FlowEntry


def _system(actor: Actor, line: Act) -> int:
    """The system whose name begins with the line's text."""
    system = by_name(actor).filter(name__startswith=line.text).first()
    if system is None:
        raise Unreadable(f"line {line.line}: no system is called {line.text}")
    pk: int = system.pk
    return pk


@act("affects")
def affect(play: Play, line: Act) -> None:
    """`affects: how the system's name begins`; what IT names is confirmed by that."""
    actor = play.actor(line)
    assessment.declare_touch(
        actor=actor, initiative_id=play.initiative, system_id=_system(actor, line)
    )


@act("confirms-affected")
def confirm_affected(play: Play, line: Act) -> None:
    """`confirms-affected: how the system's name begins`, by IT."""
    actor = play.actor(line)
    assessment.confirm_touch(
        actor=actor, initiative_id=play.initiative, system_id=_system(actor, line)
    )


@act("denies-affected")
def deny_affected(play: Play, line: Act) -> None:
    """`denies-affected: how the system's name begins`, by IT."""
    actor = play.actor(line)
    assessment.refuse_touch(
        actor=actor, initiative_id=play.initiative, system_id=_system(actor, line)
    )


@act("sends-data")
def send_data(play: Play, line: Act) -> None:
    """`sends-data public internal: giver | taker | note`, by whoever answers for the giver."""
    giver, taker, note = line.texts(3)
    actor = play.actor(line)
    entry = FlowEntry(
        from_system=_system(actor, replace(line, text=giver)),
        to_system=_system(actor, replace(line, text=taker)),
        data_classes=tuple(DataClass(one) for one in line.words),
        note=note,
    )
    systems.add_flow(actor=actor, entry=entry)


@act("answers-consult")
def answer_consult(play: Play, line: Act) -> None:
    """`answers-consult confirmed|not_affected: how the system's name begins | words`, by whoever
    was asked about it.
    """
    name, text = line.texts(2)
    actor = play.actor(line)
    system_id = _system(actor, replace(line, text=name))
    asked = {one.system_id: one for one in assessed.consults_on(play.initiative)}.get(system_id)
    if asked is None:
        raise Unreadable(f"line {line.line}: nobody was asked about {name}")
    assessment.answer_consult(
        actor=actor, consult_id=asked.pk, answer=ConsultState(line.plain[0]), text=text
    )


@act("affects-nothing")
def affect_nothing(play: Play, line: Act) -> None:
    """IT says that no system is affected."""
    assessment.touch_nothing(actor=play.actor(line), initiative_id=play.initiative)


@act("judges")
def judge(play: Play, line: Act) -> None:
    """`judges feasible|feasible_if|not_as_asked: words | alternative`, by IT."""
    text, alternative = line.texts(2)
    said = assessed.standing_word(play.initiative)
    assessment.say_feasibility(
        actor=play.actor(line),
        initiative_id=play.initiative,
        word=Word(line.plain[0]),
        text=text,
        alternative=alternative,
        replaces=said.pk if said else None,
    )


@act("accepts-alternative")
def accept_alternative(play: Play, line: Act) -> None:
    """Marketing takes IT's alternative; words if it likes."""
    assessment.answer_feasibility(
        actor=play.actor(line), initiative_id=play.initiative, accepted=True, text=line.text
    )


@act("sees-it-otherwise")
def see_otherwise(play: Play, line: Act) -> None:
    """`sees-it-otherwise: how`, by Marketing; then the sponsor decides."""
    assessment.answer_feasibility(
        actor=play.actor(line), initiative_id=play.initiative, accepted=False, text=line.text
    )


@act("rules")
def rule(play: Play, line: Act) -> None:
    """`rules as_asked|alternative|not_now: why`, by the sponsor."""
    assessment.rule_feasibility(
        actor=play.actor(line),
        initiative_id=play.initiative,
        ruling=Ruling(line.plain[0]),
        reason=line.text,
    )


@act("checks-data")
def check_data(play: Play, line: Act) -> None:
    """`checks-data`: none is personal. `checks-data customer_contact behaviour: what was seen`."""
    classes = [DataClass(word) for word in line.plain]
    found = assessed.data_check(play.initiative)
    assessment.check_data(
        actor=play.actor(line),
        initiative_id=play.initiative,
        personal=any(one.is_personal for one in classes),
        classes=classes,
        text=line.text,
        replaces=found.pk if found else None,
    )


@act("holds")
def hold(play: Play, line: Act) -> None:
    """`holds security|data_protection|risk DAYS #name: why | what would lift it`."""
    kind, days = line.plain
    reason, lifts = line.texts(2)
    made = assessment.hold_initiative(
        actor=play.actor(line),
        initiative_id=play.initiative,
        kind=Authority(kind),
        reason=reason,
        lifts=lifts,
        look_again_on=play.day(days),
    )
    play.name(line, made.pk)


@act("renews-hold")
def renew_hold(play: Play, line: Act) -> None:
    """`renews-hold DAYS #name: why`."""
    assessment.renew_hold(
        actor=play.actor(line),
        initiative_id=play.initiative,
        hold_id=play.meant(line),
        reason=line.text,
        look_again_on=play.day(line.plain[0]),
    )


@act("lifts-hold")
def lift_hold(play: Play, line: Act) -> None:
    """`lifts-hold #name: words`."""
    assessment.lift_hold(
        actor=play.actor(line),
        initiative_id=play.initiative,
        hold_id=play.meant(line),
        note=line.text,
    )
