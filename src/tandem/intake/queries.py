"""Reading the open form, what came through it, and what whoever asked is shown."""

from dataclasses import dataclass
from datetime import date, datetime

from tandem.accounts.queries import Name, invitation_by_secret, names, present_day
from tandem.accounts.rules import CLOCK, Actor, ActorKind, Lane
from tandem.core.words import Sentence, say
from tandem.initiatives.queries import outcomes_of, stages_of
from tandem.initiatives.rules import Stage, Verdict
from tandem.intake.models import AskedIdea, OpenForm
from tandem.stages.conditions import gates


@dataclass(frozen=True, slots=True)
class FormRow:
    """The open form as administrators see it."""

    path: str
    introduction: str
    until: date
    opened_by: Name
    opened_at: datetime
    asked: int
    """How many ideas came through it."""


def standing_form() -> OpenForm | None:
    """The form, while nobody has closed it; its day may have passed."""
    return OpenForm.objects.filter(closed_at=None).order_by("-pk").first()


def form_row() -> FormRow | None:
    """The same, for Settings."""
    form = standing_form()
    if form is None:
        return None
    return FormRow(
        path=f"/ask/{form.token}/",
        introduction=form.introduction,
        until=form.until,
        opened_by=names([form.opened_by_id])[form.opened_by_id],
        opened_at=form.opened_at,
        asked=form.asked.count(),
    )


def living_form(token: str) -> OpenForm | None:
    """The form behind an address, while it takes ideas."""
    today = present_day()
    return OpenForm.objects.filter(token=token, closed_at=None, until__gte=today).first()


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asked through the form, for the idea's people."""

    name: str
    email: str
    at: datetime


def asked_on(initiative_id: int) -> Asked | None:
    """Who asked for an idea through the form. The caller has checked sight."""
    row = AskedIdea.objects.filter(initiative_id=initiative_id).first()
    return Asked(row.name, row.email, row.sent_at) if row else None


def asked_by_id(asked_id: int) -> Asked | None:
    """Who asked, for whoever mails them."""
    row = AskedIdea.objects.filter(pk=asked_id).first()
    return Asked(row.name, row.email, row.sent_at) if row else None


@dataclass(frozen=True, slots=True)
class WhereItStands:
    """All that whoever asked is shown: no person's name, and nothing else of the workspace."""

    sentence: str
    sent_at: datetime
    state: Sentence
    said: str
    """What was said to whoever asked: a question, or why not."""
    waits_for: list[Lane]
    waits_for_you: bool
    until: date | None
    """When it is looked at again."""
    due_at: datetime | None
    """When an answer is due."""


def asker_by_secret(secret: str) -> Actor | None:
    """Whoever asked, by their private link, while it lives."""
    found = invitation_by_secret(secret)
    if found is None or found.why_not:
        return None
    if not AskedIdea.objects.filter(pk=found.subject_id).exists():
        return None
    return Actor(ActorKind.GUEST, found.person_id, found.name, guest_of=found.subject_id)


def idea_behind(secret: str) -> int:
    """The idea that was asked for by whoever holds a private link; 0 where it opens nothing."""
    asker = asker_by_secret(secret)
    found = AskedIdea.objects.filter(pk=asker.guest_of) if asker else AskedIdea.objects.none()
    return found.values_list("initiative_id", flat=True).first() or 0


def where_it_stands(actor: Actor) -> WhereItStands:
    """What became of it so far, for the guest who asked."""
    asked = AskedIdea.objects.get(pk=actor.guest_of)
    idea = asked.initiative_id
    stage = stages_of([idea])[idea]
    gate = gates({idea: stage})[idea]
    last = next((one for one in outcomes_of(CLOCK, idea) if one.standing), None)
    yours = last is not None and last.verdict is Verdict.MORE_ASKED
    spoken = last if last and last.verdict in _SAID_TO_THEM else None
    over = stage in _OVER
    return WhereItStands(
        sentence=asked.sentence,
        sent_at=asked.sent_at,
        state=_state(stage, last.verdict if last else None),
        said=spoken.reason if spoken else "",
        waits_for=[] if over or yours else [one for one in Lane if one in gate.waits_for],
        waits_for_you=yours,
        until=last.until if last else None,
        due_at=None if over else min((turn.due_at for turn in gate.turns), default=None),
    )


_SAID_TO_THEM = {Verdict.MORE_ASKED, Verdict.PARKED, Verdict.DECLINED}
_OVER = {Stage.PARKED, Stage.DECLINED, Stage.CLOSED}


def _state(stage: Stage, verdict: Verdict | None) -> Sentence:
    if verdict is Verdict.TAKEN_UP and stage is Stage.IDEA:
        return say("Taken up: it stands in the queue of both departments")
    if verdict in {Verdict.MORE_ASKED, Verdict.SNOOZED, Verdict.SAME_AS, Verdict.TAKEN_BACK}:
        return verdict.label
    if stage is Stage.IDEA:
        return say("It arrived; both departments look at it")
    if stage in _OVER:
        return stage.label
    return say("In hand: {stage}", stage=stage.label)
