"""Settings of an installation that serves people: no secret has a default, and DEBUG is refused."""

from django.core.exceptions import ImproperlyConfigured

from twinning.core.logs import logging_settings
from twinning.database_url import database_of_url

from .base import *  # noqa: F403  settings modules layer by star import, as Django documents
from .base import DATABASE_OPTIONS, env

if env.bool("DEBUG", default=False):
    raise ImproperlyConfigured("DEBUG must not be set with the production settings.")

DEBUG = False
SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY must hold at least 50 characters.")
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the host names this installation answers to.")
SITE_URL = env("SITE_URL", default=f"https://{ALLOWED_HOSTS[0]}")
DATABASES = {"default": database_of_url(env("DATABASE_URL"), options=DATABASE_OPTIONS)}
EMAIL_CONFIG = env.email("EMAIL_URL")
vars().update(EMAIL_CONFIG)
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_TLS_PROXY", default=False) else None
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LOGGING = logging_settings(as_json=True)
