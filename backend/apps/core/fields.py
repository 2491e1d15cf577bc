"""Serializer fields that accept only the JSON type that the OpenAPI schema declares."""

from typing import Any

from rest_framework.serializers import BooleanField, CharField


class TextField(CharField):
    """String field. DRF's CharField also accepts numbers, and trims whitespace."""

    def __init__(self, **options: Any) -> None:
        super().__init__(trim_whitespace=False, **options)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return str(super().to_internal_value(data))


class FlagField(BooleanField):
    """Boolean field. DRF's BooleanField also accepts 0, "off" and the like."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data
