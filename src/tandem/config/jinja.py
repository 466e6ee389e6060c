"""The environment of our templates: undefined names are errors, sentences are translated."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined

from tandem.core import markdown
from tandem.core.words import Sentence


def environment(**options: Any) -> Environment:
    """Make the environment from the options of Django's Jinja2 backend."""
    options |= {
        "undefined": StrictUndefined,
        "finalize": shown,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "extensions": ["jinja2.ext.i18n", "jinja2.ext.do"],
    }
    env = Environment(**options)  # noqa: S701 - Django's backend passes autoescape=True
    env.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    env.globals.update(static=static, url=_url)
    env.filters.update(markdown=markdown.render)
    return env


def shown(value: object) -> object:
    """Translate a sentence of pure code into the reader's language; all else stays as it is."""
    if not isinstance(value, Sentence):
        return value
    template = translation.gettext(value.template) if value.template else ""
    if not value.values:
        return template
    return template.format(**{name: shown(part) for name, part in value.values.items()})


def _url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a named view: `url("briefs:page", initiative.id)`."""
    return reverse(name, args=args or None, kwargs=kwargs or None)
