"""What is asked about any export: sheets, columns, words of theirs, who is who."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.imports.rules.columns import ROLE_LABELS, told_by
from tandem.imports.rules.mapping import Means
from tandem.imports.rules.telling import LABELS

CHOOSE = {
    "required": _("Choose one from the list."),
    "invalid_choice": _("Choose one from the list."),
}
PEOPLE_AT_MOST = 60


class WordsForm(forms.Form):
    """What means what: a field for each word of theirs. `found` is what was read."""

    comments = forms.BooleanField(label=_("Comments"), required=False)
    checks = forms.BooleanField(label=_("Checklists"), required=False)
    theirs = forms.ChoiceField(
        label=_("If something was changed here, and in the other tool as well"),
        choices=[("ours", _("keep ours")), ("theirs", _("take theirs"))],
        help_text=_("Only where the same file comes in again."),
        error_messages=CHOOSE,
    )
    plain_state, plain_kind = "", ""
    """What a word means about which nothing was said."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        found: Mapping[str, Any],
        means: Means,
        people: Sequence[tuple[int, str]] = (),
    ) -> None:
        self.found, self.means = found, means
        self._ids = by_name(people)
        self._names = dict(people)
        super().__init__(data, initial=self.values_now())
        self._sheets = [(str(one[0]), bool(one[1])) for one in found.get("sheets", ())]
        if len(self._sheets) > 1:
            named = [(name, _("%s (hidden)") % name if hid else name) for name, hid in self._sheets]
            self.choice("sheet", named, means.sheet or self._read_sheet)
            self.fields["sheet"].label = _("Sheet")
        self._columns = [(str(one[0]), str(one[1])) for one in found.get("columns", ())]
        for at, (_heading, role) in enumerate(self._columns):
            self.choice(f"column_{at}", [("", _("no column of ours")), *ROLE_LABELS.items()], role)
        for what, plain, choices, chosen in self.words_asked():
            for at, (word, _count) in enumerate(found.get(f"{what}s", ())):
                self.choice(f"{what}_{at}", choices, chosen.get(word, plain))
        choices = self.field_choices()
        self._own = [tuple(one) for one in found.get("fields", ())] if choices else []
        for at, (what, _count, _examples) in enumerate(self._own):
            names = [("", _("kept as text")), *choices]
            meant = means.fields.get(what, "").casefold()
            held = next((name for name, _label in choices if name.casefold() == meant), "")
            self.choice(f"field_{at}", names, held)
        for at, (who, _name, _count) in enumerate(found.get("people", ())[:PEOPLE_AT_MOST]):
            self.fields[f"person_{at}"] = forms.CharField(
                required=False, max_length=200, initial=self._names.get(means.people.get(who, 0))
            )

    def values_now(self) -> dict[str, Any]:
        """What was chosen so far."""
        means = self.means
        return {
            "comments": means.comments,
            "checks": means.checks,
            "theirs": "theirs" if means.theirs else "ours",
        }

    def words_asked(
        self,
    ) -> list[tuple[str, str, Sequence[tuple[Any, Any]], Mapping[str, str]]]:
        """(what, otherwise, choices, chosen) of the words that are asked about."""
        return []

    def field_choices(self) -> list[tuple[str, Any]]:
        """What a column of their own may become here."""
        return []

    def choice(self, name: str, choices: Sequence[tuple[Any, Any]], initial: str) -> None:
        """Add a list to choose from."""
        self.fields[name] = forms.ChoiceField(
            choices=choices, initial=initial, required=False, error_messages=CHOOSE
        )

    @property
    def _read_sheet(self) -> str:
        return next((str(one[0]) for one in self.found.get("sheets", ()) if one[2]), "")

    def words_of(self, what: str) -> Iterator[tuple[str, int, forms.BoundField]]:
        """(their word, how often, the field) of states, kinds, …, for the page."""
        listed = self.found.get(f"{what}s", self.found.get("words", {}).get(what, ()))
        for at, (word, count) in enumerate(listed):
            yield word, count, self[f"{what}_{at}"]

    def people_of(self) -> Iterator[tuple[str, int, forms.BoundField]]:
        """The same of the people who do the most."""
        for at, (_who, name, count) in enumerate(self.found.get("people", ())[:PEOPLE_AT_MOST]):
            yield name, count, self[f"person_{at}"]

    def columns_of(self) -> Iterator[tuple[str, forms.BoundField]]:
        """Each heading of a table with its field."""
        for at, (heading, _role) in enumerate(self._columns):
            yield heading, self[f"column_{at}"]

    def fields_of(self) -> Iterator[tuple[str, int, str, forms.BoundField]]:
        """What may fill a field of one's own: (what, how often, examples, the field)."""
        for at, (what, count, examples) in enumerate(self._own):
            yield LABELS.get(what, what), count, " · ".join(examples), self[f"field_{at}"]

    def clean(self) -> dict[str, Any]:
        """Names become people; one that nobody has alone is told beside it."""
        given = super().clean() or self.cleaned_data
        self.people = dict(self.means.people)
        for at, (who, _name, _count) in enumerate(self.found.get("people", ())[:PEOPLE_AT_MOST]):
            name = " ".join((given.get(f"person_{at}") or "").split())
            self.people.pop(who, None)
            if name and (ours := self._ids.get(name.casefold())):
                self.people[who] = ours
            elif name:
                self.add_error(f"person_{at}", _("Choose somebody from the list, or leave it."))
        return given

    @property
    def other_sheet(self) -> str:
        """The sheet to read instead, if it isn't the one that was read."""
        wanted: str = self.cleaned_data.get("sheet") or ""
        return wanted if wanted != self._read_sheet else ""

    @property
    def chosen(self) -> Means:
        """What was filled in. Words that aren't on the page stay as they were; of another sheet
        nothing is known yet but that it is to be read.
        """
        if self.other_sheet:
            return self.means.with_changes(sheet=self.other_sheet, columns={}, fields={})
        given = self.cleaned_data
        columns = [
            given[f"column_{at}"] if f"column_{at}" in self.data else role
            for at, (_, role) in enumerate(self._columns)
        ]
        return self.means.with_changes(
            columns=told_by(self._columns, columns) or self.means.columns,
            states=self.means.states | self.said("state", self.plain_state),
            kinds=self.means.kinds | self.said("kind", self.plain_kind),
            people=self.people,
            fields=self.means.fields
            | {what: given[f"field_{at}"] for at, (what, *_rest) in enumerate(self._own)},
            comments=given["comments"],
            checks=given["checks"],
            theirs=given["theirs"] == "theirs",
        )

    def said(self, what: str, plain: str) -> dict[str, str]:
        """What was said about each word."""
        return {
            word: self.cleaned_data[field.name] or plain
            for word, _count, field in self.words_of(what)
        }


def by_name(people: Sequence[tuple[int, str]]) -> dict[str, int]:
    """Whom a name means, where one person alone has it."""
    found: dict[str, list[int]] = {}
    for pk, name in people:
        found.setdefault(" ".join(name.split()).casefold(), []).append(pk)
    return {name: pks[0] for name, pks in found.items() if len(pks) == 1}
