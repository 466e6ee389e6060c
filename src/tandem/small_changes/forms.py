"""What is sent when a small change moves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.small_changes.rules import Step


class PlaceForm(forms.Form):
    """Before which other one, 0 for the end; or a step."""

    before = forms.IntegerField(required=False, min_value=0, max_value=2**62)
    step = forms.ChoiceField(required=False, choices=[(one.value, one.value) for one in Step])

    def clean(self) -> dict[str, object]:
        """One of the two has to be there."""
        given = super().clean() or {}
        if given.get("before") is None and not given.get("step"):
            raise forms.ValidationError(_("There is no such place."))
        return given
