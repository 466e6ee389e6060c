"""What a person fills in to sign in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.accounts.forms import fields


class AddressForm(forms.Form):
    """The address somebody signs in with."""

    email = fields.address(_("E-mail"), "username")
