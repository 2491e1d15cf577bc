"""The OIDC identity provider of pipelines."""

from awscdk.emulator.own_client import own_client
from awscdk.emulator.resource import Attributes, Properties, Resource


class OidcProvider(Resource):
    def create(self, properties: Properties) -> tuple[str, Attributes]:
        reference: str = own_client("iam").create_open_id_connect_provider(
            Url=properties["Url"], ClientIDList=properties["ClientIdList"]
        )["OpenIDConnectProviderArn"]
        return reference, {"Arn": reference}

    def delete(self, reference: str, properties: Properties) -> None:
        own_client("iam").delete_open_id_connect_provider(OpenIDConnectProviderArn=reference)


RESOURCES: dict[str, Resource] = {"AWS::IAM::OIDCProvider": OidcProvider()}
