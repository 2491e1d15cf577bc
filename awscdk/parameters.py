"""SSM parameters of one region. Every change is printed."""

import boto3


class Parameters:
    def __init__(self, *, region: str) -> None:
        self._region = region
        self._client = boto3.client("ssm", region_name=region)

    def has(self, name: str) -> bool:
        return self.read(name) is not None

    def read(self, name: str) -> str | None:
        response = self._client.get_parameters(Names=[name], WithDecryption=True)
        values: list[str] = [each["Value"] for each in response["Parameters"]]
        return values[0] if values else None

    def write(self, name: str, value: str, *, is_secret: bool = False) -> None:
        before = self.read(name)
        if before == value:
            self.leave(name)
            return
        self._client.put_parameter(
            Name=name,
            Value=value,
            Type="SecureString" if is_secret else "String",
            Overwrite=before is not None,
        )
        self._report(name, "written" if before is None else "changed")

    def leave(self, *names: str) -> None:
        for name in names:
            self._report(name, "unchanged")

    def delete_all(self, folder: str) -> None:
        """Delete all parameters below the path."""
        pages = self._client.get_paginator("describe_parameters").paginate(
            ParameterFilters=[{"Key": "Path", "Values": [folder]}]
        )
        for name in [each["Name"] for page in pages for each in page["Parameters"]]:
            self.delete(name)

    def delete(self, name: str) -> None:
        self._client.delete_parameter(Name=name)
        self._report(name, "deleted")

    def _report(self, name: str, done: str) -> None:
        print(f"  ✓ {name} in {self._region}: {done}", flush=True)
