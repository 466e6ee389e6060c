"""What a person fills in to sign in."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.accounts.forms import fields
from tandem.accounts.rules import AskedOf
from tandem.core.forms import offer
from tandem.sign_in.rules import CODE_LIMIT, NAME_LIMIT, Checked


class AddressForm(forms.Form):
    """The address somebody signs in with."""

    email = fields.address(_("E-mail"), "username")


class CodeForm(forms.Form):
    """A code of an app, or where that is allowed of the paper."""

    code = forms.CharField(
        label=_("Code"),
        max_length=CODE_LIMIT,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
        error_messages={"required": _("Please write the code.")},
    )
    old = forms.CharField(
        label=_("A code of the app you have so far, or a recovery code"),
        required=False,
        max_length=CODE_LIMIT,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    sealed = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1000)


class NewPasskeyForm(forms.Form):
    """A key that the browser made, under a name."""

    name = fields.line(_("What do you call it?"), NAME_LIMIT)
    password = fields.password(_("Your password"), "current-password")
    answer = forms.CharField(widget=forms.HiddenInput, max_length=20_000)

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id="passkey-%s")


class ConfirmForm(forms.Form):
    """The password, or what a passkey said. Its fields travel among those of another form."""

    confirm_password = fields.password(_("Your password"), "current-password")
    confirm_answer = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20_000)

    NAMES = ("confirm_password", "confirm_answer")

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.place = "confirm_password"
        if self.is_bound and self.data.get("confirm_answer"):
            self.fields["confirm_password"].required = False


class ChangePasswordForm(forms.Form):
    """Another password for oneself; the one of so far is asked of whoever has one."""

    old = fields.password(_("Your password so far"), "current-password")
    password = fields.password(_("The new password"), "new-password")

    def __init__(self, data: Mapping[str, Any] | None = None, *, has_one: bool) -> None:
        super().__init__(data)
        if not has_one:
            del self.fields["old"]


class TakeOffForm(forms.Form):
    """How an administrator made sure who asks."""

    checked = fields.choice(_("How did you make sure that it is them?"), widget=forms.RadioSelect)

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id="checked-%s")
        offer(self, "checked", [(one.value, one.label) for one in Checked])


class DemandForm(forms.Form):
    """Of whom a second factor is asked."""

    whom = fields.choice(_("A second factor is asked of"), required=False, widget=forms.RadioSelect)

    def __init__(self, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        offer(self, "whom", [(one.value, one.label) for one in AskedOf])
