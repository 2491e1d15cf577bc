"""What every environment shares. The settings are the sole reader of the environment."""

import logging
import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import django_stubs_ext
from celery.schedules import crontab
from csp.constants import NONCE, SELF
from environ import Env

from apps.scaling.configuration import ScaledQueue, Scaling
from config.environment import InvalidEnvironmentError, read
from config.headers import DIRECTIVES, HEADERS
from config.settings.logs import logging_config
from config.settings.stores import database, redis_url, tls, with_timeouts
from config.topology import QUEUES

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
FULL_APP_NAME = environment["FULL_APP_NAME"]

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
    "constance",
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
    "apps.links",
    "apps.scaling",
    "apps.statements",
]

MIDDLEWARE = [
    "apps.core.headers.SecurityHeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "apps.core.balancer.HealthCheckHostMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "apps.core.requests.LoggingMiddleware",
    "apps.core.requests.RequestIdMiddleware",
    "apps.core.body_limit.BodyLimitMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

# What every answer tells the browser not to do
SECURITY_HEADERS = HEADERS
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        **DIRECTIVES,
        # Our templates' own scripts and styles say the nonce of their answer.
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        # GraphiQL's style sheet carries its fonts in itself.
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
REDIS_URL = redis_url(url=environment["REDIS_URL"], password=environment["REDIS_PASSWORD"])
REDIS_URL_WITH_TIMEOUTS = with_timeouts(REDIS_URL)
DATABASES = {
    "default": database(url=environment["DATABASE_URL"], secret=environment["DATABASE_SECRET_ARN"])
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL_WITH_TIMEOUTS,
        "KEY_PREFIX": FULL_APP_NAME,
    }
}
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [REDIS_URL], "prefix": f"{FULL_APP_NAME}:live"},
    }
}

# Files
MEDIA_ROOT = (BACKEND / environment["MEDIA_ROOT"]).resolve()
MEDIA_URL = "/media/"
STATIC_URL = "/static/"
STATIC_ROOT = BACKEND / "static"
# Without a bucket behind the address the web process serves its assets itself.
SERVES_STATIC_FILES = True
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        # Beside the private files, not around them.
        "OPTIONS": {"location": MEDIA_ROOT / "public"},
    },
    "private": {
        "BACKEND": "apps.core.private_files.PrivateFileSystemStorage",
        "OPTIONS": {
            "location": MEDIA_ROOT / "private",
            "base_url": f"{MEDIA_URL}private/",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# A larger upload is streamed to a temporary file, never held in memory.
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# Mail
EMAIL_CONFIG: dict[str, Any] = Env.email_url_config(environment["EMAIL_URL"])
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = environment["EMAIL_FROM"]
# The folder whose mail /mailbox/ shows to everybody; None: there is no such page.
MAILBOX: str | None = None

# Accounts
APP_TITLE = "Tally"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "apps.accounts.hashers.Argon2",
    # What an older account may still carry; it is hashed anew at the next sign-in.
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
# Social sign-in: a provider without keys is not offered.
SOCIAL_AUTH_GOOGLE_KEY = environment["GOOGLE_CLIENT_ID"]
SOCIAL_AUTH_GOOGLE_SECRET = environment["GOOGLE_CLIENT_SECRET"]
# Who has several accounts there chooses one, instead of getting the last one.
SOCIAL_AUTH_GOOGLE_AUTH_EXTRA_ARGUMENTS = {"prompt": "select_account"}
SOCIAL_AUTH_FACEBOOK_KEY = environment["FACEBOOK_CLIENT_ID"]
SOCIAL_AUTH_FACEBOOK_SECRET = environment["FACEBOOK_CLIENT_SECRET"]
SOCIAL_AUTH_FACEBOOK_PROFILE_EXTRA_PARAMS = {"fields": "id,name,email"}
# Who once kept the address back is asked for it again.
SOCIAL_AUTH_FACEBOOK_AUTH_EXTRA_ARGUMENTS = {"auth_type": "rerequest"}
SOCIAL_AUTH_GITHUB_KEY = environment["GITHUB_CLIENT_ID"]
SOCIAL_AUTH_GITHUB_SECRET = environment["GITHUB_CLIENT_SECRET"]
SOCIAL_AUTH_REQUESTS_TIMEOUT = 5
SOCIAL_PROVIDER_URL = environment["SOCIAL_PROVIDER_URL"].rstrip("/")
SECURE_COOKIES = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = SECURE_COOKIES
CSRF_COOKIE_SECURE = SECURE_COOKIES
# The admin opens to staff who signed in with a second factor, for a working day.
ADMIN_SECOND_FACTOR = True
SESSION_COOKIE_AGE = 8 * 3600
# Sign-in of the demo account, offered on the sign-in page; None where there is none.
DEMO_SIGN_IN: dict[str, str] | None = None
OPERATOR_SIGN_IN: dict[str, str] | None = None

# REST and GraphQL
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["apps.accounts.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "apps.core.pagination.NewestFirst",
    "DEFAULT_SCHEMA_CLASS": "apps.core.openapi.Schema",
    "EXCEPTION_HANDLER": "apps.core.problems.exception_handler",
    # The front end's own server, which appends to X-Forwarded-For whom it speaks for.
    "NUM_PROXIES": 1,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "django-postgres-vue-gitlab-ecs",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "ArchiveStatus": "apps.accounts.models.Archive.Status",
        "StatementStatus": "apps.statements.models.Statement.Status",
        "TransactionKind": "apps.statements.models.Transaction.Kind",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "apps.core.openapi.describe_problems",
    ],
}
GRAPHENE = {"SCHEMA": "config.schema.schema"}

# Celery: a task is acknowledged when it ended, so that none is lost with its worker.
CELERY_BROKER_URL = REDIS_URL
# Kombu's own may lose a task on its way from the queue to a worker (decision 12).
CELERY_BROKER_TRANSPORT = "apps.scaling.transport:Transport"
# Given a transport by its path, kombu does not look whether the URL says rediss.
CELERY_BROKER_USE_SSL = tls(REDIS_URL)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, int] = {
    "socket_connect_timeout": 3,
    "socket_timeout": 30,
    # How long a task stays with a worker that is not heard of. Living ones renew what they hold.
    "visibility_timeout": 60,
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SEND_TASK_EVENTS = True
CELERY_TASK_SEND_SENT_EVENT = True
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_QUEUES: dict[str, dict[str, str]] = {queue.name: {} for queue in QUEUES}
IMPORT_QUEUE = environment["IMPORT_QUEUE"]
if IMPORT_QUEUE not in CELERY_TASK_QUEUES:
    sys.exit(f"IMPORT_QUEUE: {IMPORT_QUEUE!r} is none of {', '.join(CELERY_TASK_QUEUES)}.")
CELERY_TASK_ROUTES = {
    "apps.scaling.tasks.demo": {"queue": "heavy"},
    "apps.statements.tasks.import_statement": {"queue": IMPORT_QUEUE},
}
CELERY_TASK_CREATE_MISSING_QUEUES = False
# All at one moment: a database that sleeps at night is woken once, and is billed for that alone.
AT_NIGHT = crontab(hour="3", minute="30")
CELERY_BEAT_SCHEDULE = {
    "forget what is over": {
        "task": "apps.accounts.tasks.forget_what_is_over",
        "schedule": AT_NIGHT,
    },
    "forget abandoned sign-ins": {
        "task": "apps.accounts.tasks.forget_abandoned_sign_ins",
        "schedule": AT_NIGHT,
    },
    "forget old archives": {
        "task": "apps.accounts.tasks.forget_old_archives",
        "schedule": AT_NIGHT,
    },
    "delete due accounts": {
        "task": "apps.accounts.tasks.delete_due_accounts",
        "schedule": AT_NIGHT,
    },
}

# From zero workers to as many as are needed, and back
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
    namespace=FULL_APP_NAME,
    token=environment["CELERY_METRICS_TOKEN"],
    fleet="apps.scaling.fleets.ecs.EcsFleet",
    fleet_options={"cluster": FULL_APP_NAME},
    agent=environment["ECS_AGENT_URI"],
    demo_queue="heavy",
)

# Live settings, changed in the admin without a deploy
CONSTANCE_BACKEND = "constance.backends.redisd.CachingRedisBackend"
CONSTANCE_REDIS_CONNECTION = REDIS_URL_WITH_TIMEOUTS
CONSTANCE_REDIS_PREFIX = f"{FULL_APP_NAME}:constance:"
CONSTANCE_REDIS_CACHE_TIMEOUT = 5
CONSTANCE_ADDITIONAL_FIELDS = {
    name: ("django.forms.IntegerField", {"min_value": 1, "max_value": most})
    for name, most in (("megabytes", 1_000), ("rows", 500), ("lines", 10_000_000))
} | {
    "currency": ("django.forms.RegexField", {"regex": "^[A-Z]{3}$"}),
    "karma": ("django.forms.IntegerField", {"min_value": 0, "max_value": 100_000}),
}
CONSTANCE_CONFIG: dict[str, tuple[Any, ...]] = {
    "BANNER": ("", "Shown on top of every page; empty for none.", str),
    "UPLOAD_LIMIT_MEGABYTES": (50, "The largest statement file that is accepted.", "megabytes"),
    "UPLOAD_LIMIT_ROWS": (1_000_000, "The most rows of a statement file.", "lines"),
    "DEFAULT_CURRENCY": (
        "USD",
        "Of a statement that names none, where its owner has no others (ISO 4217).",
        "currency",
    ),
    "SCALING_OPEN": (
        False,
        "Everybody who signed in may see the workers, and run and retry tasks; else staff alone.",
        bool,
    ),
    "KARMA_TO_FLAG": (30, "Points that it takes to flag a link or a comment.", "karma"),
    "KARMA_TO_DOWNVOTE": (200, "Points that it takes to vote a comment down.", "karma"),
    "PAGE_SIZE": (50, "Rows a page of every list in the API.", "rows"),
}

# Logs
LOGGING = logging_config(level=environment["LOG_LEVEL"], json=True)
DJANGO_STRUCTLOG_CELERY_ENABLED = True
# Asked every few seconds by machines: logged only where they fail.
ROUTINE_REQUESTS = {"health-check", "celery-metrics"}
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
LOCALE_PATHS = [BACKEND / "config" / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True
