"""What a person says about an initiative's way. The services judge it."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.core import clock
from tandem.initiatives.rules import REASON_LIMIT, Stage, Step, look_again_day, snooze_day


class StageForm(forms.Form):
    """The stage that the person saw as the next one."""

    stage = forms.ChoiceField(choices=[(stage.value, stage.value) for stage in Stage])


def _today() -> date:
    return clock.now().date()


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
