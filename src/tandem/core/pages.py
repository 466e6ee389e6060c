"""One address, one view, a page or a part of it.

A part is a block of the page's template. The block, the element it fills and, where it has one,
its address share a name (`waiting_for` in the template, `waiting-for` as id), so a view asks for
its page and HTMX gets the part it named.
"""

from collections.abc import Collection, Mapping
from typing import Any

import jinja2
from django.http import HttpRequest, HttpResponse
from django.template import TemplateDoesNotExist, engines
from django.template.backends.jinja2 import Jinja2
from django.template.backends.utils import csrf_input, csrf_token_lazy
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from markupsafe import Markup

from tandem.core import htmx
from tandem.core.words import Sentence


def show(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object] | None = None,
    *,
    parts: Collection[str] = (),
    status: int = 200,
) -> HttpResponse:
    """Answer with the page, or with the one of its `parts` that HTMX asked for."""
    wanted = htmx.target(request).replace("-", "_")
    if wanted in parts:
        body: str = render_block(request, template, wanted, context)
    else:
        body = _template(template).render(_full(request, context))
    response = HttpResponse(body, status=status)
    htmx.varies(response)
    return response


def discreet(response: HttpResponse) -> HttpResponse:
    """Keep the secret in the address, and what is shown for it, out of referrers, caches and what
    is found by searching.

    Not "no-referrer": with it browsers send forms without an origin, and the form is refused.
    """
    response.headers["Referrer-Policy"] = "strict-origin"
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def written(template: str, context: Mapping[str, object]) -> str:
    """The template as text, for a file that somebody takes away: without a request."""
    return _template(template).render(context)


def translated(sentence: Sentence) -> str:
    """A sentence of pure code in the reader's language, with the sentences that are in it."""
    template = translation.gettext(sentence.template) if sentence.template else ""
    if not sentence.values:
        return template
    return template.format(
        **{
            name: translated(part) if isinstance(part, Sentence) else part
            for name, part in sentence.values.items()
        }
    )


def render_block(
    request: HttpRequest, template: str, block: str, context: Mapping[str, object] | None = None
) -> Markup:
    """Render the block alone, as it would stand in the page.

    Raises KeyError when the template has no such block.
    """
    found = _template(template)
    render = found.blocks[block]
    scope = found.new_context(_full(request, context))
    # Imports and `set` at the top of a template run when its root starts, before the first text
    # comes out. A block needs what they define, and nothing of that text.
    next(iter(found.root_render_func(scope)), None)
    try:
        return Markup("".join(render(scope)))  # noqa: S704 - the output of an escaping template
    except Exception:
        # Points the traceback into the template, as a whole page's would.
        found.environment.handle_exception()
        raise


def _template(name: str) -> jinja2.Template:
    backend = _backend()
    try:
        return backend.env.get_template(name)
    except jinja2.TemplateNotFound as missing:
        raise TemplateDoesNotExist(str(missing.name), backend=backend) from missing


def _backend() -> Jinja2:
    backend = engines["jinja2"]
    assert isinstance(backend, Jinja2)  # noqa: S101 - for mypy; settings.py names it
    return backend


def _full(request: HttpRequest, context: Mapping[str, object] | None) -> dict[str, Any]:
    """The context as Django's own backend completes it.

    The hidden field against forged requests is made once a page, where one has any: a list with a
    form in each row spent a tenth of its time on a mask of its own for each.
    """
    full: dict[str, Any] = {
        **(context or {}),
        "request": request,
        "csrf_input": SimpleLazyObject(lambda: csrf_input(request)),
        "csrf_token": csrf_token_lazy(request),
    }
    for processor in _backend().template_context_processors:
        full.update(processor(request))
    return full
