"""The page of an initiative, put together from all contexts."""

from collections.abc import Mapping
from dataclasses import dataclass

from tandem.accounts.queries import answers_for
from tandem.accounts.rules import Actor
from tandem.activity.permissions import Standing, sponsor_of, standing_on
from tandem.assessment.queries import ImpactSeen, first_answer
from tandem.briefs.conditions import facts as brief_facts
from tandem.initiatives import queries as initiatives
from tandem.initiatives.permissions import can_bring_back, can_park, can_reword, may_triage
from tandem.initiatives.queries import InitiativeRow, InitiativeWhole
from tandem.initiatives.rules import (
    PATH,
    Question,
    Stage,
    Track,
    Verdict,
    next_question,
    why_not_park,
)
from tandem.rights.rules import Matter
from tandem.stages.conditions import gates
from tandem.stages.permissions import can_pass
from tandem.stages.queries import AtHand, lightest_path, of_idea
from tandem.stages.rules import Gate


@dataclass(frozen=True, slots=True)
class Overview:
    """An initiative's first tab."""

    whole: InitiativeWhole
    gate: Gate
    standing: Standing
    question: Question | None
    has_brief: bool
    changed_parts: bool
    may_reword: bool
    at_hand: AtHand | None
    """What was said about it and what is like it, while it is early or stands aside."""
    may_sort: bool
    may_park: bool
    may_bring_back: bool
    may_pass: bool
    """The reader is the sponsor: what is missing may pass, with a reason."""
    lightest: Track | None
    """The lightest path that nothing known forbids, while one can be chosen."""
    impact: ImpactSeen | None
    """What is affected, and whom to meet: part of the first answer, none of a partner's."""

    @property
    def stands(self) -> Stage:
        """Its stage on the path; where it was when it was put aside."""
        standing = self.at_hand.standing if self.at_hand else None
        ended = {Verdict.SAME_AS, Verdict.TAKEN_BACK}
        if self.gate.stage in PATH and not (standing and standing.verdict in ended):
            return self.gate.stage
        return standing.stood if standing else Stage.IDEA


def overview(actor: Actor, initiative_id: int) -> Overview:
    """Everything on an initiative's first tab."""
    row = (whole := initiatives.whole(actor, initiative_id)).row
    standing = standing_on(actor, initiative_id)
    early = row.stage in {Stage.IDEA, Stage.ASSESS}
    brief = brief_facts([initiative_id])[initiative_id] if row.stage is Stage.PLAN else None
    aside = row.stage not in PATH or row.stage is Stage.CLOSED
    at_hand = of_idea(actor, whole) if early or aside else None
    sponsor, answering = sponsor_of(initiative_id), answers_for(actor)
    return Overview(
        whole=whole,
        gate=gates({initiative_id: row.stage})[initiative_id],
        standing=standing,
        question=next_question(
            whole.answers,
            standing.sides,
            whole.rights,
            has_date=row.wish_date is not None,
            stage=row.stage,
        )
        if early and standing.sides
        else None,
        has_brief=not early and not (aside and row.stage is not Stage.PARKED),
        changed_parts=bool(brief and brief.unsigned),
        may_reword=can_reword(
            actor,
            standing,
            written_by=row.written_by.id,
            stage=row.stage,
            decides=whole.rights.lane(Matter.WORDING),
        ),
        at_hand=at_hand,
        may_sort=row.stage is Stage.IDEA and may_triage(actor, answering),
        may_park=why_not_park(row.stage) is None
        and can_park(actor, standing, stage=row.stage, sponsor=sponsor, answers_for=answering),
        may_bring_back=row.stage is Stage.PARKED
        and at_hand is not None
        and at_hand.standing is not None
        and can_bring_back(
            actor,
            standing,
            stood=at_hand.standing.stood,
            written_by=row.written_by.id,
            sponsor=sponsor,
            answers_for=answering,
        ),
        may_pass=can_pass(actor, sponsor=sponsor),
        lightest=_lightest(row, at_hand) if early else None,
        impact=_impact(actor, whole) if early else None,
    )


def _impact(actor: Actor, whole: InitiativeWhole) -> ImpactSeen | None:
    return None if actor.is_partner else first_answer(actor, whole)


def _lightest(row: InitiativeRow, at_hand: AtHand | None) -> Track:
    alike = [one.idea.id for one in at_hand.similar] if at_hand else []
    return lightest_path(row, alike)


def gates_of(rows: list[InitiativeRow]) -> Mapping[int, Gate]:
    """The gates of a page of list rows, in a fixed number of queries."""
    return gates({row.id: row.stage for row in rows}) if rows else {}


def gate_of(row: initiatives.Heading) -> Gate:
    """What stands between an initiative and its next stage."""
    return gates({row.id: row.stage})[row.id]
