"""What a person fills in to add a picture or a link, and to describe one."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.attachments.rules import ADDRESS_LIMIT, DESCRIPTION_LIMIT, TITLE_LIMIT, About, MediaType
from tandem.core.forms import FormKeyField
from tandem.talk.rules import COMMENT_LIMIT

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

ACCEPTED = ",".join(media.value for media in MediaType)
"""What a browser offers to choose; on a phone: its pictures and its camera."""


def _file(*, required: bool) -> forms.FileField:
    return forms.FileField(
        label=_("Picture or PDF"),
        help_text=_("PNG, JPEG, WebP, GIF or PDF."),
        required=required,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={"empty": _("This file is empty.")},
    )


def _description() -> forms.CharField:
    return forms.CharField(
        label=_("What is to be seen?"),
        help_text=_("A sentence for those who don't see the picture."),
        required=False,
        widget=forms.Textarea,
    )


class FileForm(forms.Form):
    """A picture or a PDF file: the first of its kind, or a newer version."""

    file = _file(required=True)
    description = _description()
    form_key = FormKeyField()

    description_limit = DESCRIPTION_LIMIT

    @property
    def about(self) -> About:
        """What was said about the file."""
        sent: UploadedFile[bytes] = self.cleaned_data["file"]
        return About(
            title=self.cleaned_data.get("title", ""),
            description=self.cleaned_data["description"],
            file_name=sent.name or "",
        )


class AddForm(FileForm):
    """A picture, a PDF file or a link."""

    file = _file(required=False)
    address = forms.CharField(
        label=_("Or a link"),
        help_text=_("A page that shows what you mean. Only people open it; Tandem never does."),
        required=False,
        widget=forms.URLInput,
    )
    title = forms.CharField(
        label=_("What is it called?"),
        help_text=_("A link needs a title; a picture takes the name of its file."),
        required=False,
    )
    field_order = ("file", "address", "title", "description", "form_key")

    title_limit = TITLE_LIMIT
    address_limit = ADDRESS_LIMIT

    def clean(self) -> dict[str, Any]:
        """One of both; a link has a title."""
        given = super().clean() or {}
        file, address = given.get("file"), given.get("address")
        if file and address:
            self.add_error("address", _("Add the picture first, then the link: one at a time."))
        elif not file and not address and "file" not in self.errors:
            self.add_error("file", _("Choose a file, or write a link."))
        elif address and not given.get("title"):
            self.add_error("title", _("Say in a few words where the link leads."))
        return given


class DescribeForm(forms.Form):
    """What something is called, and what is to be seen on it."""

    title = forms.CharField(label=_("What is it called?"))
    description = _description()

    title_limit = TITLE_LIMIT
    description_limit = DESCRIPTION_LIMIT


class PinForm(forms.Form):
    """Where on a picture, and what about it."""

    page = forms.TypedChoiceField(label=_("On which page?"), coerce=int, initial=1)
    x = forms.FloatField(
        label=_("From the left, in percent"), min_value=0, max_value=100, initial=50
    )
    y = forms.FloatField(
        label=_("From the top, in percent"), min_value=0, max_value=100, initial=50
    )
    text = forms.CharField(label=_("What about it?"), widget=forms.Textarea)
    form_key = FormKeyField()

    text_limit = COMMENT_LIMIT


class StepForm(forms.Form):
    """Which way to move something by one place."""

    step = forms.TypedChoiceField(choices=[(-1, "-1"), (1, "1")], coerce=int)
