"""Settings of every environment. Only the settings read environment variables."""

import logging
import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import django_stubs_ext
from corsheaders.defaults import default_headers
from csp.constants import NONCE, SELF
from django.conf.locale import LANG_INFO
from django.utils.translation import to_language

from celery_scale_to_zero.configuration import ScaledQueue, Scaling
from config.environment import InvalidEnvironmentError, read
from config.security_headers import DIRECTIVES, HEADERS
from config.settings.beat_schedule import BEAT_SCHEDULE
from config.settings.fleets import fleet
from config.settings.live_settings import FIELDS, LIVE_SETTINGS
from config.settings.logs import logging_config
from config.settings.stores import (
    CANARY_DATABASE,
    database,
    mail,
    redis_url,
    sender,
    tls,
    with_timeouts,
)
from config.topology import IDLE_SECONDS, QUEUES

try:
    environment = read(os.environ)
except InvalidEnvironmentError as error:
    sys.exit(str(error))

# Lets Django's classes take their type parameters at run time.
django_stubs_ext.monkeypatch()

BACKEND = Path(__file__).resolve().parents[2]

SECRET_KEY = environment["SECRET_KEY"]
SITE_URL = environment["SITE_URL"]
ALLOWED_HOSTS = environment["ALLOWED_HOSTS"]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
# Pages of the desktop and mobile applications. They send bearer tokens and never cookies, which the
# endpoints under /api/session/ would reject.
CORS_ALLOWED_ORIGINS = environment["NATIVE_ORIGINS"]
CORS_URLS_REGEX = r"^/(api|graphql)/"
CORS_ALLOW_HEADERS = (*default_headers, "idempotency-key")
CORS_EXPOSE_HEADERS = ("Content-Disposition", "Retry-After")
FULL_APP_NAME = environment["FULL_APP_NAME"]
# The name of the product for its users: in pages, emails, feeds and authenticator apps. The front
# end's is `productName` in quasar/package.json.
PRODUCT_NAME = "Tally"

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

INSTALLED_APPS = [
    "config.apps.CompositionConfig",
    "config.apps.GuardedAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "channels",
    "config.apps.LiveSettingsConfig",
    "corsheaders",
    "csp",
    "django_structlog",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "graphene_django",
    "rest_framework",
    "rest_framework_simplejwt",
    "social_django",
    "apps.core",
    "apps.accounts",
    "apps.links",  # sample: links
    "apps.scaling",
    "apps.statements",  # sample: statements
]

MIDDLEWARE = [
    "apps.core.middleware.security_headers.SecurityHeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "apps.core.middleware.health_check_host.HealthCheckHostMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "apps.core.middleware.request_logging.LoggingMiddleware",
    "apps.core.middleware.request_logging.RequestIdMiddleware",
    "apps.core.middleware.body_limit.BodyLimitMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

# Security headers of every response.
SECURITY_HEADERS = HEADERS
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        **DIRECTIVES,
        # The nonce of our templates' inline scripts and styles.
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        # GraphiQL's style sheet embeds its fonts.
        "font-src": [SELF, "data:"],
    }
}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BACKEND / "config" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# Stores
REDIS_URL = redis_url(
    url=environment["REDIS_URL"],
    password=environment["REDIS_PASSWORD"],
    database=CANARY_DATABASE if environment["WORKER_CANARY"] else None,
)
REDIS_URL_WITH_TIMEOUTS = with_timeouts(REDIS_URL)
# Cache, rate limits and live updates. In a separate store they cannot fill the broker's memory.
CACHE_URL = redis_url(
    url=environment["CACHE_URL"] or environment["REDIS_URL"],
    password=environment["REDIS_PASSWORD"],
)
CACHE_URL_WITH_TIMEOUTS = with_timeouts(CACHE_URL)
DATABASES = {
    "default": database(url=environment["DATABASE_URL"], secret=environment["DATABASE_SECRET_ARN"])
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": CACHE_URL_WITH_TIMEOUTS,
        "KEY_PREFIX": FULL_APP_NAME,
    }
}
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [CACHE_URL], "prefix": f"{FULL_APP_NAME}:live"},
    }
}

# Files
MEDIA_ROOT = (BACKEND / environment["MEDIA_ROOT"]).resolve()
MEDIA_URL = "/media/"
STATIC_URL = "/static/"
STATIC_ROOT = BACKEND / "static"
# Without a bucket the web process serves static and uploaded files.
SERVES_STATIC_FILES = True
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        # Must not contain the folder of the private files.
        "OPTIONS": {"location": MEDIA_ROOT / "public"},
    },
    "private": {
        "BACKEND": "apps.core.storage.signed_urls.PrivateFileSystemStorage",
        "OPTIONS": {
            "location": MEDIA_ROOT / "private",
            "base_url": f"{MEDIA_URL}private/",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Larger uploads are streamed to a temporary file.
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# Mail
try:
    EMAIL_CONFIG: dict[str, Any] = mail(environment["EMAIL_URL"])
except ValueError as error:
    sys.exit(str(error))
vars().update(EMAIL_CONFIG)
# Limits how long an unresponsive mail server blocks a worker.
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = sender(environment["EMAIL_FROM"], name=PRODUCT_NAME)
# Folder whose emails /mailbox/ shows without login; None disables the page.
MAILBOX: str | None = None

# Accounts
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "apps.accounts.credentials.password_hashers.Argon2",
    # Of older accounts; their passwords are hashed again at the next login.
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
PASSWORD_RESET_TIMEOUT = 3600
SIMPLE_JWT = {
    "ACCESS_TOKEN_LIFETIME": timedelta(minutes=5),
    "REFRESH_TOKEN_LIFETIME": timedelta(days=14),
    # A changed password ends every session.
    "CHECK_REVOKE_TOKEN": True,
}
# Social login: a provider without keys is disabled.
SOCIAL_AUTH_GOOGLE_KEY = environment["GOOGLE_CLIENT_ID"]
SOCIAL_AUTH_GOOGLE_SECRET = environment["GOOGLE_CLIENT_SECRET"]
# Lets users with several Google accounts choose one.
SOCIAL_AUTH_GOOGLE_AUTH_EXTRA_ARGUMENTS = {"prompt": "select_account"}
SOCIAL_AUTH_FACEBOOK_KEY = environment["FACEBOOK_CLIENT_ID"]
SOCIAL_AUTH_FACEBOOK_SECRET = environment["FACEBOOK_CLIENT_SECRET"]
SOCIAL_AUTH_FACEBOOK_PROFILE_EXTRA_PARAMS = {"fields": "id,name,email"}
# Requests the email again from users who did not share it before.
SOCIAL_AUTH_FACEBOOK_AUTH_EXTRA_ARGUMENTS = {"auth_type": "rerequest"}
SOCIAL_AUTH_GITHUB_KEY = environment["GITHUB_CLIENT_ID"]
SOCIAL_AUTH_GITHUB_SECRET = environment["GITHUB_CLIENT_SECRET"]
SOCIAL_AUTH_REQUESTS_TIMEOUT = 5
SOCIAL_PROVIDER_URL = environment["SOCIAL_PROVIDER_URL"].rstrip("/")
SECURE_COOKIES = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = SECURE_COOKIES
CSRF_COOKIE_SECURE = SECURE_COOKIES
# The admin requires a login with a second factor, and ends after a working day.
ADMIN_SECOND_FACTOR = True
SESSION_COOKIE_AGE = 8 * 3600
# Credentials of the demo account, shown on the sign-in page; None disables it.
DEMO_SIGN_IN: dict[str, str] | None = None
OPERATOR_SIGN_IN: dict[str, str] | None = None

# REST and GraphQL
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "apps.accounts.sessions.authentication.SessionAuthentication"
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "apps.core.pagination.NewestFirst",
    "DEFAULT_SCHEMA_CLASS": "apps.core.openapi.Schema",
    "EXCEPTION_HANDLER": "apps.core.problem_details.exception_handler",
    # The front end's server, which appends the client to X-Forwarded-For.
    "NUM_PROXIES": 1,
}
SPECTACULAR_SETTINGS = {
    "TITLE": f"{PRODUCT_NAME} API",
    "DESCRIPTION": (
        "Accounts and sessions, and the workers."
        " Bank statements and spending."  # sample: statements
        " Links are at `/graphql/`."  # sample: links
        "\n\n"
        "Sign in at `POST /api/token/` and send `Authorization: Bearer <access>`; an access token"
        " lasts minutes, `POST /api/token/refresh/` renews it. Errors are problem details"
        " (RFC 9457) in the language of `Accept-Language`. Lists are pages with a cursor: follow"
        " `next`."
        " Amounts are strings, positive if spent."  # sample: statements
    ),
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "ArchiveStatus": "apps.accounts.models.Archive.Status",
        "StatementStatus": "apps.statements.models.Statement.Status",  # sample: statements
        "TransactionKind": "apps.statements.models.Transaction.Kind",  # sample: statements
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "apps.core.openapi.describe_problems",
        "apps.core.openapi.summarize",
    ],
}
GRAPHENE = {"SCHEMA": "config.schema.schema"}

# The transport, late acknowledgement and prefetching are set by the package celery-scale-to-zero.
CELERY_BROKER_URL = REDIS_URL
# Kombu ignores the scheme `rediss` of the URL if the transport is given by its path.
CELERY_BROKER_USE_SSL = tls(REDIS_URL)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, int] = {
    "socket_connect_timeout": 3,
    "socket_timeout": 30,
    # After this time a task of a worker without heartbeat is delivered again.
    "visibility_timeout": 60,
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_SEND_TASK_EVENTS = True
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_QUEUES: dict[str, dict[str, str]] = {queue.name: {} for queue in QUEUES}
# sample: statements begin
IMPORT_QUEUE = environment["IMPORT_QUEUE"]
if IMPORT_QUEUE not in CELERY_TASK_QUEUES:
    sys.exit(f"IMPORT_QUEUE: {IMPORT_QUEUE!r} is none of {', '.join(CELERY_TASK_QUEUES)}.")
# sample: statements end
CELERY_TASK_ROUTES = {
    "apps.scaling.tasks.demo": {"queue": "heavy"},
    "apps.statements.tasks.import_statement": {"queue": IMPORT_QUEUE},  # sample: statements
}
CELERY_TASK_CREATE_MISSING_QUEUES = False
CELERY_BEAT_SCHEDULE = BEAT_SCHEDULE

# Scaling of workers
SCALING: Scaling = Scaling(
    queues=tuple(
        ScaledQueue(
            name=queue.name,
            minimum=queue.minimum,
            maximum=queue.maximum,
            concurrency=queue.concurrency,
            dollars_an_hour=queue.dollars_an_hour,
        )
        for queue in QUEUES
    ),
    # Canaries are no demand of users.
    namespace="" if environment["WORKER_CANARY"] else FULL_APP_NAME,
    token=environment["CELERY_METRICS_TOKEN"],
    **fleet(
        cluster=FULL_APP_NAME,
        tasks=environment["WORKER_TASKS"],
        canary=bool(environment["WORKER_CANARY"]),
    ),
    agent=environment["ECS_AGENT_URI"],
    start=environment["WORKER_START"],
    idle_seconds=IDLE_SECONDS,
    demo_queue="heavy",
)

# Live settings, which the admin changes without a deployment
CONSTANCE_BACKEND = "constance.backends.redisd.CachingRedisBackend"
CONSTANCE_REDIS_CONNECTION = REDIS_URL_WITH_TIMEOUTS
CONSTANCE_REDIS_PREFIX = f"{FULL_APP_NAME}:constance:"
CONSTANCE_REDIS_CACHE_TIMEOUT = 5
CONSTANCE_ADDITIONAL_FIELDS = FIELDS
CONSTANCE_CONFIG = LIVE_SETTINGS

# Logs
LOGGING = logging_config(level=environment["LOG_LEVEL"], json=True)
DJANGO_STRUCTLOG_CELERY_ENABLED = True
# Requested every few seconds by machines: only failures are logged.
ROUTINE_REQUESTS = {"health-check", "celery-metrics"}
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG

LANGUAGE_CODE = "en"
LOCALE_PATHS = [BACKEND / "config" / "locale"]
# English is in the code, all others are catalogs.
LANGUAGES = [
    (code, LANG_INFO[code]["name_local"])
    for code in ("en", *sorted(to_language(path.name) for path in LOCALE_PATHS[0].iterdir()))
]
TIME_ZONE = "UTC"
USE_TZ = True
