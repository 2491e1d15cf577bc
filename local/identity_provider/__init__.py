"""`python -m local.identity_provider --port N`: speaks for Google, Facebook and GitHub.

For tests, and for trying social sign-in without keys of theirs. Each of the three is spoken to as
itself: the same paths, parameters, responses and errors. On its page a user chooses whom to be, so
never let it speak for anybody in production. Standard library only.

Sources: RFC 6749 and RFC 7636 (PKCE); OpenID Connect Core 1.0, section 5.3; GitHub's "Authorizing
OAuth apps"; Facebook's "Manually build a login flow" and "Securing Graph API requests".
"""

from local.identity_provider.clients import backend_variables
from local.identity_provider.server import identity_provider

__all__ = ["backend_variables", "identity_provider"]
