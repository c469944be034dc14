"""Settings of the test suite: the same database engine, quick hashing, files in a throw-away folder."""

import tempfile
from pathlib import Path

from twinning.embedded import database_from_environment

from .base import *  # noqa: F403  settings modules layer by star import, as Django documents
from .base import STORAGES

SECRET_KEY = "only-for-tests-" + "0" * 50
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
SITE_IS_DEMO = True
# No pool: every test worker and browser server thread opens and closes its own connection.
DATABASES = {"default": database_from_environment(options={}, is_disposable=True)}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DOCUMENTS_DIR = Path(tempfile.mkdtemp(prefix="twinning-documents-"))
STORAGES = {
    **STORAGES,
    "documents": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DOCUMENTS_DIR)},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# No limit but where a test sets one: the tests of a minute are one caller.
API_REQUESTS_PER_MINUTE = {"anonymous": 0, "signed_in": 0}
VERIFICATIONS_PER_MINUTE = 0
# Static files are looked up when asked for: no folder of collected ones is wanted, nor read at each start.
WHITENOISE_AUTOREFRESH = True
