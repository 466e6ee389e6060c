"""What a person fills in about a piece of work."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.accounts.rules import Lane
from tandem.core.forms import FormKeyField, offer
from tandem.talk.forms import PersonField
from tandem.work.forms.fields import (
    CHOOSE,
    LARGEST,
    SHARED,
    MaybeSomebodyField,
    day_field,
    days_field,
    sides,
)
from tandem.work.rules import (
    CHECK_LIMIT,
    DESCRIPTION_LIMIT,
    REASON_LIMIT,
    TITLE_LIMIT,
    Changes,
    DependencyKind,
    Estimate,
    Sureness,
    WorkKind,
    WorkState,
)


class LineForm(forms.Form):
    """One line: a piece of work. Enter, and the next."""

    title = forms.CharField(label=_("What is to be done?"))
    lane = forms.ChoiceField(label=_("For"), required=False, error_messages=CHOOSE)
    stands = forms.ChoiceField(
        label=_("Where"),
        required=False,
        choices=[(state.value, state.label) for state in WorkState if not state.is_over],
    )
    parent = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=1, max_value=LARGEST
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
        label=_("Kind"), choices=[(k.value, k.label) for k in WorkKind], error_messages=CHOOSE
    )
    lane = forms.ChoiceField(label=_("Whose work"), error_messages=CHOOSE)
    starts_on = day_field(_("Not before"))
    due_on = day_field(_("Due"))
    parent = forms.ChoiceField(label=_("Part of"), required=False, error_messages=CHOOSE)
    skills = forms.CharField(
        label=_("Skills it asks for"),
        help_text=_("With commas between: copywriting, SQL."),
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=LARGEST)
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


class EstimateForm(forms.Form):
    """One number and how sure it is, or three; nothing takes the estimate back."""

    days = days_field(_("Working days"), hint=_("Most likely. Half days count."))
    sureness = forms.ChoiceField(
        label=_("How sure is that?"),
        choices=[(one.value, one.label) for one in Sureness],
        initial=Sureness.NORMAL.value,
        required=False,
    )
    low = days_field(_("If all goes well"))
    high = days_field(_("If it doesn't"))

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
    before = forms.IntegerField(required=False, min_value=0, max_value=LARGEST)
    back = forms.CharField(required=False, max_length=300, empty_value="")


class DayForm(forms.Form):
    """The day on which a card was put, and the one on which it was seen."""

    to = day_field(_("Due"))
    seen = day_field(_("Due before"))
    back = forms.CharField(required=False, max_length=300, empty_value="")

    def clean(self) -> dict[str, Any]:
        """There is a day."""
        given = super().clean() or {}
        if not given.get("to"):
            self.add_error("to", _("Choose a day."))
        return given


class UndoForm(forms.Form):
    """Which move is undone, and where one came from."""

    move = forms.IntegerField(min_value=1, max_value=LARGEST)
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
        label=_("For which part of the brief?"), coerce=int, error_messages=CHOOSE
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
        error_messages=CHOOSE,
    )
    lag = forms.IntegerField(
        label=_("Working days between"),
        required=False,
        widget=forms.NumberInput(attrs={"step": "1"}),
        error_messages={"invalid": _("Write a whole number of days.")},
    )
