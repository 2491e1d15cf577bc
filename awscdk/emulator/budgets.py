"""AWS Budgets."""

from ministack.core.responses import get_account_id

from awscdk.emulator.own_client import own_client
from awscdk.emulator.resource import Attributes, Properties, Resource


class Budget(Resource):
    def create(self, properties: Properties) -> tuple[str, Attributes]:
        budget = dict(properties["Budget"])
        limit = budget["BudgetLimit"]
        # The API requires text where CloudFormation requires a number.
        budget["BudgetLimit"] = {"Amount": str(limit["Amount"]), "Unit": limit["Unit"]}
        own_client("budgets").create_budget(
            AccountId=get_account_id(),
            Budget=budget,
            NotificationsWithSubscribers=properties["NotificationsWithSubscribers"],
            ResourceTags=properties.get("ResourceTags", []),
        )
        return budget["BudgetName"], {}

    def delete(self, reference: str, properties: Properties) -> None:
        own_client("budgets").delete_budget(AccountId=get_account_id(), BudgetName=reference)


RESOURCES: dict[str, Resource] = {"AWS::Budgets::Budget": Budget()}
