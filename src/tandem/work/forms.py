"""What a person fills in about work. The services check it again; forms only read it."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.accounts.rules import Lane
from tandem.core.forms import FormKeyField, offer
from tandem.talk.forms import PersonField, Somebody, SomebodyField
from tandem.work.queries import WorkRow, cell_seen, cell_text
from tandem.work.rules import (
    CHECK_LIMIT,
    DAYS_AT_MOST,
    DESCRIPTION_LIMIT,
    LIMIT_AT_MOST,
    LIMITED_STATES,
    REASON_LIMIT,
    TITLE_LIMIT,
    Cell,
    Changes,
    DependencyKind,
    Estimate,
    Sureness,
    WorkKind,
    WorkState,
    read_estimate,
)

_LARGEST = 2**62
_CHOOSE = {
    "required": _("Choose one from the list."),
    "invalid_choice": _("Choose one from the list."),
}
SHARED = "shared"


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={"invalid": _("Write the day as 2026-05-31.")},
    )


def sides(own: Collection[Lane]) -> list[tuple[str, object]]:
    """The sides that somebody adds work for, and both."""
    return [*((lane.value, lane.label) for lane in Lane if lane in own), (SHARED, _("Both sides"))]


class LineForm(forms.Form):
    """One line: a piece of work. Enter, and the next."""

    title = forms.CharField(label=_("What is to be done?"))
    lane = forms.ChoiceField(label=_("For"), required=False, error_messages=_CHOOSE)
    stands = forms.ChoiceField(
        label=_("Where"),
        required=False,
        choices=[(state.value, state.label) for state in WorkState if not state.is_over],
    )
    parent = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=1, max_value=_LARGEST
    )
    form_key = FormKeyField()
    title_limit = TITLE_LIMIT

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, own: Collection[Lane], **more: Any
    ) -> None:
        # Whoever works for one side adds its work mostly; who works for both says whose it is.
        usual = next(iter(own)).value if len(own) == 1 else SHARED
        super().__init__(data, initial={"lane": usual}, **more)
        offer(self, "lane", sides(own))

    @property
    def lane_chosen(self) -> Lane | None:
        chosen = self.cleaned_data["lane"]
        return Lane(chosen) if chosen and chosen != SHARED else None


class EditForm(forms.Form):
    """Everything that a piece of work says."""

    title = forms.CharField(label=_("What is to be done?"))
    description = forms.CharField(
        label=_("More about it"),
        help_text=_("Markdown works. What is it for, and when is it done?"),
        required=False,
        widget=forms.Textarea,
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[(k.value, k.label) for k in WorkKind], error_messages=_CHOOSE
    )
    lane = forms.ChoiceField(label=_("Whose work"), error_messages=_CHOOSE)
    starts_on = _day(_("Not before"))
    due_on = _day(_("Due"))
    parent = forms.ChoiceField(label=_("Part of"), required=False, error_messages=_CHOOSE)
    skills = forms.CharField(
        label=_("Skills it asks for"),
        help_text=_("With commas between: copywriting, SQL."),
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=_LARGEST)
    title_limit, description_limit = TITLE_LIMIT, DESCRIPTION_LIMIT

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        own: Collection[Lane],
        parents: Iterable[tuple[int, str]],
        **more: Any,
    ) -> None:
        super().__init__(data, **more)
        offer(self, "lane", sides(own))
        offer(self, "parent", [("", _("nothing, it stands by itself")), *parents])

    @property
    def changes(self) -> Changes:
        """What was filled in, as the service takes it."""
        given = self.cleaned_data
        return {
            "title": given["title"],
            "description": given["description"],
            "kind": WorkKind(given["kind"]),
            "lane": None if given["lane"] == SHARED else Lane(given["lane"]),
            "starts_on": given["starts_on"],
            "due_on": given["due_on"],
            "parent_id": int(given["parent"]) if given["parent"] else None,
            "skills": given["skills"].split(","),
        }


def _days(label: Any, *, hint: Any = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        help_text=hint,
        required=False,
        max_digits=5,
        decimal_places=1,
        localize=False,
        widget=forms.NumberInput(
            attrs={"step": "0.5", "min": "0.5", "max": str(DAYS_AT_MOST), "inputmode": "decimal"}
        ),
        error_messages={
            "invalid": _("Write a number of days, like 2 or 2.5."),
            "max_decimal_places": _("Whole and half days are enough."),
        },
    )


class EstimateForm(forms.Form):
    """One number and how sure it is, or three; nothing takes the estimate back."""

    days = _days(_("Working days"), hint=_("Most likely. Half days count."))
    sureness = forms.ChoiceField(
        label=_("How sure is that?"),
        choices=[(one.value, one.label) for one in Sureness],
        initial=Sureness.NORMAL.value,
        required=False,
    )
    low = _days(_("If all goes well"))
    high = _days(_("If it doesn't"))

    def clean(self) -> dict[str, Any]:
        """A range needs its middle."""
        given = super().clean() or {}
        ranged = given.get("low") is not None or given.get("high") is not None
        if ranged and given.get("days") is None and "days" not in self.errors:
            self.add_error("days", _("Write the most likely number, too."))
        return given

    @property
    def estimate(self) -> Estimate | None:
        """What was filled in; nothing where all was left empty."""
        given = self.cleaned_data
        if given["days"] is None:
            return None
        ranged = given["low"] is not None or given["high"] is not None
        sureness = Sureness(given["sureness"] or Sureness.NORMAL.value)
        return Estimate(given["days"], None if ranged else sureness, given["low"], given["high"])


class MoveForm(forms.Form):
    """Where a card goes: the state, and perhaps what it stands before; and where it was seen."""

    to = forms.ChoiceField(label=_("Move to"), choices=[(s.value, s.label) for s in WorkState])
    seen = forms.ChoiceField(required=False, choices=[(s.value, s.label) for s in WorkState])
    before = forms.IntegerField(required=False, min_value=0, max_value=_LARGEST)
    back = forms.CharField(required=False, max_length=300, empty_value="")


class DayForm(forms.Form):
    """The day on which a card was put, and the one on which it was seen."""

    to = _day(_("Due"))
    seen = _day(_("Due before"))
    back = forms.CharField(required=False, max_length=300, empty_value="")

    def clean(self) -> dict[str, Any]:
        """There is a day."""
        given = super().clean() or {}
        if not given.get("to"):
            self.add_error("to", _("Choose a day."))
        return given


class UndoForm(forms.Form):
    """Which move is undone, and where one came from."""

    move = forms.IntegerField(min_value=1, max_value=_LARGEST)
    back = forms.CharField(required=False, max_length=300, empty_value="")


class AssignForm(forms.Form):
    """Who does it: somebody by name, or whoever presses the button."""

    person = PersonField(label=_("Who does it?"), help_text=_("Begin to write a name."))

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, me: int | None = None, **more: Any
    ) -> None:
        super().__init__(data, **more)
        self.me = me if data and data.get("me") else None
        if self.me:
            del self.fields["person"]

    @property
    def person_id(self) -> int:
        return self.me or int(self.cleaned_data["person"])


class MaybeSomebodyField(SomebodyField):
    """A person or a side as it is written, or nobody."""

    def clean(self, value: object) -> Somebody:
        """Nobody, where nothing was written; a team waits for nothing here."""
        if not str(value or "").strip():
            return Somebody()
        found = super().clean(value)
        if found.team is not None:
            raise forms.ValidationError(_("Choose a person or a side: Marketing, IT."))
        return found


class BlockForm(forms.Form):
    """What stands in the way, and who is waited for."""

    reason = forms.CharField(label=_("What is in the way?"), widget=forms.Textarea)
    waits = MaybeSomebodyField(
        label=_("Who is waited for?"),
        help_text=_("A name, Marketing or IT; leave it empty where it is nobody."),
        required=False,
    )
    reason_limit = REASON_LIMIT


class CheckForm(forms.Form):
    """A line of a checklist."""

    text = forms.CharField(label=_("One more line"))
    text_limit = CHECK_LIMIT


class TickForm(forms.Form):
    """Whether a line is done."""

    done = forms.BooleanField(required=False)


class LinkForm(forms.Form):
    """A requirement or use case of the brief."""

    part = forms.TypedChoiceField(
        label=_("For which part of the brief?"), coerce=int, error_messages=_CHOOSE
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        parts: Iterable[tuple[int, str]] = (),
        **more: Any,
    ) -> None:
        super().__init__(data, **more)
        offer(self, "part", parts)


class WaitForm(forms.Form):
    """What it waits for, how, and with how many days between."""

    on = forms.CharField(
        label=_("It waits for"),
        help_text=_("Its number (#12), its title, or the address of its page."),
        max_length=300,
    )
    kind = forms.ChoiceField(
        label=_("How"),
        choices=[(one.value, one.label) for one in DependencyKind],
        error_messages=_CHOOSE,
    )
    lag = forms.IntegerField(
        label=_("Working days between"),
        required=False,
        widget=forms.NumberInput(attrs={"step": "1"}),
        error_messages={"invalid": _("Write a whole number of days.")},
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
        return forms.ChoiceField(label=label, choices=states, error_messages=_CHOOSE)
    if cell is Cell.WHO:
        known = {"me": me, **{one.name.casefold(): one.id for one in row.assignees}}
        return PeopleField(label=label, known=known, help_text=_("Names with commas, or me."))
    if cell is Cell.ESTIMATE:
        return EstimateLineField(
            label=label, required=False, help_text=_("3, 2.5 guess, or three: 2-3-6")
        )
    return _day(label) if cell is Cell.DUE else forms.CharField(label=label)


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
