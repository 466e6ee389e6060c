"""The demonstration company goes, and whoever let it go sets the workspace up for real."""

import logging

from django.apps import apps
from django.db import connection, transaction

from tandem.accounts import queries as accounts
from tandem.accounts.rules import Actor
from tandem.accounts.services import lock_workspace, make_set_up_link
from tandem.core.errors import BadInput, NotAllowed, NotFound
from tandem.core.words import say
from tandem.upkeep import permissions
from tandem.upkeep.models import Mark
from tandem.upkeep.rules.marks import MarkKind
from tandem.upkeep.rules.steps import is_typed

log = logging.getLogger(__name__)


@transaction.atomic
def start_for_real(*, actor: Actor, typed_name: str) -> str:
    """Remove the demonstration company with everything in it, and return the secret of the link
    that sets the empty workspace up: nobody else has one.

    Everybody is signed out. Raises NotFound anywhere but in the demonstration. There is no event:
    the history of the made-up company goes, too.
    """
    company = lock_workspace()
    if company is None or not company.demonstration:
        raise NotFound
    if not permissions.can_change_house(actor):
        raise NotAllowed(say("Only an administrator who is signed in removes the demonstration."))
    if not is_typed(typed_name, company.name):
        raise BadInput(
            say("Type the name of the company as it stands above: {name}.", name=company.name),
            field="name",
        )
    log.warning("The demonstration is removed; the workspace is set up by a link.")
    _empty()
    accounts.forget_workspace()
    return make_set_up_link()


def _empty() -> None:
    """Every row of ours goes, in one transaction. Row ids count on, so that nothing a process may
    still remember by its id becomes somebody else's.
    """
    models = [
        model
        for config in apps.get_app_configs()
        if config.name.startswith("tandem.")
        for model in config.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model is not Mark
    ]
    tables = [f'"{model._meta.db_table}"' for model in models]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # At once, whoever writes now comes before: to look after each row, whether another one
            # still speaks of it, takes a quarter of a minute.
            # What this transaction wrote is checked first, else there is nothing to be emptied.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"TRUNCATE {', '.join(tables)}")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        else:
            for table in tables:
                cursor.execute(f"DELETE FROM {table}")
    # The worker goes on; it would seem dead until its next sign of life.
    Mark.objects.exclude(kind=MarkKind.WORKER.value).delete()
