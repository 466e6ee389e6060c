"""What a person says about an initiative's way. The services judge it."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.accounts.queries import present_day
from tandem.core.forms import offer
from tandem.initiatives.rules import (
    REASON_LIMIT,
    WORDS_LIMIT,
    PathLimit,
    Signed,
    Stage,
    Step,
    Terms,
    Track,
    look_again_day,
    snooze_day,
)

_FROM_LIST = {
    "required": _("Choose one from the list."),
    "invalid_choice": _("Choose one from the list."),
}


class StageForm(forms.Form):
    """The stage that the person saw as the next one."""

    stage = forms.ChoiceField(choices=[(stage.value, stage.value) for stage in Stage])


def _today() -> date:
    return present_day()


def _day() -> forms.DateField:
    return forms.DateField(
        label=_("Look at it again on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={"invalid": _("Write the day as 2026-05-31.")},
    )


class TakeUpForm(forms.Form):
    """Nothing to fill in."""


class MoreForm(forms.Form):
    """What one wants to know of whoever had the idea."""

    text = forms.CharField(label=_("What do you want to know?"))


class SnoozeForm(forms.Form):
    """The day to look at it; the next Monday to begin with."""

    until = _day()

    def __init__(self, data: object = None) -> None:
        super().__init__(data, initial={"until": snooze_day(_today())})  # type: ignore[arg-type]


class SameForm(forms.Form):
    """Which other idea it is the same as."""

    other = forms.IntegerField(
        label=_("The same as idea number"),
        max_value=2**62,
        error_messages={"required": _("Choose the other idea."), "invalid": _("Choose one.")},
    )


class ParkForm(forms.Form):
    """Why not now, and when to look again; about three months on to begin with."""

    reason = forms.CharField(label=_("Why not now?"))
    until = _day()

    def __init__(self, data: object = None) -> None:
        super().__init__(data, initial={"until": look_again_day(_today())})  # type: ignore[arg-type]


class PassForm(forms.Form):
    """Why something may begin without what is missing."""

    reason = forms.CharField(
        label=_("Why may it go on without this?"),
        widget=forms.Textarea,
        error_messages={"required": _("Say why. Both sides read it.")},
    )
    reason_limit = REASON_LIMIT


class DeclineForm(forms.Form):
    """Why not at all; whoever agrees needn't say it again."""

    reason = forms.CharField(label=_("Why not at all?"), required=False)


class SayMoreForm(forms.Form):
    """What was asked for about one's idea."""

    text = forms.CharField(label=_("Your answer"), widget=forms.Textarea)


class RankForm(forms.Form):
    """Where something moves in the queue, and whether one suggests it or leaves it as it is."""

    step = forms.ChoiceField(
        choices=[(step.value, step.value) for step in Step] + [("leave", "leave")]
    )


class LimitForm(forms.Form):
    """How much may be in a stage at once."""

    stage = forms.ChoiceField(choices=[(stage.value, stage.value) for stage in Stage])
    places = forms.IntegerField(label=_("At most at once"))


class PathForm(forms.Form):
    """What one says about an initiative when one chooses its path; each path has its own."""

    track: Track

    def __init__(self, data: object = None, **_: object) -> None:
        super().__init__(data, auto_id=f"{self.track.value}-%s")  # type: ignore[arg-type]

    @property
    def terms(self) -> Terms:
        """The terms as a service takes them."""
        said = {one.name: self.cleaned_data.get(one.name) for one in fields(Terms)}
        given = {name: value for name, value in said.items() if value is not None}
        given.pop("repeats", None)
        return Terms(**given)


def _whole(label: object) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=10**6)  # type: ignore[arg-type]


def _days(label: object) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,  # type: ignore[arg-type]
        max_digits=6,
        decimal_places=2,
        min_value=0,
        error_messages={"invalid": _("Write a number, like 2 or 0.5.")},
    )


class StandardForm(PathForm):
    """Nothing to say."""

    track = Track.STANDARD


class RepeatForm(PathForm):
    """Which signed brief, and the launch day."""

    track = Track.REPEAT
    repeats = forms.TypedChoiceField(
        label=_("Which signed brief?"), coerce=int, error_messages=_FROM_LIST
    )
    launch_on = _day()

    def __init__(
        self, data: object = None, *, signed: Mapping[int, Signed], **more: object
    ) -> None:
        super().__init__(data, **more)
        offer(
            self,
            "repeats",
            [(pk, f"{one.sentence} ({one.signed_on.isoformat()})") for pk, one in signed.items()],
        )
        self.fields["launch_on"].label = _("Launch day")


class SmallChangeForm(PathForm):
    """What IT's work comes to; what it may not bring is asked, too."""

    track = Track.SMALL_CHANGE
    days = _days(_("Days of IT's work"))
    new_system = forms.BooleanField(label=_("It brings a new system"), required=False)
    new_data = forms.BooleanField(label=_("It brings a new kind of data"), required=False)
    build_spend = forms.BooleanField(label=_("It spends money on building"), required=False)


class ExperimentForm(PathForm):
    """How long, how far, how much, and whether it can be taken back."""

    track = Track.EXPERIMENT
    days = _days(_("Working days it lasts"))
    share = _whole(_("Share of the audience, in %"))
    budget = _whole(_("Budget, in euros"))
    reversible = forms.BooleanField(label=_("It can be taken back"), required=False)
    new_data = forms.BooleanField(label=_("It brings new personal data"), required=False)


class EmergencyForm(PathForm):
    """What harm there is, and who says yes."""

    track = Track.EMERGENCY
    reason = forms.CharField(label=_("What harm is there if it waits?"), widget=forms.Textarea)
    approver = forms.TypedChoiceField(
        label=_("Who approves it?"), coerce=int, error_messages=_FROM_LIST
    )

    def __init__(
        self, data: object = None, *, approvers: Sequence[tuple[int, str]], **more: object
    ) -> None:
        super().__init__(data, **more)
        offer(self, "approver", list(approvers))


_PATH_FORMS = (RepeatForm, SmallChangeForm, ExperimentForm, StandardForm, EmergencyForm)


def forms_of_paths(
    signed: Mapping[int, Signed],
    approvers: Sequence[tuple[int, str]],
    chosen: str,
    data: object,
) -> dict[str, PathForm]:
    """The form of each path; the chosen one holds what was typed."""
    more = {"signed": signed, "approvers": approvers}
    return {
        form.track.value: form(data if form.track.value == chosen else None, **more)  # type: ignore[arg-type]
        for form in _PATH_FORMS
    }


class PathWordForm(forms.Form):
    """Yes, or no with the reason."""

    agrees = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
    note = forms.CharField(
        label=_("If no: why?"), required=False, widget=forms.Textarea, max_length=WORDS_LIMIT
    )


class EndForm(forms.Form):
    """How an experiment ends, and what it taught."""

    how = forms.ChoiceField(choices=[("promote", "promote"), ("stop", "stop")])
    learned = forms.CharField(
        label=_("What did we learn?"), widget=forms.Textarea, max_length=WORDS_LIMIT
    )


class PathLimitForm(forms.Form):
    """How much a light path allows."""

    limit = forms.ChoiceField(choices=[(limit.value, limit.value) for limit in PathLimit])
    amount = forms.IntegerField(label=_("At most"))
