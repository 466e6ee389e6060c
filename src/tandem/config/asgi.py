"""The application for an ASGI server: `tandem.config.asgi:application`.

`serving.serve` runs it under uvicorn. Any other server can, if it reads a request's head with
limits of its own; plain `django.core.asgi.get_asgi_application()` works as well, at a thread per
open stream.
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tandem.config.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from tandem.core.server.dispatcher import Dispatcher, Parts
from tandem.core.server.files import StaticFiles
from tandem.core.server.limits import Limits
from tandem.core.server.streams import Streams

# First: it loads the apps, and the modules above only need the settings.
_pages = get_wsgi_application()

application = Dispatcher(
    Parts(
        pages=_pages,
        files=StaticFiles(fresh=settings.DEBUG),
        streams=Streams(settings.TANDEM_STREAMS),
    ),
    Limits(max_body=settings.TANDEM_MAX_BODY, idle=settings.TANDEM_IDLE_TIMEOUT),
    proxied=settings.TANDEM_BEHIND_PROXY,
)
