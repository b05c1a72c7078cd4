"""Why a pair of things is a candidate, in sentences in Dutch and English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from samgraph.worklist.kinds import Kind, Links
from samgraph.worklist.sheets import Listed
from samgraph.worklist.similarity import weights
from samgraph.worklist.texts import Vocabulary

_MOST = 3
"""How many neighbours a sentence names."""

_WORDS = {
    "nl": {
        "and": " en ",
        "contested": " (betwist)",
        "neighbours": "Beide zijn verbonden met {names}.",
        "same": "“{subject}” is verbonden met {names}, net als “{other}”, waar deze koppeling al "
        "ligt{mark}.",
        "tied": "“{subject}” is verbonden met {names}, net als “{other}”, dat zelf met “{object}” "
        "verbonden is{mark}.",
        "texts": "Hun teksten hebben gemeen: {words}.",
        "alike": "Hun teksten lijken op elkaar.",
        "direction": "Welke richting de koppeling heeft, is hieruit niet op te maken.",
    },
    "en": {
        "and": " and ",
        "contested": " (contested)",
        "neighbours": "Both are linked with {names}.",
        "same": "“{subject}” is linked with {names}, like “{other}”, which has this link "
        "already{mark}.",
        "tied": "“{subject}” is linked with {names}, like “{other}”, which is itself linked with "
        "“{object}”{mark}.",
        "texts": "Their texts have in common: {words}.",
        "alike": "Their texts resemble each other.",
        "direction": "Which way the link would run cannot be told from this.",
    },
}


@dataclass(frozen=True, slots=True)
class Explainer:
    """What is needed to say why: the graph, the words, and what things are called."""

    links: Links
    matrix: sparse.csr_array
    vocabulary: Vocabulary
    names: Mapping[str, Mapping[str, str]]
    """By language, what each thing is called."""
    contested: frozenset[frozenset[str]] = frozenset()
    """Pairs of things that only contested links tie, which the sentences say."""

    def reasons(self, listed: Listed) -> dict[str, str]:
        """Return why a pair is a candidate, by language."""
        subject, value = listed.pair
        both = [number for number, _ in self._middles(subject, value)]
        others = self._paths(subject, value)
        return {lang: self._say(lang, listed, both, others) for lang in _WORDS}

    def _say(
        self,
        lang: str,
        listed: Listed,
        both: Sequence[int],
        path: tuple[int, Sequence[int]] | None,
    ) -> str:
        say, kind = _WORDS[lang], listed.sheet.kind
        subject, value = listed.pair
        said = []
        if both:
            said.append(say["neighbours"].format(names=self._listed(lang, both, subject, value)))
        if path:
            other, shared = path
            key = "same" if _has_link(kind, other, value) else "tied"
            ends = {
                "subject": self._name(lang, subject),
                "object": self._name(lang, value),
                "other": self._name(lang, other),
                "mark": self._mark(lang, other, value),
            }
            said.append(say[key].format(names=self._listed(lang, shared, subject, other), **ends))
        words = self.vocabulary.shared(self.links.things[subject], self.links.things[value], lang)
        if words:
            said.append(say["texts"].format(words=", ".join(words)))
        if not said:
            said.append(say["alike"])
        if _runs_both_ways(listed):
            said.append(say["direction"])
        return " ".join(said)

    def _name(self, lang: str, thing: int) -> str:
        iri = self.links.things[thing]
        return self.names[lang].get(iri, iri)

    def _mark(self, lang: str, thing: int, *ends: int) -> str:
        """Return what is said of a thing that only contested links tie to one of some ends."""
        known = self.links.things
        pairs = {frozenset((known[thing], known[end])) for end in ends}
        return "" if self.contested.isdisjoint(pairs) else _WORDS[lang]["contested"]

    def _listed(self, lang: str, things: Sequence[int], *ends: int) -> str:
        """Return the first of the things that are linked with every one of some ends."""
        named = [
            f"“{self._name(lang, thing)}”{self._mark(lang, thing, *ends)}"
            for thing in things[:_MOST]
        ]
        if len(named) == 1:
            return named[0]
        return _WORDS[lang]["and"].join([", ".join(named[:-1]), named[-1]])

    def _near(self, thing: int) -> npt.NDArray[np.int_]:
        begin, end = self.matrix.indptr[thing], self.matrix.indptr[thing + 1]
        found: npt.NDArray[np.int_] = self.matrix.indices[begin:end]
        return found

    def _middles(self, first: int, second: int) -> list[tuple[int, float]]:
        """Return what both are linked with, what weighs most first."""
        weight = weights(self.matrix)
        shared = np.intersect1d(self._near(first), self._near(second))
        return sorted(
            ((int(one), float(weight[one])) for one in shared), key=lambda one: (-one[1], one[0])
        )

    def _paths(self, subject: int, value: int) -> tuple[int, Sequence[int]] | None:
        """Return the neighbour of the object over which most leads to it, and what it shares."""
        weight = weights(self.matrix)
        best: tuple[float, int, list[int]] | None = None
        for other in sorted(int(one) for one in self._near(value)):
            shared = [(one, some) for one, some in self._middles(subject, other) if one != value]
            total = float(weight[other]) * sum(some for _, some in shared)
            if other != subject and shared and (best is None or total > best[0]):
                best = (total, other, [one for one, _ in shared])
        return (best[1], best[2]) if best else None


def _has_link(kind: Kind, other: int, value: int) -> bool:
    return (other, value) in kind.links or (kind.symmetric and (value, other) in kind.links)


def _runs_both_ways(listed: Listed) -> bool:
    """Tell whether the same link the other way round is a candidate too."""
    kind = listed.sheet.kind
    subject, value = listed.pair
    if kind.symmetric or value not in kind.subjects or subject not in kind.objects:
        return False
    place = kind.subjects.index(value), kind.objects.index(subject)
    return bool(listed.sheet.open[place])
