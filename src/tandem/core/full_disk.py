"""Whether something failed because there is no room left, wherever that was noticed."""

import errno

from django.db import OperationalError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_OF_POSTGRESQL = "53100"
_OF_SQLITE = "SQLITE_FULL"


def is_full(raised: BaseException) -> bool:
    """Whether the disk of this machine, or of the database, is full."""
    if isinstance(raised, OSError):
        return raised.errno in _FULL
    if not isinstance(raised, OperationalError):
        return False
    told = raised.__cause__
    return (
        getattr(told, "sqlite_errorname", "") == _OF_SQLITE
        or getattr(told, "sqlstate", "") == _OF_POSTGRESQL
    )
