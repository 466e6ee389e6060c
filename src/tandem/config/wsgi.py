"""The pages alone, for a WSGI server: `tandem.config.wsgi:application`. Pages don't refresh
themselves then, because the event streams are ASGI.
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tandem.config.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
