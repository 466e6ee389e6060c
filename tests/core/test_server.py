"""The server's own pieces, without a network."""

import asyncio
import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from typing import Any

import pytest
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from tests.core.asgi import LIMITS, Sent, coming, run, scope

from tandem.core.server import bridge
from tandem.core.server.answers import Answer, send_answer
from tandem.core.server.bodies import Bodies
from tandem.core.server.dispatcher import Dispatcher, Parts
from tandem.core.server.exchange import Exchange, behind_proxy
from tandem.core.server.files import StaticFiles
from tandem.core.server.limits import Limits
from tandem.core.server.messages import Message, Receive, Scope, Send
from tandem.core.server.streams import Streams

# Closing an answer of Django's looks at the connections of its thread.
pytestmark = pytest.mark.django_db


def pages(response: HttpResponse | StreamingHttpResponse) -> bridge.Pages:
    """A WSGI application that gives this answer, as Django's handler would."""
    from wsgiref.util import FileWrapper

    def application(environ: bridge.Environ, start: Callable[..., Any]) -> Iterable[bytes]:
        start(f"{response.status_code} OK", list(response.items()))
        file = getattr(response, "file_to_stream", None)
        if file is not None:
            file.close = response.close
            return FileWrapper(file)
        return response

    return application


class TestBridge:
    def environ(self, asked: Scope) -> bridge.Environ:
        from tandem.core.server.bodies import Body

        return bridge.environ_of(asked, Body(Bodies(LIMITS)), "0123456789abcdef")

    def test_the_environment_is_what_wsgi_says(self) -> None:
        environ = self.environ(scope("POST", "/caf%C3%A9", accept="text/html", content_length="3"))
        assert environ["PATH_INFO"].encode("latin-1").decode() == "/café"
        assert environ["HTTP_ACCEPT"] == "text/html"
        assert environ["CONTENT_LENGTH"] == "0"
        assert environ["tandem.request_id"] == "0123456789abcdef"

    def test_a_header_with_an_underscore_cannot_pose_as_another(self) -> None:
        asked = scope()
        asked["headers"] = [
            (b"x_forwarded_for", b"1.2.3.4"),
            (b"cookie", b"a=1"),
            (b"cookie", b"b=2"),
            (b"accept", b"x"),
            (b"accept", b"y"),
        ]
        environ = self.environ(asked)
        assert "HTTP_X_FORWARDED_FOR" not in environ
        assert environ["HTTP_COOKIE"] == "a=1; b=2"
        assert environ["HTTP_ACCEPT"] == "x,y"

    def test_a_page_is_answered_whole(self) -> None:
        answer = bridge.call(pages(HttpResponse("words", status=202)), {})
        assert (answer.status, answer.body) == (202, b"words")
        assert ("content-length", "5") in answer.headers

    def test_what_streams_frees_its_thread_before_it_is_sent(self) -> None:
        seen: list[str] = []

        def parts() -> Iterator[bytes]:
            for number in range(3):
                seen.append(str(number))
                yield b"part"

        answer = bridge.call(pages(StreamingHttpResponse(parts())), {})
        assert seen == ["0", "1", "2"]
        assert answer.file is not None
        assert answer.file.read() == b"part" * 3
        answer.close()

    def test_a_file_is_handed_over_open_and_closed_in_the_end(self) -> None:
        file = BytesIO(b"x" * 200_000)
        answer = bridge.call(pages(FileResponse(file)), {})
        sent = Sent()
        run(send_answer(answer, sent))
        assert sent.body == b"x" * 200_000
        assert len(sent.messages) > 3
        assert file.closed

    def test_a_file_is_closed_when_its_reader_goes(self) -> None:
        file = BytesIO(b"x" * 200_000)

        async def lost(message: Message) -> None:
            if message["type"] == "http.response.body":
                raise ConnectionResetError

        with pytest.raises(ConnectionResetError):
            run(send_answer(Answer(200, [], file=file), lost))
        assert file.closed


class TestExchange:
    def test_every_answer_gets_number_and_policy(self) -> None:
        sent = Sent()
        exchange = Exchange(scope(x_request_id="from-the-proxy-1"), sent)
        run(exchange.send({"type": "http.response.start", "status": 200, "headers": []}))
        assert sent.headers["x-request-id"] == "from-the-proxy-1"
        assert sent.headers["content-security-policy"].startswith("default-src 'none'")

    def test_what_the_page_says_itself_stands(self) -> None:
        sent = Sent()
        exchange = Exchange(scope(), sent)
        said = [(b"Content-Security-Policy", b"loose"), (b"X-Request-ID", b"mine-mine-mine")]
        run(exchange.send({"type": "http.response.start", "status": 200, "headers": said}))
        assert sent.headers["content-security-policy"] == "loose"
        assert len(sent.messages[0]["headers"]) == 2

    def test_the_log_line_says_what_and_not_who(self, caplog: pytest.LogCaptureFixture) -> None:
        asked = scope(path="/set-up/Zb3xQk0pLw8rTn5vYc2mZb3x/")
        asked["query_string"] = b"email=alice@example.org"
        with caplog.at_level(logging.INFO, "tandem.access"):
            Exchange(asked, Sent()).record()
        assert caplog.messages[0].startswith("GET /set-up/Zb3x…/ gone ")
        assert "alice" not in caplog.text

    def test_the_name_of_a_file_is_no_key(self, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level(logging.INFO, "tandem.access"):
            Exchange(scope(path="/static/tandem.0123456789ab.css"), Sent()).record()
        assert "GET /static/tandem.0123456789ab.css " in caplog.messages[0]

    def test_the_nearest_proxy_is_believed_and_nobody_before_it(self) -> None:
        asked = scope(x_forwarded_for="6.6.6.6, 10.0.0.7", x_forwarded_proto="https")
        behind_proxy(asked)
        assert asked["client"][0] == "10.0.0.7"
        assert asked["scheme"] == "https"

    def test_a_strange_scheme_changes_nothing(self) -> None:
        asked = scope(x_forwarded_proto="javascript")
        behind_proxy(asked)
        assert asked["scheme"] == "http"


async def ticking(asked: Scope, receive: Receive, send: Send) -> None:
    """A stream that hears when its reader leaves."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    while (await receive())["type"] != "http.disconnect":
        pass
    await send({"type": "http.response.body", "body": b"bye"})


async def deaf(asked: Scope, receive: Receive, send: Send) -> None:
    """A stream that hears nothing."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await asyncio.sleep(60)


class TestStreams:
    def opened(self, streams: Streams, name: str, receive: Receive, sent: Sent) -> Any:
        application = streams.at(name)
        assert application is not None
        return streams.run(application, scope(path=name), receive, sent)

    def streams(self) -> Streams:
        here = "tests.core.test_server"
        return Streams({"/live/": f"{here}.ticking", "/deaf/": f"{here}.deaf"})

    def test_a_stream_ends_when_its_reader_leaves(self) -> None:
        sent = Sent()

        async def steps() -> int:
            streams = self.streams()
            await self.opened(streams, "/live/", coming(b"", then="disconnect"), sent)
            return len(streams)

        assert run(steps()) == 0
        assert sent.body == b"bye"

    def test_stopping_ends_those_who_listen_at_once_and_the_others_soon(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("tandem.core.server.streams._GRACE", 0.05)
        listening, not_listening = Sent(), Sent()

        async def steps() -> int:
            streams = self.streams()
            both = asyncio.gather(
                self.opened(streams, "/live/", coming(), listening),
                self.opened(streams, "/deaf/", coming(), not_listening),
            )
            while not (listening.messages and not_listening.messages):
                await asyncio.sleep(0.001)
            assert len(streams) == 2
            streams.close()
            await both
            return len(streams)

        assert run(steps()) == 0
        assert listening.body == b"bye"
        assert not_listening.messages[-1]["type"] == "http.response.body"

    def test_a_stream_that_is_not_written_yet_is_no_address(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        assert Streams({"/live/": "tandem.nowhere.stream"}).at("/live/") is None
        assert "answers 404" in caplog.text

    def test_a_broken_module_of_a_stream_is_not_hidden(self) -> None:
        with pytest.raises(ImportError):
            Streams({"/live/": "tests.core.test_server.no_such_stream"})


class TestDispatcher:
    def ask(self, application: bridge.Pages, asked: Scope, receive: Receive) -> Sent:
        """One request through a dispatcher of its own."""
        sent = Sent()

        async def steps() -> None:
            files = StaticFiles(fresh=True)
            dispatcher = Dispatcher(Parts(application, files, Streams({})), LIMITS, proxied=False)
            dispatcher._workers.start()
            await dispatcher(asked, receive, sent)
            dispatcher._workers.stop(patience=5)

        run(steps())
        return sent

    def test_a_page(self) -> None:
        sent = self.ask(pages(HttpResponse("words")), scope(), coming())
        assert (sent.status, sent.body) == (200, b"words")

    def test_a_file_needs_no_page(self) -> None:
        def never(environ: bridge.Environ, start: Callable[..., Any]) -> Iterable[bytes]:
            raise AssertionError

        sent = self.ask(never, scope(path="/static/favicon.svg"), coming())
        assert sent.status == 200
        assert sent.headers["content-type"] == "image/svg+xml"
        assert b"<svg" in sent.body

    def test_a_way_out_of_the_folder_of_files_is_none(self) -> None:
        path = "/static/../config/settings.py"
        sent = self.ask(pages(HttpResponse("no", status=404)), scope(path=path), coming())
        assert sent.status == 404

    def test_a_failure_of_ours_is_a_page_and_a_log_line(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        def broken(environ: bridge.Environ, start: Callable[..., Any]) -> Iterable[bytes]:
            raise ZeroDivisionError

        sent = self.ask(broken, scope(), coming())
        assert sent.status == 500
        assert b"Something broke on our side." in sent.body
        assert "The server failed." in caplog.text

    def test_the_refusal_of_a_body_is_asked_of_django(self) -> None:
        asked_for: list[object] = []

        def application(environ: bridge.Environ, start: Callable[..., Any]) -> Iterable[bytes]:
            asked_for.append((environ["tandem.problem"], environ["wsgi.input"].read()))
            return pages(HttpResponse("too large", status=413))(environ, start)

        asked = scope("POST", content_length="2000")
        sent = self.ask(application, asked, coming(b"x" * 2000, then="end"))
        assert asked_for == [(413, b"")]
        assert sent.status == 413
        assert sent.headers["connection"] == "close"

    def test_nobody_is_answered_who_left_while_waiting(self) -> None:
        served: list[str] = []
        go = threading.Event()

        def slow(environ: bridge.Environ, start: Callable[..., Any]) -> Iterable[bytes]:
            served.append(environ["PATH_INFO"])
            go.wait(5)
            return pages(HttpResponse("words"))(environ, start)

        async def steps() -> list[Sent]:
            files = StaticFiles(fresh=True)
            limits = Limits(max_body=1000, threads=1)
            dispatcher = Dispatcher(Parts(slow, files, Streams({})), limits, proxied=False)
            dispatcher._workers.start()
            first, second = Sent(), Sent()
            running = asyncio.ensure_future(dispatcher(scope(path="/one"), coming(), first))
            while not served:
                await asyncio.sleep(0.001)
            await dispatcher(scope(path="/two"), coming(b"", then="disconnect"), second)
            go.set()
            await running
            dispatcher._workers.stop(patience=5)
            return [first, second]

        first, second = run(steps())
        assert served == ["/one"]
        assert first.status == 200
        assert not second.messages
