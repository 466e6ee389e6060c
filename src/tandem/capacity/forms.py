"""What a person fills in about the hours that a team keeps. The service checks it again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.capacity.rules import HOURS_AT_MOST


class ReserveForm(forms.Form):
    """So many hours a week, from a week on."""

    hours = forms.DecimalField(
        label=_("Hours a week"),
        min_value=0,
        max_value=HOURS_AT_MOST,
        max_digits=4,
        decimal_places=1,
        help_text=_("All together, of everybody in the team. 0: none from then on."),
        error_messages={
            "invalid": _("Write a number, for example 12 or 7.5."),
            "min_value": _("Write whole or half hours a week, 0 for none."),
            "max_value": _("That is more than a team works."),
            "max_decimal_places": _("Write whole or half hours a week, 0 for none."),
            "max_digits": _("That is more than a team works."),
            "max_whole_digits": _("That is more than a team works."),
        },
    )
    since = forms.DateField(
        label=_("From the week of"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        help_text=_("Any day of that week. What was before stays."),
        error_messages={"invalid": _("Write the day as 2026-05-31.")},
    )
