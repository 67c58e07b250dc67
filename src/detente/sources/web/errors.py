"""What can go wrong between here and a page."""

from __future__ import annotations

from detente.errors import SourceError


class FetchError(SourceError):
    """A page or feed could not be fetched."""

    def __init__(
        self, what: str, where: str = "", todo: str = "", *, status: int | None = None, again: bool = False, after: float | None = None
    ) -> None:
        super().__init__(what, where, todo)

        #: The HTTP status, where there was one.
        self.status = status

        #: Whether trying again may help.
        self.again = again

        #: How many seconds the server asked to be left alone, where it said.
        self.after = after

    def __reduce__(self) -> tuple[object, ...]:
        state = {"status": self.status, "again": self.again, "after": self.after}
        return type(self), (self.what, self.where, self.todo), state


class AddressError(FetchError):
    """The address is none that may be spoken to."""


class TooLargeError(FetchError):
    """The answer is larger, longer, or packed more tightly than is taken."""


class RobotsError(FetchError):
    """The site's robots.txt asks to be left alone."""
