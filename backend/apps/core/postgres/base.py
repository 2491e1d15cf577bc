"""Django's Postgres backend with user and password from a secret that rotates at run time.

`DATABASES` has it as `"ENGINE": "apps.core.postgres"`, and the secret's ARN as `"SECRET"`.
"""

from typing import Any

from django.db.backends.postgresql import base

from apps.core.postgres.credentials import Credentials, credentials


class DatabaseWrapper(base.DatabaseWrapper):
    def get_connection_params(self) -> dict[str, Any]:
        return {
            **super().get_connection_params(),
            **credentials(secret=self.settings_dict["SECRET"]),
        }

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        try:
            return super().get_new_connection(conn_params)
        except self.Database.OperationalError as error:
            # Only libpq's message distinguishes a wrong password from an unreachable server.
            if "authentication failed" not in str(error):
                raise
            rejected = Credentials(user=conn_params["user"], password=conn_params["password"])
            current = credentials(secret=self.settings_dict["SECRET"], rejected=rejected)
            if current == rejected:
                raise
        return super().get_new_connection({**conn_params, **current})
