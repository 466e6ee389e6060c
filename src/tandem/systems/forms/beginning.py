"""The first entries: ticked, perhaps under another name."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from tandem.core.forms import offer
from tandem.systems.rules import NAME_LIMIT, TEN, TYPICAL, Entry, EntryKind


class BeginForm(forms.Form):
    """Ten rows, each with a tick, a name and a kind."""

    name_limit = NAME_LIMIT

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        kinds = [(one.value, one.label) for one in EntryKind]
        for at, typical in enumerate(TYPICAL):
            self.fields[f"use_{at}"] = forms.BooleanField(required=False)
            self.fields[f"name_{at}"] = forms.CharField(
                required=False, max_length=NAME_LIMIT, initial=str(typical.name)
            )
            self.fields[f"kind_{at}"] = forms.ChoiceField(
                required=False, initial=typical.kind.value
            )
            offer(self, f"kind_{at}", kinds)

    @property
    def rows(self) -> list[tuple[Any, Any, Any]]:
        """The fields of each row: tick, name, kind."""
        return [(self[f"use_{at}"], self[f"name_{at}"], self[f"kind_{at}"]) for at in range(TEN)]

    def clean(self) -> dict[str, Any]:
        """What is ticked needs a name, and no two the same."""
        given: dict[str, Any] = self.cleaned_data
        seen: set[str] = set()
        for at in range(TEN):
            name = " ".join(given.get(f"name_{at}", "").split())
            if given.get(f"use_{at}") and not name:
                self.add_error(f"name_{at}", _("Write a name, or take the tick off."))
            if given.get(f"use_{at}") and name.casefold() in seen:
                self.add_error(f"name_{at}", _("This name stands twice."))
            if given.get(f"use_{at}"):
                seen.add(name.casefold())
        return given

    @property
    def entries(self) -> list[Entry]:
        """What is ticked."""
        given = self.cleaned_data
        return [
            Entry(given[f"name_{at}"], kind=EntryKind(given[f"kind_{at}"] or EntryKind.SYSTEM))
            for at in range(TEN)
            if given[f"use_{at}"]
        ]
