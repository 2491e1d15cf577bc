"""Hourly prices of tasks: list prices in us-east-1, November 2026, without discounts.

Used by the topology for workers, and by `awscdk/cost` for environments. Standard library only.
Source: aws.amazon.com/fargate/pricing and aws.amazon.com/vpc/pricing.
"""

# All tasks run on ARM; on x86 both cost a quarter more.
DOLLARS_A_VCPU_HOUR = 0.03238
DOLLARS_A_GB_HOUR = 0.00356
DOLLARS_AN_ADDRESS_HOUR = 0.005
