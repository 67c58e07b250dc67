"""E-mail messages (RFC 5322, MIME): press lists of ministries, newsletters, forwarded dispatches."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from typing import TypeVar

from detente.errors import SourceError
from detente.sources.charsets import decode_page
from detente.sources.items import Input, Item, Skipped
from detente.sources.kinds import ENDINGS, Kind
from detente.sources.limits import LIMITS
from detente.sources.markup import fragment_text
from detente.sources.records import Hints, record_document
from detente.sources.stamps import stamp_of

T = TypeVar("T")

#: Attachments of these kinds are documents of their own.
_TAKEN = frozenset({"application/pdf", "message/rfc822", "text/html", "text/plain", "application/xhtml+xml"})
_ATTACHED = frozenset({Kind.text, Kind.html, Kind.pdf, Kind.docx, Kind.mail})
_PREFIX = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr|rv|i)\s*(?:\[\d+\])?:\s*|\[[^\]]{1,40}\]\s*)+", re.IGNORECASE)

#: Where the letter ends and the list's own words begin.
_END = re.compile(
    r"\n(?:-- ?\r?\n|_{20,}\s*\n|-{20,}\s*\n(?=.{0,200}(?:unsubscribe|mailing list))|"
    r"(?=.{0,60}(?:\bunsubscribe\b|you (?:are )?receiv(?:ed|ing) this|to stop receiving|manage your (?:subscription|preferences))))",
    re.IGNORECASE,
)
_TOP = re.compile(
    r"^\s*(?:view (?:this|it|the).{0,60}(?:browser|online)|having trouble (?:viewing|reading)|если письмо).{0,200}\n+", re.IGNORECASE
)


@dataclass
class _Parts:
    """The leaves of a message in order."""

    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    attached: list[tuple[str, str, bytes]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    seen: int = 0


def mail_items(given: Input, parse: Callable[[Input], Iterator[Item]]) -> Iterator[Item]:
    """The message as a document, then what is attached to it; `parse` makes items of an attachment's `Input`.

    The plain text goes before the HTML. Sender is the outlet, subject the title, date the time of publication with its own offset.
    """
    message = _message(given)
    parts = _Parts()
    _sort(message, parts, given.where, 0)
    said = _said(message, given)
    text = _body(parts)
    if text:
        record = {"text": text, **{k: getattr(said, k) for k in ("title", "outlet", "url", "published", "language")}}
        number = _header(message, "message-id").strip("<> \t")
        if number and not given.hints.url:
            record["id"] = number
        yield record_document(record, Hints(), given.where)
    elif not parts.attached:
        raise SourceError("this message has no words", given.where, "Hand in what is attached to it by itself")
    for name, kind, data in parts.attached:
        at = f"{given.where}, attachment {name or kind}"
        behind = Hints(said.published, said.outlet, None, re.sub(r"\.\w{1,5}$", "", name) or said.title, None)
        try:
            inner = given.inner(data, at, name=name, content_type=kind, fallback=behind)
            yield from parse(replace(inner, hints=replace(given.hints, title=None, url=None), url=None))
        except SourceError as error:
            yield error
    for name in parts.left:
        yield Skipped(f"{given.where}, attachment {name}", "it is of no kind that holds a dispatch")


def _message(given: Input) -> EmailMessage:
    data = given.data
    if data.startswith(b"From ") and b"\n" in data:
        data = data.partition(b"\n")[2]
    try:
        message = message_from_bytes(data, policy=policy.default)
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError) as error:
        raise SourceError("this is no e-mail that can be read", given.where, "Save the message's words as plain text") from error
    if not isinstance(message, EmailMessage):
        raise SourceError("this is no e-mail that can be read", given.where, "Save the message's words as plain text")
    return message


def _sort(part: EmailMessage, parts: _Parts, where: str, depth: int) -> None:
    parts.seen += 1
    if depth > LIMITS.depth * 2 or parts.seen > LIMITS.parts:
        raise SourceError("this message has too many parts in one another", where, "Save the part that matters as a file and hand that in")
    kind = _guarded(part.get_content_type, "application/octet-stream")
    disposition = _guarded(part.get_content_disposition, None)
    name = _guarded(part.get_filename, None) or ""
    if kind == "message/rfc822":
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        whole = _guarded(first.as_bytes, b"") if isinstance(first, EmailMessage) else b""
        parts.attached.append((name or "message.eml", kind, whole))
    elif part.is_multipart():
        for child in part.get_payload():
            if isinstance(child, EmailMessage):
                _sort(child, parts, where, depth + 1)
    elif disposition != "attachment" and not name and kind in ("text/plain", "text/html"):
        (parts.plain if kind == "text/plain" else parts.html).append(_text_of(part))
    elif kind in _TAKEN or _ending(name) in _ATTACHED:
        parts.attached.append((_flat(name), kind, _bytes_of(part)))
    elif disposition == "attachment":
        parts.left.append(_flat(name) or kind)


def _guarded(ask: Callable[[], T], otherwise: T) -> T:
    """Headers of odd messages trip the standard library in odd ways."""
    try:
        return ask()
    except (ValueError, LookupError, TypeError, AttributeError, MessageError, AssertionError, ArithmeticError):
        return otherwise


def _ending(name: str) -> Kind | None:
    return ENDINGS.get("." + name.lower().rpartition(".")[2]) if "." in name else None


def _flat(name: str) -> str:
    """A name from outside, fit for a message; it is never a path."""
    return "".join(c for c in re.split(r"[/\\]", name)[-1] if c.isprintable())[:100]


def _bytes_of(part: EmailMessage) -> bytes:
    data = _guarded(lambda: part.get_payload(decode=True), None)
    return data if isinstance(data, bytes) else b""


def _text_of(part: EmailMessage) -> str:
    kind = _guarded(lambda: str(part.get("content-type", "")), "")
    text = decode_page(_bytes_of(part), kind)
    return _unflowed(text) if "flowed" in kind.lower() and part.get_content_type() == "text/plain" else text


def _unflowed(text: str) -> str:
    """Lines that end in a blank go on in the next one (RFC 3676); the mark of a signature ends in one and does not."""
    return re.sub(r"(?<!\n--) \r?\n(?!\r?\n|>)", " ", text)


def _body(parts: _Parts) -> str:
    plain = _trimmed("\n\n".join(t for t in parts.plain if t.strip()))
    if not parts.html:
        return plain
    if plain and len(plain.split()) >= 25:
        return plain
    page = _trimmed("\n\n".join(filter(None, map(_html_words, parts.html))))
    # Some lists send a line such as "View in browser" as their plain text.
    return page if len(page.split()) > 2 * len(plain.split()) else plain or page


def _html_words(html: str) -> str:
    return fragment_text(re.sub(r"<(style|title)\b.*?</\1\s*>", " ", html, flags=re.IGNORECASE | re.DOTALL))


def _trimmed(text: str) -> str:
    plain = re.sub(r"\r\n?", "\n", text).strip()
    plain = _TOP.sub("", plain)
    end = _END.search(plain)
    # A message that is nothing but such words stays as it is.
    return plain[: end.start()].strip() if end and end.start() > 0 else plain


def _said(message: EmailMessage, given: Input) -> Hints:
    """What the headers say, behind the user's hints."""
    spoken = given.spoken()
    hints = given.hints
    name, domain = _sender(message)
    language = _header(message, "content-language").partition(",")[0].strip()
    return Hints(
        published=hints.published or stamp_of(_header(message, "date")) or spoken.published,
        outlet=hints.outlet or name or domain or spoken.outlet,
        language=hints.language
        or (language if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*", language) else None)
        or spoken.language,
        title=hints.title or _PREFIX.sub("", _header(message, "subject")).strip() or spoken.title,
        url=hints.url,
    )


def _sender(message: EmailMessage) -> tuple[str, str]:
    """The name and the domain of whoever sent it; "" for what is not there."""

    # Names with a comma come without quotes more often than lists of several senders come at all.
    written = _header(message, "from")[:500].replace('"', "")
    found = re.fullmatch(r"\s*(.*?)\s*<?([^<>@\s]+@([^<>@\s]+?))?>?\s*", written)
    name, domain = (found.group(1), found.group(3) or "") if found else (written, "")
    return name.strip(" '<>,;"), domain


def _header(message: EmailMessage, name: str) -> str:
    return " ".join(_guarded(lambda: str(message.get(name) or ""), "").split()).encode("utf-8", "replace").decode()
