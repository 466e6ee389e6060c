"""Writing an idea, answering about it, taking part, suggesting other words for it."""

from tandem.accounts.rules import Lane
from tandem.briefs.services.suggested import ITEM
from tandem.demo.people import AT
from tandem.demo.play import Play, act
from tandem.demo.story import Act
from tandem.goals.queries import open_objectives
from tandem.goals.services import serve_objective
from tandem.initiatives import services as ideas
from tandem.initiatives.queries import standing_answer
from tandem.initiatives.rules import InitiativeKind, Question
from tandem.intake import services as intake
from tandem.intake.queries import form_row, idea_behind
from tandem.patterns import services as patterns
from tandem.rights import services as rights
from tandem.rights.queries import proposal_visible_to, target_of
from tandem.rights.rules import text_digest


@act("writes")
def write(play: Play, line: Act) -> None:
    """`writes KIND wish=DAYS for=marketing|it: the sentence`.

    A wish counts from today; it is for Monday to Thursday, when one can launch all day.
    `guest writes other name=First_Last` brings it through the open form.
    """
    wish, lane = line.option("wish"), line.option("for")
    if line.who == "guest":
        play.initiative = _bring(play, line)
        return
    play.initiative = ideas.write_idea(
        actor=play.actor(line),
        sentence=line.text,
        wish_date=play.launch_day(wish) if wish else None,
        kind=InitiativeKind(line.plain[0]),
        lane=Lane(lane) if lane else None,
    ).pk


def _bring(play: Play, line: Act) -> int:
    form, name = form_row(), line.option("name").replace("_", " ")
    assert form, "The company has opened it."  # noqa: S101 - a story that can't be told
    wish = line.option("wish")
    secret = intake.ask_by_form(
        token=form.path.split("/")[2],
        sentence=line.text,
        wish_date=play.launch_day(wish) if wish else None,
        name=name,
        email=f"{name.partition(' ')[0].lower()}@{AT}",
        origin="",
    )
    return idea_behind(secret)


@act("answers")
def answer(play: Play, line: Act) -> None:
    """`answers goal|audience|exists|measure|date|looks|feasible [measure-first]: words`."""
    question = Question(line.plain[0])
    standing = standing_answer(play.initiative, question)
    ideas.answer_question(
        actor=play.actor(line),
        initiative_id=play.initiative,
        question=question,
        text=line.text,
        replaces=standing.pk if standing else None,
        measure_first="measure-first" in line.plain,
    )


@act("joins")
def join(play: Play, line: Act) -> None:
    """`joins marketing|it`."""
    ideas.join_initiative(
        actor=play.actor(line), initiative_id=play.initiative, lane=Lane(line.plain[0])
    )


@act("names-owners")
def own(play: Play, line: Act) -> None:
    """`names-owners WHO-OF-MARKETING WHO-OF-IT`."""
    for lane, owner in zip(Lane, line.plain, strict=True):
        ideas.name_owner(
            actor=play.actor(line),
            initiative_id=play.initiative,
            lane=lane,
            person_id=play.cast.id(owner),
        )


@act("puts-on")
def put_on(play: Play, line: Act) -> None:
    """`puts-on PARTNER`."""
    ideas.add_partner(
        actor=play.actor(line),
        initiative_id=play.initiative,
        person_id=play.cast.id(line.plain[0]),
    )


@act("serves")
def serve(play: Play, line: Act) -> None:
    """`serves: how the goal begins`."""
    actor = play.actor(line)
    goal = next(pk for pk, title in open_objectives(actor) if title.startswith(line.text))
    serve_objective(actor=actor, initiative_id=play.initiative, objective_id=goal)


@act("restricts")
def restrict(play: Play, line: Act) -> None:
    """Only its people and its sponsor know of it from now on."""
    rights.restrict_initiative(actor=play.actor(line), initiative_id=play.initiative)


@act("names-sponsor")
def sponsor(play: Play, line: Act) -> None:
    """`names-sponsor WHO`: a sponsor of its own."""
    rights.name_sponsor(
        actor=play.actor(line),
        initiative_id=play.initiative,
        person_id=play.cast.id(line.plain[0]),
    )


@act("suggests")
def suggest(play: Play, line: Act) -> None:
    """`suggests sentence #name: words | why`, `suggests goal #name: …` for an answer, or
    `suggests R4 #name: …` for a part of the brief.
    """
    what = line.plain[0]
    text, why = line.texts(2)
    if what[0].isupper():
        part = str(play.item(line, what).id)
        made = rights.suggest_change(
            actor=play.actor(line),
            subject_id=play.initiative,
            kind=ITEM,
            target=part,
            fields={"text": text},
            why=why,
        )
        play.name(line, made.pk)
        return
    made = rights.suggest_change(
        actor=play.actor(line),
        subject_id=play.initiative,
        kind="initiative.sentence" if what == "sentence" else "initiative.answer",
        target="" if what == "sentence" else what,
        text=text,
        why=why,
    )
    play.name(line, made.pk)


@act("takes-over")
def take_over(play: Play, line: Act) -> None:
    """`takes-over #name`: the suggestion becomes the text."""
    actor, proposal = play.actor(line), play.meant(line)
    row = proposal_visible_to(actor, proposal)
    now = target_of(actor, row.subject_id, row.kind, row.target)
    rights.accept_proposal(actor=actor, proposal_id=proposal, seen=text_digest(now.text))


@act("leaves")
def leave(play: Play, line: Act) -> None:
    """`leaves #name: why the text stays as it is`."""
    rights.decline_proposal(actor=play.actor(line), proposal_id=play.meant(line), answer=line.text)


@act("keeps-as-template")
def keep(play: Play, line: Act) -> None:
    """`keeps-as-template: name | when to use it`."""
    name, description = line.texts(2)
    patterns.make_template(
        actor=play.actor(line),
        initiative_id=play.initiative,
        name=name,
        description=description,
    )
