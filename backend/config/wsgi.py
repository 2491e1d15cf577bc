"""The web process. gunicorn loads it once and forks its workers from it (`--preload`)."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

django_application = get_wsgi_application()

# These imports need Django to be set up.
from django.urls import reverse  # noqa: E402

from apps.core.middleware.body_deadline import BodyDeadline  # noqa: E402
from apps.core.postgres.persistent_connections import keep_connections  # noqa: E402
from config import schema  # noqa: E402, F401

application = BodyDeadline(django_application)

keep_connections()
# Loads all routes. Like the schema this takes a second, for which the first request would wait.
reverse("graphql")
# These objects are permanent: collecting them would copy their memory into each worker.
gc.collect()
gc.freeze()
