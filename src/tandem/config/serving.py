"""Runs the web server in this process until it is told to stop."""

import gc
import os
import signal
import socket

import uvicorn

# After SIGTERM or Ctrl-C: how long running requests may take.
_GRACE = 10


class _Server(uvicorn.Server):
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close the streams first: uvicorn waits for all connections, and they never end."""
        self.config.loaded_app.close_streams()
        await super().shutdown(sockets)


def serve(host: str, port: int) -> None:
    """Serve on `host` and `port`; returns after SIGTERM or SIGINT, when all requests are done.

    Ends with SystemExit when the port can't be had.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tandem.config.settings")
    import django
    from django.conf import settings

    django.setup()
    from tandem.core.server import files
    from tandem.core.server.protocol import PatientProtocol

    if not settings.DEBUG:
        files.gather()
    from tandem.config.asgi import application

    PatientProtocol.idle_seconds = settings.TANDEM_IDLE_TIMEOUT
    config = uvicorn.Config(
        application,
        host=host,
        port=port,
        loop="asyncio",
        http=PatientProtocol,
        ws="none",
        lifespan="on",
        interface="asgi3",
        log_config=None,
        access_log=False,
        server_header=False,
        # The dispatcher reads them: uvicorn would believe what the visitor wrote.
        proxy_headers=False,
        timeout_keep_alive=settings.TANDEM_IDLE_TIMEOUT,
        timeout_graceful_shutdown=_GRACE,
    )
    keep_what_is_loaded()
    _run(_Server(config))


def keep_what_is_loaded() -> None:
    """Load all pages now, and never look through them again for what can be thrown away: that
    stopped a page for 80 ms, every sixty pages.
    """
    from django.urls import get_resolver

    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()


def _run(server: _Server) -> None:
    """Run, and return when a signal has ended it: uvicorn raises that signal once more then."""
    before = {number: signal.signal(number, _ignore) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        server.run()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _ignore(number: int, frame: object) -> None:
    pass
