"""The environment of our templates: undefined names are errors, sentences are translated."""

from collections.abc import Callable, MutableMapping
from datetime import date, datetime
from functools import lru_cache
from types import BuiltinMethodType, FunctionType, MethodType
from typing import Any

from django.contrib.messages import get_messages
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from jinja2 import Environment, StrictUndefined
from jinja2.runtime import Context, Macro
from markupsafe import Markup

from tandem.accounts.queries import demonstration_left
from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Lane
from tandem.activity.queries import count_turns_waiting_for, count_unread
from tandem.core import clock, dates, markdown
from tandem.core.addresses import only_here
from tandem.core.pages import translated
from tandem.core.words import Sentence
from tandem.own_fields.views import own_fields_on
from tandem.plans.problems import is_enough, percent
from tandem.plans.rules import in_cents, plain
from tandem.rights.queries import decision_rights
from tandem.timesheets.rules import days_in, in_hours
from tandem.timesheets.views import beside
from tandem.trace.views.beside import code_on

_PLAIN = frozenset({FunctionType, MethodType, BuiltinMethodType})


class _Direct(Context):
    """Calls macros and plain functions without asking each time whether they want the context.

    A page calls nearly a thousand; Jinja's own way looks at four attributes for each.
    """

    def call(__self, __obj: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        kind = type(__obj)
        if kind is Macro:
            args = (__self.eval_ctx, *args)
        elif kind not in _PLAIN or hasattr(__obj, "jinja_pass_arg"):
            return super().call(__obj, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return __obj(*args, **kwargs)


class _Shared(Environment):
    """Its templates have no globals of their own, so that they share those there are.

    Jinja's way, a map before a map, is asked again for every import of every page.
    """

    context_class = _Direct

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals


def environment(**options: Any) -> Environment:
    """Make the environment from the options of Django's Jinja2 backend."""
    options |= {
        "undefined": StrictUndefined,
        "finalize": shown,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "extensions": ["jinja2.ext.i18n", "jinja2.ext.do"],
    }
    env = _Shared(**options)
    env.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    env.globals["_"] = _translated
    env.globals.update(
        static=static,
        url=_url,
        open_turns=open_turns,
        due=due,
        due_day=due_day,
        side_of=side_of,
        when=when,
        day=day,
        shown=shown,
    )
    env.globals.update(get_messages=get_messages, unread=unread)
    env.globals.update(demonstration_left=demonstration_left)
    env.globals.update(running_timer=beside.running_timer, time_on=beside.time_on)
    env.globals.update(hours=in_hours, day_now=_today)
    env.globals.update(only_here=only_here)
    env.globals.update(code_on=code_on, own_fields_on=own_fields_on)
    env.globals.update(money=in_cents)
    env.filters.update(markdown=markdown.render, plainly=plain, plain_days=days_in)
    env.filters.update(percent=percent, is_enough=is_enough)
    return env


def shown(value: object) -> object:
    """Translate a sentence of pure code into the reader's language; all else stays as it is."""
    return translated(value) if isinstance(value, Sentence) else value


def _translated(message: str, **values: object) -> str:
    """`_("…")` in a template: hundreds on a page, so without the detours of Jinja's own.

    As there, the text of a translation is trusted and what is put into it is escaped.
    """
    text = Markup(translation.gettext(message))  # noqa: S704 - our own words, not a person's
    return text % values if values else text


def open_turns(request: ActorRequest) -> int:
    """How many things wait for the reader; counted once a request."""
    if not hasattr(request, "open_turns"):
        request.open_turns = count_turns_waiting_for(request.actor)
    return request.open_turns


def unread(request: ActorRequest) -> int:
    """How many things the reader was told and has not read."""
    return count_unread(request.actor)


def side_of(thing: Any) -> Lane | None:
    """The side that decides what a question or section is about; none where either does."""
    return decision_rights().lane(thing.matter) if thing.matter else None


def due(moment: datetime) -> dates.When:
    """Until when something waits, in the reader's own days."""
    return dates.due(moment, now=clock.now(), zone=timezone.get_current_timezone())


def due_day(date: date) -> dates.When:
    """Until which day something is to be done."""
    return dates.due_day(date, today=_today())


def when(moment: datetime) -> dates.When:
    """How long ago, or how far ahead."""
    return dates.when(moment, now=clock.now(), zone=timezone.get_current_timezone())


def day(date: date) -> dates.When:
    """A day as a date."""
    return dates.on(date, today=_today())


def _today() -> "date":
    """The reader's day."""
    return clock.now().astimezone(timezone.get_current_timezone()).date()


@lru_cache(maxsize=4096)
def _url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a named view: `url("briefs:page", initiative.id)`."""
    return reverse(name, args=args or None, kwargs=kwargs or None)
