"""`serve`: the pages, on this machine."""

from __future__ import annotations

import getpass
import logging
import os
import socket
import webbrowser
from typing import Annotated

import typer

from detente.cli.common import StoreOption, warn
from detente.errors import UsageError
from detente.settings import store_url

#: The only address that is listened on: a team's server comes later.
HOST = "127.0.0.1"

#: How many processes make pages at most: one a core, up to so many.
MOST_PROCESSES = 4


def command(
    port: Annotated[int, typer.Option(metavar="N", min=0, max=65535, help="The port; 0 for any that is free.")] = 8642,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who decides on the pages. [your user name]")] = None,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the desk in your browser.")] = False,
    store: StoreOption = None,
) -> None:
    """Open the desk as pages in a browser, on this machine only. Ctrl+C closes it."""
    import uvicorn

    from detente.desk import open_desk
    from detente.web import create_app

    # With the protocol said, asyncio lets small packets go at once; without it each answer waits 40 ms for the last one's receipt.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, port))
            # From here on a browser waits until the desk is open.
            listening.listen(128)
        except OSError as error:
            raise UsageError(f"port {port} is taken", todo="Choose another with --port, or 0 for any that is free") from error
        desk, url = open_desk(store), store_url(store)
        # A store in memory is nobody else's, and one core has nothing to share.
        cores = os.cpu_count() or 1
        processes = min(cores, MOST_PROCESSES) if cores > 1 and ":memory:" not in url else 0
        app = create_app(desk, by=by or getpass.getuser(), url=url, processes=processes)
        address = f"http://{HOST}:{listening.getsockname()[1]}/"
        warn(f"The desk is open at {address} (Ctrl+C closes it).")
        logging.basicConfig(level=logging.WARNING, format="detente: %(message)s")
        if open_browser:
            webbrowser.open(address)
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, proxy_headers=False)
        uvicorn.Server(config).run(sockets=[listening])
