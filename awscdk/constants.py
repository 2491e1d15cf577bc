"""Values of the templates and of commands that do not import the CDK, which takes a second."""

# The region of CloudFront's certificates.
EDGE = "us-east-1"
# Name of the task of management commands and of its only container.
MANAGEMENT = "management"
# Output of the stack: the instance of the bastion, if there is one.
BASTION = "BastionInstance"
# The database and its user.
DATABASE = "app"
# The maximum timeout of a Lambda function, in seconds. Longer steps fail the deployment.
MAX_FUNCTION_SECONDS = 900
# CloudFront's maximum without a raised quota: a paused database has to resume first.
ORIGIN_TIMEOUT_SECONDS = 60
# Any interface: a task's security group decides which connections are allowed.
ANY = "0.0.0.0"  # noqa: S104
# GitLab's branch that is deployed to staging.
DEFAULT_BRANCH = "main"
