"""The web process. gunicorn loads it once and forks its workers from it (`--preload`)."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

application = get_wsgi_application()

# Only where Django is set up.
from django.urls import reverse  # noqa: E402

from apps.core.postgres.keeping import keep_connections  # noqa: E402
from config import schema  # noqa: E402, F401

keep_connections()
# Reads every route. Like the schema it takes a second, which the first to ask would wait for.
reverse("graphql")
# What is there now stays: collecting garbage need not go through it, nor copy it into each worker.
gc.collect()
gc.freeze()
