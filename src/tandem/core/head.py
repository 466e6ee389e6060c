"""HEAD is answered as GET is, without the body: for whoever only asks whether a page is there."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase, StreamingHttpResponse


class AnswerHead:
    """Middleware: views know GET and POST alone. How long the body would be is still said."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method != "HEAD":
            return self._get_response(request)
        request.method = "GET"
        answer = self._get_response(request)
        request.method = "HEAD"
        if isinstance(answer, StreamingHttpResponse):
            answer.streaming_content = iter(())
        elif hasattr(answer, "content"):
            answer.headers.setdefault("Content-Length", str(len(answer.content)))
            answer.content = b""
        return answer
