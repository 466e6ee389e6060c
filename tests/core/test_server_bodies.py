"""Bodies are whole before a thread begins, and threads serve in order."""

import threading

import pytest
from tests.core.asgi import LIMITS, coming, run, scope

from tandem.core.server.bodies import Bodies, BodyTooLarge, BodyTooSlow, Gone, TooManyBodies
from tandem.core.server.messages import Message, Receive, Scope
from tandem.core.server.workers import NoRoom, Workers


def taken(bodies: Bodies, asked: Scope, receive: Receive) -> bytes:
    async def steps() -> bytes:
        body = await bodies.take_in(asked, receive)
        try:
            return body.file.read()
        finally:
            body.close()

    result: bytes = run(steps())
    return result


class TestBodies:
    def test_a_body_is_whole_before_anybody_sees_it(self) -> None:
        asked = scope("POST", content_length="6")
        assert taken(Bodies(LIMITS), asked, coming(b"abc", b"def", then="end")) == b"abcdef"

    def test_a_large_one_goes_through_a_file_and_leaves_none_behind(self) -> None:
        bodies = Bodies(LIMITS)
        asked = scope("POST", transfer_encoding="chunked")
        for _ in range(3):
            assert taken(bodies, asked, coming(b"x" * 90, b"y" * 90, then="end")) == (
                b"x" * 90 + b"y" * 90
            )
        assert bodies._on_disk == 0

    def test_what_has_no_body_is_not_waited_for(self) -> None:
        assert taken(Bodies(LIMITS), scope(), coming()) == b""

    @pytest.mark.parametrize(
        "asked",
        [scope("POST", content_length="2000"), scope("POST", transfer_encoding="chunked")],
    )
    def test_too_large(self, asked: Scope) -> None:
        bodies = Bodies(LIMITS)
        with pytest.raises(BodyTooLarge):
            taken(bodies, asked, coming(b"x" * 500, b"x" * 700, then="end"))
        assert bodies._on_disk == 0

    def test_a_client_that_waits_for_our_word_is_told_at_once(self) -> None:
        asked = scope("POST", content_length="2000", expect="100-continue")

        async def never() -> Message:
            raise AssertionError("reading would have said: go on")

        with pytest.raises(BodyTooLarge):
            taken(Bodies(LIMITS), asked, never)

    def test_nothing_came_for_too_long(self) -> None:
        with pytest.raises(BodyTooSlow):
            taken(Bodies(LIMITS), scope("POST", content_length="9"), coming(b"a"))

    def test_a_steady_drip_ends_too(self) -> None:
        drip = coming(*[b"x"] * 50, pause=0.05)
        with pytest.raises(BodyTooSlow):
            taken(Bodies(LIMITS), scope("POST", content_length="50"), drip)

    def test_the_visitor_left(self) -> None:
        leaving = coming(b"a", then="disconnect")
        with pytest.raises(Gone):
            taken(Bodies(LIMITS), scope("POST", content_length="9"), leaving)

    def test_the_disk_holds_only_so_many(self) -> None:
        bodies = Bodies(LIMITS)
        asked = scope("POST", transfer_encoding="chunked")

        async def two() -> None:
            first = await bodies.take_in(asked, coming(b"x" * 200, then="end"))
            with pytest.raises(TooManyBodies):
                await bodies.take_in(asked, coming(b"x" * 200, then="end"))
            first.close()
            (await bodies.take_in(asked, coming(b"x" * 200, then="end"))).close()

        run(two())
        assert bodies._on_disk == 0


class TestWorkers:
    def test_jobs_run_in_order_and_errors_reach_who_waits(self) -> None:
        workers = Workers(1, waiting=10, at_end=lambda: None)
        workers.start()
        assert workers.submit(lambda: 7).result(5) == 7
        with pytest.raises(ZeroDivisionError):
            workers.submit(lambda: 1 / 0).result(5)
        workers.stop(patience=5)

    def test_only_so_many_wait_and_who_leaves_is_not_served(self) -> None:
        ended: list[str] = []
        workers = Workers(1, waiting=1, at_end=lambda: ended.append("closed"))
        workers.start()
        begun, go = threading.Event(), threading.Event()
        running = workers.submit(lambda: begun.set() or go.wait(5))
        assert begun.wait(5)
        left = workers.submit(lambda: ended.append("served"))
        with pytest.raises(NoRoom):
            workers.submit(lambda: None)
        assert left.cancel()
        go.set()
        assert running.result(5)
        workers.stop(patience=5)
        assert ended == ["closed"]
