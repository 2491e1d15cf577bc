"""Behind CloudFront and the load balancer."""

import sys
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from config.environment import InvalidEnvironmentError, demand_production
from config.headers import HSTS_SECONDS
from config.settings.base import *  # noqa: F403
from config.settings.base import REST_FRAMEWORK as ANYWHERE
from config.settings.base import SECRET_KEY, SITE_URL, SOCIAL_PROVIDER_URL, environment

if SECRET_KEY.startswith("change-me"):
    sys.exit("SECRET_KEY is the example of .env.template: everybody knows it. Choose a random one.")
try:
    demand_production(environment)
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
    sys.exit("SOCIAL_PROVIDER_URL is for tests: whoever answers there signs in as anybody.")

DEBUG = False
SERVES_STATIC_FILES = False
# CloudFront and the load balancer. Whoever could ask the latter directly would choose the address
# that we believe, so it is open to CloudFront alone.
REST_FRAMEWORK = {**ANYWHERE, "NUM_PROXIES": 2}
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
# The load balancer asks over plain HTTP from inside the network.
SECURE_REDIRECT_EXEMPT = [r"^api/health-check/$"]
SECURE_HSTS_SECONDS = HSTS_SECONDS
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True

# Files. The paths in the bucket are those of the address, so that CloudFront rewrites none.
BUCKET = {
    "bucket_name": environment["AWS_STORAGE_BUCKET_NAME"],
    "custom_domain": urlsplit(SITE_URL).netloc,
}
STORAGES = {
    "default": {
        "BACKEND": "apps.core.buckets.PublicFiles",
        "OPTIONS": {**BUCKET, "location": "media"},
    },
    "private": {
        "BACKEND": "apps.core.buckets.PrivateFiles",
        "OPTIONS": {
            **BUCKET,
            "location": "media/private",
            "cloudfront_key_id": environment["CLOUDFRONT_KEY_ID"],
            "cloudfront_key": environment["CLOUDFRONT_PRIVATE_KEY"],
        },
    },
    "staticfiles": {
        "BACKEND": "storages.backends.s3.S3ManifestStaticStorage",
        "OPTIONS": {**BUCKET, "location": "static"},
    },
}
