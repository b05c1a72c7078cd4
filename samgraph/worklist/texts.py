"""How alike the texts of two things are, and which words they share.

The texts are labels, other labels and descriptions, in each language by itself. Words are brought
to their lemmas, and lemmas cut into pieces of three to five letters, so that `woonbeleid` and
`wonen` have something in common. Pieces are weighted by term frequency and inverse document
frequency (Spärck Jones 1972; Salton and Buckley 1988), and texts compared by the cosine.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from samgraph.extraction.lemmas import words_in
from samgraph.knowledge import Knowledge
from samgraph.terms import DCTERMS

_PIECES = range(3, 6)
_MOST_COMMON = 0.1
"""A word in a larger share of the texts than this explains no likeness."""
_SHORTEST = 5
"""Letters of a lemma at an end of another by which the two words count as alike."""
_SHORTEST_SAME = 3
"""Letters of a lemma that two words have in common."""


@dataclass(frozen=True, slots=True)
class Text:
    """What is said of one thing in one language."""

    labels: str
    descriptions: str


Texts = Mapping[str, Mapping[str, Text]]
"""By thing and by language."""


_DESCRIBES = f"{DCTERMS}description"


def read_texts(knowledge: Knowledge) -> Texts:
    """Return the labels and descriptions of everything that has them."""
    query = """
        SELECT DISTINCT ?thing ?text ?says {
          VALUES ?says { skos:prefLabel skos:altLabel dcterms:description }
          ?thing ?says ?text
        }"""
    found: dict[str, dict[str, tuple[list[str], list[str]]]] = {}
    said = {(one, text, says.value == _DESCRIBES) for one, text, says in knowledge.select(query)}
    for thing, text, describes in said:
        lang = getattr(text, "language", None) or ""
        found.setdefault(thing.value, {}).setdefault(lang, ([], []))[describes].append(text.value)
    return {
        thing: {
            lang: Text(*("\n".join(sorted(some)) for some in both))
            for lang, both in sorted(said.items())
        }
        for thing, said in sorted(found.items())
    }


def vectors(things: Sequence[str], texts: Texts) -> sparse.csr_array:
    """Return one row of unit length for each thing; of a thing without a text, a row of zeros.

    A piece that stands f times in a text and in d of n texts weighs (1 + ln f) · ln((1 + n)/(1 +
    d)), so that what stands in every text weighs nothing.
    """
    counts = [_pieces(texts.get(thing, {})) for thing in things]
    spread = Counter(piece for count in counts for piece in count)
    column = {piece: place for place, piece in enumerate(sorted(spread))}
    total = sum(1 for count in counts if count)
    rows, columns, values = [], [], []
    for row, count in enumerate(counts):
        for piece, times in sorted(count.items()):
            rows.append(row)
            columns.append(column[piece])
            rarity = math.log((1 + total) / (1 + spread[piece]))
            values.append((1 + math.log(times)) * rarity)
    matrix = sparse.csr_array(
        (np.array(values, dtype=float), (np.array(rows, dtype=int), np.array(columns, dtype=int))),
        shape=(len(things), len(column)),
    )
    length = np.sqrt(matrix.multiply(matrix).sum(axis=1))
    scale = np.divide(1.0, length, out=np.zeros_like(length), where=length > 0)
    return sparse.csr_array(sparse.diags_array(scale) @ matrix)


def likeness(
    rows: sparse.csr_array, subjects: Sequence[int], objects: Sequence[int]
) -> npt.NDArray[np.float64]:
    """Return the cosine of each subject's text with each object's, from 0 to 1."""
    product = rows[list(subjects), :] @ rows[list(objects), :].T
    found: npt.NDArray[np.float64] = np.asarray(product.todense(), dtype=float)
    return found


def _pieces(said: Mapping[str, Text]) -> Counter[tuple[str, str]]:
    """Return how often each piece stands in the texts of one thing, by language."""
    return Counter(
        (lang, padded[begin : begin + size])
        for lang, text in said.items()
        for word in words_in(f"{text.labels}\n{text.descriptions}")
        for padded in (f"_{word.lemma}_",)
        for size in _PIECES
        for begin in range(len(padded) - size + 1)
    )


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of every thing, to tell which of them two things share."""

    words: Mapping[tuple[str, str], Mapping[str, str]]
    """By thing and language, each lemma with the word as first written."""
    named: Mapping[tuple[str, str], frozenset[str]]
    """By thing and language, the lemmas of its labels."""
    spread: Mapping[tuple[str, str], int]
    """By language and lemma, in how many texts it stands."""
    total: int

    def shared(self, first: str, second: str, lang: str, most: int = 3) -> tuple[str, ...]:
        """Return the rarest words that two things share, in quotation marks.

        A word counts if it stands in a label of one of them, where the subject is named, and if
        its lemma is that of a word of the other or one of the two begins or ends with the other;
        then both words are given.
        """
        mine, theirs = self.words.get((first, lang), {}), self.words.get((second, lang), {})
        names = self.named.get((first, lang), frozenset())
        others = self.named.get((second, lang), frozenset())
        found: list[tuple[int, bool, str, str]] = []
        for a in mine:
            for b in theirs:
                spread = max(self.spread[lang, a], self.spread[lang, b])
                common = spread > max(2, _MOST_COMMON * self.total)
                if (a in names or b in others) and not common and _alike(a, b):
                    found.append((spread, a != b, a, b))
        shown: list[str] = []
        used: set[str] = set()
        for _, differ, a, b in sorted(found):
            if used.isdisjoint((a, b)) and len(shown) < most:
                shown.append(f"“{mine[a]}” / “{theirs[b]}”" if differ else f"“{mine[a]}”")
                used.update((a, b))
        return tuple(shown)


def _alike(a: str, b: str) -> bool:
    """Tell whether two lemmas are the same, or one begins or ends with the other."""
    short, long = sorted((a, b), key=len)
    if a == b:
        return len(a) >= _SHORTEST_SAME
    return len(short) >= _SHORTEST and (long.startswith(short) or long.endswith(short))


def read_vocabulary(things: Sequence[str], texts: Texts) -> Vocabulary:
    """Return the words of some things."""
    words: dict[tuple[str, str], dict[str, str]] = {}
    named: dict[tuple[str, str], frozenset[str]] = {}
    spread: Counter[tuple[str, str]] = Counter()
    for thing in things:
        for lang, text in texts.get(thing, {}).items():
            own = words.setdefault((thing, lang), {})
            labels = words_in(text.labels)
            for word in (*labels, *words_in(text.descriptions)):
                own.setdefault(word.lemma, word.text)
            named[thing, lang] = frozenset(word.lemma for word in labels)
            spread.update((lang, lemma) for lemma in own)
    return Vocabulary(words, named, spread, len({thing for thing, _ in words}))
