"""What a person fills in about an idea. The services check it again; forms only read it."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.accounts.rules import Actor, Lane
from tandem.core.forms import FormKeyField, offer
from tandem.formats.pasted_rows import CELL_LIMIT, ROWS_AT_MOST
from tandem.initiatives.rules import ANSWER_LIMIT, SENTENCE_LIMIT, InitiativeKind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def _day(label: "_StrPromise") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={"invalid": _("Write the day as 2026-05-31.")},
    )


class IdeaForm(forms.Form):
    """One sentence and, if there is one, a date."""

    sentence = forms.CharField(
        label=_("Your idea in one sentence"),
        help_text=_("Who gets what, in plain words. Everything else is asked later, bit by bit."),
        widget=forms.Textarea,
        error_messages={"required": _("Write your idea in one sentence.")},
    )
    wish_date = _day(_("Wished for"))
    kind = forms.ChoiceField(
        label=_("What kind of thing is it?"), required=False, initial=InitiativeKind.OTHER.value
    )
    lane = forms.ChoiceField(label=_("For which side do you write it?"), required=False)
    form_key = FormKeyField()
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    sentence_limit = SENTENCE_LIMIT

    def __init__(self, actor: Actor, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        offer(self, "kind", [(kind.value, kind.label) for kind in InitiativeKind])
        if len(actor.lanes) > 1:
            sides = [(lane.value, lane.label) for lane in sorted(actor.lanes)]
            offer(self, "lane", sides)
        else:
            del self.fields["lane"]

    @property
    def chosen_lane(self) -> Lane | None:
        chosen = self.cleaned_data.get("lane")
        return Lane(chosen) if chosen else None

    @property
    def chosen_kind(self) -> InitiativeKind:
        return InitiativeKind(self.cleaned_data["kind"] or InitiativeKind.OTHER)


class EditIdeaForm(forms.Form):
    """The sentence and the date again, with the sentence the person began from."""

    sentence = forms.CharField(label=_("The idea in one sentence"), widget=forms.Textarea)
    wish_date = _day(_("Wished for"))
    before = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    date_before = forms.DateField(widget=forms.HiddenInput, required=False)

    sentence_limit = SENTENCE_LIMIT


class AnswerForm(forms.Form):
    """An answer, and which answer it replaces."""

    text = forms.CharField(label=_("Your answer"), widget=forms.Textarea)
    replaces = forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=2**62)
    measure_first = forms.BooleanField(
        label=_("Measure first"),
        help_text=_("There is no number yet. Say above which one; Marketing is asked to find it."),
        required=False,
    )

    text_limit = ANSWER_LIMIT


class PartnerForm(forms.Form):
    """One partner to put on it."""

    person = forms.IntegerField(
        max_value=2**62,
        error_messages={
            "required": _("Choose a partner from the list."),
            "invalid": _("Choose a partner from the list."),
        },
    )


class OwnersForm(forms.Form):
    """One person for each side; one of the two will do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for lane in Lane:
            self.fields[lane.value] = forms.IntegerField(
                label=lane.label,
                required=False,
                max_value=2**62,
                error_messages={"invalid": _("Choose somebody from the list.")},
            )
            self.fields[f"{lane.value}_was"] = forms.IntegerField(
                required=False, max_value=2**62, widget=forms.HiddenInput
            )

    @property
    def chosen(self) -> dict[Lane, int]:
        """The sides for which somebody else was chosen than stood there: what another person named
        meanwhile for the other side stays.
        """
        given = self.cleaned_data
        return {
            lane: pk
            for lane in Lane
            if (pk := given[lane.value]) and pk != given[f"{lane.value}_was"]
        }

    def clean(self) -> None:
        """Refuses a form in which nobody was chosen."""
        if not self.errors and not any(self.cleaned_data[lane.value] for lane in Lane):
            raise forms.ValidationError(_("Choose somebody from the list."))


class JoinForm(forms.Form):
    lane = forms.ChoiceField(choices=[(lane.value, lane.value) for lane in Lane])


class PasteForm(forms.Form):
    """Rows as they come from a spreadsheet."""

    text = forms.CharField(
        label=_("Paste the rows here"),
        widget=forms.Textarea,
        strip=False,
        max_length=ROWS_AT_MOST * CELL_LIMIT,
    )
    lane = forms.ChoiceField(label=_("For which side do you write them?"), required=False)
    form_key = FormKeyField()

    def __init__(self, actor: Actor, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        if len(actor.lanes) > 1:
            sides = [(lane.value, lane.label) for lane in sorted(actor.lanes)]
            offer(self, "lane", sides)
        else:
            del self.fields["lane"]

    @property
    def chosen_lane(self) -> Lane | None:
        chosen = self.cleaned_data.get("lane")
        return Lane(chosen) if chosen else None
