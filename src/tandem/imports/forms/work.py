"""What means what, where an export becomes work."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.accounts.rules import Lane
from tandem.core.forms import offer
from tandem.imports.forms.words import CHOOSE, WordsForm
from tandem.imports.rules.mapping import (
    LEAVE_OUT,
    POINT_DAYS_AT_MOST,
    SHARED,
    Means,
    SideBy,
)
from tandem.work.rules import WorkKind, WorkState


def _state_choices() -> list[tuple[str, object]]:
    return [*((one.value, one.label) for one in WorkState), (LEAVE_OUT, _("Leave it out"))]


def _kind_choices() -> list[tuple[str, object]]:
    return [*((one.value, one.label) for one in WorkKind), (LEAVE_OUT, _("Leave it out"))]


def side_choices(lanes: Collection[Lane | None]) -> list[tuple[str, object]]:
    """The sides that somebody takes work in for."""
    own = [(lane.value, lane.label) for lane in Lane if lane in lanes]
    return [*own, (SHARED, _("Both sides"))]


class MeansForm(WordsForm):
    """The same for work: whose it is, how far back, with what."""

    side_by = forms.ChoiceField(
        label=_("What tells whose work it is"),
        choices=[(one.value, one.label) for one in SideBy],
        error_messages=CHOOSE,
    )
    side = forms.ChoiceField(label=_("Whose work it is otherwise"), error_messages=CHOOSE)
    only_open = forms.BooleanField(label=_("Only what isn't over yet"), required=False)
    since = forms.DateField(
        label=_("Of what is over: only what changed since"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={"invalid": _("Write the day as 2026-05-31.")},
    )
    history = forms.BooleanField(
        label=_("History: when it moved from state to state"), required=False
    )
    hours = forms.BooleanField(label=_("Time that was spent"), required=False)
    point_days = forms.FloatField(
        label=_("Working days for a story point"),
        help_text=_("Empty: points stay a text beside the work."),
        required=False,
        min_value=0,
        max_value=POINT_DAYS_AT_MOST,
        error_messages={"invalid": _("Write a number, such as 0.5.")},
    )
    plain_state, plain_kind = WorkState.TO_DO.value, WorkKind.TASK.value

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        lanes: Collection[Lane | None],
        own: Sequence[str] = (),
        **more: Any,
    ) -> None:
        self.own_names = own
        super().__init__(data, **more)
        offer(self, "side", side_choices(lanes))
        sides = [("", _("as otherwise")), *side_choices(lanes)]
        for by, words in self.found.get("words", {}).items():
            for at, (word, _count) in enumerate(words):
                self.choice(f"{by}_{at}", sides, self.means.sides.get(word, ""))

    def values_now(self) -> dict[str, Any]:
        """With what is asked about work alone."""
        means = self.means
        names = ("side", "side_by", "only_open", "history", "hours")
        return {
            **super().values_now(),
            **{name: getattr(means, name) for name in names},
            "since": means.since_day,
            "point_days": means.point_days or None,
        }

    def words_asked(
        self,
    ) -> list[tuple[str, str, Sequence[tuple[Any, Any]], Mapping[str, str]]]:
        """States, kinds, and what was closed without being done."""
        means = self.means
        over = [("", _("as its state says")), (WorkState.DROPPED.value, WorkState.DROPPED.label)]
        return [
            ("state", self.plain_state, _state_choices(), means.states),
            ("kind", self.plain_kind, _kind_choices(), means.kinds),
            ("resolution", "", over, means.resolutions),
        ]

    def field_choices(self) -> list[tuple[str, Any]]:
        """Fields of one's own, by name."""
        return [(name, name) for name in self.own_names]

    @property
    def chosen(self) -> Means:
        """With what was filled in about work alone."""
        means = super().chosen
        if self.other_sheet:
            return means
        given = self.cleaned_data
        by = given["side_by"]
        return means.with_changes(
            resolutions=self.means.resolutions | self.said("resolution", ""),
            side=given["side"],
            side_by=by,
            sides={word: side for word, side in self.said(by, "").items() if side}
            if by != SideBy.ALL
            else {},
            only_open=given["only_open"],
            since=given["since"].isoformat() if given["since"] else "",
            history=given["history"],
            hours=given["hours"],
            point_days=given["point_days"] or 0.0,
        )


class ConflictsForm(forms.Form):
    """Which of what changed on both sides becomes what it is there."""

    keys = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Mapping[str, Any] | None = None, *, keys: Collection[str]) -> None:
        super().__init__(data)
        offer(self, "keys", [(key, key) for key in keys])
