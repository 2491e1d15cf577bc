"""Environments with the same operators. Each tier has its own roles, limits and bootstrap."""

from dataclasses import dataclass

from awscdk.constants import DEFAULT_BRANCH


@dataclass(frozen=True, kw_only=True)
class Tier:
    name: str
    """Also the qualifier of its bootstrap: letters, at most ten."""
    environments: str
    """Pattern of their names."""
    subject: str
    """Pattern of the GitLab references that may use its role, in tokens' `sub` claim."""

    @property
    def toolkit(self) -> str:
        """Return the name of the bootstrap's stack."""
        return f"CDKToolkit-{self.name}"


REVIEW = Tier(name="review", environments="review-*", subject="ref_type:branch:ref:*")
STAGING = Tier(
    name="staging", environments="staging", subject=f"ref_type:branch:ref:{DEFAULT_BRANCH}"
)
PRODUCTION = Tier(name="production", environments="production", subject="ref_type:tag:ref:v*")
TIERS = (REVIEW, STAGING, PRODUCTION)


def tier_of(environment: str) -> Tier:
    """Return the tier of a known environment."""
    named = {tier.name: tier for tier in (STAGING, PRODUCTION)}
    return named.get(environment, REVIEW)


def execution_policy(app: str, tier: Tier) -> str:
    """Return the name of the policy with which CloudFormation deploys."""
    return f"{app}-{tier.name}-cloudformation"


def boundary(app: str, tier: Tier) -> str:
    """Return the name of the permissions boundary of all its roles."""
    return f"{app}-{tier.name}-boundary"
