"""What a person fills in about work that comes back, and about rules."""

from collections.abc import Collection, MutableMapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.accounts.rules import Lane
from tandem.core.forms import FormKeyField, offer
from tandem.initiatives.rules import PATH, InitiativeKind, Stage, Track
from tandem.routine.rules import (
    DAYS_AT_MOST,
    DUE_AFTER_AT_MOST,
    ESTIMATE_LIMIT,
    LAST_WORKING_DAY,
    NAME_LIMIT,
    TASK_DAYS_AT_MOST,
    TEXT_LIMIT,
    TIMES_AT_MOST,
    Every,
    Recurs,
    Rhythm,
    RuleAsked,
    Then,
    To,
    When,
)
from tandem.work.forms import SHARED, sides
from tandem.work.rules import DESCRIPTION_LIMIT, TITLE_LIMIT, WorkKind
from tandem.year.rules import WEEKDAYS

_CHOOSE = {
    "required": _("Choose one from the list."),
    "invalid_choice": _("Choose one from the list."),
}


def _day(label: Any, hint: Any = "", *, required: bool = False) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={"invalid": _("Write the day as 2026-05-31.")},
    )


class RecurringForm(forms.Form):
    """What comes back, when, and until when."""

    title = forms.CharField(label=_("What is to be done each time?"))
    description = forms.CharField(
        label=_("More about it"),
        help_text=_("Markdown works."),
        required=False,
        widget=forms.Textarea,
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[(k.value, k.label) for k in WorkKind], error_messages=_CHOOSE
    )
    lane = forms.ChoiceField(label=_("Whose work"), error_messages=_CHOOSE)
    person = forms.ChoiceField(label=_("Who does it"), required=False, error_messages=_CHOOSE)
    estimate = forms.CharField(
        label=_("Takes, in days"), help_text=_("Like 0.5, 2 guess, or 2-3-6."), required=False
    )
    checks = forms.CharField(
        label=_("Checklist"),
        help_text=_("One on each line."),
        required=False,
        widget=forms.Textarea,
    )
    every = forms.ChoiceField(
        label=_("How often"),
        choices=[(one.value, one.label) for one in Every],
        widget=forms.RadioSelect,
        error_messages=_CHOOSE,
    )
    weekdays = forms.MultipleChoiceField(
        label=_("Days of the week"),
        help_text=_("For every week."),
        choices=[(str(at), name) for at, name in enumerate(WEEKDAYS, 1)],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=_CHOOSE,
    )
    month_day = forms.ChoiceField(
        label=_("Day of the month"),
        help_text=_("For every month. In a shorter month it is the last day."),
        choices=[
            ("", _("none")),
            (str(LAST_WORKING_DAY), _("the last working day")),
            *((str(day), str(day)) for day in range(1, 32)),
        ],
        required=False,
        error_messages=_CHOOSE,
    )
    days = forms.IntegerField(
        label=_("Days after the last one was done"),
        required=False,
        min_value=1,
        max_value=DAYS_AT_MOST,
    )
    starts_on = _day(_("From"), required=True)
    ends_on = _day(_("Until"), _("The last day on which it may come."))
    times = forms.IntegerField(
        label=_("How many times"),
        help_text=_("Without an end it comes until somebody stops it."),
        required=False,
        min_value=1,
        max_value=TIMES_AT_MOST,
    )
    due_after = forms.IntegerField(
        label=_("Due how many days after it comes"),
        help_text=_("0: on the same day."),
        required=False,
        min_value=0,
        max_value=DUE_AFTER_AT_MOST,
        initial=0,
    )
    several = forms.BooleanField(
        label=_("Add it even while the last one is still to be done"), required=False
    )
    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=2**31)
    form_key = FormKeyField()
    title_limit, description_limit = TITLE_LIMIT, DESCRIPTION_LIMIT
    estimate_limit = ESTIMATE_LIMIT

    def __init__(
        self,
        data: Any = None,
        *,
        own: Collection[Lane],
        people: Sequence[tuple[int, str]],
        initial: MutableMapping[str, Any] | None = None,
    ) -> None:
        usual = next(iter(own)).value if len(own) == 1 else SHARED
        begins = {"lane": usual, "every": Every.WEEK.value, **(initial or {})}
        super().__init__(data, initial=begins)
        offer(self, "lane", sides(own))
        offer(self, "person", [("", _("nobody yet")), *people])

    @staticmethod
    def said_by(what: Recurs, rhythm: Rhythm, version: int) -> dict[str, Any]:
        """What the form begins with for something that comes back already."""
        return {
            "title": what.title,
            "description": what.description,
            "kind": what.kind.value,
            "lane": what.lane.value if what.lane else SHARED,
            "person": what.person_id or "",
            "estimate": what.estimate,
            "checks": "\n".join(what.checks),
            "every": rhythm.every.value,
            "weekdays": [str(day) for day in rhythm.weekdays],
            "month_day": "" if rhythm.month_day is None else str(rhythm.month_day),
            "days": rhythm.days,
            "starts_on": rhythm.starts_on,
            "ends_on": rhythm.ends_on,
            "times": rhythm.times,
            "due_after": what.due_after,
            "several": what.several,
            "version": version,
        }

    @property
    def what(self) -> Recurs:
        """What comes back, as the service takes it."""
        given = self.cleaned_data
        return Recurs(
            title=given["title"],
            description=given["description"],
            kind=WorkKind(given["kind"]),
            lane=None if given["lane"] == SHARED else Lane(given["lane"]),
            estimate=given["estimate"],
            checks=tuple(given["checks"].splitlines()),
            person_id=int(given["person"]) if given["person"] else None,
            due_after=given["due_after"] or 0,
            several=given["several"],
        )

    @property
    def rhythm(self) -> Rhythm:
        """When, as the service takes it; what belongs to another way of coming back is left out."""
        given = self.cleaned_data
        every = Every(given["every"])
        month_day = given["month_day"]
        return Rhythm(
            every=every,
            starts_on=given["starts_on"],
            weekdays=tuple(int(day) for day in given["weekdays"]) if every is Every.WEEK else (),
            month_day=int(month_day) if every is Every.MONTH and month_day else None,
            days=given["days"] if every is Every.AFTER else None,
            ends_on=given["ends_on"],
            times=given["times"],
        )

    def seen(self, days: Collection[date]) -> str:
        """The days that were shown for what it says now: sent along, it is kept as it was seen."""
        told = f"{self.rhythm} {self.cleaned_data['lane']} {[day.isoformat() for day in days]}"
        return sha256(told.encode()).hexdigest()


def _any(label: Any, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=[("", _("any")), *((one.value, one.label) for one in choices)],
        error_messages=_CHOOSE,
    )


class RuleForm(forms.Form):
    """When something happens, then something is done."""

    name = forms.CharField(label=_("Name of the rule"))
    when = forms.ChoiceField(
        label=_("When"),
        choices=[(one.value, one.label) for one in When],
        widget=forms.RadioSelect,
        error_messages=_CHOOSE,
    )
    stage = forms.ChoiceField(
        label=_("Which stage"),
        help_text=_("For a stage that is reached."),
        required=False,
        choices=[("", _("none")), *((one.value, one.label) for one in PATH)],
        error_messages=_CHOOSE,
    )
    work_kind = _any(_("Which kind of work"), WorkKind)
    lane = _any(_("Whose work"), Lane)
    kind = _any(_("Only initiatives of this kind"), InitiativeKind)
    track = _any(_("Only on this path"), Track)
    then = forms.ChoiceField(
        label=_("Then"),
        choices=[(one.value, one.label) for one in Then],
        widget=forms.RadioSelect,
        error_messages=_CHOOSE,
    )
    template = forms.ChoiceField(
        label=_("Which template of work"), required=False, error_messages=_CHOOSE
    )
    text = forms.CharField(
        label=_("What is to be done, or said"),
        help_text=_("The title of the work, the to-do, or the words."),
        required=False,
    )
    to = forms.ChoiceField(
        label=_("For whom"),
        choices=[("", _("nobody")), *((one.value, one.label) for one in To)],
        required=False,
        error_messages=_CHOOSE,
    )
    person = forms.ChoiceField(label=_("Person"), required=False, error_messages=_CHOOSE)
    team = forms.ChoiceField(label=_("Team"), required=False, error_messages=_CHOOSE)
    days = forms.IntegerField(
        label=_("Days for a to-do"),
        required=False,
        min_value=1,
        max_value=TASK_DAYS_AT_MOST,
        initial=3,
    )
    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=2**31)
    form_key = FormKeyField()
    name_limit, text_limit = NAME_LIMIT, TEXT_LIMIT

    def __init__(
        self,
        data: Any = None,
        *,
        templates: Sequence[tuple[int, str]],
        people: Sequence[tuple[int, str]],
        teams: Sequence[tuple[int, str]],
        initial: MutableMapping[str, Any] | None = None,
    ) -> None:
        begins = {"when": When.STAGE.value, "then": Then.TASK.value, **(initial or {})}
        super().__init__(data, initial=begins)
        for field, choices in (("template", templates), ("person", people), ("team", teams)):
            offer(self, field, [("", _("none")), *choices])

    @staticmethod
    def said_by(asked: RuleAsked, version: int) -> dict[str, Any]:
        """What the form says of a rule that there is."""
        return {
            "name": asked.name,
            "when": asked.when.value,
            "stage": asked.stage or "",
            "work_kind": asked.work_kind or "",
            "lane": asked.lane or "",
            "kind": asked.kind or "",
            "track": asked.track or "",
            "then": asked.then.value,
            "template": asked.template_id or "",
            "text": asked.text,
            "to": asked.to or "",
            "person": asked.person_id or "",
            "team": asked.team_id or "",
            "days": asked.days,
            "version": version,
        }

    @property
    def asked(self) -> RuleAsked:
        """The rule, as the service takes it; what belongs to another when or then is left out."""
        given = self.cleaned_data
        when, then = When(given["when"]), Then(given["then"])
        to = To(given["to"]) if given["to"] and then is not Then.TEMPLATE else None

        def number(field: str, *, wanted: bool) -> int | None:
            return int(given[field]) if wanted and given[field] else None

        return RuleAsked(
            name=given["name"],
            when=when,
            then=then,
            stage=Stage(given["stage"]) if when is When.STAGE and given["stage"] else None,
            work_kind=WorkKind(given["work_kind"])
            if when.is_of_work and given["work_kind"]
            else None,
            lane=Lane(given["lane"]) if when.is_of_work and given["lane"] else None,
            kind=InitiativeKind(given["kind"]) if given["kind"] else None,
            track=Track(given["track"]) if given["track"] else None,
            template_id=number("template", wanted=then is Then.TEMPLATE),
            text="" if then is Then.TEMPLATE else given["text"],
            to=to,
            person_id=number("person", wanted=to is To.PERSON),
            team_id=number("team", wanted=to is To.TEAM),
            days=given["days"] or 3,
        )

    @property
    def seen(self) -> str:
        """What was shown: sent along, the rule is kept as it was looked at."""
        return sha256(repr(self.asked).encode()).hexdigest()
