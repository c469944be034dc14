"""The zero-setup start on one's own machine: embedded database, demo data, demo accounts."""

from twinning.embedded import database_from_environment, local_secret_key

from .base import *  # noqa: F403  settings modules layer by star import, as Django documents
from .base import DATABASE_OPTIONS, VAR_DIR, env

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = local_secret_key(VAR_DIR)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
SITE_IS_DEMO = True
DATABASES = {"default": database_from_environment(options=DATABASE_OPTIONS)}
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
