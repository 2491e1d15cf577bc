"""How often the statements' doors may be used. The units are in the texts."""

from limits import parse

UPLOADS = parse("60/hour")
"""Files of one account: each is kept, and costs a worker's time."""
UPLOADS_PLACE = parse("300/hour")
"""Files from one address, which many accounts may share, or one person who makes them."""
