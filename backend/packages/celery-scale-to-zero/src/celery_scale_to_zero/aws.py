"""boto3 settings for AWS calls. Region, keys and endpoint are boto3's own settings."""

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

# Short timeouts, because the next sweep repeats what failed.
BOTO_CONFIG = Config(connect_timeout=1, read_timeout=1, retries={"total_max_attempts": 2})
AWS_ERRORS = (BotoCoreError, ClientError)
