"""The web process."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

application = get_wsgi_application()

# Only where Django is set up: it reads the settings.
from apps.core.postgres.keeping import keep_connections  # noqa: E402

keep_connections()
