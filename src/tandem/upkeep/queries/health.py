"""What there is to say about how the workspace is, measured now."""

import shutil
import sys
from datetime import timedelta
from importlib.metadata import version

from django.conf import settings
from django.db import connection

from tandem.accounts.queries import is_demonstration, mail_is_on, mail_server
from tandem.activity.queries import outbox_figures
from tandem.core import clock
from tandem.core.addresses import only_here
from tandem.upkeep.queries.marks import marks
from tandem.upkeep.rules.health import Done, HealthFacts
from tandem.upkeep.rules.marks import MarkKind


def health_facts(kernel: str) -> HealthFacts:
    """Everything that is measured; `kernel` is how the engine said that it counts."""
    done = {kind: Done(one.at, one.well) for kind, one in marks().items()}
    waiting, oldest, failed = outbox_figures()
    size, skew = _of_database()
    on = mail_is_on()
    return HealthFacts(
        now=clock.now(),
        version=f"{version('tandem')}, Python {sys.version.split()[0]}",
        database=_name_of_database(),
        size=size,
        disk_free=shutil.disk_usage(settings.TANDEM_DATA).free,
        skew=skew,
        worker=done.get(MarkKind.WORKER),
        waiting=waiting,
        oldest=oldest,
        failed=failed,
        mail=on,
        mail_readable=not on or mail_server() is not None,
        mail_tried=done.get(MarkKind.MAIL),
        backup=done.get(MarkKind.BACKUP),
        verify=done.get(MarkKind.VERIFY),
        kernel=kernel,
        kernel_compiled="compiled" in kernel,
        address=settings.TANDEM_URL,
        only_here=only_here(settings.TANDEM_URL),
        demonstration=is_demonstration(),
    )


def _name_of_database() -> str:
    name = "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"
    return f"{name} {'.'.join(map(str, connection.get_database_version()))}"


def _of_database() -> tuple[int, timedelta]:
    """How large it is, and how far its clock is before ours."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database()), clock_timestamp()")
            size, moment = cursor.fetchone()
            return size, moment - clock.now()
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        return cursor.fetchone()[0], timedelta(0)
