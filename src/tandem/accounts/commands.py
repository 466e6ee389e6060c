"""What the command line does with accounts."""

from tandem.accounts import services


def make_set_up_link(base_url: str) -> str:
    """Return the whole address of a fresh one-time set-up page."""
    return f"{base_url.rstrip('/')}/set-up/{services.make_set_up_link()}/"
