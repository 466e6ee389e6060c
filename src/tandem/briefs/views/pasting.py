"""What is pasted into a text, as Markdown."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from tandem.accounts.requests import ActorRequest
from tandem.briefs.views.shared import INVALID
from tandem.formats.html_markdown import LARGEST, markdown_of_html


@require_POST
def paste(request: ActorRequest) -> HttpResponse:
    """The Markdown of a clipboard's HTML. Nothing is kept, and nothing of it is shown as HTML."""
    html = request.POST.get("html", "")
    fits = len(html) <= LARGEST
    text = markdown_of_html(html) if fits else ""
    status = 200 if fits else INVALID
    return HttpResponse(text, content_type="text/plain; charset=utf-8", status=status)
