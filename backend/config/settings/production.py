"""Behind CloudFront and the load balancer."""

import sys

from config.settings.base import *  # noqa: F403
from config.settings.base import REST_FRAMEWORK as ANYWHERE
from config.settings.base import SECRET_KEY

if SECRET_KEY.startswith("change-me"):
    sys.exit("SECRET_KEY is the example of .env.template: everybody knows it. Choose a random one.")

DEBUG = False
SERVES_STATIC_FILES = False
# CloudFront and the load balancer. Whoever could ask the latter directly would choose the address
# that we believe, so it is open to CloudFront alone.
REST_FRAMEWORK = {**ANYWHERE, "NUM_PROXIES": 2}
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
# The load balancer asks over plain HTTP from inside the network.
SECURE_REDIRECT_EXEMPT = [r"^api/health-check/$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
