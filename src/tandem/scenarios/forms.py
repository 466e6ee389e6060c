"""What a person moves and says about a what-if. The services check it again."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.accounts.rules import Lane
from tandem.core.forms import FormKeyField, offer
from tandem.scenarios.queries import PlanNow
from tandem.scenarios.rules import (
    FREEZE_DAYS,
    NAME_LIMIT,
    NAMELESS_AT_MOST,
    NEW_FREEZE,
    SAID_LIMIT,
    SKILL_LIMIT,
    WORDS_LIMIT,
    Lever,
    LeverKind,
    Voice,
)

_COMER = re.compile(r"(marketing|it)(-?\d{1,18})")
NEW = "new"
_DAY_FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]


class NewForm(forms.Form):
    """Beginning one."""

    text_limit = NAME_LIMIT
    name = forms.CharField(
        label=gettext_lazy("What if …"),
        max_length=NAME_LIMIT,
        help_text=gettext_lazy("For example: we leave the map for later."),
    )
    form_key = FormKeyField()
    copy_of = forms.IntegerField(required=False, widget=forms.HiddenInput)


class NameForm(forms.Form):
    """Another name for it."""

    text_limit = NAME_LIMIT
    name = forms.CharField(label=gettext_lazy("Name"), max_length=NAME_LIMIT)


class WordsForm(forms.Form):
    """A word with a proposal."""

    text_limit = SAID_LIMIT
    words = forms.CharField(
        label=gettext_lazy("In a sentence, if you like"), required=False, widget=forms.Textarea
    )


def _voice() -> forms.ChoiceField:
    choices = [(voice.value, voice.value) for voice in Voice]
    return forms.ChoiceField(choices=choices, widget=forms.HiddenInput)


class VoiceForm(forms.Form):
    """For which side, or as sponsor."""

    voice = _voice()


class DeclineForm(VoiceForm):
    """Saying no."""

    text_limit = SAID_LIMIT
    words = forms.CharField(label=gettext_lazy("Why not"), widget=forms.Textarea)


class NoForm(forms.Form):
    """The sponsor's no at the deal table."""

    text_limit = SAID_LIMIT
    words = forms.CharField(label=gettext_lazy("Why not, and what would do"), widget=forms.Textarea)


class SeenForm(VoiceForm):
    """The content that somebody had before them when they agreed."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=_DAY_FORMATS,
        error_messages={"invalid": gettext_lazy("Write the day as 2026-05-31.")},
    )


class LeversForm(forms.Form):
    """Every lever of a plan, as it stands or as somebody has just moved it."""

    text_limit = WORDS_LIMIT

    def __init__(self, plan: PlanNow, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.plan = plan
        self.comers = _comers(data.get("comers", "") if data else "")
        added = data.get("add", "") if data else ""
        if added and (comer := _added(added, self.comers)):
            self.comers.append(comer)
        self._offer_scope()
        self.fields["day"] = _day(_("Promised date"))
        self._offer_people()
        self._offer_waits()
        self.fields["without"] = forms.MultipleChoiceField(
            required=False, widget=forms.CheckboxSelectMultiple, label=_("Without these freezes")
        )
        offer(self, "without", [(str(one.id), one.name) for one in plan.hard])
        self.fields["keep"] = forms.MultipleChoiceField(
            required=False, widget=forms.CheckboxSelectMultiple, label=_("Soft freezes kept")
        )
        offer(self, "keep", [(str(one.id), one.name) for one in plan.soft])
        self.fields["frozen_from"] = _day(_("As if there were a freeze from"))
        self.fields["frozen_to"] = _day(_("to"))

    def _offer_scope(self) -> None:
        self.fields["inside"] = forms.MultipleChoiceField(
            required=False, widget=forms.CheckboxSelectMultiple, label=_("What is built")
        )
        wanted = self.plan.scope.wanted
        offer(self, "inside", [(str(one.id), f"{one.label} {one.title}") for one in wanted])
        for one in wanted:
            if one.must:
                label = _("Why {item} could be left out").format(item=one.label)
                self.fields[f"why-{one.id}"] = forms.CharField(
                    label=label, required=False, max_length=WORDS_LIMIT
                )

    def _offer_people(self) -> None:
        for pk in [*(one.name.id for one in self.plan.people), *(pk for _lane, pk in self.comers)]:
            self.fields[f"share-{pk}"] = forms.IntegerField(
                label=_("Share of their time"), required=False, min_value=0, max_value=100
            )
            if pk < 0:
                self.fields[f"skill-{pk}"] = forms.CharField(
                    label=_("Who can do"), required=False, max_length=SKILL_LIMIT
                )
        # Read where somebody is added or the form is shown, not for every answer.
        self.fields["add"] = forms.ChoiceField(
            label=_("Add somebody"), required=False, choices=lambda: [("", ""), *self.new_people]
        )

    def _offer_waits(self) -> None:
        # The same one for all: there may be hundreds.
        waits = forms.ChoiceField(label=_("Waits"), required=False, choices=[("", ""), ("no", "")])
        for one in self.plan.waits:
            self.fields[f"wait-{one.key}"] = waits
            if one.elsewhere:
                self.fields[f"ready-{one.key}"] = _day(_("Ready on"))

    @property
    def new_people(self) -> list[tuple[str, str]]:
        """Whom one could add: somebody without a name, or somebody of the side."""
        there = {pk for _lane, pk in self.comers}
        found = []
        for lane, people in self.plan.new_people.items():
            anybody = _("Somebody for {side}").format(side=lane.label)
            found.append((f"{lane.value}-{NEW}", anybody))
            found += [(f"{lane.value}{one.id}", one.name) for one in people if one.id not in there]
        return found

    @property
    def comers_said(self) -> str:
        """The people who are added, as the hidden field holds them."""
        return " ".join(f"{lane.value}{pk}" for lane, pk in self.comers)

    @property
    def levers(self) -> list[Lever]:
        """What was moved; what isn't otherwise than in the plan is left out later."""
        if not self.is_valid():
            return []
        told = self.cleaned_data
        found = [self._scope(one.id, one.must, told) for one in self.plan.scope.wanted]
        if told["day"]:
            found.append(Lever(LeverKind.DATE, day=told["day"]))
        found += self._people(told)
        for one in self.plan.waits:
            ready = told.get(f"ready-{one.key}")
            if told[f"wait-{one.key}"] == "no" or ready:
                found.append(Lever(LeverKind.WAIT, one.waiting.id, one.on, day=ready))
        return found + list(self._freezes(told))

    def clean(self) -> dict[str, Any]:
        """A freeze that is only tried has a first day, and its last one isn't before that."""
        told = super().clean() or {}
        first, last = told.get("frozen_from"), told.get("frozen_to")
        if last and not first:
            self.add_error("frozen_from", _("Say from which day on."))
        elif first and last and not 0 <= (last - first).days < FREEZE_DAYS:
            self.add_error("frozen_to", _("The last day is before the first, or too far away."))
        return told

    def _freezes(self, told: dict[str, Any]) -> Iterable[Lever]:
        for pk in told["without"]:
            yield Lever(LeverKind.FREEZE, int(pk))
        for one in self.plan.soft:
            yield Lever(LeverKind.FREEZE, one.id, number=int(str(one.id) in told["keep"]))
        if first := told["frozen_from"]:
            days = ((told["frozen_to"] or first) - first).days + 1
            yield Lever(LeverKind.FREEZE, NEW_FREEZE, number=days, day=first)

    def _scope(self, pk: int, must: bool, told: dict[str, Any]) -> Lever:  # noqa: FBT001
        inside = str(pk) in told["inside"]
        why = told[f"why-{pk}"] if must and not inside else ""
        return Lever(LeverKind.SCOPE, pk, number=int(inside), words=why)

    def _people(self, told: dict[str, Any]) -> Iterable[Lever]:
        lanes: dict[int, Lane | None] = {one.name.id: one.lane for one in self.plan.people}
        lanes |= {pk: lane for lane, pk in self.comers}
        for pk, lane in lanes.items():
            share = told[f"share-{pk}"]
            if share is None and pk not in {one.name.id for one in self.plan.people}:
                share = 100
            words = told.get(f"skill-{pk}", "")
            yield Lever(LeverKind.PERSON, pk, number=share, lane=lane, words=words)


def _comers(said: str) -> list[tuple[Lane, int]]:
    found = dict.fromkeys((Lane(side), int(pk)) for side, pk in _COMER.findall(said))
    return list(found)[:50]


def _added(said: str, there: list[tuple[Lane, int]]) -> tuple[Lane, int] | None:
    side, _dash, new = said.partition("-")
    if new == NEW and side in {lane.value for lane in Lane}:
        taken = {pk for _lane, pk in there}
        free = [pk for pk in range(-1, -NAMELESS_AT_MOST - 1, -1) if pk not in taken]
        return (Lane(side), free[0]) if free else None
    known = _comers(said)
    return known[0] if known and known[0] not in there else None


def data_of(plan: PlanNow, levers: Iterable[Lever]) -> dict[str, Any]:
    """The form's fields, as these levers stand."""
    there = {one.name.id for one in plan.people}
    data: dict[str, Any] = {"day": _written(plan.day)}
    data |= {f"share-{one.name.id}": str(one.percent) for one in plan.people}
    moved = list(levers)
    for lever in moved:
        data |= _field(lever)
    scope = {one.about: one.number for one in moved if one.kind is LeverKind.SCOPE}
    data["inside"] = [str(pk) for pk in plan.wanted if scope.get(pk, 1 if pk in plan.inside else 0)]
    freezes = {one.about: one for one in moved if one.kind is LeverKind.FREEZE}
    data["without"] = [str(one.id) for one in plan.hard if one.id in freezes]
    soft = {one.id: one.id in plan.in_force for one in plan.soft}
    soft |= {pk: bool(one.number) for pk, one in freezes.items() if pk in soft}
    data["keep"] = [str(pk) for pk, kept in soft.items() if kept]
    new = [one for one in moved if one.kind is LeverKind.PERSON and one.about not in there]
    data["comers"] = " ".join(f"{(one.lane or Lane.IT).value}{one.about}" for one in new)
    return data


def _field(lever: Lever) -> dict[str, str]:
    """The fields that hold one lever alone."""
    match lever.kind:
        case LeverKind.SCOPE:
            return {f"why-{lever.about}": lever.words}
        case LeverKind.DATE:
            return {"day": _written(lever.day)}
        case LeverKind.PERSON:
            about = lever.about
            return {f"share-{about}": str(lever.number), f"skill-{about}": lever.words}
        case LeverKind.WAIT:
            key = f"{lever.about}-{lever.other}"
            return {f"wait-{key}": "" if lever.day else "no", f"ready-{key}": _written(lever.day)}
        case LeverKind.FREEZE:
            if lever.about > 0 or lever.day is None:
                return {}
            last = lever.day + timedelta(days=(lever.number or 1) - 1)
            return {"frozen_from": _written(lever.day), "frozen_to": _written(last)}


def _written(day: date | None) -> str:
    return day.isoformat() if day else ""
