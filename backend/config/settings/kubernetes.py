"""A Kubernetes cluster, as in kubernetes/: files on a shared volume, workers started by KEDA."""

import sys
from dataclasses import replace

from config.security_headers import HSTS_SECONDS
from config.settings import base
from config.settings.base import *  # noqa: F403

if base.SECRET_KEY.startswith("change-me"):
    sys.exit("SECRET_KEY is the public example of .env.template. Generate a random one.")

DEBUG = False
SCALING = replace(
    base.SCALING, namespace="", fleet="celery_scale_to_zero.fleets.keda.KedaFleet", fleet_options={}
)
if base.SECURE_COOKIES:
    # The ingress controller ends TLS, redirects to it and replaces this header.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = HSTS_SECONDS
else:
    # /mailbox/ shows all emails without login, on a cluster for tests only.
    MAILBOX = base.EMAIL_CONFIG.get("EMAIL_FILE_PATH")
