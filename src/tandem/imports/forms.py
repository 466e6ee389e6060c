"""What a person fills in to take work in. The services check it again; forms only read it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.accounts.rules import Lane
from tandem.core.forms import FormKeyField, offer
from tandem.imports.rules.columns import ROLE_LABELS, told_by
from tandem.imports.rules.mapping import (
    LEAVE_OUT,
    POINT_DAYS_AT_MOST,
    SHARED,
    Means,
    SideBy,
)
from tandem.imports.rules.steps import FILES_AT_MOST
from tandem.imports.rules.telling import LABELS
from tandem.work.rules import WorkKind, WorkState

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

_CHOOSE = {
    "required": _("Choose one from the list."),
    "invalid_choice": _("Choose one from the list."),
}
_PEOPLE_AT_MOST = 60


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
        label=_("Into"), coerce=int, empty_value=None, error_messages=_CHOOSE
    )
    file = FilesField(
        label=_("Files of the other tool"),
        help_text=_(
            "Jira, Trello, Asana, Redmine, TickTick, Microsoft Project, TaskJuggler, GanttProject, "
            "or any table as CSV or XLSX; packed with gzip or xz, too. Files of one export go "
            "together."
        ),
    )
    form_key = FormKeyField()

    def __init__(self, *args: Any, homes: Sequence[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "home", homes)


def _state_choices() -> list[tuple[str, object]]:
    return [*((one.value, one.label) for one in WorkState), (LEAVE_OUT, _("Leave it out"))]


def _kind_choices() -> list[tuple[str, object]]:
    return [*((one.value, one.label) for one in WorkKind), (LEAVE_OUT, _("Leave it out"))]


def side_choices(lanes: Collection[Lane | None]) -> list[tuple[str, object]]:
    """The sides that somebody takes work in for."""
    own = [(lane.value, lane.label) for lane in Lane if lane in lanes]
    return [*own, (SHARED, _("Both sides"))]


class MeansForm(forms.Form):
    """What means what: a field for each word of theirs. `found` is what was read."""

    side_by = forms.ChoiceField(
        label=_("What tells whose work it is"),
        choices=[(one.value, one.label) for one in SideBy],
        error_messages=_CHOOSE,
    )
    side = forms.ChoiceField(label=_("Whose work it is otherwise"), error_messages=_CHOOSE)
    only_open = forms.BooleanField(label=_("Only what isn't over yet"), required=False)
    since = forms.DateField(
        label=_("Of what is over: only what changed since"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={"invalid": _("Write the day as 2026-05-31.")},
    )
    comments = forms.BooleanField(label=_("Comments"), required=False)
    history = forms.BooleanField(
        label=_("History: when it moved from state to state"), required=False
    )
    hours = forms.BooleanField(label=_("Time that was spent"), required=False)
    checks = forms.BooleanField(label=_("Checklists"), required=False)
    point_days = forms.FloatField(
        label=_("Working days for a story point"),
        help_text=_("Empty: points stay a text beside the work."),
        required=False,
        min_value=0,
        max_value=POINT_DAYS_AT_MOST,
        error_messages={"invalid": _("Write a number, such as 0.5.")},
    )
    theirs = forms.ChoiceField(
        label=_("What was changed here and there since it last came in"),
        choices=[("ours", _("stays as it is here")), ("theirs", _("becomes what it is there"))],
        error_messages=_CHOOSE,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        found: Mapping[str, Any],
        means: Means,
        lanes: Collection[Lane | None],
        people: Sequence[tuple[int, str]] = (),
        own: Sequence[str] = (),
    ) -> None:
        self.found, self.means = found, means
        self._ids = _by_name(people)
        self._names = dict(people)
        super().__init__(data, initial=self._initial())
        offer(self, "side", side_choices(lanes))
        self._sheets = [(str(one[0]), bool(one[1])) for one in found.get("sheets", ())]
        if len(self._sheets) > 1:
            named = [(name, _("%s (hidden)") % name if hid else name) for name, hid in self._sheets]
            read = next((str(one[0]) for one in found["sheets"] if one[2]), "")
            self._choice("sheet", named, means.sheet or read)
            self.fields["sheet"].label = _("Sheet")
        self._columns = [(str(one[0]), str(one[1])) for one in found.get("columns", ())]
        self._add_words(lanes)
        for at, (_heading, role) in enumerate(self._columns):
            self._choice(f"column_{at}", [("", _("no column of ours")), *ROLE_LABELS.items()], role)
        self._own = [tuple(one) for one in found.get("fields", ())] if own else []
        for at, (what, _count, _examples) in enumerate(self._own):
            names = [("", _("kept as text")), *((name, name) for name in own)]
            meant = means.fields.get(what, "").casefold()
            chosen = next((name for name in own if name.casefold() == meant), "")
            self._choice(f"field_{at}", names, chosen)
        for at, (who, _name, _count) in enumerate(found.get("people", ())[:_PEOPLE_AT_MOST]):
            self.fields[f"person_{at}"] = forms.CharField(
                required=False, max_length=200, initial=self._names.get(means.people.get(who, 0))
            )

    def _initial(self) -> dict[str, Any]:
        means = self.means
        names = ("side", "side_by", "only_open", "comments", "history", "hours", "checks")
        return {
            **{name: getattr(means, name) for name in names},
            "since": means.since_day,
            "point_days": means.point_days or None,
            "theirs": "theirs" if means.theirs else "ours",
        }

    def _add_words(self, lanes: Collection[Lane | None]) -> None:
        found, means = self.found, self.means
        for at, (word, _count) in enumerate(found.get("states", ())):
            self._choice(f"state_{at}", _state_choices(), means.states.get(word, "to_do"))
        for at, (word, _count) in enumerate(found.get("kinds", ())):
            self._choice(f"kind_{at}", _kind_choices(), means.kinds.get(word, "task"))
        over = [("", _("as its state says")), (WorkState.DROPPED.value, WorkState.DROPPED.label)]
        for at, (word, _count) in enumerate(found.get("resolutions", ())):
            self._choice(f"resolution_{at}", over, means.resolutions.get(word, ""))
        sides = [("", _("as otherwise")), *side_choices(lanes)]
        for by, words in found.get("words", {}).items():
            for at, (word, _count) in enumerate(words):
                self._choice(f"{by}_{at}", sides, means.sides.get(word, ""))

    def _choice(self, name: str, choices: Sequence[tuple[Any, Any]], initial: str) -> None:
        self.fields[name] = forms.ChoiceField(
            choices=choices, initial=initial, required=False, error_messages=_CHOOSE
        )

    def words_of(self, what: str) -> Iterator[tuple[str, int, forms.BoundField]]:
        """(their word, how often, the field) of states, kinds, …, for the page."""
        listed = self.found.get(f"{what}s", self.found.get("words", {}).get(what, ()))
        for at, (word, count) in enumerate(listed):
            yield word, count, self[f"{what}_{at}"]

    def people_of(self) -> Iterator[tuple[str, int, forms.BoundField]]:
        """The same of the people who do the most."""
        for at, (_who, name, count) in enumerate(self.found.get("people", ())[:_PEOPLE_AT_MOST]):
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
        for at, (who, _name, _count) in enumerate(self.found.get("people", ())[:_PEOPLE_AT_MOST]):
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
        read = next((str(one[0]) for one in self.found.get("sheets", ()) if one[2]), "")
        return wanted if wanted != read else ""

    @property
    def chosen(self) -> Means:
        """What was filled in. Words that aren't on the page stay as they were; of another sheet
        nothing is known yet but that it is to be read.
        """
        given = self.cleaned_data
        if self.other_sheet:
            return self.means.with_changes(sheet=self.other_sheet, columns={}, fields={})
        by = given["side_by"]
        columns = [
            given[f"column_{at}"] if f"column_{at}" in self.data else role
            for at, (_, role) in enumerate(self._columns)
        ]
        return self.means.with_changes(
            columns=told_by(self._columns, columns) or self.means.columns,
            states=self.means.states | self._said("state", "to_do"),
            kinds=self.means.kinds | self._said("kind", "task"),
            resolutions=self.means.resolutions | self._said("resolution", ""),
            side=given["side"],
            side_by=by,
            sides={word: side for word, side in self._said(by, "").items() if side}
            if by != SideBy.ALL
            else {},
            people=self.people,
            fields=self.means.fields
            | {what: given[f"field_{at}"] for at, (what, *_rest) in enumerate(self._own)},
            only_open=given["only_open"],
            since=given["since"].isoformat() if given["since"] else "",
            comments=given["comments"],
            history=given["history"],
            hours=given["hours"],
            checks=given["checks"],
            point_days=given["point_days"] or 0.0,
            theirs=given["theirs"] == "theirs",
        )

    def _said(self, what: str, plain: str) -> dict[str, str]:
        return {
            word: self.cleaned_data[field.name] or plain
            for word, _count, field in self.words_of(what)
        }


def _by_name(people: Sequence[tuple[int, str]]) -> dict[str, int]:
    """Whom a name means, where one person alone has it."""
    found: dict[str, list[int]] = {}
    for pk, name in people:
        found.setdefault(" ".join(name.split()).casefold(), []).append(pk)
    return {name: pks[0] for name, pks in found.items() if len(pks) == 1}


class ConflictsForm(forms.Form):
    """Which of what changed on both sides becomes what it is there."""

    keys = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Mapping[str, Any] | None = None, *, keys: Collection[str]) -> None:
        super().__init__(data)
        offer(self, "keys", [(key, key) for key in keys])
