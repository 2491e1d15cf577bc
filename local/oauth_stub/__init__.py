"""`python -m local.oauth_stub --port N`: OAuth stub of Google, Facebook and GitHub.

For tests, and for trying social login without the providers' keys. It has the paths, parameters,
responses and errors of all three. On its page a user chooses who to be, so never use it in
production. Standard library only.

Sources: RFC 6749 and RFC 7636 (PKCE); OpenID Connect Core 1.0, section 5.3; GitHub's "Authorizing
OAuth apps"; Facebook's "Manually build a login flow" and "Securing Graph API requests".
"""

from local.oauth_stub.clients import backend_variables
from local.oauth_stub.server import running_oauth_stub

__all__ = ["backend_variables", "running_oauth_stub"]
