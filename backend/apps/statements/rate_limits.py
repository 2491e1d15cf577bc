"""Rate limits of uploads, of transactions entered by hand, and of categories."""

from limits import parse

# Each file takes storage and the time of a worker.
UPLOADS_PER_USER = parse("60/hour")
# Per client network (see core.client_ip), which users may share, or one user with many accounts.
UPLOADS_PER_NETWORK = parse("300/hour")
# Each adds up its month again; more of them come by a file.
ENTRIES_PER_USER = parse("300/hour")
# Each may change every transaction of the user.
MERGES_PER_USER = parse("60/hour")
CATEGORIES_PER_USER = parse("300/hour")
