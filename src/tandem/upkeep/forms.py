"""What administrators fill in about the workspace itself. Services check it again."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.accounts.queries import active_people_of, duty_people
from tandem.accounts.rules import Guarded, Lane, MailServer, closing_days_of
from tandem.core.forms import offer
from tandem.core.words import say
from tandem.formats.icalendar import SPELLS_AT_MOST, Spell
from tandem.formats.text_file import UnreadableFile, text_of
from tandem.upkeep.rules.closing_calendar import FILE_LIMIT, named
from tandem.upkeep.rules.columns import TEXT_LIMIT, Column, Table
from tandem.upkeep.rules.listing import Offered
from tandem.upkeep.rules.post import HOST_LIMIT, PASSWORD_LIMIT, USER_LIMIT

_FILE_LIMIT = 4 * TEXT_LIMIT


class PeopleListForm(forms.Form):
    """A list of people, as a file or as pasted rows."""

    text = forms.CharField(
        label=_("Rows"),
        required=False,
        strip=False,
        max_length=TEXT_LIMIT,
        widget=forms.Textarea,
        error_messages={
            "max_length": _("That is too much at once. Split the list."),
            "null_characters_not_allowed": _("There is a character in it that isn’t text."),
        },
    )
    file = forms.FileField(
        label=_("Or a CSV file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
    )
    leave_out = forms.BooleanField(
        label=_("Leave out the rows that can’t be taken"), required=False
    )
    invite = forms.ChoiceField(
        label=_("How they hear of it"),
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, files: Any = None, *, by_mail: bool
    ) -> None:
        super().__init__(data, files)
        ways: list[tuple[object, object]] = [
            ("links", _("by a link that I hand to each; the links stand on the next page")),
            ("file", _("by a link that I hand to each; the links come as a CSV file")),
        ]
        if by_mail:
            ways.insert(0, ("mail", _("by mail: each gets an invitation with a link")))
        offer(self, "invite", ways)
        self.fields["invite"].initial = ways[0][0]

    def clean(self) -> dict[str, Any]:
        """The text of the file, where there is one, instead of what was typed."""
        given = dict(super().clean() or {})
        file = given.get("file")
        if file is not None:
            try:
                given["text"] = text_of(file.read(_FILE_LIMIT))
            except UnreadableFile as error:
                self.add_error("file", say(error.template, **error.values))
            if file.size > _FILE_LIMIT:
                self.add_error("file", _("This file is too large for a list of people. Split it."))
        if not self.errors and not given.get("text", "").strip():
            empty = (
                _("There is nothing in this file.")
                if file is not None
                else _("Paste the rows here, or choose a file.")
            )
            self.add_error("text", empty)
        return given

    @property
    def way(self) -> str:
        """How those who come in hear of it."""
        given = self.cleaned_data if self.is_bound else {}
        return str(given.get("invite") or self.fields["invite"].initial)


def places_chosen(data: Mapping[str, Any], table: Table) -> dict[Column, int] | None:
    """What somebody said of the columns; None where they weren't asked yet."""
    chosen = [str(data.get(f"column-{place}", "?")) for place in range(table.width)]
    if not chosen or "?" in chosen:
        return None
    known = set(Column)
    return {Column(word): place for place, word in enumerate(chosen) if word in known}


def departments_chosen(
    data: Mapping[str, Any], offered: list[Offered]
) -> dict[str, tuple[bool, Lane | None]]:
    """Which departments to make, for which side; what wasn't asked yet is as it was offered."""
    asked: dict[str, tuple[bool, Lane | None]] = {}
    lanes = {lane.value: lane for lane in Lane}
    for at in range(len(offered) + 100):
        if name := data.get(f"called-{at}"):
            lane = lanes.get(str(data.get(f"side-{at}", "")))
            asked[str(name).casefold()] = (bool(data.get(f"make-{at}")), lane)
    return {one.name: asked.get(one.name.casefold(), (True, one.lane)) for one in offered}


class MailServerForm(forms.Form):
    """Where mail is handed in."""

    host = forms.CharField(
        label=_("Server"), max_length=HOST_LIMIT, help_text=_("Such as mail.example.org.")
    )
    port = forms.IntegerField(
        label=_("Port"),
        min_value=1,
        max_value=65535,
        initial=587,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("A port is a number from 1 to 65535.")
        ),
    )
    guarded = forms.ChoiceField(
        label=_("On the way it is"), widget=forms.RadioSelect, initial=Guarded.STARTTLS.value
    )
    user = forms.CharField(
        label=_("Name to sign in with"),
        required=False,
        max_length=USER_LIMIT,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    password = forms.CharField(
        label=_("Password"),
        required=False,
        strip=False,
        max_length=PASSWORD_LIMIT,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    sender = forms.EmailField(
        label=_("Mail comes from"),
        required=False,
        max_length=254,
        error_messages={
            "invalid": _("This isn't an e-mail address: it looks like tandem@example.org.")
        },
    )

    def __init__(self, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        offer(self, "guarded", [(one.value, one.label) for one in Guarded])

    @property
    def chosen(self) -> MailServer:
        """As the service takes it."""
        given = self.cleaned_data
        return MailServer(
            host=given["host"],
            port=given["port"],
            guarded=Guarded(given["guarded"]),
            user=given["user"],
            password=given["password"],
            sender=given["sender"],
        )


class ClosingDaysForm(forms.Form):
    """Days on which nobody works beside public holidays, a line each."""

    days = forms.CharField(
        label=_("Closing days"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea,
        help_text=_(
            "A line each: 2026-12-24 Christmas Eve, or 2026-12-27 to 2026-12-31 Between the years."
        ),
    )

    def clean_days(self) -> str:
        """Refuses a line that has no day, and says which."""
        text = str(self.cleaned_data["days"])
        self.chosen, wrong = closing_days_of(text)
        if wrong:
            raise forms.ValidationError(wrong)
        return text


class CalendarForm(forms.Form):
    """Where closing days stand already: an address, or a file."""

    address = forms.CharField(
        label=_("Its address"),
        required=False,
        max_length=2_000,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        help_text=_(
            "Under which a calendar is offered in the iCal format; it begins with https://."
        ),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".ics,text/calendar"}),
    )

    def clean(self) -> dict[str, Any]:
        """One of both, not too large."""
        given = dict(super().clean() or {})
        file = given.get("file")
        if file is not None and file.size > FILE_LIMIT:
            self.add_error("file", _("This file is too large for a calendar of closing days."))
        if not self.errors and file is None and not given.get("address"):
            self.add_error("address", _("Give an address, or choose a file."))
        return given

    @property
    def source(self) -> str | bytes:
        """What is looked into: the file, where there is one."""
        file = self.cleaned_data.get("file")
        return file.read(FILE_LIMIT) if file else str(self.cleaned_data["address"])


_LONGEST = timedelta(days=731)


class TakeOverForm(forms.Form):
    """What was seen in a calendar, and which of its names to take over."""

    address = forms.CharField(required=False, max_length=2_000, widget=forms.HiddenInput)
    found = forms.CharField(max_length=1_000_000, widget=forms.HiddenInput)
    names = forms.MultipleChoiceField(
        label=_("Take over"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.spells = _spells_of(str((data or more.get("initial") or {}).get("found", "")))
        offer(self, "names", [(name, name) for name in {named(one.title) for one in self.spells}])

    def clean_found(self) -> str:
        """Refuses what no page of ours sent."""
        if not self.spells:
            raise forms.ValidationError(_("Look into the calendar again."))
        return str(self.cleaned_data["found"])

    @property
    def left_out(self) -> set[str]:
        """The names that aren't taken over."""
        return {named(one.title) for one in self.spells} - set(self.cleaned_data["names"])


def written_spells(spells: Sequence[Spell]) -> str:
    """What was seen, on its way through a page."""
    return json.dumps([[str(one.first), str(one.last), one.title] for one in spells])


def _spells_of(text: str) -> list[Spell]:
    """The same, read again; nothing where it isn't that."""
    try:
        read = [
            Spell(date.fromisoformat(first), date.fromisoformat(last), str(title))
            for first, last, title in json.loads(text)
        ]
    except (ValueError, TypeError, RecursionError):
        return []
    # As long as the days for which a calendar is read; how many may be taken is said elsewhere.
    fits = all(timedelta(0) <= one.last - one.first <= _LONGEST for one in read)
    return read if fits and len(read) <= SPELLS_AT_MOST else []


class OnDutyForm(forms.Form):
    """Who answers for a side until somebody says otherwise."""

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        standing = duty_people()
        for lane in Lane:
            self.fields[lane.value] = forms.ChoiceField(
                label=lane.label,
                required=False,
                choices=[
                    ("", _("nobody in particular")),
                    *((str(one.id), one.name) for one in active_people_of(lane)),
                ],
                initial=standing.get(lane, ""),
                error_messages={"invalid_choice": _("Choose one from the list.")},
            )

    @property
    def chosen(self) -> dict[Lane, int | None]:
        return {lane: int(self.cleaned_data[lane.value] or 0) or None for lane in Lane}


class StartForRealForm(forms.Form):
    """The name of the made-up company, typed by whoever removes it."""

    name = forms.CharField(
        label=_("Type the name of the company"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
