"""Which entry stays, when two turn out to be one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.systems.rules import NAME_LIMIT


class MergeForm(forms.Form):
    """The entry that stays, named as the catalogue does."""

    other = forms.CharField(
        label=_("The entry that stays"), help_text=_("Its name as it stands in the catalogue.")
    )

    name_limit = NAME_LIMIT
