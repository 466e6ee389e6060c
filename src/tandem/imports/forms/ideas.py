"""What means what, where an export becomes ideas."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.imports.forms.words import WordsForm
from tandem.imports.rules.ideas import IDEA, OUT, PARKED, REASON_LIMIT, STATE_LABELS, target_labels
from tandem.imports.rules.mapping import Means
from tandem.imports.rules.quiet import Asks
from tandem.initiatives.rules import InitiativeKind


class AsksForm(forms.Form):
    """Which of the new ideas ask both sides at once: a button each."""

    asks = forms.ChoiceField(choices=[(one.value, one.value) for one in Asks], required=False)


class IdeasForm(WordsForm):
    """The same for ideas: what becomes an idea, what comes in parked and why, what answers what."""

    reason = forms.CharField(
        label=_("Why not now"),
        help_text=_("Empty: that it was put aside in the tool it came from."),
        required=False,
        max_length=REASON_LIMIT,
    )
    until = forms.DateField(
        label=_("Looked at again on"),
        help_text=_("Empty: in three months."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={"invalid": _("Write the day as 2026-05-31.")},
    )
    plain_state, plain_kind = IDEA, InitiativeKind.OTHER.value

    def __init__(self, *args: Any, may_park: bool, **more: Any) -> None:
        self.may_park = may_park
        super().__init__(*args, **more)

    def values_now(self) -> dict[str, Any]:
        """With what is asked about ideas alone."""
        means = self.means
        return {**super().values_now(), "reason": means.reason, "until": means.until_day}

    def words_asked(
        self,
    ) -> list[tuple[str, str, Sequence[tuple[Any, Any]], Mapping[str, str]]]:
        """States and kinds."""
        kinds = [*((one.value, one.label) for one in InitiativeKind), (OUT, STATE_LABELS[OUT])]
        return [
            ("state", self.plain_state, self._states(), self._stands()),
            ("kind", self.plain_kind, kinds, self.means.kinds),
        ]

    def _states(self) -> list[tuple[str, Any]]:
        """“Not now” is said by whoever sorts ideas, and offered to nobody else."""
        return [one for one in STATE_LABELS.items() if self.may_park or one[0] != PARKED]

    def _stands(self) -> Mapping[str, str]:
        """How it would come in: what may not be put aside is an idea."""
        means = self.means.states
        if self.may_park:
            return means
        return {word: IDEA if one == PARKED else one for word, one in means.items()}

    def field_choices(self) -> list[tuple[str, Any]]:
        """The questions about an idea, and its owners."""
        return list(target_labels())

    @property
    def chosen(self) -> Means:
        """With what was filled in about ideas alone."""
        means = super().chosen
        if self.other_sheet:
            return means
        given = self.cleaned_data
        until = given["until"].isoformat() if given["until"] else ""
        return means.with_changes(reason=given["reason"], until=until)
