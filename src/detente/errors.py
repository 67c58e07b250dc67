"""The one tree of errors: each says what was wrong, where, and what to do next.

Every class survives pickling, because reading may run in other processes.
"""

from __future__ import annotations


class DetenteError(Exception):
    """Base of every error that the project raises on purpose.

    `what` says what was wrong, `where` names the file, line, document or id (may be empty), `todo` says what the
    user can do about it (may be empty). `str()` gives all three as sentences.
    """

    def __init__(self, what: str, where: str = "", todo: str = "") -> None:
        super().__init__(what, where, todo)
        self.what = what
        self.where = where
        self.todo = todo

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head}. {self.todo}." if self.todo else head


class UsageError(DetenteError):
    """The command or call was used wrongly (exit code 2)."""


class SourceError(DetenteError):
    """A file, line or page could not be turned into a document; nothing of it is stored."""


class DateError(DetenteError, ValueError):
    """A date is not EDTF, or no such day exists."""


class LanguageError(DetenteError):
    """No reader is installed for a document's language."""


class ModelError(DetenteError):
    """The language model that a reader needs is missing or unusable."""


class CodebookError(DetenteError):
    """A data file of the codebook is malformed."""


class StoreError(DetenteError):
    """The store cannot be opened, read or written."""


class NotFoundError(DetenteError, LookupError):
    """There is no track, document, claim or round of that id."""
