"""What JSON tells apart, told apart: the fields take what the schema says they take."""

from typing import Any

from rest_framework.serializers import BooleanField, CharField


class TextField(CharField):
    """Text alone, as it was sent: DRF's own takes a number for the text of its digits, and lets
    space around it count for nothing."""

    def __init__(self, **options: Any) -> None:
        super().__init__(trim_whitespace=False, **options)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return str(super().to_internal_value(data))


class FlagField(BooleanField):
    """True or false alone: DRF's own takes 0, "off" and their like as well."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data
