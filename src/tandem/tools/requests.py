"""Files on their way in, for pages and programs alike."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tandem.accounts.rules import Actor
from tandem.core import kept_files
from tandem.core.errors import BadInput
from tandem.core.words import say
from tandem.formats.expenses import UnusableFile
from tandem.formats.purchases import open_purchases
from tandem.tools.queries import may_look
from tandem.tools.rules import Reading
from tandem.tools.services import Sent

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


def receive(actor: Actor, sent: "UploadedFile[bytes]") -> Sent:
    """Keep a file of payments without its name, and look at its head. Raises BadInput where it is
    none; who may not send one is told before anything is kept.
    """
    may_look(actor)
    with tempfile.NamedTemporaryFile(prefix="tandem-payments-") as file:
        for chunk in sent.chunks():
            file.write(chunk)
        file.flush()
        path = Path(file.name)
        try:
            with open_purchases(path) as opened:
                reading = Reading(dict(opened.columns), opened.turned)
                kind, headings = opened.kind, opened.headings
        except UnusableFile as error:
            raise BadInput(say(error.template, **error.values), field="file") from error
        return Sent(kept_files.keep(path), path.stat().st_size, kind, headings, reading)
