"""What the pages of what-ifs share."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse

from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Lane
from tandem.briefs.queries import brief_if_started
from tandem.core import htmx
from tandem.core.pages import show
from tandem.core.words import Sentence
from tandem.scenarios import forms, permissions, queries, rules
from tandem.scenarios.queries import Answered, Place, PlanNow, ScenarioSeen
from tandem.scenarios.rules import Levers, ScenarioState, Voice
from tandem.scenarios.views import words

INVALID = 422
PARTS = ("answer", "others")


@dataclass(frozen=True)
class Shown:
    """One what-if as somebody looks at it: with its levers as they stand, or as just moved."""

    place: Place
    seen: ScenarioSeen
    plan: PlanNow
    form: forms.LeversForm
    levers: Levers

    @property
    def tried(self) -> bool:
        """Whether the levers on the page aren't the ones that are kept."""
        return self.levers != queries.as_levers(self.plan, self.seen.levers)


def shown(request: ActorRequest, initiative_id: int, scenario_id: int, data: Any) -> Shown:
    """The what-if; `data` are its levers as they were moved on the page, if they were."""
    place = queries.place_of(request.actor, initiative_id)
    seen = queries.scenario_at(request.actor, place, scenario_id)
    plan = queries.plan_now(request.actor, initiative_id)
    if data is None:
        return _as_kept(place, seen, plan)
    form = forms.LeversForm(plan, _lists(data))
    return Shown(place, seen, plan, form, queries.as_levers(plan, form.levers))


def kept_since(request: ActorRequest, at: Shown) -> Shown:
    """The same once its levers are kept; the plan doesn't change by that."""
    return _as_kept(at.place, queries.scenario_at(request.actor, at.place, at.seen.id), at.plan)


def _as_kept(place: Place, seen: ScenarioSeen, plan: PlanNow) -> Shown:
    levers = queries.as_levers(plan, seen.levers)
    form = forms.LeversForm(plan, forms.data_of(plan, levers))
    form.is_valid()
    return Shown(place, seen, plan, form, levers)


def _lists(data: Any) -> dict[str, Any]:
    """What was sent, with those fields as lists that have several values."""
    several = ("inside", "without", "keep")
    return {name: data.getlist(name) if name in several else data.get(name) for name in data} | {
        name: data.getlist(name) for name in several
    }


def page(
    request: ActorRequest,
    at: Shown,
    *,
    status: int = 200,
    refused: dict[str, Any] | None = None,
    others: bool = False,
) -> HttpResponse:
    """The page, or the part of it that was asked for."""
    part = htmx.target(request) if htmx.target(request) in PARTS else ""
    context: dict[str, Any] = {
        "row": at.place.heading,
        "seen": at.seen,
        "plan": at.plan,
        "form": at.form,
        "levers": at.levers,
        "tried": at.tried,
        "consequences": None,
        "changes": _changes(request, at),
    }
    if part == "others" or (others and part != "answer"):
        context["consequences"] = queries.consequences_of(request.actor, at.plan, at.levers)
    if part != "others":
        answered = queries.answer_of(at.plan, at.levers, at.seen.kept)
        context |= of_answer(at.plan, answered)
    if not part:
        context |= _around(request, at)
    return show(
        request, "scenarios/scenario.html", context | (refused or {}), parts=PARTS, status=status
    )


def _names_of(at: Shown) -> dict[int, str]:
    """The names of people who are added."""
    return {one.id: one.name for people in at.plan.new_people.values() for one in people}


def of_answer(plan: PlanNow, answered: Answered) -> dict[str, Any]:
    """What the part with the answer shows."""
    return {
        "answered": answered,
        "lines": words.lines(answered, plan.currency),
        "sentence": words.in_one_sentence(answered),
        "curves": words.drawn(answered),
        "assumed": [words.said_of(plan, one) for one in answered.levers if one.is_assumption],
    }


def _mine(request: ActorRequest, at: Shown) -> bool:
    return permissions.can_change(request.actor, made_by=at.seen.made_by.id)


def _changes(request: ActorRequest, at: Shown) -> bool:
    """Whether the reader moves levers here: at the deal table both sides, else whoever made it."""
    settled = rules.why_not_change(at.seen.state) or rules.why_not_try(at.place.heading.stage)
    at_table = at.seen.state is ScenarioState.TABLE
    return settled is None and (bool(at.place.standing.sides) if at_table else _mine(request, at))


def _around(request: ActorRequest, at: Shown) -> dict[str, Any]:
    """What stands around the levers: what may be done, and what was."""
    actor, seen = request.actor, at.seen
    why_over = rules.why_not_try(at.place.heading.stage)
    mine = _mine(request, at)
    at_table = seen.state is ScenarioState.TABLE
    sides = at.place.standing.sides
    return {
        "names_of": _names_of(at),
        "has_brief": brief_if_started(actor, seen.initiative_id) is not None,
        "mine": mine and why_over is None,
        "may_try": at.place.may_try(actor) and why_over is None,
        "why_over": why_over,
        "at_table": at_table,
        "moves": {lane: lane in sides or (mine and not at_table) for lane in Lane},
        "said": [(words.said_of(at.plan, one), one) for one in at.levers],
        "moved_by": {one.lever.key: one for one in seen.moved},
        "moved_on": [] if seen.state.is_over else queries.what_moved_since(at.plan, seen.made_of),
        "asked": _in_order(queries.voices_asked(seen)),
        "my_sides": sides,
        "my_voices": at.place.voices,
        "answers_for": _answers_for(request, at),
        "why_not_become": _why_not_become(request, at),
        "musts_cut": list(queries.musts_cut(at.plan, at.levers).values()),
        "gets_up": at_table and permissions.can_get_up(at.place.standing),
        "name_form": forms.NameForm(initial={"name": seen.name}),
        "copy_form": forms.NewForm(initial={"copy_of": seen.id}),
        "propose_form": forms.WordsForm(),
        "decline_form": forms.DeclineForm(),
        "no_form": forms.NoForm(),
        "voices_agreed": _in_order(one.voice for one in seen.agreed),
    }


def _in_order(voices: Iterable[Voice]) -> list[Voice]:
    """The sides first, then the sponsor."""
    there = set(voices)
    return [one for one in Voice if one in there]


def _why_not_become(request: ActorRequest, at: Shown) -> Sentence | None:
    """Said before anybody tries, where it is still being moved."""
    if rules.why_not_change(at.seen.state):
        return None
    return queries.why_not_become(request.actor, at.place, at.plan, at.seen)


def _answers_for(request: ActorRequest, at: Shown) -> list[Voice]:
    """Those for whom the reader can say yes now: two people say it, where both sides are asked."""
    seen, me = at.seen, request.actor.me
    spoken = {one.voice for one in seen.agreed if one.by.id == me} & rules.SIDES
    return [
        voice
        for voice in _in_order(queries.voices_asked(seen) & at.place.voices)
        if not seen.agreement(voice) and not (voice.lane and spoken - {voice})
    ]
