"""Single fields of a line, and limits of columns."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.talk.forms import PersonField
from tandem.work.forms.fields import CHOOSE, day_field
from tandem.work.queries import WorkRow, cell_seen, cell_text
from tandem.work.rules import (
    LIMIT_AT_MOST,
    LIMITED_STATES,
    TITLE_LIMIT,
    Cell,
    Estimate,
    WorkState,
    read_estimate,
)


class PeopleField(forms.CharField):
    """Names with commas between, or "me"; cleaned to ids. Nobody, where nothing was written."""

    def __init__(self, *, known: Mapping[str, int], **more: Any) -> None:
        super().__init__(required=False, **more)
        self.known = known

    def clean(self, value: object) -> list[int]:
        """Whoever stood there already is known by the name that was shown."""
        found: list[int] = []
        for one in str(super().clean(value) or "").split(","):
            if name := " ".join(one.split()):
                found.append(self.known.get(name.casefold()) or PersonField().clean(name))
        return list(dict.fromkeys(found))


class EstimateLineField(forms.CharField):
    """An estimate on one line; nothing where it was left empty."""

    def clean(self, value: object) -> Estimate | None:
        """Raises a validation error where it can't be read."""
        written = str(super().clean(value) or "").strip()
        if not written:
            return None
        if (found := read_estimate(written)) is None:
            raise forms.ValidationError(_("Write days like 3, 2.5 guess, or three: 2-3-6."))
        return found


class CellForm(forms.Form):
    """One field of a line, with what it said when it was opened."""

    seen = forms.CharField(
        widget=forms.HiddenInput, required=False, strip=False, empty_value="", max_length=1_000
    )
    back = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1_500)
    title_limit = TITLE_LIMIT

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, cell: Cell, row: WorkRow, me: int
    ) -> None:
        super().__init__(
            data, initial={"value": cell_text(row, cell), "seen": cell_seen(row, cell)}
        )
        self.fields["value"] = _of_cell(cell, row, me)

    def add_error(self, field: str | None, error: Any) -> None:
        """Everything that is wrong is about the one field."""
        super().add_error("value" if field not in self.fields else field, error)


def _of_cell(cell: Cell, row: WorkRow, me: int) -> forms.Field:
    label = cell.label
    if cell is Cell.STATE:
        states = [(s.value, s.label) for s in WorkState]
        return forms.ChoiceField(label=label, choices=states, error_messages=CHOOSE)
    if cell is Cell.WHO:
        known = {"me": me, **{one.name.casefold(): one.id for one in row.assignees}}
        return PeopleField(label=label, known=known, help_text=_("Names with commas, or me."))
    if cell is Cell.ESTIMATE:
        return EstimateLineField(
            label=label, required=False, help_text=_("3, 2.5 guess, or three: 2-3-6")
        )
    return day_field(label) if cell is Cell.DUE else forms.CharField(label=label)


class LimitsForm(forms.Form):
    """How much may stand in each column at most."""

    def __init__(self, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        for state in LIMITED_STATES:
            self.fields[state.value] = forms.IntegerField(
                label=state.label,
                required=False,
                max_value=10**6,
                widget=forms.NumberInput(attrs={"min": "1", "max": str(LIMIT_AT_MOST)}),
                error_messages={"invalid": _("Write a whole number.")},
            )

    @property
    def limits(self) -> dict[WorkState, int | None]:
        """Those that were filled in."""
        return {
            state: self.cleaned_data[state.value]
            for state in LIMITED_STATES
            if self.cleaned_data[state.value] is not None
        }
