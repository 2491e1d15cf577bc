"""Environments with the same operators. Each tier has its own roles, limits and bootstrap."""

from dataclasses import dataclass

from awscdk import environments


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


def tiers() -> tuple[Tier, ...]:
    """Return the tier of previews, and one of each other environment."""
    return (
        REVIEW,
        *(
            Tier(name=each.name, environments=each.name, subject=each.deployed_by)
            for each in environments.ENVIRONMENTS
        ),
    )


def tier_of(environment: str) -> Tier:
    """Return the tier of a known environment."""
    return next((each for each in tiers() if each.name == environment), REVIEW)


def compared_tier() -> Tier:
    """Return the tier of the environment that merge requests are compared with."""
    return tier_of(environments.ENVIRONMENTS[0].name)


def execution_policy(app: str, tier: Tier) -> str:
    """Return the name of the policy with which CloudFormation deploys."""
    return f"{app}-{tier.name}-cloudformation"


def boundary(app: str, tier: Tier) -> str:
    """Return the name of the permissions boundary of all its roles."""
    return f"{app}-{tier.name}-boundary"
