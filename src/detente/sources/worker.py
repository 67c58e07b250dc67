"""The process that parses; see `guarding`. Orders come on standard input, answers go out on what was standard output."""

from __future__ import annotations

import os
import signal
import sys

from detente.sources.guarding import Order, Sign, receive, send
from detente.sources.limits import LIMITS
from detente.sources.parsing import parse_input
from detente.sources.paths import file_items
from detente.sources.records import Hints


def main() -> None:
    """Parse what is ordered until there are no more orders."""
    # An interrupt from the keyboard is for the program that gives the orders.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _bind(LIMITS.memory)
    answers = os.fdopen(os.dup(1), "wb")
    # What libraries print would be taken for answers.
    os.dup2(2, 1)
    while True:
        try:
            order: Order = receive(sys.stdin.buffer)
        except EOFError:
            return

        def alive(record: int) -> None:
            send(answers, Sign(record))

        if order.given is not None:
            items = parse_input(order.given)
        else:
            items = file_items(order.path, order.hints or Hints(), skip=order.skip, alive=alive)
        for item in items:
            send(answers, item)
        send(answers, None)


def _bind(memory: int) -> None:
    try:
        import resource
    except ImportError:
        # Windows has no such limits.
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))


if __name__ == "__main__":
    main()
