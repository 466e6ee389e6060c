"""What a person fills in on a brief. The services check it again; forms only read it."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.accounts.rules import Lane
from tandem.briefs.rules import (
    DAYS_LIMIT,
    DOCUMENT_LIMIT,
    NOTE_LIMIT,
    TEXT_LIMIT,
    TITLE_LIMIT,
    Effort,
    How,
    Priority,
    Section,
    Shape,
    Slot,
    WayOut,
    WhatIfOutcome,
    matter_of,
    slot_matter,
    slots_of,
    words_matter,
)
from tandem.core.forms import FormKeyField, offer, offered
from tandem.core.pages import translated
from tandem.core.words import say
from tandem.formats.plain_text import UnusableText
from tandem.rights.rules import WHY_LIMIT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from django.core.files.uploadedfile import UploadedFile
    from django.http import QueryDict

    from tandem.rights.rules import Matter


LARGEST_FILE = 10_000_000
"""Bytes. A Word file with its pictures."""
_ZIP = b"PK\x03\x04"
"""How a Word file begins."""


class StartForm(forms.Form):
    """An empty brief, a pasted document, or an uploaded one."""

    document = forms.CharField(
        label=_("Paste a document"), widget=forms.Textarea, required=False, strip=False
    )
    file = forms.FileField(
        label=_("Or choose a file"),
        help_text=_("Word, Markdown or plain text."),
        required=False,
        allow_empty_file=True,
    )
    with_answers = forms.BooleanField(required=False, initial=True)
    form_key = FormKeyField()

    notes: tuple[str, ...] = ()
    """What whoever brings a Word file should know about it."""

    def clean_file(self) -> str:
        """The file's text, of a Word file as Markdown; what isn't text is refused."""
        upload: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if upload is None:
            return ""
        if (upload.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(
                _("This file is larger than 10 MB. Paste the part you need.")
            )
        body = upload.read()
        return self._of_word(body) if body.startswith(_ZIP) else _plain(body)

    def _of_word(self, body: bytes) -> str:
        from tandem.formats.docx_markdown import read_docx  # heavy, and rarely brought

        try:
            found = read_docx(body)
        except UnusableText as error:
            said = translated(say(error.template, **error.values))
            raise forms.ValidationError(said) from error
        self.notes = found.notes
        return found.markdown

    def clean(self) -> dict[str, object]:
        """One document, not two of which one would be dropped without a word."""
        cleaned = super().clean() or {}
        if cleaned.get("file") and str(cleaned.get("document", "")).strip():
            raise forms.ValidationError(
                _("You pasted a text and chose a file. Keep one of them; the other stays with you.")
            )
        return cleaned

    @property
    def text(self) -> str:
        """What the brief begins with."""
        return str(self.cleaned_data["file"] or self.cleaned_data["document"])


def _plain(body: bytes) -> str:
    if len(body) > 4 * DOCUMENT_LIMIT:
        raise forms.ValidationError(_("This file is larger than 1 MB. Paste the part you need."))
    try:
        return str(body, "utf-8-sig")
    except UnicodeDecodeError as error:
        raise forms.ValidationError(
            _("This file is neither Word (DOCX) nor plain text. Save it as one, or paste its text.")
        ) from error


class _DaysField(forms.DecimalField):
    """Days with one digit after the point; a comma is taken for the point."""

    def __init__(self, label: Any, *, required: bool = True) -> None:
        super().__init__(
            label=label, min_value=0, max_value=DAYS_LIMIT, decimal_places=1, required=required
        )

    def clean(self, value: object) -> object:
        """`2,5` is two and a half days in half of Europe."""
        return super().clean(value.replace(",", ".") if isinstance(value, str) else value)


class _WhoField(forms.ChoiceField):
    """A side, or somebody of those offered when the page is shown; its service judges who it is."""

    def __init__(self, **more: Any) -> None:
        super().__init__(choices=[("", "–"), *((lane.value, lane.label) for lane in Lane)], **more)

    def valid_value(self, value: object) -> bool:
        return True


class _OfferedField(forms.MultipleChoiceField):
    """Several of what is offered when the page is shown; its service judges what was chosen."""

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value: object) -> bool:
        return True


def _field_of(slot: Slot) -> forms.Field:
    """The form's field for what a part can carry beside its text."""
    more: dict[str, Any] = {"label": slot.label, "required": False, "help_text": slot.hint or ""}
    match slot.shape:
        case Shape.REQUIREMENTS:
            return _OfferedField(**more)
        case Shape.DAY:
            return forms.DateField(widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"), **more)
        case Shape.WHO:
            return _WhoField(**more)
        case Shape.YES:
            return forms.BooleanField(**more)
        case Shape.LINES | Shape.STEPS:
            return forms.CharField(widget=forms.Textarea, **more)
    return forms.CharField(**more)


class ItemForm(forms.Form):
    """One part of the brief, with what a part of its section carries beside its text."""

    section = forms.ChoiceField(
        required=False, choices=[(section.value, section.label) for section in Section]
    )
    title = forms.CharField(label=_("Heading"), required=False)
    text = forms.CharField(
        label=_("Text"),
        widget=forms.Textarea,
        required=False,
        help_text=_("Markdown works: lists, links, emphasis."),
        strip=False,
    )
    priority = forms.ChoiceField(
        label=_("How much does it matter?"),
        required=False,
        choices=[(priority.value, priority.label) for priority in Priority],
        initial=Priority.MUST.value,
    )
    base = forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=2**31 - 1)
    low = _DaysField(_("At least, in days"), required=False)
    high = _DaysField(_("At most, in days"), required=False)
    new_system = forms.BooleanField(required=False)
    new_data = forms.BooleanField(required=False)
    moves_promise = forms.BooleanField(required=False)
    form_key = FormKeyField()

    title_limit = TITLE_LIMIT
    text_limit = TEXT_LIMIT

    def __init__(self, data: "QueryDict | None" = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.left_out: set[str] = set()
        section = (self.data if self.is_bound else self.initial).get("section")
        self.slots = slots_of(Section(section)) if section in set(Section) else ()
        for slot in self.slots:
            self.fields[slot.name] = _field_of(slot)

    def keep_to(self, decided: "Collection[Matter]", *, new: bool = False) -> None:
        """Ask only for what somebody decides; all else stays as it is."""
        section = (self.data if self.is_bound else self.initial).get("section")
        if section not in set(Section):
            return
        asked = {slot.name: slot_matter(Section(section), slot) for slot in self.slots}
        if not new:
            asked |= dict.fromkeys(("title", "text"), words_matter(Section(section)))
            asked["priority"] = matter_of(Section(section))
        self.left_out = {name for name, matter in asked.items() if matter not in decided}
        for name in self.left_out:
            del self.fields[name]
        self.slots = tuple(slot for slot in self.slots if slot.name not in self.left_out)

    def offer(self, requirements: "Iterable[tuple[str, str]]") -> None:
        """Fill in what can be chosen: (short name, words) of each requirement."""
        choices = list(requirements)
        for slot in self.slots:
            if slot.shape is Shape.REQUIREMENTS:
                offer(self, slot.name, choices)

    def offer_people(self, people: "Iterable[tuple[str, str]]") -> None:
        """Fill in who may be named beside the sides: (id, name)."""
        chosen = list(people)
        for slot in self.slots:
            if slot.shape is Shape.WHO:
                offer(self, slot.name, [*offered(self, slot.name), *chosen])

    @property
    def structured(self) -> list[forms.BoundField]:
        """The fields of what it carries, without a choice among nothing."""
        return [
            self[slot.name]
            for slot in self.slots
            if slot.shape is not Shape.REQUIREMENTS or offered(self, slot.name)
        ]

    @property
    def carried(self) -> dict[str, object] | None:
        """What it carries; nothing where the form didn't ask, so that what is there stays."""
        if not self.cleaned_data["section"]:
            return None
        return {slot.name: self.cleaned_data[slot.name] for slot in self.slots}

    @property
    def effort(self) -> Effort | None:
        """What IT says its own change of a signed part takes; nothing where it says nothing."""
        given = self.cleaned_data
        if given["low"] is None or given["high"] is None:
            return None
        return Effort(
            *(given["low"], given["high"]),
            *(given["new_system"], given["new_data"], given["moves_promise"]),
        )

    @property
    def chosen_priority(self) -> Priority | None:
        chosen = self.cleaned_data.get("priority")
        return Priority(chosen) if chosen else None


class SuggestPartForm(ItemForm):
    """How somebody would write a part that others decide, and why."""

    why = forms.CharField(
        label=_("Why"), widget=forms.Textarea, required=False, help_text=_("A sentence helps.")
    )
    why_limit = WHY_LIMIT

    @property
    def suggested(self) -> dict[str, object]:
        """All that the form asked for."""
        own = {"title", "text", "priority"} & self.fields.keys()
        given = {name: self.cleaned_data[name] for name in own} | (self.carried or {})
        if not given.get("priority"):
            given.pop("priority", None)
        return given


class AskWhatIfForm(forms.Form):
    """What if …?"""

    question = forms.CharField(label=_("What if …?"), widget=forms.Textarea)
    question_limit = TITLE_LIMIT


class AnswerWhatIfForm(forms.Form):
    """What becomes of it."""

    outcome = forms.ChoiceField(
        label=_("What becomes of it?"),
        widget=forms.RadioSelect,
        choices=[(outcome.value, outcome.label) for outcome in WhatIfOutcome],
    )
    words = forms.CharField(label=_("In your words"), widget=forms.Textarea)
    words_limit = NOTE_LIMIT


class EffortForm(forms.Form):
    """How many days a requirement takes, from … to …."""

    low = _DaysField(_("At least, in days"))
    high = _DaysField(_("At most, in days"))


class ChangeEffortForm(EffortForm):
    """The same of a change, and what else the change brings with it."""

    new_system = forms.BooleanField(required=False)
    new_data = forms.BooleanField(required=False)
    moves_promise = forms.BooleanField(required=False)

    @property
    def effort(self) -> Effort:
        given = self.cleaned_data
        return Effort(
            *(given["low"], given["high"]),
            *(given["new_system"], given["new_data"], given["moves_promise"]),
        )


class ApplyForm(forms.Form):
    """How its author brings a change into the brief."""

    how = forms.ChoiceField(choices=[(how.value, how.value) for how in How])
    way_out = forms.ChoiceField(choices=[(way.value, way.label) for way in WayOut], required=False)
    note = forms.CharField(label=_("In your words"), widget=forms.Textarea, required=False)

    text_limit = NOTE_LIMIT


class CompareForm(forms.Form):
    """Which snapshots are compared; without the second one, the brief as it is now."""

    before = forms.IntegerField(min_value=1, max_value=2**31 - 1)
    after = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1)


class BaseForm(forms.Form):
    """Which text of an item somebody takes out or puts back."""

    base = forms.IntegerField(max_value=2**31 - 1)


class MoveForm(BaseForm):
    """Where a part of the brief goes."""

    section = forms.ChoiceField(
        label=_("Section"), choices=[(section.value, section.label) for section in Section]
    )


class PlaceForm(forms.Form):
    """Before which part of its section it stands; at the end where none is named."""

    before = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)


class SectionForm(forms.Form):
    section = forms.ChoiceField(choices=[(section.value, section.value) for section in Section])
