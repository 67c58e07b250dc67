"""The web as a source: fetching within limits and with manners, finding articles, telling them from everything else."""

from __future__ import annotations

from detente.sources.web.bringing import Brought, bring
from detente.sources.web.client import Fetched, Fetcher, user_agent
from detente.sources.web.discovery import Lead, Listing, lead_of, look
from detente.sources.web.errors import AddressError, FetchError, RobotsError, TooLargeError
from detente.sources.web.limits import Limits, Manners, Web
from detente.sources.web.urls import canonical, is_url, normal

__all__ = [
    "AddressError",
    "Brought",
    "FetchError",
    "Fetched",
    "Fetcher",
    "Lead",
    "Limits",
    "Listing",
    "Manners",
    "RobotsError",
    "TooLargeError",
    "Web",
    "bring",
    "canonical",
    "is_url",
    "lead_of",
    "look",
    "normal",
    "user_agent",
]
