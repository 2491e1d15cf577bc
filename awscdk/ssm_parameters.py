"""Names of SSM parameters whose values the templates read at deployment.

`make prepare` finds or creates the values: the synthesis makes no AWS calls, so its output is the
same on every machine.
"""

HOSTED_ZONE = "hosted-zone-id"
CLOUDFRONT_PREFIX_LIST = "cloudfront-prefix-list"
# Names of the two availability zones. A changed one would replace the subnets and all within.
ZONES = ("first-zone", "second-zone")
SIGNING_PUBLIC_KEY = "signing-public-key"
# "yes" from the first successful deployment on: before, a rollback has to delete everything.
DELETION_PROTECTION = "deletion-protection"
PROTECTED, UNPROTECTED = "yes", "no"
DATABASE_NAME = "database-name"
# Source snapshot of the database. It must never be removed, or CloudFormation creates an empty one.
DATABASE_SNAPSHOT = "database-snapshot"
NO_SNAPSHOT = "none"
# Secrets that AWS cannot generate, by the names of the backend's variables.
SECRET_PARAMETERS = ("CLOUDFRONT_PRIVATE_KEY", "EMAIL_URL")
