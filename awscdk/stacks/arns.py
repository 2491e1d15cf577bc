"""ARNs of a policy, with the account of the stack."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Arns:
    partition: str
    account: str

    def regional(self, service: str, resource: str) -> str:
        """Return the ARN in every region."""
        return f"arn:{self.partition}:{service}:*:{self.account}:{resource}"

    def without_region(self, service: str, resource: str) -> str:
        return f"arn:{self.partition}:{service}::{self.account}:{resource}"

    def bucket(self, name: str) -> str:
        return f"arn:{self.partition}:s3:::{name}"
