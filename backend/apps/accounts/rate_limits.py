"""Rate limits of accounts.

A network is an IPv4 address or the /64 of an IPv6 address: `core.client_ip.get_client_network`.
Browsers in which the user has signed in before are counted separately at login.
"""

from limits import parse

# Wrong passwords for one email from one network, in one known browser, or in one session.
LOGIN_GUESSES = parse("5/5 minutes")
# Wrong passwords for any email from one network, which many users may share.
LOGIN_FAILURES_PER_NETWORK = parse("60/5 minutes")
# Login attempts for one email from unknown browsers. Known browsers are exempt, so that attackers
# cannot lock the owner out.
LOGINS_PER_EMAIL = parse("50/hour")
# "Login blocked" events of one account, so that an attacker cannot flood the audit log.
BLOCKED_LOGIN_EVENTS = parse("1/hour")
# Wrong codes for one account, after a correct first factor.
CODE_GUESSES = parse("10/15 minutes")
# Sign-ups and password resets requested from one network.
MAIL_REQUESTS_PER_NETWORK = parse("100/hour")
# Responses of `createUser` to one network that an email has an account. Its clients expect them.
TAKEN_EMAILS_REPORTED = parse("10/hour")
# Mails of one kind to one email that anyone can request.
MAILS_PER_EMAIL = parse("5/hour")
# Email changes requested by one account: each sends a mail to an email of anyone's.
EMAIL_CHANGES = parse("10/hour")
# Ceremonies begun from one network. Every visit of the sign-in page begins one, so that the browser
# can offer a passkey in the email field; an office shares a network.
PASSKEY_CEREMONIES = parse("600/5 minutes")
# Links of mails tried from one network.
LINK_CONFIRMATIONS = parse("100/hour")
# Redirects to or from a provider from one network, which an office shares.
SOCIAL_LOGINS = parse("60/minute")
# Mails to one email that a provider reported but did not verify: it may be anyone's.
SOCIAL_MAILS_PER_EMAIL = parse("5/hour")
# Exports of one account: each one reads all its data.
ARCHIVES = parse("10/day")
