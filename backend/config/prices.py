"""What an hour of a task costs: list prices in us-east-1, November 2026, without any discount.

The topology prices its workers by them, `awscdk/cost` whole environments. Standard library only.
Source: aws.amazon.com/fargate/pricing and aws.amazon.com/vpc/pricing.
"""

# Every task is of ARM; on x86 both cost a quarter more.
DOLLARS_A_VCPU_HOUR = 0.03238
DOLLARS_A_GB_HOUR = 0.00356
DOLLARS_AN_ADDRESS_HOUR = 0.005
