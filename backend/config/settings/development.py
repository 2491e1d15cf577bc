"""Development: error pages, readable logs, a demo account, GraphiQL."""

from config.settings.base import BACKEND, environment
from config.settings.local import *  # noqa: F403
from config.settings.logs import logging_config

DEBUG = True
CORS_ALLOWED_ORIGINS = environment["NATIVE_ORIGINS"] or [
    "app://localhost",
    "capacitor://localhost",
    "https://localhost",
]
DEMO_SIGN_IN = {"email": "demo@example.com", "password": "demo-of-the-application"}
OPERATOR_SIGN_IN = {"email": "operator@example.com", "password": "operator-of-the-application"}
# The demo's operator has no second factor.
ADMIN_SECOND_FACTOR = False
LOGGING = logging_config(level=environment["LOG_LEVEL"], json=False)
# GraphiQL is served from the front end's packages, so that it works offline.
STATICFILES_DIRS = [
    (package, BACKEND.parent / "quasar" / "node_modules" / package / folder)
    for package, folder in (("graphiql", ""), ("react", "umd"), ("react-dom", "umd"))
]
