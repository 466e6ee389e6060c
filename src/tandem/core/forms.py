"""Forms that keep what was typed, whatever the service says."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar, cast
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.core.errors import BadInput, NotFound, Refused, Stale

_Done = TypeVar("_Done")

# Django says "This field is required."; ours is said to a person.
forms.Field.default_error_messages = {"required": _("Please fill this in.")}


def carry_out(form: forms.Form, act: Callable[[], _Done]) -> _Done | None:
    """Run a service for a valid form; turn its refusal into the form's error, or return nothing.

    The page is then shown again with everything the person typed. Hidden things stay hidden
    (NotFound goes on), and so does Stale: its page shows both texts.
    """
    try:
        return act()
    except (NotFound, Stale):
        raise
    except BadInput as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.reason)
    except Refused as refused:
        form.add_error(None, refused.reason)
    return None


def attempt(form: forms.Form, act: Callable[[], object]) -> tuple[bool, Stale | None]:
    """Run a service for a form that was sent and is valid: whether it was done, and what somebody
    else had written meanwhile. Where it wasn't done, the page shows the form again, and both texts.
    """
    if not form.is_valid():
        return False, None
    try:
        carry_out(form, act)
    except Stale as late:
        return False, late
    return not form.errors, None


def offer(form: forms.Form, name: str, choices: Iterable[tuple[object, object]]) -> None:
    """What can be chosen in a field of this form, where that is only known when it is shown."""
    _choosing(form, name).choices = list(choices)


def offered(form: forms.Form, name: str) -> list[Any]:
    """What can be chosen there so far."""
    # The stubs count in what Django calls only later; read, it is always a list of pairs.
    return list(cast("Iterable[Any]", _choosing(form, name).choices))


def _choosing(form: forms.Form, name: str) -> forms.ChoiceField:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for mypy; a test would find it
    return field


def new_form_key() -> str:
    """A key that makes a form count once, however often its button is pressed."""
    return str(uuid4())


class FormKeyField(forms.CharField):
    """The hidden key of a form that makes something new."""

    def __init__(self) -> None:
        super().__init__(
            widget=forms.HiddenInput, required=False, max_length=36, initial=new_form_key
        )
