"""What a person fills in to suggest something, to settle it, to say who decides what."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.core.forms import offer
from tandem.rights.rules import TEXT_LIMIT, WHY_LIMIT, Decider, Matter, Rights

_CHOOSE = _("Choose one from the list.")


class SuggestionForm(forms.Form):
    """Another text for something that others decide."""

    text = forms.CharField(label=_("How you would write it"), widget=forms.Textarea, strip=False)
    why = forms.CharField(
        label=_("Why"), widget=forms.Textarea, required=False, help_text=_("A sentence helps.")
    )
    text_limit, why_limit = TEXT_LIMIT, WHY_LIMIT


class AcceptForm(forms.Form):
    """The text as it was when somebody decided."""

    seen = forms.CharField(max_length=64)


class DeclineForm(forms.Form):
    answer = forms.CharField(
        label=_("Why not"),
        widget=forms.Textarea,
        error_messages={"required": _("Say in a sentence why it stays as it is.")},
    )
    answer_limit = WHY_LIMIT


class RightsForm(forms.Form):
    """Who decides what: a choice for each matter."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, rights: Rights) -> None:
        super().__init__(data)
        for matter in Matter:
            self.fields[matter.value] = forms.ChoiceField(
                label=matter.label,
                help_text=matter.governs or "",
                choices=[(decider.value, decider.label) for decider in Decider],
                initial=rights.decider(matter).value,
                error_messages={"invalid_choice": _("Choose one from the list.")},
            )

    @property
    def chosen(self) -> dict[Matter, Decider]:
        return {matter: Decider(self.cleaned_data[matter.value]) for matter in Matter}


class SponsorForm(forms.Form):
    """Another sponsor."""

    sponsor = forms.ChoiceField(
        label=_("Sponsor"), error_messages={"required": _CHOOSE, "invalid_choice": _CHOOSE}
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        people: Iterable[tuple[int, str]],
        **more: Any,
    ) -> None:
        super().__init__(data, **more)
        offer(self, "sponsor", [(str(pk), name) for pk, name in people])


class BreakInForm(forms.Form):
    """Which restricted initiative, and why."""

    initiative = forms.ChoiceField(
        label=_("Which one"), error_messages={"required": _CHOOSE, "invalid_choice": _CHOOSE}
    )
    reason = forms.CharField(
        label=_("Why"),
        widget=forms.Textarea,
        error_messages={"required": _("Say why. The people on it read this.")},
    )
    reason_limit = WHY_LIMIT

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, initiatives: Iterable[int]
    ) -> None:
        super().__init__(data)
        offer(
            self,
            "initiative",
            [(str(pk), _("Number {number}").format(number=pk)) for pk in initiatives],
        )
