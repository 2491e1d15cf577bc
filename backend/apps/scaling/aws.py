"""How AWS is asked. Region, keys and endpoint are boto3's own settings."""

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

QUICK = Config(connect_timeout=1, read_timeout=1, retries={"total_max_attempts": 2})
"""Nobody waits long: what fails is done again by the next sweep."""
AWS_ERRORS = (BotoCoreError, ClientError)
