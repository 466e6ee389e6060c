"""The settings of the tests: the real ones, with data in a folder of this run and cheap hashing."""

import atexit
import os
import shutil
import tempfile

# Before the real settings are read: they make a secret key in this folder. Tests that start real
# processes give each its own.
_data = tempfile.mkdtemp(prefix="tandem-tests-")
atexit.register(shutil.rmtree, _data, ignore_errors=True)
os.environ["TANDEM_DATA"] = _data

from tandem.config.settings import *  # noqa: E402, F403

# SQLite in memory also where pytest runs in several processes: it then puts "_gw0" behind the name,
# and SQLite leaves a word alone that it doesn't know.
if DATABASES["default"]["ENGINE"] == "tandem.core.sqlite":  # noqa: F405
    DATABASES["default"]["TEST"] = {  # noqa: F405
        "NAME": "file:tandem-tests?mode=memory&cache=shared&process="
    }

# The real one takes a fifth of a second for each sign-in, on purpose.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
