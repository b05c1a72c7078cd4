"""The codes of goals, however a plan writes them: `OD5.1`, `OD 5.1`, `OD.5.1`, `0D5.1`.

Where a plan has no codes but announces its goals in words, `Operationele doelstelling 5.1`, their
initials are the code's letters: `OD5.1`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from samgraph.extraction.keywords import GOAL

_LETTERS = r"(?P<letters>[A-Z0]{0,3}[A-Z])"
_NUMBERS = r"(?P<numbers>\d{1,2}(?:\.\d{1,2}){0,3})"
_CODE = re.compile(rf"(?<![\w.]){_LETTERS}\s?\.?\s?{_NUMBERS}(?P<dot>\.?)(?![\w%])")
_ANNOUNCED = re.compile(rf"\s+{_NUMBERS}\.?(?![\w%])")
_DASH = re.compile(r"\s*[—–:]\s*|\s+-\s+")
_SPACE = re.compile(r"\s+(?=[A-Z‘“\"'])")


@dataclass(frozen=True, slots=True, order=True)
class Code:
    """A goal's code, normalised: its letters and its numbers."""

    prefix: str
    numbers: tuple[int, ...]

    def __str__(self) -> str:
        """Return the code as the plan's own table would write it, `OD5.4`."""
        return self.prefix + ".".join(map(str, self.numbers))

    @property
    def level(self) -> int:
        """One for a strategic goal, two for an operational one."""
        return len(self.numbers)


@dataclass(frozen=True, slots=True)
class Written:
    """A code in a line, as written there and normalised."""

    text: str
    code: Code
    begin: int
    end: int


def codes_in(text: str) -> tuple[Written, ...]:
    """Return the codes in a line.

    >>> [str(found.code) for found in codes_in("OD 1.3 0D2.3 OD.4.4")]
    ['OD1.3', 'OD2.3', 'OD4.4']
    """
    found = []
    for match in _CODE.finditer(text):
        numbers = tuple(int(number) for number in match["numbers"].split("."))
        code = Code(match["letters"].replace("0", "O"), numbers)
        found.append(Written(match[0], code, match.start(), match.end()))
    return tuple(found)


def statement_in(text: str) -> tuple[Written, str] | None:
    """Return the code that opens a line, and the words it introduces, if the line states a goal.

    >>> statement_in("OD6.1. — Iedereen weet ervan")[1]
    'Iedereen weet ervan'
    >>> str(statement_in("Goal 2: Neighbours meet")[0].code)
    'G2'
    """
    codes = _announced_in(text) or codes_in(text)
    if not codes or codes[0].begin:
        return None
    first = codes[0]
    rest = text[first.end :]
    dash = _DASH.match(rest) or (_SPACE.match(rest) if first.text.endswith(".") else None)
    words = rest[dash.end() :].strip() if dash else ""
    return (first, words) if any(character.isalpha() for character in words) else None


def _announced_in(text: str) -> tuple[Written, ...]:
    """Return the code of a goal that a line announces in words, if it does."""
    words = GOAL.match(text)
    numbers = _ANNOUNCED.match(text, words.end()) if words else None
    if words is None or numbers is None:
        return ()
    letters = "".join(word[0] for word in words[0].upper().split())
    code = Code(letters, tuple(int(number) for number in numbers["numbers"].split(".")))
    return (Written(text[: numbers.end()], code, 0, numbers.end()),)


def row_in(text: str) -> tuple[str, tuple[Written, ...]] | None:
    """Return label and codes of a line that ends with codes and holds nothing between them."""
    codes = codes_in(text)
    if not codes or text[codes[-1].end :].strip():
        return None
    if any(text[one.end : other.begin].strip(" |;") for one, other in pairwise(codes)):
        return None
    return text[: codes[0].begin].strip(" |:;"), codes
