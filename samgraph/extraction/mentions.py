"""Where a text names a theme or an organisation, by its labels and their lemmas.

A name is found where its words follow one another in the text, lemma by lemma, and

- a name of one short word, or of one with a short lemma, only in the form of its label: `werk`,
  not `werken`; and not where it is somebody's own, nor where the same word stands before it so
  often that the two together are another name, as in `sociaal werk` and `sociaal-cultureel werk`;
- a name in capitals only as it is written, also before a hyphen: `VN` in `VN-verdrag`;
- a label that sets names of equal length side by side (`polarisering en populisme`) by each of
  them, unless that is a single word which more than one paragraph in a hundred holds: such a word
  tells nothing; and by what stands in brackets, or on either side of a dash;
- a theme of one long word also at the beginning or the end of a compound, `armoedebestrijding`,
  unless that is such a pair with the word before it;
- not where the word is a verb or part of a saying, which `senses` tells;
- of names within one another only the longest.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from samgraph.extraction.keywords import FUNCTION_WORDS
from samgraph.extraction.lemmas import Word, words_in
from samgraph.extraction.senses import is_own, is_verb, sayings_in

_AND = re.compile(r",\s+(?:en\s+|and\s+)?|\s+(?:en|and|of|or|&)\s+")
_BRACKETS = re.compile(r"\s*\(([^)]*)\)")
_DASHED = re.compile(r"\s+[–—-]\s+")
_SHORT_WORD = 5
_SHORT_LEMMA = 3
_LONG_STEM = 6
_SHORTEST_REST = 3
_SHORTEST_PART = 4
_COMMON = 100
"""A word found in more than one paragraph in so many is too common to be a part's name."""
_BEFORE_AT_LEAST = 3
_BEFORE_SHARE = 0.25


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A thing with one of its names, ready to be looked for."""

    thing: str
    lemmas: tuple[str, ...]
    written: tuple[str, ...] = ()
    """The words as they must be written; empty where the lemmas are enough."""
    cased: bool = False
    """Capitals must agree too."""
    compounds: bool = False
    part: bool = False
    """It is one of several names that a label sets side by side."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A thing that a text names, and where in the text."""

    thing: str
    begin: int
    end: int


def names_of(thing: str, labels: Iterable[str], *, compounds: bool) -> Iterator[Name]:
    """Yield the names by which a thing is looked for."""
    for label in labels:
        bare = _BRACKETS.sub("", label)
        whole = _name(thing, bare, compounds=compounds, part=False)
        parts = [part for part in _parts(label, bare) if part != bare]
        names = (_name(thing, part, compounds=False, part=True) for part in parts)
        yield from (name for name in (whole, *names) if name)


def _parts(label: str, bare: str) -> Iterator[str]:
    yield from (side.strip() for side in _DASHED.split(bare))
    parts = [part.strip() for part in _AND.split(bare)]
    alike = len({len(part.split()) for part in parts}) == 1
    if alike and all(len(one) >= _SHORTEST_PART and not one.endswith("-") for one in parts):
        yield from parts
    yield from (inside for inside in _BRACKETS.findall(label) if inside and "," not in inside)


def _name(thing: str, words: str, *, compounds: bool, part: bool) -> Name | None:
    found = words_in(words)
    if not found:
        return None
    lemmas = tuple(word.lemma for word in found)
    cased = all(any(one.isupper() for one in word.text[1:]) for word in found)
    short = len(found) == 1 and (
        len(found[0].text) <= _SHORT_WORD or len(found[0].lemma) <= _SHORT_LEMMA
    )
    written = tuple(_form(word.text, cased=cased) for word in found) if cased or short else ()
    wide = compounds and not written and len(lemmas) == 1 and len(lemmas[0]) >= _LONG_STEM
    return Name(thing, lemmas, written, cased, wide, part)


def _form(word: str, *, cased: bool) -> str:
    plain = word.replace("’", "'").removesuffix("'s")
    return plain if cased else plain.casefold()


class Lexicon:
    """Names to look for in one plan, of whose paragraphs it counts words."""

    def __init__(self, names: Iterable[Name], paragraphs: Iterable[str]) -> None:
        texts = [words_in(paragraph) for paragraph in paragraphs]
        holding = Counter(one for words in texts for one in {word.lemma for word in words})
        most = max(1, len(texts) // _COMMON)
        self._by_first: dict[str, list[Name]] = {}
        self._stems: dict[str, list[Name]] = {}
        for name in sorted(set(names)):
            if name.part and len(name.lemmas) == 1 and holding[name.lemmas[0]] > most:
                continue
            self._by_first.setdefault(name.lemmas[0], []).append(name)
            if name.compounds:
                self._stems.setdefault(name.lemmas[0], []).append(name)
        self._paired = _paired(texts)
        self._lemmas = frozenset(holding)

    def mentions_in(self, text: str) -> tuple[Mention, ...]:
        """Return what a text names, in its order."""
        words = words_in(text)
        found = {
            Mention(name.thing, word.begin, words[place + len(name.lemmas) - 1].end)
            for place, word in enumerate(words)
            for name in self._at(words, place, text)
        }
        sayings = sayings_in(text)
        meant = (
            one
            for one in _widest(found)
            if not any(begin <= one.begin and one.end <= end for begin, end in sayings)
        )
        return tuple(sorted(meant, key=lambda one: (one.begin, one.thing)))

    def _at(self, words: Sequence[Word], place: int, text: str) -> Iterator[Name]:
        """Yield the names that begin at a word."""
        word = words[place]
        for name in (*self._by_first.get(word.lemma, ()), *self._heads(word)):
            span = words[place : place + len(name.lemmas)]
            if len(name.lemmas) == 1 and self._strays(name, words, place, text):
                continue
            if name.written:
                forms = tuple(_form(one.text, cased=name.cased) for one in span)
                head = (_head(forms[0]),)
                if forms == name.written or (head == name.written and name.cased):
                    yield name
            elif tuple(one.lemma for one in span) == name.lemmas:
                yield name
        if not self._is_paired(words, place):
            yield from self._within(word.lemma)

    def _within(self, lemma: str) -> Iterator[Name]:
        """Yield the names at the beginning or the end of a compound."""
        for size in range(_LONG_STEM, len(lemma) - _SHORTEST_REST + 1):
            for stem in {lemma[:size], lemma[-size:]} & self._stems.keys():
                yield from self._stems[stem]

    def _strays(self, name: Name, words: Sequence[Word], place: int, text: str) -> bool:
        """Tell whether a word stands there in another sense than that of a name."""
        if name.cased:
            return False
        if name.written and (is_own(words, place) or self._is_paired(words, place)):
            return True
        return is_verb(words, place, text, self._lemmas)

    def _is_paired(self, words: Sequence[Word], place: int) -> bool:
        """Tell whether a word and the one before it, or that one's head, are another name."""
        before = words[place - 1].text.casefold() if place else ""
        return any((one, words[place].lemma) in self._paired for one in (before, _head(before)))

    def _heads(self, word: Word) -> Iterator[Name]:
        """Yield the names in capitals that stand before a hyphen in a word."""
        head = _head(word.text)
        if head != word.text and head.isupper():
            for first in words_in(head):
                yield from (name for name in self._by_first.get(first.lemma, ()) if name.cased)


def _widest(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Yield the mentions that stand within no longer one."""
    farthest = (-1, -1)
    for one in sorted(mentions, key=lambda one: (one.begin, -one.end)):
        if farthest[1] < one.end or farthest == (one.begin, one.end):
            farthest = (one.begin, one.end)
            yield one


def _head(word: str) -> str:
    return word.split("-", 1)[0]


def _paired(texts: Iterable[Sequence[Word]]) -> frozenset[tuple[str, str]]:
    """Return the pairs of a word and the next one's lemma that belong together."""
    pairs: Counter[tuple[str, str]] = Counter()
    times: Counter[str] = Counter()
    for words in texts:
        times.update(word.lemma for word in words)
        pairs.update((one.text.casefold(), two.lemma) for one, two in pairwise(words))
    return frozenset(
        (before, lemma)
        for (before, lemma), count in pairs.items()
        if count >= max(_BEFORE_AT_LEAST, _BEFORE_SHARE * times[lemma])
        and before not in FUNCTION_WORDS
    )
