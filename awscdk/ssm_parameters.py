"""Names of SSM parameters whose values the templates read at deployment.

`make prepare` finds or creates the values: the synthesis makes no AWS calls, so its output is the
same on every machine.
"""

HOSTED_ZONE = "hosted-zone-id"
CLOUDFRONT_PREFIX_LIST = "cloudfront-prefix-list"
# Names of the two availability zones. A changed one would replace the subnets and all within.
ZONES = ("first-zone", "second-zone")
# Public keys of signed links, and which of them CloudFront accepts: a slot, or two during a change,
# of which the first signs. CloudFront never changes a key, so a new one takes the other slot.
FIRST, SECOND = "first", "second"
SIGNING_PUBLIC_KEYS = {slot: f"signing-public-key-{slot}" for slot in (FIRST, SECOND)}
SIGNING_KEYS = "signing-keys"
AND = "-and-"
NO_KEY = "none"
# "yes" from the first successful deployment on: before, a rollback has to delete everything.
DELETION_PROTECTION = "deletion-protection"
PROTECTED, UNPROTECTED = "yes", "no"
DATABASE_NAME = "database-name"
# Source snapshot of the database. It must never be removed, or CloudFormation creates an empty one.
DATABASE_SNAPSHOT = "database-snapshot"
NO_SNAPSHOT = "none"
# Secrets that AWS cannot generate, by the names of the backend's variables.
EMAIL_URL = "EMAIL_URL"
PRIVATE_KEY = "CLOUDFRONT_PRIVATE_KEY"


def private_key(slot: str) -> str:
    """Return the parameter of a slot's private key."""
    return f"{PRIVATE_KEY}-{slot}"
