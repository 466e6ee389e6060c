"""Whether a server could listen, asked before anything else is done."""

import errno
import socket


def why_not_listen(host: str, port: int) -> str | None:
    """The sentence to show when `host` and `port` can't be listened on, else nothing."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except OSError as error:
        return _sentence(host, port, error)
    return None


def _sentence(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is taken by another program, perhaps another Tandem. "
            f"Stop that, or choose another: ./tandem run --port {_another(port)}"
        )
    if error.errno == errno.EACCES:
        return f"Port {port} needs more rights than this user has; choose one above 1023."
    return f"Tandem can't listen on {host}: {error.strerror}."


def _another(port: int) -> int:
    return port + 1 if port < 65535 else port - 1
