"""Comments, questions, decisions, notes and to-dos."""

from tandem.accounts.queries import team_names
from tandem.accounts.rules import Lane
from tandem.demo.play import Play, act
from tandem.demo.story import Act
from tandem.talk import services as talk
from tandem.talk.queries import approval_rows, approval_visible_to
from tandem.talk.rules import ApprovalState, Reaction


def _subject(play: Play, line: Act) -> int:
    """Where it is said: the initiative, or beside its brief with the word `brief`."""
    return play.brief(line).id if "brief" in line.plain else play.initiative


@act("comments")
def comment(play: Play, line: Act) -> None:
    """`comments [brief] #name: words`."""
    made = talk.write_comment(
        actor=play.actor(line), subject_id=_subject(play, line), text=line.text
    )
    play.name(line, made.pk)


@act("reacts")
def react(play: Play, line: Act) -> None:
    """`reacts thanks|agree|seen #name`."""
    talk.react(
        actor=play.actor(line), comment_id=play.meant(line), reaction=Reaction(line.plain[0])
    )


@act("asks")
def ask(play: Play, line: Act) -> None:
    """`asks WHO|TEAM|marketing|it [brief] [blocking] #name: words`; a team with dashes."""
    asked = line.plain[0]
    lane = Lane(asked) if asked in set(Lane) else None
    called = asked.replace("-", " ").casefold()
    team = next((pk for pk, name in team_names().items() if name.casefold() == called), None)
    made = talk.ask_question(
        actor=play.actor(line),
        subject_id=_subject(play, line),
        text=line.text,
        to_lane=lane,
        to_team=team,
        to_person=None if lane or team else play.cast.id(asked),
        blocks="blocking" in line.plain,
    )
    play.name(line, made.pk)


@act("replies")
def reply(play: Play, line: Act) -> None:
    """`replies #name: words`."""
    talk.give_answer(actor=play.actor(line), question_id=play.meant(line), text=line.text)


@act("accepts-answer")
def accept(play: Play, line: Act) -> None:
    """`accepts-answer #name`, by whoever asked."""
    talk.accept_answer(actor=play.actor(line), question_id=play.meant(line))


@act("asks-again")
def ask_again(play: Play, line: Act) -> None:
    """`asks-again #name: what is missing`, by whoever asked."""
    talk.ask_again(actor=play.actor(line), question_id=play.meant(line), missing=line.text)


@act("decides")
def decide(play: Play, line: Act) -> None:
    """`decides again=DAYS #name: title | choice | why | option; option`, by owners or sponsor."""
    title, choice, why, options = line.texts(4)
    again = line.option("again")
    made = talk.write_decision(
        actor=play.actor(line),
        subject_id=_subject(play, line),
        title=title,
        choice=choice,
        why=why,
        options=[one.strip() for one in options.split(";")] if options else (),
        look_again_on=play.day(again) if again else None,
    )
    play.name(line, made.pk)


@act("disagrees")
def disagree(play: Play, line: Act) -> None:
    """`disagrees #name: words` on a decision."""
    talk.dissent(actor=play.actor(line), decision_id=play.meant(line), text=line.text)


@act("notes")
def note(play: Play, line: Act) -> None:
    """`notes: words`: an idea for later."""
    talk.keep_note(actor=play.actor(line), subject_id=_subject(play, line), text=line.text)


@act("gives-task")
def give_task(play: Play, line: Act) -> None:
    """`gives-task WHO DAYS #name: what`, until so many days from today."""
    who, days = line.plain[:2]
    made = talk.give_task(
        actor=play.actor(line),
        subject_id=_subject(play, line),
        text=line.text,
        person_id=play.cast.id(who),
        until=play.day(days),
    )
    play.name(line, made.pk)


@act("finishes")
def finish(play: Play, line: Act) -> None:
    """`finishes #name`: a to-do is done."""
    talk.finish_task(actor=play.actor(line), task_id=play.meant(line))


@act("asks-for-yes")
def ask_for_yes(play: Play, line: Act) -> None:
    """`asks-for-yes WHO #name: for what`, by an owner; on the text as it is now."""
    made = talk.ask_for_yes(
        actor=play.actor(line),
        initiative_id=play.initiative,
        person_id=play.cast.id(line.plain[0]),
        words=line.text,
    )
    play.name(line, made.pk)


@act("approves")
def approve(play: Play, line: Act) -> None:
    """`approves yes|remark|no #name: words`."""
    actor, asked = play.actor(line), play.meant(line)
    row = approval_rows([approval_visible_to(actor, asked)])[0]
    talk.answer_approval(
        actor=actor,
        approval_id=asked,
        answer=ApprovalState(line.plain[0]),
        seen=row.digest,
        text=line.text,
    )
