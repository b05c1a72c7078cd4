"""How a draft names what it found: ids, titles in sentence case, and the first words of a text."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

MOST_WORDS = 7
"""A label never copies more words of the plan's running text than these."""
_LONGEST_SLUG = 48
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


def slug(text: str) -> str:
    """Return `text` as the last part of an id: lower case, ASCII, words joined by dashes.

    >>> slug("L’Observatoire du Crédit & Cie")
    'l-observatoire-du-credit-cie'
    """
    folded = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(one for one in folded if not unicodedata.combining(one))
    words = re.findall(r"[a-z0-9]+", bare)
    made = words[0] if words else "x"
    for word in words[1:]:
        if len(made) + 1 + len(word) > _LONGEST_SLUG:
            break
        made = f"{made}-{word}"
    return made[:_LONGEST_SLUG]


def unused(wanted: str, taken: set[str]) -> str:
    """Return `wanted`, with a number behind it if it is taken, and take it."""
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    taken.add(name)
    return name


def first_words(text: str) -> str:
    """Return the first words of a text, with an ellipsis where it goes on."""
    words = text.split()
    if len(words) <= MOST_WORDS:
        return text.rstrip(" .;:,")
    return " ".join(words[:MOST_WORDS]).rstrip(" .;:,") + " …"


def capitalised(lines: Iterable[str]) -> frozenset[str]:
    """Return the words that a text writes all in capitals where its other words are not."""
    capitals: Counter[str] = Counter()
    for line in lines:
        if not line.isupper():
            for word in _WORD.findall(line):
                capitals[word.casefold()] += 1 if word.isupper() else -1
    return frozenset(word for word, count in capitals.items() if count > 0)


def sentence_case(title: str, capitals: frozenset[str]) -> str:
    """Return a title in capitals as the running text would write it; others as they are."""
    if not title.isupper():
        return title
    lowered = _WORD.sub(
        lambda word: word[0] if word[0].casefold() in capitals else word[0].lower(), title
    )
    return lowered[:1].upper() + lowered[1:]
