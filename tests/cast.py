"""The fixed cast, and the initiatives they have taken some way. All of it made by the services."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from tandem.accounts import services as accounts
from tandem.accounts.queries import actor_by_id
from tandem.accounts.rules import CLOCK, Actor, Lane, WorkspaceRole
from tandem.activity.models import Subject
from tandem.activity.permissions import standing_on
from tandem.activity.queries import history_of, open_turns_on
from tandem.assessment import services as assessment
from tandem.assessment.queries import data_check
from tandem.assessment.rules import Word
from tandem.briefs import services as briefs
from tandem.briefs.queries import item_of, whole
from tandem.briefs.rules import How, Priority, Section, Statement
from tandem.initiatives import services as initiatives
from tandem.initiatives.rules import InitiativeKind, Question, Stage
from tandem.risk import services as risk
from tandem.risk.queries import answers_on
from tandem.risk.rules import Criterion, LawfulBasis, Processing, built_in
from tandem.stages.services import start_stage
from tandem.systems.rules import DataClass

TUESDAY = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
"""A Tuesday, 10:00 in Berlin, a working day like any other."""

SENTENCE = "Let customers choose their delivery day in the shop"


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays in the tests. Each is an actor, as a service takes one."""

    vera: Actor
    """The sponsor: founded the workspace. No side."""
    ada: Actor
    """An administrator who is nothing else."""
    alice: Actor
    mona: Actor
    """Marketing."""
    igor: Actor
    ivan: Actor
    """IT."""
    rita: Actor
    """A viewer."""
    charlie: Actor
    """A member of no side and on no initiative: the outsider."""


def make_cast() -> Cast:
    """Found the workspace in Berlin and let everybody in."""
    vera = accounts.found_workspace(
        company="Nordlicht",
        name="Vera Vogt",
        email="vera@nordlicht.example",
        password=None,
        country="DE-BE",
    )
    boss = actor_by_id(vera.pk)
    # Tests ask in a second what programs ask in an hour.
    accounts.limit_programs(actor=boss, reads=100_000, writes=100_000)
    marketing = accounts.add_department(name="Marketing", lane=Lane.MARKETING, actor=boss).pk
    it = accounts.add_department(name="IT", lane=Lane.IT, actor=boss).pk
    legal = accounts.add_department(name="Legal", lane=None, actor=boss).pk

    def join(name: str, department: int, role: WorkspaceRole = WorkspaceRole.MEMBER) -> Actor:
        email = f"{name.split(maxsplit=1)[0].lower()}@nordlicht.example"
        person, _ = accounts.add_person(
            actor=boss, email=email, name=name, department_id=department, role=role
        )
        return actor_by_id(person.pk)

    return Cast(
        vera=boss,
        ada=join("Ada Adler", legal, WorkspaceRole.ADMINISTRATOR),
        alice=join("Alice Albers", marketing),
        mona=join("Mona Maler", marketing),
        igor=join("Igor Ilic", it),
        ivan=join("Ivan Iwers", it),
        rita=join("Rita Raabe", legal, WorkspaceRole.VIEWER),
        charlie=join("Charlie Cramer", legal),
    )


def again(actor: Actor) -> Actor:
    """The same person as they are now: sides and role are read once, when an act begins."""
    return actor_by_id(actor.me)


def hide(initiative_id: int) -> None:
    """Make it restricted: for its people and its sponsor."""
    Subject.objects.filter(pk=initiative_id).update(restricted=True)


def sides_of(actor: Actor, initiative_id: int) -> frozenset[Lane]:
    """The sides that somebody works for on an initiative."""
    return standing_on(actor, initiative_id).sides


def owned_by(actor: Actor, initiative_id: int) -> frozenset[Lane]:
    """The sides that somebody owns on an initiative."""
    return standing_on(actor, initiative_id).owned


def waits(initiative_id: int, *, sorting: bool = False) -> set[tuple[str, str]]:
    """What waits on an initiative: (kind, side); the side is "" for either owner.

    That a word is waited for about what becomes of an idea goes beside all else; it is named only
    where `sorting` asks for it.
    """
    found = {(turn.kind, turn.lane or "") for turn in open_turns_on([initiative_id])}
    return {one for one in found if sorting or one[0] != "initiative.triage"}


def happened(initiative_id: int, since: int = 0) -> list[str]:
    """The kinds of what happened on it, oldest first; `since` leaves so many out."""
    return [line.kind for line in reversed(history_of(initiative_id))][since:]


def write_idea(cast: Cast) -> int:
    """Alice's idea, seconds old."""
    return initiatives.write_idea(
        actor=cast.alice, sentence=SENTENCE, kind=InitiativeKind.PRODUCT
    ).pk


def answer(actor: Actor, initiative_id: int, question: Question, text: str = "") -> None:
    initiatives.answer_question(
        actor=actor, initiative_id=initiative_id, question=question, text=text or question.asks
    )


def pair(cast: Cast, idea: int) -> None:
    """Alice says what should change, Igor joins and says what exists."""
    answer(cast.alice, idea, Question.GOAL)
    initiatives.join_initiative(actor=cast.igor, initiative_id=idea, lane=Lane.IT)
    answer(cast.igor, idea, Question.EXISTS)


def name_owners(cast: Cast, idea: int) -> None:
    for lane, owner in ((Lane.MARKETING, cast.alice), (Lane.IT, cast.igor)):
        initiatives.name_owner(actor=cast.alice, initiative_id=idea, lane=lane, person_id=owner.me)


def bring_to_assess(cast: Cast, paired_idea: int) -> None:
    answer(cast.alice, paired_idea, Question.AUDIENCE)
    name_owners(cast, paired_idea)
    start_stage(actor=cast.alice, initiative_id=paired_idea, stage=Stage.ASSESS)


def assess(cast: Cast, assessed: int) -> None:
    """Igor says that it can be done, affects nothing, and has nothing to do with persons."""
    assessment.say_feasibility(
        actor=cast.igor, initiative_id=assessed, word=Word.FEASIBLE, text="In three weeks."
    )
    assessment.touch_nothing(actor=cast.igor, initiative_id=assessed)
    assessment.check_data(actor=cast.igor, initiative_id=assessed, personal=False)
    check_risk(cast, assessed)


def answer_risk(cast: Cast, initiative_id: int, **places: int) -> None:
    """Igor answers the risk check: without any risk, but where another place is said."""
    asked = built_in().questions
    standing = answers_on(initiative_id)
    given = [
        risk.Given(
            one.key,
            places.get(one.key, 0),
            replaces=standing[one.key].pk if one.key in standing else None,
        )
        for one in asked
    ]
    risk.answer_risk(actor=cast.igor, initiative_id=initiative_id, answers=given)


def write_protection(
    cast: Cast, initiative_id: int, *criteria: Criterion, replaces: int | None = None, **texts: str
) -> int:
    """Igor writes how personal data are used."""
    full = dict.fromkeys(("necessity", "risks", "measures"), "Said in full.")
    said = {
        "purpose": "To tell who asked.",
        "retention": "90 days.",
        "recipients": "The shop.",
        **(full if len(criteria) > 1 else {}),
        **texts,
    }
    given = Processing(criteria=frozenset(criteria), basis=LawfulBasis.CONSENT, **said)
    return risk.write_data_protection(
        actor=cast.igor, initiative_id=initiative_id, given=given, replaces=replaces
    ).pk


def flow_data(cast: Cast, initiative_id: int, *classes: DataClass) -> None:
    """Igor says that personal data flow."""
    standing = data_check(initiative_id)
    assessment.check_data(
        actor=cast.igor,
        initiative_id=initiative_id,
        personal=True,
        classes=classes or [DataClass.CUSTOMER_CONTACT],
        text="As they asked for.",
        replaces=standing.pk if standing else None,
    )


def check_risk(cast: Cast, initiative_id: int, **places: int) -> None:
    """The same, and hands it in."""
    answer_risk(cast, initiative_id, **places)
    risk.hand_in_risk(actor=cast.igor, initiative_id=initiative_id)


def bring_to_brief(cast: Cast, assessed: int) -> None:
    assess(cast, assessed)
    start_stage(actor=cast.igor, initiative_id=assessed, stage=Stage.BRIEF)


FIELDS: dict[Section, dict[str, object]] = {
    Section.USE_CASES: {"covers": ["R1"], "acceptance": ["The day stands in the order."]},
    Section.METRICS: {
        "target": "36 %",
        "source": "shop orders",
        "owner": "Alice Albers",
        "day": "2026-09-30",
        "measure_first": True,
    },
}
"""What Alice's use case and metric carry: as much as Plan asks for."""


def write_brief(cast: Cast, initiative_id: int) -> None:
    """Alice starts it and writes R1, U1 for it, M1; Igor writes T1, a constraint, and says that R1 takes
    55 days: so 5.5 days may change once both have signed."""
    briefs.start_brief(actor=cast.alice, initiative_id=initiative_id, with_answers=False)
    for section in (Section.REQUIREMENTS, Section.USE_CASES, Section.METRICS):
        briefs.add_item(
            actor=cast.alice,
            initiative_id=initiative_id,
            section=section,
            title=section.label,
            text=section.hint,
            priority=Priority.MUST,
            fields=FIELDS.get(section),
        )
    briefs.add_item(
        actor=cast.igor,
        initiative_id=initiative_id,
        section=Section.CONSTRAINTS,
        text="The shop's calendar is the only source of free days.",
    )
    estimate(cast, initiative_id)


def estimate(
    cast: Cast, initiative_id: int, label: str = "R1", low: str = "50", high: str = "60"
) -> None:
    """Igor says how many days a requirement takes."""
    item = next(one for one in whole(cast.igor, initiative_id).items if one.label == label)
    briefs.state_effort(
        actor=cast.igor,
        initiative_id=initiative_id,
        item_id=item.id,
        low=Decimal(low),
        high=Decimal(high),
    )


def let_both_sign(actor: Actor, initiative_id: int, item_id: int) -> None:
    """Bring the change of a signed part that waits, if one does, into the brief for both to sign."""
    if change := item_of(CLOCK, initiative_id, item_id).change_id:
        briefs.apply_change(
            actor=actor, initiative_id=initiative_id, change_id=change, how=How.SIGNATURES
        )


def content_of(actor: Actor, initiative_id: int) -> str:
    """The name of the brief's exact content, as a page hands it to whoever signs."""
    return whole(actor, initiative_id).digest


def play_back(cast: Cast, initiative_id: int, *, by: Actor | None = None) -> int:
    """Igor says what he understood of the present content; the id of the playback."""
    speaker = by or cast.igor
    return briefs.play_back(
        actor=speaker,
        initiative_id=initiative_id,
        text="A customer picks a free day. The shop keeps it until the parcel leaves.",
        seen=content_of(speaker, initiative_id),
    ).pk


def confirm_playback(cast: Cast, initiative_id: int) -> None:
    """Igor plays back and Alice confirms: signing is open."""
    briefs.answer_playback(
        actor=cast.alice,
        initiative_id=initiative_id,
        playback_id=play_back(cast, initiative_id),
        confirmed=True,
    )


def sign(
    actor: Actor, initiative_id: int, lane: Lane, statement: Statement = Statement.AGREE
) -> None:
    briefs.sign_brief(
        actor=actor,
        initiative_id=initiative_id,
        lane=lane,
        statement=statement,
        seen=content_of(actor, initiative_id),
        note="" if statement is Statement.AGREE else "Two days a week would do.",
    )


def sign_both(cast: Cast, initiative_id: int) -> None:
    sign(cast.alice, initiative_id, Lane.MARKETING)
    sign(cast.igor, initiative_id, Lane.IT)


def bring_to_plan(cast: Cast, signed: int) -> None:
    start_stage(actor=cast.alice, initiative_id=signed, stage=Stage.PLAN)


STORY: dict[str, Callable[[Cast, int], None]] = {
    "idea": lambda _cast, _idea: None,
    "paired_idea": pair,
    "assessed": bring_to_assess,
    "briefable": bring_to_brief,
    "brief": write_brief,
    "heard_brief": confirm_playback,
    "signed_brief": sign_both,
    "planned": bring_to_plan,
}
"""One initiative's way to Plan: the fixture of a name stands after that step."""


def play(until: str | None) -> tuple[Cast, int]:
    """Let the cast in and play the story until (and with) a step; nobody's idea is 0."""
    cast = make_cast()
    if until is None:
        return cast, 0
    idea = write_idea(cast)
    for name, step in STORY.items():
        step(cast, idea)
        if name == until:
            break
    return cast, idea
