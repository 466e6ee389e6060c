"""What a person fills in to link code to work."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.trace.rules import ADDRESS_LIMIT, STATES_OF, Code, CodeKind, CodeState, code_typed

_STATES = STATES_OF[CodeKind.PULL_REQUEST] | STATES_OF[CodeKind.RUN]


class CodeForm(forms.Form):
    """An address or a branch's name, what it is and how it stands, if that is known."""

    address = forms.CharField(
        label=_("Address of a pull request or CI run, or a branch's name"),
        max_length=ADDRESS_LIMIT,
        error_messages={"max_length": _("That is too long.")},
    )
    what = forms.ChoiceField(
        label=_("It is"),
        required=False,
        choices=[("", _("what the address says")), *((k.value, k.label) for k in CodeKind)],
    )
    state = forms.ChoiceField(
        label=_("How it stands"),
        required=False,
        choices=[("", _("not said")), *((s.value, s.label) for s in CodeState if s in _STATES)],
    )

    def clean(self) -> dict[str, Any]:
        """What it is must be known, by its address or by what was chosen."""
        given = super().clean() or {}
        if given.get("address") and not self.errors and self._read(given) is None:
            self.add_error("what", _("Choose what it is: the address doesn't say it."))
        return given

    @property
    def code(self) -> Code:
        """What was filled in, as the service takes it."""
        found = self._read(self.cleaned_data)
        assert found is not None  # noqa: S101 - clean() has looked
        return found

    def _read(self, given: dict[str, Any]) -> Code | None:
        kind = CodeKind(given["what"]) if given.get("what") else None
        state = CodeState(given["state"]) if given.get("state") else None
        return code_typed(" ".join(given["address"].split()), kind, state)
