"""What a person fills in about a template, to begin from one, and to use one of work."""

from collections.abc import MutableMapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.accounts.rules import Actor, Lane
from tandem.core.forms import FormKeyField, offer
from tandem.initiatives.rules import SENTENCE_LIMIT
from tandem.own_fields.forms import control_of
from tandem.own_fields.queries import FieldRow
from tandem.own_fields.rules import FieldType
from tandem.patterns.queries import SaidField
from tandem.patterns.rules import (
    DESCRIPTION_LIMIT,
    ESTIMATE_LIMIT,
    FURTHEST,
    NAME_LIMIT,
    Piece,
    PieceChanges,
)
from tandem.work.rules import DESCRIPTION_LIMIT as TEXT_LIMIT
from tandem.work.rules import TITLE_LIMIT, WorkKind

_CHOOSE = {
    "required": _("Choose one from the list."),
    "invalid_choice": _("Choose one from the list."),
}
_SHARED = "shared"


def _day(label: Any, hint: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={"invalid": _("Write the day as 2026-05-31.")},
    )


class TemplateForm(forms.Form):
    """A name, and what it is good for."""

    name = forms.CharField(label=_("Name of the template"))
    description = forms.CharField(label=_("When to use it"), widget=forms.Textarea, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=2**31)
    name_limit, description_limit = NAME_LIMIT, DESCRIPTION_LIMIT


class BeginForm(forms.Form):
    """The new idea: one sentence and, if there is one, a date."""

    sentence = forms.CharField(label=_("The new idea in one sentence"), widget=forms.Textarea)
    wish_date = forms.DateField(
        label=_("Wished for"),
        help_text=_("Dates in the template move with it. Without one they are left out."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={"invalid": _("Write the day as 2026-05-31.")},
    )
    lane = forms.ChoiceField(label=_("For which side do you write it?"), required=False)
    form_key = FormKeyField()
    sentence_limit = SENTENCE_LIMIT

    def __init__(self, actor: Actor, data: Any = None) -> None:
        super().__init__(data)
        if len(actor.lanes) > 1:
            offer(self, "lane", [(lane.value, lane.label) for lane in sorted(actor.lanes)])
        else:
            del self.fields["lane"]

    @property
    def chosen_lane(self) -> Lane | None:
        """The side it is written for, where its author chose one."""
        chosen = self.cleaned_data.get("lane")
        return Lane(chosen) if chosen else None


class KeepWorkForm(TemplateForm):
    """A name for a template of work, and the launch that its days are told from."""

    launch = _day(
        _("The launch its days are told from"),
        _("Days of work are kept as days before or after it. Without one they are left out."),
    )


class LaunchForm(forms.Form):
    """For which launch a template of work is used, and what becomes of closed days."""

    launch = _day(_("Launch"), _("Days are laid before and after it. Without one there are none."))
    closed = forms.ChoiceField(
        label=_("Days on which nobody works"),
        choices=[
            ("move", _("move: what is due goes to the working day before")),
            ("leave", _("leave them as they are")),
        ],
        required=False,
        initial="move",
        error_messages=_CHOOSE,
    )
    form_key = FormKeyField()

    @property
    def launch_day(self) -> date | None:
        day: date | None = self.cleaned_data.get("launch")
        return day

    @property
    def off_closed(self) -> bool:
        return bool(self.cleaned_data.get("closed") != "leave")


class UseOnForm(forms.Form):
    """On which initiative a template of work is used."""

    on = forms.ChoiceField(label=_("Use it on"), error_messages=_CHOOSE)

    def __init__(self, homes: Sequence[tuple[int, str]], data: Any = None) -> None:
        super().__init__(data)
        offer(self, "on", homes)


def _days(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=_("Days after the launch; below zero is before it: -14."),
        required=False,
        min_value=-FURTHEST,
        max_value=FURTHEST,
    )


class PieceForm(forms.Form):
    """A piece of work, as a template keeps it."""

    title = forms.CharField(label=_("What is to be done?"))
    description = forms.CharField(
        label=_("More about it"),
        help_text=_("Markdown works."),
        required=False,
        widget=forms.Textarea,
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[(k.value, k.label) for k in WorkKind], error_messages=_CHOOSE
    )
    lane = forms.ChoiceField(
        label=_("Whose work"),
        choices=[*((lane.value, lane.label) for lane in Lane), (_SHARED, _("Both sides"))],
        error_messages=_CHOOSE,
    )
    estimate = forms.CharField(
        label=_("Takes, in days"), help_text=_("Like 2, 2 guess, or 2-3-6."), required=False
    )
    starts = _days(_("Not before"))
    due = _days(_("Due"))
    parent = forms.ChoiceField(label=_("Part of"), required=False, error_messages=_CHOOSE)
    after = forms.MultipleChoiceField(
        label=_("Waits for"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=_CHOOSE,
    )
    checks = forms.CharField(
        label=_("Checklist"),
        help_text=_("One on each line."),
        required=False,
        widget=forms.Textarea,
    )
    skills = forms.CharField(
        label=_("Skills it asks for"),
        help_text=_("With commas between: copywriting, SQL."),
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=2**31)
    title_limit, description_limit, estimate_limit = TITLE_LIMIT, TEXT_LIMIT, ESTIMATE_LIMIT

    def __init__(
        self,
        others: Sequence[Piece],
        data: Any = None,
        initial: MutableMapping[str, Any] | None = None,
        *,
        own: Sequence[FieldRow] = (),
        said: Sequence[SaidField] = (),
    ) -> None:
        super().__init__(data, initial=initial)
        self.own = {f"field_{one.id}": one for one in own}
        typed = {f"field_{one.field.id}": one.typed for one in said}
        for name, one in self.own.items():
            is_day = one.type is FieldType.DATE
            self.fields[name] = _days(one.label) if is_day else control_of(one)
            self.initial[name] = typed.get(name, "")
        named = [(one.key, one.title) for one in others]
        offer(self, "parent", [("", _("nothing: it stands by itself")), *named])
        offer(self, "after", named)

    @staticmethod
    def said_by(piece: Piece, version: int) -> dict[str, Any]:
        """What the form of a piece begins with."""
        return {
            "title": piece.title,
            "description": piece.description,
            "kind": piece.kind.value,
            "lane": piece.lane.value if piece.lane else _SHARED,
            "estimate": piece.estimate,
            "starts": piece.starts,
            "due": piece.due,
            "parent": piece.parent or "",
            "after": [wait.on for wait in piece.waits],
            "checks": "\n".join(piece.checks),
            "skills": ", ".join(piece.skills),
            "version": version,
        }

    def own_fields(self) -> list[forms.BoundField]:
        """The controls of fields of one's own, for the page."""
        return [self[name] for name in self.own]

    def _said_in_fields(self) -> dict[str, Any]:
        """Fields of the kind that the page had; of another kind they stay as they were."""
        if self.data.get("fields_of") != self.cleaned_data["kind"]:
            return {}
        found = {one.name: self.cleaned_data[name] for name, one in self.own.items()}
        return {name: "" if value is None else value for name, value in found.items()}

    @property
    def changes(self) -> PieceChanges:
        """What it says, as the service takes it."""
        given = self.cleaned_data
        return {
            "fields": self._said_in_fields(),
            "title": given["title"],
            "description": given["description"],
            "kind": WorkKind(given["kind"]),
            "lane": None if given["lane"] == _SHARED else Lane(given["lane"]),
            "estimate": given["estimate"],
            "starts": given["starts"],
            "due": given["due"],
            "parent": int(given["parent"]) if given["parent"] else None,
            "after": [int(key) for key in given["after"]],
            "checks": given["checks"].splitlines(),
            "skills": given["skills"].split(","),
        }
