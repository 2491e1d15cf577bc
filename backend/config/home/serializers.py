from typing import Any

from rest_framework import serializers

from apps.core.serializers import DemoSignInSerializer
from apps.scaling.serializers import PublicQueueSerializer
from apps.statements.serializers.money import MoneyField
from apps.statements.serializers.spending import StepSerializer


# sample: statements begin
class HomeSpendingSerializer(serializers.Serializer[Any]):
    """The demo's spending by month, in its most used currency."""

    currency = serializers.CharField()
    spend = MoneyField()
    count = serializers.IntegerField()
    months = StepSerializer(many=True, source="over_time")


# sample: statements end


# sample: links begin
class HomeLinkSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    title = serializers.CharField()
    url = serializers.CharField(help_text="Empty for a text post.")
    site = serializers.CharField()
    score = serializers.IntegerField()
    comment_count = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    username = serializers.CharField(allow_null=True)


# sample: links end


class HomeSerializer(serializers.Serializer[Any]):
    spending = HomeSpendingSerializer(allow_null=True)  # sample: statements
    links = HomeLinkSerializer(many=True)  # sample: links
    queues = PublicQueueSerializer(many=True, allow_null=True)
    operator = DemoSignInSerializer(allow_null=True)
    has_graphiql = serializers.BooleanField()
