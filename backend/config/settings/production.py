"""Production: behind CloudFront and the load balancer."""

import sys
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from config.environment import InvalidEnvironmentError, require_production
from config.security_headers import HSTS_SECONDS
from config.settings.base import *  # noqa: F403
from config.settings.base import REST_FRAMEWORK as ANYWHERE
from config.settings.base import SECRET_KEY, SITE_URL, SOCIAL_PROVIDER_URL, environment

if SECRET_KEY.startswith("change-me"):
    sys.exit("SECRET_KEY is the public example of .env.template. Generate a random one.")
try:
    require_production(environment)
except InvalidEnvironmentError as error:
    sys.exit(str(error))
try:
    given = load_pem_private_key(environment["CLOUDFRONT_PRIVATE_KEY"].encode(), password=None)
    signs = isinstance(given, RSAPrivateKey)
except (TypeError, ValueError):
    signs = False
if not signs:
    sys.exit("CLOUDFRONT_PRIVATE_KEY: its value is not an RSA key in PEM without a password.")
if SOCIAL_PROVIDER_URL:
    sys.exit("SOCIAL_PROVIDER_URL is for tests only: that server can log in as any user.")

DEBUG = False
SERVES_STATIC_FILES = False
# CloudFront and the load balancer. A client that reached the latter directly could spoof its IP
# address, so only CloudFront can connect to it.
REST_FRAMEWORK = {**ANYWHERE, "NUM_PROXIES": 2}
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
# The load balancer's health checks use plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^api/health-check/$"]
SECURE_HSTS_SECONDS = HSTS_SECONDS
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True

# Files. Paths in the bucket are those of the URL, so CloudFront does not rewrite them.
BUCKET = {
    "bucket_name": environment["AWS_STORAGE_BUCKET_NAME"],
    "custom_domain": urlsplit(SITE_URL).netloc,
}
STORAGES = {
    "default": {
        "BACKEND": "apps.core.storage.s3.PublicFiles",
        "OPTIONS": {**BUCKET, "location": "media"},
    },
    "private": {
        "BACKEND": "apps.core.storage.s3.PrivateFiles",
        "OPTIONS": {
            **BUCKET,
            "location": "media/private",
            "cloudfront_key_id": environment["CLOUDFRONT_KEY_ID"],
            "cloudfront_key": environment["CLOUDFRONT_PRIVATE_KEY"],
        },
    },
    "staticfiles": {
        "BACKEND": "apps.core.storage.s3.StaticFiles",
        "OPTIONS": {**BUCKET, "location": "static"},
    },
}
