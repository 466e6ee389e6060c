"""What a person fills in to say, ask, decide. The services check it again; forms only read it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.accounts.queries import active_people_beginning, team_names
from tandem.accounts.rules import GuestMay, Lane
from tandem.core.forms import FormKeyField
from tandem.talk.rules import (
    APPROVAL_ANSWERS,
    COMMENT_LIMIT,
    NOTE_LIMIT,
    QUESTION_LIMIT,
    REASON_LIMIT,
    TASK_LIMIT,
    TITLE_LIMIT,
    Reaction,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_LARGEST = 2**62


def _day(
    label: "_StrPromise", *, required: bool, hint: "_StrPromise | str" = ""
) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=hint,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={"invalid": _("Write the day as 2026-05-31.")},
    )


def _long(label: "_StrPromise", hint: "_StrPromise | str" = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, widget=forms.Textarea)


class Somebody(NamedTuple):
    """One of the three: a person, a side, a team."""

    person: int | None = None
    lane: Lane | None = None
    team: int | None = None


_SEVERAL = _("More than one person is called so. Write the whole name.")


class SomebodyField(forms.CharField):
    """The name of a person, a side or a team as it is written; cleaned to Somebody."""

    def clean(self, value: object) -> Somebody:
        """Raises a validation error where nobody, or more than one, is called so."""
        name = " ".join(str(super().clean(value) or "").lstrip("@").split())
        for lane in Lane:
            if name.casefold() == lane.label.casefold():
                return Somebody(lane=lane)
        for pk, team in team_names().items() if name else ():
            if name.casefold() == team.casefold():
                return Somebody(team=pk)
        found = active_people_beginning([name]) if name else {}
        same = [pk for pk, known in found.items() if known.casefold() == name.casefold()]
        ids = same or list(found)
        if len(ids) == 1:
            return Somebody(ids[0])
        if ids:
            raise forms.ValidationError(_SEVERAL)
        raise forms.ValidationError(_("Nobody here is called so. Choose a name from the list."))


class PersonField(SomebodyField):
    """A person's name as it is written, cleaned to their id. `more`: others who may be named, by
    their names in small letters.
    """

    more: Mapping[str, int] = MappingProxyType({})

    def clean(self, value: object) -> int:  # type: ignore[override]
        """Raises a validation error where it is a side, a team, nobody, or more than one."""
        name = " ".join(str(value or "").split()).casefold()
        if known := self.more.get(name):
            if any(one.casefold() == name for one in active_people_beginning([name]).values()):
                raise forms.ValidationError(_SEVERAL)
            return known
        person = super().clean(value).person
        if person is None:
            raise forms.ValidationError(_("Choose one person: a yes has a name."))
        return person


class CommentIdField(forms.IntegerField):
    """The hidden comment that becomes something."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, required=False, max_value=_LARGEST, min_value=1)


class CommentForm(forms.Form):
    """A comment, and the page it was written on."""

    text = _long(_("Say something"))
    form_key = FormKeyField()
    back = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)

    text_limit = COMMENT_LIMIT


class ChangedCommentForm(forms.Form):
    """A comment again, with the text the person began from."""

    text = _long(_("Your comment"))
    before = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    text_limit = COMMENT_LIMIT


class ReactionForm(forms.Form):
    """One of the few courtesies, or none."""

    reaction = forms.ChoiceField(
        required=False, choices=[(one.value, one.value) for one in Reaction]
    )


class QuestionForm(forms.Form):
    """A question: what, of whom, and whether the next step waits for it."""

    text = _long(_("Your question"), _("One question at a time is answered fastest."))
    to = SomebodyField(
        label=_("Who should answer?"),
        help_text=_("A name, a team, or a whole side: Marketing or IT."),
    )
    blocks = forms.BooleanField(
        label=_("Planning must not start without an answer"), required=False
    )
    comment = CommentIdField()

    text_limit = QUESTION_LIMIT


class AnswerForm(forms.Form):
    """An answer to a question."""

    text = _long(_("Your answer"))

    text_limit = QUESTION_LIMIT


class AgainForm(forms.Form):
    """What an answer still lacks."""

    missing = _long(_("What is still missing?"))

    text_limit = QUESTION_LIMIT


class NoteForm(forms.Form):
    """A short note."""

    text = _long(_("Your note"), _("A thought worth keeping, in a sentence or two."))
    comment = CommentIdField()

    text_limit = NOTE_LIMIT


class DecisionForm(forms.Form):
    """What was decided, out of what, and why."""

    title = forms.CharField(label=_("What was to be decided?"))
    options = forms.CharField(
        label=_("The options"),
        help_text=_("One on each line. Those that were not chosen help most later."),
        required=False,
        widget=forms.Textarea,
    )
    choice = forms.CharField(label=_("What was chosen?"), help_text=_("As it stands above."))
    why = _long(_("Why?"))
    look_again_on = _day(
        _("Look at it again on"),
        required=False,
        hint=_("On that day it comes back to you."),
    )
    comment = CommentIdField()

    title_limit = TITLE_LIMIT
    why_limit = REASON_LIMIT

    @property
    def listed(self) -> list[str]:
        return [line for line in self.cleaned_data["options"].splitlines() if line.strip()]


class DissentForm(forms.Form):
    """Why somebody disagrees."""

    text = _long(_("Why do you disagree?"))

    text_limit = REASON_LIMIT


class LookAgainForm(forms.Form):
    """That it holds, perhaps until another day."""

    look_again_on = _day(_("Look at it again on"), required=False)


class TaskForm(forms.Form):
    """A plain to-do."""

    text = forms.CharField(label=_("What is to be done?"))
    to = SomebodyField(label=_("Who does it?"))
    until = _day(_("Until"), required=True)
    comment = CommentIdField()

    text_limit = TASK_LIMIT

    def clean_to(self) -> int:
        """A to-do is somebody's, never a side's or a team's."""
        person: int | None = self.cleaned_data["to"].person
        if person is None:
            raise forms.ValidationError(_("Choose one person: a to-do of a side is nobody's."))
        return person


class AskForYesForm(forms.Form):
    """Whom to ask for a yes, and for what."""

    to = PersonField(
        label=_("Who should say yes?"),
        help_text=_(
            "Anybody with an account: legal, brand, finance… Or a guest of this initiative."
        ),
    )
    words = forms.CharField(
        label=_("What should they look at?"),
        help_text=_("For example: may we promise this in writing?"),
        widget=forms.Textarea,
        required=False,
    )

    words_limit = QUESTION_LIMIT

    def __init__(self, *args: Any, guests: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to = cast("PersonField", self.fields["to"])
        to.more = {name.casefold(): pk for name, pk in guests.items()}


class YesForm(forms.Form):
    """Yes, yes with a remark, or no with the reason, to the text that was shown."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[(state.value, state.label) for state in APPROVAL_ANSWERS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one."), "invalid_choice": _("Choose one.")},
    )
    text = forms.CharField(
        label=_("Your remark, or why not"),
        help_text=_("A plain yes needs no words."),
        widget=forms.Textarea,
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    text_limit = REASON_LIMIT


class GuestCommentForm(forms.Form):
    """What a guest says."""

    text = _long(_("Your comment"))

    text_limit = COMMENT_LIMIT


class GuestLinkForm(forms.Form):
    """What a guest may, and until when."""

    may = forms.MultipleChoiceField(
        label=_("Beside reading, they may"),
        choices=[(one.value, one.label) for one in GuestMay],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
    until = _day(_("Until, that day included"), required=True)

    @property
    def allowed(self) -> list[GuestMay]:
        return [GuestMay(one) for one in self.cleaned_data["may"]]


class GuestForm(GuestLinkForm):
    """Whom to invite from outside."""

    name = forms.CharField(label=_("Their name"))
    email = forms.EmailField(
        label=_("Their e-mail address"),
        error_messages={"invalid": _("Write the address as name@company.com.")},
    )
    field_order = ("name", "email", "may", "until")

    @property
    def invitation(self) -> dict[str, Any]:
        return {
            "name": self.cleaned_data["name"],
            "email": self.cleaned_data["email"],
            "may": self.allowed,
            "until": self.cleaned_data["until"],
        }
