"""A file of another catalogue: where it comes from, and what its columns are."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.core.forms import offer
from tandem.formats.catalogues import ROLES
from tandem.systems.rules import NAME_LIMIT

ROLE_NAMES = {
    "name": _("Name"),
    "key": _("What it is known by there"),
    "kind": _("What it is"),
    "aliases": _("Other names"),
    "vendor": _("Vendor"),
    "it_owner": _("Owner in IT"),
    "business_owner": _("Owner in the business"),
    "criticality": _("When it stands still"),
    "data": _("Data it holds"),
    "support_hours": _("Support hours"),
    "support_team": _("Who helps"),
    "yearly_cost": _("Cost of a year"),
    "renews_on": _("Paid again on"),
    "lifecycle": _("Today"),
}
_ACCEPT = ".csv,.tsv,.txt,.xlsx,.yaml,.yml,.json,.dsl,.gz,.xz,text/csv"


class CatalogueFileForm(forms.Form):
    """A file, or its rows pasted, and the name of where it comes from."""

    source = forms.CharField(
        label=_("Where it comes from"),
        help_text=_(
            "Always the same name for the same catalogue: by it, entries are known again the next "
            "time."
        ),
        max_length=NAME_LIMIT,
    )
    file = forms.FileField(
        label=_("File"),
        required=False,
        widget=forms.FileInput(attrs={"accept": _ACCEPT}),
        help_text=_(
            "A table (CSV or XLSX), Backstage (catalog-info.yaml), CALM, Structurizr, or a list in "
            "YAML or JSON."
        ),
    )
    pasted = forms.CharField(
        label=_("Or paste its rows"), required=False, widget=forms.Textarea, max_length=400_000
    )

    name_limit = NAME_LIMIT


class TakeCatalogueForm(forms.Form):
    """What the columns of a table are; and whether the file is all of its source."""

    whole = forms.BooleanField(
        label=_("The file holds everything of its source: mark what is no longer in it"),
        required=False,
        initial=True,
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, headings: Sequence[str], **more: Any
    ) -> None:
        super().__init__(data, **more)
        columns = [("", _("none")), *((str(at), one or "–") for at, one in enumerate(headings))]
        for role in ROLES if headings else ():
            self.fields[f"c_{role}"] = forms.ChoiceField(label=ROLE_NAMES[role], required=False)
            offer(self, f"c_{role}", columns)

    @property
    def columns(self) -> dict[str, int]:
        """Which column is what: {role: place}."""
        given = self.cleaned_data
        return {role: int(given[f"c_{role}"]) for role in ROLES if given.get(f"c_{role}")}
