"""Serve the application on this machine until somebody stops it."""

from __future__ import annotations

import secrets
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import quote

import uvicorn

from desirepath.errors import ExternalError, InputError
from desirepath.services.clock import now
from desirepath.services.reading import warm_up
from desirepath.services.unused_images import sweep
from desirepath.services.workspace import Workspace
from desirepath.web.app import create_app

MOST_IN_MESSAGE = 4 * 2**20
"""Bytes of one message over a web socket: far more than hours of offline edits, and nothing to fill the memory with."""


def serve_forever(
    workspace: Workspace, *, host: str, port: int, token: str | None, announce: Callable[[str], None]
) -> None:
    """Listen, tell the URL through `announce`, and return when stopped by Ctrl-C or a signal."""
    token = token or secrets.token_urlsafe(24)
    listener = _listen(host, port)
    bound = listener.getsockname()[1]
    shown = "localhost" if host in ("127.0.0.1", "localhost", "0.0.0.0", "::") else host
    hosts = frozenset({host}) if host not in ("0.0.0.0", "::") else frozenset({socket.gethostname()})
    app = create_app(workspace, token=token, hosts=hosts)
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        ws_max_size=MOST_IN_MESSAGE,
    )
    server = uvicorn.Server(config)
    url = f"http://{shown}:{bound}/?token={quote(token)}"
    threading.Timer(0.3, announce, [url]).start()
    threading.Thread(target=warm_up, daemon=True).start()
    threading.Thread(target=sweep, args=[app.state.desk, now()], daemon=True).start()
    try:
        # uvicorn stops in good order and then raises what stopped it; Ctrl-C is the way to stop, not a failure.
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listener])
    finally:
        listener.close()


def _listen(host: str, port: int) -> socket.socket:
    """Bind first, so that a port in use is one clear message before anything else starts."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
    except OSError:
        raise InputError(
            f'"{host}" is not an address of this machine.',
            code="bad_host_option",
            remedy="Leave --host out, or use 127.0.0.1.",
        ) from None
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except (OSError, OverflowError) as error:
        listener.close()
        raise ExternalError(
            f"Port {port} on {host} cannot be used: {str(error).rstrip('.')}.",
            code="port_in_use",
            remedy="Stop the other server, choose another --port, or use --port 0 for any free one.",
        ) from error
    listener.listen(128)
    return listener
