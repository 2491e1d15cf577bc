"""CloudFront's keys and VPC origins."""

from awscdk.emulator.own_client import own_client
from awscdk.emulator.resource import Attributes, Properties, Resource


class PublicKey(Resource):
    def create(self, properties: Properties) -> tuple[str, Attributes]:
        response = own_client("cloudfront").create_public_key(
            PublicKeyConfig=properties["PublicKeyConfig"]
        )
        reference: str = response["PublicKey"]["Id"]
        return reference, {"Id": reference}

    def delete(self, reference: str, properties: Properties) -> None:
        cloudfront = own_client("cloudfront")
        version = cloudfront.get_public_key(Id=reference)["ETag"]
        cloudfront.delete_public_key(Id=reference, IfMatch=version)


class KeyGroup(Resource):
    def create(self, properties: Properties) -> tuple[str, Attributes]:
        response = own_client("cloudfront").create_key_group(
            KeyGroupConfig=properties["KeyGroupConfig"]
        )
        reference: str = response["KeyGroup"]["Id"]
        return reference, {"Id": reference}

    def delete(self, reference: str, properties: Properties) -> None:
        cloudfront = own_client("cloudfront")
        version = cloudfront.get_key_group(Id=reference)["ETag"]
        cloudfront.delete_key_group(Id=reference, IfMatch=version)


class VpcOrigin(Resource):
    def create(self, properties: Properties) -> tuple[str, Attributes]:
        config = properties["VpcOriginEndpointConfig"]
        protocols = list(config["OriginSSLProtocols"])
        response = own_client("cloudfront").create_vpc_origin(
            VpcOriginEndpointConfig={
                "Name": config["Name"],
                "Arn": config["Arn"],
                # CloudFormation's default ports.
                "HTTPPort": int(config.get("HTTPPort", 80)),
                "HTTPSPort": int(config.get("HTTPSPort", 443)),
                "OriginProtocolPolicy": config["OriginProtocolPolicy"],
                "OriginSslProtocols": {"Quantity": len(protocols), "Items": protocols},
            },
            Tags={"Items": list(properties.get("Tags", []))},
        )
        origin = response["VpcOrigin"]
        return origin["Id"], {"Id": origin["Id"], "Arn": origin["Arn"]}

    def delete(self, reference: str, properties: Properties) -> None:
        cloudfront = own_client("cloudfront")
        version = cloudfront.get_vpc_origin(Id=reference)["ETag"]
        cloudfront.delete_vpc_origin(Id=reference, IfMatch=version)


RESOURCES: dict[str, Resource] = {
    "AWS::CloudFront::PublicKey": PublicKey(),
    "AWS::CloudFront::KeyGroup": KeyGroup(),
    "AWS::CloudFront::VpcOrigin": VpcOrigin(),
}
