"""What a person fills in about a saved view. The services check it again."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.core.forms import offer
from tandem.lists.rules import ASKED_LIMIT, NAME_LIMIT, Sharing


class ViewForm(forms.Form):
    """A name, who finds it, and whether the list opens with it."""

    name = forms.CharField(label=_("Name"))
    shared = forms.ChoiceField(
        label=_("Who finds it"),
        help_text=_("Everybody sees in it only what they may see anyway."),
        error_messages={
            "required": _("Choose one from the list."),
            "invalid_choice": _("Choose one from the list."),
        },
    )
    choose = forms.BooleanField(label=_("Ideas & work opens with it for me"), required=False)
    asked = forms.CharField(
        widget=forms.HiddenInput, required=False, max_length=ASKED_LIMIT, empty_value=""
    )
    name_limit = NAME_LIMIT

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        sharings: Collection[Sharing],
        saved: bool = False,
        **more: Any,
    ) -> None:
        super().__init__(data, **more)
        offer(self, "shared", [(one.value, one.label) for one in sharings])
        if saved:
            del self.fields["choose"], self.fields["asked"]


class AskedForm(forms.Form):
    """What the list asks for now, as it stands in its address."""

    asked = forms.CharField(required=False, max_length=ASKED_LIMIT, empty_value="")


class ChooseForm(forms.Form):
    """The view that the list opens with; empty: everything."""

    view = forms.IntegerField(required=False, min_value=1, max_value=2**62)
