from collections.abc import AsyncIterator

import pytest_asyncio
from asgiref.sync import sync_to_async
from django.db import connections
from flower.options import options
from flower.urls import settings as flower_settings
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.testing import bind_unused_port

from config.celery import app
from config.flower import CREDENTIAL, GuardedFlower


@pytest_asyncio.fixture
async def flower_url() -> AsyncIterator[str]:
    """Return the URL of a running Flower without a slash at the end."""
    options.url_prefix = "flower"
    options.basic_auth = [CREDENTIAL]
    options.inspect_timeout = 1000.0
    flower = GuardedFlower(capp=app, options=options, io_loop=IOLoop.current(), **flower_settings)
    listener, port = bind_unused_port()
    server = HTTPServer(flower)
    server.add_sockets([listener])
    yield f"http://127.0.0.1:{port}/flower"
    server.stop()
    await server.close_all_connections()
    flower.executor.shutdown(wait=False)
    await sync_to_async(connections.close_all)()
