"""The files, and what they go into."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.core.forms import FormKeyField, offer
from tandem.imports.rules.steps import FILES_AT_MOST

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

INTO_IDEAS = 0
"""In place of what has work: they become ideas."""


_CHOOSE = {
    "required": _("Choose one from the list."),
    "invalid_choice": _("Choose one from the list."),
}


def _home(text: str) -> int:
    return INTO_IDEAS if text == "ideas" else int(text)


class _Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several."""

    widget = _Files

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[bytes]]":
        """Each of them; an empty one is left for the service to tell about."""
        sent = data if isinstance(data, list | tuple) else [data] if data else []
        if not sent:
            raise forms.ValidationError(_("Choose a file."))
        if len(sent) > FILES_AT_MOST:
            raise forms.ValidationError(_("At most 20 files at once."))
        return list(sent)


class UploadForm(forms.Form):
    """The files, and what they go into."""

    home = forms.TypedChoiceField(
        label=_("Into"), coerce=_home, empty_value=None, error_messages=_CHOOSE
    )
    file = FilesField(
        label=_("Files of the other tool"),
        help_text=_(
            "Jira, Trello, Asana, Redmine, TickTick, Microsoft Project, TaskJuggler, GanttProject, "
            "or any table as CSV or XLSX; packed with gzip or xz, too. Files of one export go "
            "together. For ideas also threads of requests (JSON), and documents (Word, Markdown)."
        ),
    )
    form_key = FormKeyField()

    def __init__(
        self, *args: Any, homes: Sequence[tuple[int, str]], ideas: bool = False, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        first = [("ideas", _("Ideas & work, as new ideas"))] if ideas else []
        offer(self, "home", [*first, *homes])
