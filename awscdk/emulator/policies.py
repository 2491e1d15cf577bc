"""IAM policies, which ministack enforces from the moment that a test says so.

Not during a deployment: ministack does not know ECS's condition keys, so a release would be denied.
"""

from ministack import app

from awscdk.emulator.http_messages import Application, Receive, Scope, Send, send_response
from awscdk.emulator.running import ENFORCE_POLICIES


def with_policies(ministack: Application) -> Application:
    async def respond(scope: Scope, receive: Receive, send: Send) -> None:
        if scope.get("path") == ENFORCE_POLICIES:
            app.AUTH = True
            await send_response((204, {}, b""), receive, send)
            return
        if app.AUTH and scope["type"] == "http":
            # As clients of AWS use HTTPS, which policies of buckets require.
            scope = {**scope, "headers": [*scope["headers"], (b"x-forwarded-proto", b"https")]}
        await ministack(scope, receive, send)

    return respond
