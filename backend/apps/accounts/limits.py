"""How often the accounts' doors may be tried. The units are in the texts."""

from limits import parse

SIGN_IN_PAIR = parse("5/5 minutes")
"""Wrong passwords for one address from one place."""
SIGN_IN_PLACE = parse("60/5 minutes")
"""Wrong passwords for whatever addresses from one place, which many people may share."""
SIGN_IN_ACCOUNT = parse("50/hour")
"""Tries for one address from browsers that its owner has never used. Those the owner did use are
exempt: nobody is locked out by what others try."""
BLOCKED_NOTE = parse("1/hour")
"""Entries in the security log of one account that say its sign-in was blocked: whoever floods it
with tries does not fill the table."""
SECOND_FACTOR = parse("10/15 minutes")
"""Wrong codes for one account, after a first proof that was right."""
SIGN_UP = parse("100/hour")
"""Asked for from one place."""
MAILS = parse("5/hour")
"""Mails of one kind that strangers can have sent to one address."""
ADDRESSES = parse("10/hour")
"""Other addresses that one account asks for: each of them gets a mail, and may be a stranger's."""
PASSKEY = parse("600/5 minutes")
"""Ceremonies begun from one place: every look at the sign-in page begins one, for the browser to
offer a passkey where the address is typed, and an office looks often."""
CONFIRM = parse("100/hour")
"""Mailed links tried from one place."""
SOCIAL = parse("60/minute")
"""Out to a provider, or back from one, from one address: an office shares it."""
SOCIAL_MAIL = parse("5/hour")
"""Mails to one address that a provider told, and does not vouch for: it may be anybody's."""
ARCHIVE = parse("10/day")
"""Archives of one account: each is read and written as a whole."""
