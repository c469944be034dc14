"""Settings shared by every installation; the environment holds what differs."""

from pathlib import Path

import django_stubs_ext
import environ
import pghistory
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from twinning.core.logs import logging_settings

# Lets generic classes of Django be written with their types, as models.CharField[str, str], at run time too.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = BASE_DIR / "var"
env = environ.Env()

DEBUG = False
ALLOWED_HOSTS: list[str] = []
ROOT_URLCONF = "twinning.urls"
WSGI_APPLICATION = "twinning.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
SITE_IS_DEMO = False
# The address of this site as it stands in letters.
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000")
DEFAULT_FROM_EMAIL = env("FROM_EMAIL", default="twinning@localhost")
SITE_CONTACT_EMAIL = env("CONTACT_EMAIL", default="")

INSTALLED_APPS = [
    "twinning",
    "twinning.core",
    "twinning.events",
    "twinning.accounts",
    "twinning.notices",
    "twinning.imports",
    "twinning.focus_areas",
    "cities",
    "agreements",
    "twinning.api",
    "twinning.home",
    "twinning.demo",
    "twinning.accounts.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "pghistory",
    "pgtrigger",
    "procrastinate.contrib.django",
    "rest_framework",
]

MIDDLEWARE = [
    "twinning.core.middleware.RequestIdMiddleware",
    "twinning.core.middleware.LargestRequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "twinning.core.rest.middleware.StrongTagGZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "twinning.core.middleware.PrivateCacheMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "twinning.core.rest.middleware.WholeAddressMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "twinning.core.kept_work.KeptWorkMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "twinning.core.middleware.HistoryContextMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "twinning.core.context.site",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "twinning.core.templatetags.ui"],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- People -----------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "twinning.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:home"
SESSION_COOKIE_AGE = 3 * 60 * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# --- Language ---------------------------------------------------------------------------------
LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", _("Arabic")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["twinning.core.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env("TIME_ZONE", default="Asia/Muscat")

# --- Files ------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "documents": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": env("DOCUMENTS_DIR", default=str(VAR_DIR / "documents"))},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DOCUMENT_MAX_BYTES = 20 * 1000 * 1000
DOCUMENTS_MAX_BYTES_TOGETHER = 5 * DOCUMENT_MAX_BYTES
# What may be imported: the engine below the apps knows its importers by name only.
IMPORTERS = [
    "agreements.importers.agreements.AgreementImporter",
    "agreements.importers.ties.TieImporter",
    "cities.importers.cities.CityImporter",
    "cities.importers.networks.NetworkImporter",
]
IMPORT_MAX_BYTES = env.int("IMPORT_MAX_BYTES", default=25 * 1000 * 1000)
IMPORT_MAX_ROWS = env.int("IMPORT_MAX_ROWS", default=100_000)
REQUEST_MAX_BYTES = 2 * DOCUMENTS_MAX_BYTES_TOGETHER
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

# --- Browser safety ---------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "style-src": [SELF],
        "script-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"

# --- API --------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "twinning.accounts.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["twinning.accounts.permissions.ScopedReadOrWrite"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["twinning.core.rest.parsers.StrictJSONParser"],
    "DEFAULT_THROTTLE_CLASSES": ["twinning.core.rest.limits.RequestsPerMinute"],
    "DEFAULT_METADATA_CLASS": "twinning.core.rest.metadata.MethodsOnly",
    "DEFAULT_PAGINATION_CLASS": "twinning.core.rest.pagination.PagePagination",
    "DEFAULT_SCHEMA_CLASS": "twinning.core.rest.schema.ContractSchema",
    "EXCEPTION_HANDLER": "twinning.core.rest.problems.problem_response",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    # How many proxies in front of this server write X-Forwarded-For; with none, anybody could write it.
    "NUM_PROXIES": env.int("NUM_PROXIES", default=0),
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
API_REQUESTS_PER_MINUTE = {
    "anonymous": env.int("API_ANONYMOUS_REQUESTS_PER_MINUTE", default=1200),
    "signed_in": env.int("API_REQUESTS_PER_MINUTE", default=6000),
}
# Papers checked a minute by one address, on the page and through the API together.
VERIFICATIONS_PER_MINUTE = env.int("VERIFICATIONS_PER_MINUTE", default=30)
SPECTACULAR_SETTINGS = {
    "TITLE": "City twinning register",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "DESCRIPTION": (
        "The register of city-twinning agreements for partner systems. Texts of errors follow `Accept-Language` "
        "(`ar`, `en`); codes are fixed. Read `docs/api.md` for a first call in five minutes."
    ),
    # The names of the vocabularies in the OpenAPI document, for fields that are all called `type` or `kind`.
    "ENUM_NAME_OVERRIDES": {
        "ActivityType": "agreements.choices.ActivityType",
        "AgreementLink": "agreements.choices.Link",
        "AgreementStatus": "agreements.choices.Status",
        "AgreementType": "agreements.choices.AgreementType",
        "AuthorisationBlocks": "agreements.choices.Blocks",
        "AuthorisationKind": "agreements.choices.AuthorisationKind",
        "AuthorisationState": "agreements.choices.AuthorisationState",
        "Axis": "twinning.focus_areas.choices.Axis",
        "AuthorisationClockStart": "agreements.choices.ClockStart",
        "AuthorisationLapse": "agreements.choices.Lapse",
        "CertificateLanguage": "agreements.models.Certificate.Language",
        "CoverageSpanKind": "agreements.coverage.SpanKind",
        "CallDirection": "cities.models.CallDirection",
        "CityKind": "cities.models.CityKind",
        "CityStatus": "cities.models.CityStatus",
        "DocumentKind": "agreements.choices.DocumentKind",
        "DocumentLanguage": "agreements.choices.DocumentLanguage",
        "Goal": "twinning.focus_areas.choices.Goal",
        "Grade": "agreements.choices.Grade",
        "IndicatorDirection": "agreements.choices.Direction",
        "LikenessFacet": "cities.models.Facet",
        "Origin": "agreements.choices.Origin",
        "PartyRole": "agreements.choices.PartyRole",
        "ProjectState": "agreements.choices.ProjectState",
        "Region": "cities.models.Region",
        "ReviewOutcome": "agreements.models.Submission.Outcome",
        "Role": "twinning.accounts.roles.Role",
        "Scope": "twinning.accounts.scopes.Scope",
        "Side": "agreements.choices.Side",
        "TargetGroup": "agreements.choices.TargetGroup",
        "Verdict": "agreements.verification.Verdict",
        "Visibility": "agreements.choices.Visibility",
        "Vitality": "agreements.choices.Vitality",
    },
}

# --- History ----------------------------------------------------------------------------------
PGHISTORY_DEFAULT_TRACKERS = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())

# --- Vitality ---------------------------------------------------------------------------------
# Where the states begin and end, in whole months; agreements/vitality.py tells the law, docs/vitality.md explains it.
VITALITY = {
    "living_months": env.int("VITALITY_LIVING_MONTHS", default=12),
    "quiet_months": env.int("VITALITY_QUIET_MONTHS", default=24),
    "evidence_months": env.int("VITALITY_EVIDENCE_MONTHS", default=18),
    "result_months": env.int("VITALITY_RESULT_MONTHS", default=36),
    "contact_months": env.int("VITALITY_CONTACT_MONTHS", default=12),
    "lifting_signs": env.int("VITALITY_LIFTING_SIGNS", default=2),
}

# The yearly follow-up report: asked so many weeks before the anniversary of a tie, or before a fixed day of the year
# where no day of its beginning is known.
REVIEWS = {
    "weeks_before": env.int("REVIEW_WEEKS_BEFORE", default=6),
    "month": env.int("REVIEW_MONTH", default=12),
    "day": env.int("REVIEW_DAY", default=1),
}

# --- Database sessions ------------------------------------------------------------------------
DATABASE_OPTIONS = {
    "pool": {"min_size": 1, "max_size": 8, "timeout": 5},
    "options": "-c statement_timeout=15000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=60000",
}

# --- Background jobs --------------------------------------------------------------------------
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
# What was planned for a night in which the machine was off is done when it is on again.
PROCRASTINATE_PERIODIC_DEFAULTS = {"max_delay": 24 * 60 * 60}

LOGGING = logging_settings(as_json=False)
