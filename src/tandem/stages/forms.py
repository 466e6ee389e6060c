from django import forms

from tandem.initiatives.rules import Stage


class StageForm(forms.Form):
    """The stage that the person saw as the next one."""

    stage = forms.ChoiceField(choices=[(stage.value, stage.value) for stage in Stage])
