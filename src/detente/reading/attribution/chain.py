"""Who answers for it: the speaker by his fullest name, then the agency or outlet that heard him."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from detente.codebook.parties import by_adjective, kind_of, lookup, name_of
from detente.model import FieldName, Link
from detente.model.mentions import LinkKind
from detente.reading.actors import Cast
from detente.reading.actors.vocabulary import HUMAN_VERBS, MEDIA_WORDS
from detente.reading.attribution.antecedents import MEMORY, Spoken, antecedent, called_again, facing_before, same_office_before
from detente.reading.attribution.dateline import dateline
from detente.reading.attribution.hearers import hearers_of, is_told
from detente.reading.attribution.lexicon import words
from detente.reading.attribution.model import Block, Find
from detente.reading.attribution.owners import with_owner
from detente.reading.lemmas import lemma, noun_lemma

if TYPE_CHECKING:
    from detente.reading.tree import Token

_UNKNOWN = ("unnamed", "outlet", "agency")
_JOINT = frozenset({"joint", "common", "shared"})

#: Bodies that stand beside what is negotiated: whoever speaks for one speaks for no party.
_NEUTRAL = frozenset({"ICRC", "ICC", "ICJ", "INTERPOL"})

_RELATIVE = frozenset({"who", "which", "whose", "where", "whom"})

#: "The Catholic agency X", "the broadcaster X", "the daily X".
_MEDIUM = re.compile(
    r"\b(agency|daily|weekly|monthly|newspaper|paper|tabloid|broadcaster|channel|outlet|portal|site|website|magazine|network|station)\s+"
    r"((?:[A-ZÀ-Þ][\w.&'’-]*\s?)+)"
)
#: "The Bakhtar agency", "X television": the same with the noun after the name.
_AFTER = re.compile(
    r"(?:(?:[Tt]he|[Ii]ts|[Tt]heir|[Aa]n?)\s+)?((?!The\s|Its\s)(?:[A-ZÀ-Þ][\w.&'’-]*\s)+?)(?:news\s+)?(agency|television|TV|radio|daily|newspaper|channel|portal)",
)
_HEARD = re.compile(r"\b(?:television|TV|radio|media|newspaper|channel|broadcaster|agency|daily|station|network)$", re.IGNORECASE)


@dataclass
class Chains:
    """Works out chains find by find, in order of the text, remembering who spoke."""

    cast: Cast
    outlet: str

    #: The agency that the dateline credits, as a link of every chain.
    credit: str | None = None

    #: Speakers so far, the latest last.
    spoken: list[Spoken] = field(default_factory=list)

    def of(self, find: Find) -> tuple[Link, ...]:
        """The chain of a find; empty where nobody is named."""
        if self.spoken and self.spoken[-1][0].block.paragraph.field != find.block.paragraph.field:
            self.spoken.clear()
        if find.follows is not None and find.source is None:
            earlier = next((s for s in reversed(self.spoken[-MEMORY:]) if s[0] is find.follows), None)
            return (_without_body(earlier[1]), *earlier[2]) if earlier else ()
        speaker = self._speaker(find)
        if speaker is None:
            return tuple(self._medium(self._link(find.block, *via), told=True) for via in find.via)
        heard = self._heard(find, speaker)
        principal = self._principal(find, speaker)
        if principal is not None:
            heard, speaker = (speaker, *heard), principal
        # A person who cites something gives a reason; a medium that cites somebody passes him on.
        quoted = self._quoted(find) if speaker.kind in ("agency", "outlet") or _HEARD.search(speaker.name) else None
        if quoted is not None:
            heard = (speaker, *heard) if speaker.name != quoted.name else heard
            speaker = quoted
        self.spoken.append((find, speaker, heard))
        return (_without_body(speaker), *heard)

    def _principal(self, find: Find, speaker: Link) -> Link | None:
        """Whose word a spokesman passes on: "Guterres called it a step, his spokesman said"."""
        doc = find.block.doc
        if find.source is None or doc[find.source[0]].lower_ not in ("his", "her") or "spokes" not in (speaker.role or speaker.name):
            return None
        for token in doc[find.first : find.source[0]]:
            if token.dep_ == "nsubj" and find.holds(token.i) and token.tag_.startswith("NNP") and lemma(token.head) in HUMAN_VERBS:
                paragraph = find.block.paragraph
                mention = self.cast.at(paragraph.field, paragraph.offset(token), paragraph.end(token))
                if mention is not None and mention.kind == "person" and mention.name != speaker.name:
                    return Link(mention.name, mention.kind, mention.role, mention.party, paragraph.offset(token), paragraph.end(token))
        return None

    def _quoted(self, find: Find) -> Link | None:
        """Whom a medium cites: "TASS reported, citing a source"."""
        if find.cited is None:
            return None
        return self._link(find.block, *find.cited)

    def _link(self, block: Block, first: int, last: int) -> Link:
        """The link described by some tokens, without the clause that a comma sets off after them."""
        doc, name = block.doc, block.paragraph.field
        for i in range(first + 1, last):
            if doc[i].tag_ == "WDT":
                last = i - 1
                break
            if doc[i].text == "," and (doc[i + 1].lower_ in _RELATIVE or doc[i + 1].tag_ in ("VBG", "VBN")):
                last = i - 1
                break
        pair = self._pair(block, first, last)
        start, end = block.paragraph.offset(doc[first]), block.paragraph.end(doc[last])
        if pair is not None:
            return replace(pair, start=start, end=end)
        text = block.paragraph.text[start - block.paragraph.start : end - block.paragraph.start]
        found = self.cast.link(name, start, end)
        medium = _MEDIUM.search(text)
        if found.kind not in ("person", "collective") and medium:
            known = self.cast.at(name, start + medium.start(2), start + medium.end(2))
            kind: LinkKind = "agency" if medium[1].lower() == "agency" else "outlet"
            if known is not None and known.kind in ("agency", "outlet") and known.end - known.start >= len(medium[2]) - 1:
                return Link(self._as_written(known.name, medium[2]), known.kind, None, known.party, start, end)
            return Link(medium[2], kind, None, found.party if found.kind in ("agency", "outlet") else None, start, end)
        named_first = _AFTER.fullmatch(text) if found.kind in ("institution", "unnamed", "person") else None
        if named_first and lookup(named_first[1].strip()) is None:
            return Link(named_first[1].strip(), "agency" if named_first[2] == "agency" else "outlet", None, None, start, end)
        if found.kind in ("agency", "outlet"):
            return replace(found, name=self._as_written(found.name, text))
        if found.kind in ("unnamed", "institution"):
            named = self._named_within(name, start, end)
            if named is not None:
                return replace(named, start=start, end=end)
        if not found.name or (found.kind == "unnamed" and found.party is None and found.name.removeprefix("the ").isupper()):
            return replace(found, name=self._in_full(replace(found, name=text)))
        if found.kind == "unnamed" and found.party is not None and found.name.casefold() in words("bands"):
            group = next((m for m in self.cast.mentions if m.kind == "institution" and m.party == found.party), None)
            return replace(found, name=group.name, kind="institution", role=None) if group is not None else found
        return replace(found, name=self._in_full(found))

    def _in_full(self, link: Link) -> str:
        """The name that initials stand for, where the dispatch gives it: "the OLA" is the Oromo Liberation Army."""
        short = link.name.split()[-1] if link.name else ""
        known = link.kind in ("institution", "unnamed") or f"({link.name})" in self.cast.text_of("text")
        if not known or not (short.isupper() and short.isalpha() and 2 < len(short) < 8):
            return link.name
        names = [m.name for m in self.cast.mentions if m.kind == "institution" and m.party == link.party and " " in m.name]
        names += re.findall(rf"((?:[A-ZÀ-Þ][\w-]+ (?:(?:of|for|and|on|the|in) )*)+)\({short}\)", self.cast.text_of("text"))
        return next((n.strip() for n in names if "".join(w[0] for w in n.split() if w[0].isupper()).endswith(short)), link.name)

    def _pair(self, block: Block, first: int, last: int) -> Link | None:
        """Two groups that speak together, one of them introduced by the other: "X and its ally Y"."""
        doc, paragraph = block.doc, block.paragraph
        for own in range(first + 2, last):
            if doc[own].tag_ != "PRP$" or doc[own - 1].lower_ != "and" or doc[last].tag_ not in ("NNP", "NNPS"):
                continue
            start = last
            while doc[start - 1].tag_ in ("NNP", "NNPS") and start - 1 > own:
                start -= 1
            one = self.cast.link(paragraph.field, paragraph.offset(doc[first]), paragraph.end(doc[own - 2]))
            if one.kind == "institution" and any(t.tag_ == "NN" for t in doc[own + 1 : start]):
                return Link(f"{one.name} and {doc[start : last + 1].text}", "collective", None, None)
        return None

    def _named_within(self, field_name: FieldName, start: int, end: int) -> Link | None:
        """The person named after a title ("the mediator, Oman's minister, Badr al-Busaidi"), where one stands at the end."""
        for m in reversed(self.cast.within(field_name, start, end)):
            if m.kind == "person" and m.end >= end - 1 and (m.field, m.start) not in self.cast.owners:
                between = self.cast.text_of(field_name)[start : m.start].rstrip()
                if not between or between.endswith(",") or between == "":
                    return Link(m.name, m.kind, m.role, m.party)
        return None

    def _as_written(self, full: str, written: str) -> str:
        """A medium's full name where the dispatch gives it, else as it is written there."""
        written = re.sub(r"^(?:the|its|their|his|her)\s+|['’]s?$", "", written.strip(), flags=re.IGNORECASE)
        if full in self.cast.text_of("text") or not written[:1].isupper() or len(written.split()) > 4:
            return full
        return written

    def _speaker(self, find: Find) -> Link | None:
        if find.source is None:
            return None
        first, last = find.source
        token = find.speaker or find.block.doc[first]
        low = token.lower_
        start = find.block.paragraph.offset(find.block.doc[first])
        if low in ("we", "i") and find.block.quote_of[token.i] < 0:
            return None  # "what we know": the outlet's own voice
        if token.tag_ in ("PRP", "PRP$") or low in ("both",):
            found = antecedent(self.cast, self.spoken, find, low, start)
            end = find.block.paragraph.end(find.block.doc[last])
            return replace(found, start=start, end=end) if found else None
        if first == last and find.block.doc[first].lower_ in ("who", "which", "that") and token.i < first:
            first, last = _antecedent(token, first)
        found = self._link(find.block, first, last)
        if noun_lemma(token.lower_) in words("papers") and any(find.block.doc[i].lower_ in _JOINT for i in range(first, token.i)):
            pair = _facing(self.cast)
            if pair is not None:
                return replace(pair, start=found.start, end=found.end)
        if noun_lemma(token.lower_) in words("papers") and find.block.doc[first].lower_ in ("his", "her"):
            author = antecedent(self.cast, self.spoken, find, find.block.doc[first].lower_, start)
            if author is not None:
                return replace(author, start=found.start, end=found.end)
        if noun_lemma(token.lower_) in words("papers") and find.block.doc[first].lower_ in {*words("pointing_back"), "its", "their"}:
            issuer = self._issuer(many=token.tag_ == "NNS")
            if issuer is not None:
                return replace(issuer, start=found.start, end=found.end)
        if (
            first == token.i - 1
            and last == token.i
            and token.lower_ in MEDIA_WORDS
            and find.block.doc[first].lower_ == "the"
            and found.kind in _UNKNOWN
        ):
            media = (x for _, one, heard in reversed(self.spoken[-MEMORY:]) for x in (one, *heard) if x.kind in ("agency", "outlet"))
            medium = next(media, None)
            if medium is not None:
                return replace(medium, start=found.start, end=found.end)
        if found.kind == "person" and token.tag_ == "NN" and find.block.doc[first].lower_ in words("pointing_back"):
            other = same_office_before(self.cast, self.spoken, find, token, found)
            if other is not None:
                return replace(other, start=found.start, end=found.end)
        if token.lower_ == "counterpart" and find.block.doc[first].lower_ in ("his", "her"):
            other = facing_before(self.spoken)
            if other is not None:
                return replace(other, start=found.start, end=found.end)
        if found.kind in ("unnamed", "institution") and token.tag_.startswith("NN"):
            earlier = called_again(self.spoken, find, first, token, found.party)
            if earlier is not None:
                return replace(earlier, start=found.start, end=found.end)
            again = self._varied(find, first, token, start) if found.kind == "unnamed" else None
            if again is not None:
                return replace(again, start=found.start, end=found.end)
        return with_owner(self.cast, self.spoken, find, found)

    def _issuer(self, many: bool = False) -> Link | None:
        """The institution or collective that spoke last: it issued "the statement"; "the statements" several did."""
        for find, speaker, _ in reversed(self.spoken[-MEMORY:]):
            plural = many and find.speaker is not None and find.speaker.tag_ in ("NNS", "NNPS")
            if speaker.kind in ("institution", "collective") or (plural and speaker.kind != "person"):
                return speaker
        return None

    def _varied(self, find: Find, first: int, token: Token, start: int) -> Link | None:
        """Who is called by what he once was: "the former premier", "the veteran diplomat" is the one spoken of before."""
        doc = find.block.doc
        if doc[first].lower_ != "the" or token.tag_ != "NN" or doc[first + 1].lower_ not in words("once"):
            return None
        found = antecedent(self.cast, self.spoken, find, "he", start) or antecedent(self.cast, self.spoken, find, "she", start)
        return found if found is not None and found.kind == "person" else None

    def _heard(self, find: Find, speaker: Link) -> tuple[Link, ...]:
        """The agencies and outlets that heard it, the nearest to the speaker first."""
        found: list[Link] = []
        for place in hearers_of(find):
            x = self._medium(self._link(find.block, *place), is_told(find, place))
            known = {speaker.name, *(y.name for y in found)}
            own = not {"joint", "telegram", "twitter", "facebook", "youtube"}.isdisjoint(x.name.casefold().split())
            own = own or x.name.casefold() in words("times") or by_adjective(x.name) is not None
            if x.kind in ("agency", "outlet") and not own and x.name not in known and not self._own(x.name):
                found.append(x)
        if not found:
            found = list(self._inherited(find, speaker)) or list(self._beside(find))
        for via in find.via:
            link = self._medium(self._link(find.block, *via), told=True)
            paper = link.kind == "unnamed" and re.fullmatch(r"(?:the|its|their) (\w+)", link.name.lower())
            if paper and noun_lemma(paper[1]) in words("papers"):
                issuer = self._issuer()
                if issuer is None:
                    continue
                link = replace(issuer, start=link.start, end=link.end)
            if link.name not in [x.name for x in found] and link.name != speaker.name and not self._own(link.name):
                found.append(link)
        credit = dateline(find.block.paragraph.text) if find.block.index_in_field == 0 else None
        if credit and credit.credit and not self._own(credit.credit):
            self.credit = credit.credit
        if self.credit and not found and self.credit != speaker.name:
            found.append(Link(self.credit, "agency"))
        return tuple(found)

    def _beside(self, find: Find) -> tuple[Link, ...]:
        """The media of the clause that another speaker is joined to: "Officials told TASS …, with a source stating …"."""
        if find.head is None or find.head.tag_ != "VBG" or not self.spoken or self.spoken[-1][0].block is not find.block:
            return ()
        earlier, _, heard = self.spoken[-1]
        block = find.block
        return heard if block.sentence_of[find.head.i] == block.sentence_of[earlier.first] else ()

    def _medium(self, link: Link, told: bool) -> Link:
        """A hearer that nothing is known of but its name: an outlet, as one tells things to outlets."""
        name = re.sub(r"^the\s+", "", link.name, flags=re.IGNORECASE)
        parts = name.split()
        shouts = told and link.kind == "person" and len(parts) == 1 and len(name) > 2 and name.isupper()
        if shouts:
            return replace(link, kind="outlet", role=None, party=None)  # initials that the tables do not know
        if link.kind != "unnamed" or not parts:
            return link
        if told and all(p[:1].isupper() for p in parts) and len(parts) <= 4 and name.casefold() not in words("platforms"):
            return replace(link, name=name, kind="outlet")
        if _HEARD.search(link.name):
            return replace(link, kind="outlet")
        return link

    def _own(self, name: str) -> bool:
        """Whether a name is that of the dispatch's own outlet, or its initials."""
        a, b = name.casefold().removeprefix("the "), self.outlet.casefold().removeprefix("the ")
        initials = "".join(w[0] for w in b.split())
        return bool(a and b) and (a in b or b in a or a in (initials, "this agency"))

    def _inherited(self, find: Find, speaker: Link) -> Iterable[Link]:
        """What was heard by an agency a moment ago goes on to be: same speaker, same paragraph, or taken up without a name."""
        others = False
        for earlier, other, heard in reversed(self.spoken[-MEMORY:]):
            if other.name != speaker.name:
                others = others or earlier.block is not find.block
                continue
            if others and earlier.block is not find.block:
                return ()
            near = earlier.block is find.block
            unnamed = find.source is not None and not any(t.tag_ == "NNP" for t in find.block.doc[find.source[0] : find.source[1] + 1])
            if near or unnamed:
                return heard
            return ()
        return ()


def _without_body(speaker: Link) -> Link:
    """A speaker for a neutral body (the Red Cross, a court) speaks for no party; one for a union of states for that."""
    return replace(speaker, party=None) if speaker.party in _NEUTRAL else speaker


def _facing(cast: Cast) -> Link | None:
    """The two parties that a joint statement is by: those named together most, else those named most."""
    named = [m for m in cast.mentions if m.party is not None and m.kind in ("institution", "person") and kind_of(m.party) != "organization"]
    pairs: Counter[tuple[str, str]] = Counter()
    for one, other in pairwise(m for m in named if m.field == "text" and m.kind == "institution"):
        between = cast.text_of("text")[one.end : other.start].strip()
        if one.party and other.party and one.party != other.party and between in ("and", "and the", "&"):
            pairs[one.party, other.party] += 1
    most = [code for code, _ in Counter(m.party for m in named).most_common(2)]
    both = pairs.most_common(1)[0][0] if pairs else tuple(sorted(most, key=[m.party for m in named].index))
    if len(both) < 2:
        return None
    names = [next((m.text for m in named if m.party == code and lookup(m.text, "name")), name_of(str(code))) for code in both]
    return Link(" and ".join(names), "collective", None, None)


def _antecedent(token: Token, pronoun: int) -> tuple[int, int]:
    """The phrase that a relative pronoun stands for, without the relative clause."""
    last = pronoun - 1
    while last > token.i and token.doc[last].text in (",", "(", "-", "—"):
        last -= 1
    return token.left_edge.i, max(last, token.i)
