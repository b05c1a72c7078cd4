"""Where a word that is a theme's name is used in another sense and names nothing.

Three uses are told apart, without a dictionary:

- a *saying*: in `werk aan de winkel` nobody speaks of work;
- a *verb*: `de plek waar ze wonen` says where people live, `betaalbaar wonen` names a theme. A word
  is taken for a verb only if the text conjugates it elsewhere (`woont`), and if it stands as Dutch
  verbs stand: beside its subject, or at the end of a clause that a relative, a conjunction or a
  modal verb opened, with no preposition or article just before it;
- *somebody's own*: `hun werk` is what they do. Only short words are so common.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from samgraph.extraction.keywords import CLAUSES, MODALS, POSSESSIVES, SAYINGS, SUBJECTS, UNFINISHED
from samgraph.extraction.lemmas import Word

_BREAKS = frozenset('.,;:!?()[]“”"…–—|')
_PLURAL = "en"
_NEAR = 2
_LONGEST_CLAUSE = 30


def is_verb(words: Sequence[Word], place: int, text: str, lemmas: Container[str]) -> bool:
    """Tell whether the word at a place of a text is a verb in use there.

    `lemmas` are those of the plan's words: among them is the verb's third person, if it is one.
    """
    word = words[place]
    if f"{word.lemma}t" not in lemmas:
        return False
    clause = list(_before(words, place, text))
    after = _after(words, place, text)
    written = word.text.casefold()
    if not written.endswith(_PLURAL):
        return after in SUBJECTS["singular"] or clause[:1] == ["ik"]
    if after in SUBJECTS["plural"] or (clause and clause[0] in SUBJECTS["plural"]):
        return True
    held = any(one in UNFINISHED for one in clause[:_NEAR])
    opened = any(one in CLAUSES or one in MODALS for one in clause)
    return not after and opened and not held


def is_own(words: Sequence[Word], place: int) -> bool:
    """Tell whether a possessive stands before the word at a place, or before `own` before it."""
    before = [word.text.casefold() for word in words[max(0, place - _NEAR) : place]]
    if before and before[-1] in ("eigen", "own"):
        before.pop()
    return bool(before) and before[-1] in POSSESSIVES


def sayings_in(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the sayings in a text begin and end.

    >>> sayings_in("Er is werk aan de winkel.")
    ((6, 24),)
    """
    return tuple(match.span() for match in SAYINGS.finditer(text))


def _before(words: Sequence[Word], place: int, text: str) -> Iterator[str]:
    """Yield the words of the same clause before the one at a place, the nearest first."""
    for number in range(place, max(0, place - _LONGEST_CLAUSE), -1):
        one, other = words[number - 1], words[number]
        if _BREAKS.intersection(text[one.end : other.begin]):
            return
        yield one.text.casefold()


def _after(words: Sequence[Word], place: int, text: str) -> str:
    """Return the next word of the same clause, or an empty string if none is."""
    if place + 1 == len(words):
        return ""
    one, other = words[place], words[place + 1]
    broken = _BREAKS.intersection(text[one.end : other.begin])
    return "" if broken else other.text.casefold()
