"""Which database: SQLite in the data folder, or PostgreSQL where DATABASE_URL names one."""

from pathlib import Path
from typing import Any

from tandem.config.environment import WrongSetting


def settings_for(url: str, data: Path) -> dict[str, Any]:
    """Django's settings of the one database, for the address `url` ("" is SQLite in `data`).

    Connections stay open: there are four worker threads, not hundreds.
    """
    if not url:
        return {
            "ENGINE": "tandem.core.sqlite",
            "NAME": str(data / "tandem.sqlite3"),
            "CONN_MAX_AGE": None,
        }
    if not url.startswith(("postgresql://", "postgres://")):
        raise WrongSetting(
            "DATABASE_URL must look like postgresql://person:password@host/name; "
            "leave it empty for the built-in SQLite."
        )
    return _postgresql(url)


def _postgresql(url: str) -> dict[str, Any]:
    # Imported here: a start on SQLite does not pay for the driver.
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    try:
        parts = conninfo_to_dict(url)
    except ProgrammingError:
        # The driver's own message would repeat the address, and with it the password.
        raise WrongSetting(
            "DATABASE_URL can't be read. It looks like postgresql://person:password@host/name, "
            "with special characters in the password written as %40 and the like."
        ) from None
    # Compiling a query takes a hundred times longer than answering it here.
    parts["options"] = f"-c jit=off {parts.get('options') or ''}".strip()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": str(parts.pop("dbname", "tandem")),
        "USER": str(parts.pop("user", "")),
        "PASSWORD": str(parts.pop("password", "")),
        "HOST": str(parts.pop("host", "")),
        "PORT": str(parts.pop("port", "")),
        "OPTIONS": parts,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }
