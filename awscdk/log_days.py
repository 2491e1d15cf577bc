from aws_cdk import aws_logs as logs

from awscdk.refusal import Refusal

KEPT = {
    1: logs.RetentionDays.ONE_DAY,
    7: logs.RetentionDays.ONE_WEEK,
    14: logs.RetentionDays.TWO_WEEKS,
    30: logs.RetentionDays.ONE_MONTH,
    90: logs.RetentionDays.THREE_MONTHS,
    365: logs.RetentionDays.ONE_YEAR,
}


def retention(days: int) -> logs.RetentionDays:
    """Raises Refusal for a number that CloudWatch does not offer."""
    if days not in KEPT:
        raise Refusal(
            f"log_days: CloudWatch keeps no {days} days, but {', '.join(map(str, KEPT))}."
        )
    return KEPT[days]
