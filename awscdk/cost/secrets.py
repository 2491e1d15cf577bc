from collections.abc import Iterator

from awscdk.cost import prices
from awscdk.cost.charge import Charge
from awscdk.cost.usage import Usage
from awscdk.templates import Templates


def secrets(templates: Templates, usage: Usage) -> Iterator[Charge]:
    """Count secrets, including the one that RDS creates."""
    count = len(templates.of("AWS::SecretsManager::Secret")) + sum(
        each.properties.get("ManageMasterUserPassword", False)
        for each in templates.of("AWS::RDS::DBCluster")
    )
    if count:
        yield Charge(
            service="Secrets Manager",
            what="secrets",
            buys="generated passwords and tokens",
            price=prices.SECRET,
            quantity=count,
        )
