from aws_cdk import aws_logs as logs

from awscdk.errors import CommandError

KEPT = {
    1: logs.RetentionDays.ONE_DAY,
    7: logs.RetentionDays.ONE_WEEK,
    14: logs.RetentionDays.TWO_WEEKS,
    30: logs.RetentionDays.ONE_MONTH,
    90: logs.RetentionDays.THREE_MONTHS,
    365: logs.RetentionDays.ONE_YEAR,
}


def retention(days: int) -> logs.RetentionDays:
    """Return the retention. Raise CommandError for a number that CloudWatch does not offer."""
    if days not in KEPT:
        raise CommandError(f"log_days: {days} is not supported. Use {', '.join(map(str, KEPT))}.")
    return KEPT[days]
