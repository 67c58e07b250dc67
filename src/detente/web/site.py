"""What every page is made of: the desk, who sits at it, and the token that its forms hold."""

from __future__ import annotations

from dataclasses import dataclass

from detente.desk.browsing import Browser


@dataclass(frozen=True, slots=True)
class Site:
    """The same for every request of a run."""

    browser: Browser

    #: The name that decisions are kept under.
    by: str

    #: What forms must bring along.
    token: str


@dataclass(frozen=True, slots=True)
class Visit:
    """A page that is asked for, by its path."""

    site: Site
    path: str

    @property
    def browser(self) -> Browser:
        """The desk as pages see it."""
        return self.site.browser
