"""Words and their lemmas, lightly: case, plurals and hyphens of Dutch and English no longer differ.

No dictionary is used. A word loses the endings that inflection adds, its doubled letters become
single ones, and v and z become f and s, so that `schulden` and `schuld`, `huizen` and `huis`,
`policies` and `policy` come out alike.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:[’'‘-][^\W_]+)*")
_ENDING = re.compile(r"(?:en|es|e|(?<=[bcdfghjklmnpqrtvwxz])s)\Z")
_SHORTEST = 3
_DOUBLED = re.compile(r"([a-z])\1")
_HARDENED = str.maketrans("vz", "fs")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: as written, its lemma, and where it begins and ends."""

    text: str
    lemma: str
    begin: int
    end: int


def words_in(text: str) -> tuple[Word, ...]:
    """Return the words of a text."""
    return tuple(
        Word(match[0], lemma(match[0]), match.start(), match.end())
        for match in _WORD.finditer(text)
    )


@lru_cache(maxsize=20_000)
def lemma(word: str) -> str:
    """Return a word without what inflection adds.

    >>> lemma("Schulden") == lemma("schuld"), lemma("huizen") == lemma("huis")
    (True, True)
    """
    folded = unicodedata.normalize("NFKD", word.casefold()).replace("’", "'")
    bare = "".join(one for one in folded if one.isalnum() or one == "'").removesuffix("'s")
    bare = bare.replace("'", "")
    while len(bare) > _SHORTEST and (ending := _ENDING.search(bare)):
        if ending.start() < _SHORTEST:
            break
        bare = bare[: ending.start()]
    bare = _DOUBLED.sub(r"\1", bare).translate(_HARDENED)
    return f"{bare[:-1]}i" if bare.endswith("y") else bare
