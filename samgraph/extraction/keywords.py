"""Words in the headings and lead-ins of plans, Dutch and English, that say what stands below.

The only place where the reader of plans knows a language; none of it belongs to one plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

_TOPICS: Final[dict[str, str]] = {
    "signal": r"\bsign(aal|alen|als?)\b|\bbevraging|\bconsultation|\bsurvey",
    "result area": r"\bresultaa?ts?gebied|\bresultaten\b"
    r"|\bresult areas?\b|\bresults\b|\boutcomes?\b",
    "core task": r"\bkernopdracht|\bkerntak(en)?\b|\bkerntaak\b|\bcore tasks?\b",
    "priority field": r"\bprioritaire? (werk)?terrein|\bpriority (fields?|areas?)\b",
    "budget": r"begroting|\bbudget|\bfinancieel plan|\bfinancial plan",
    "partner": r"partners?\b|\bsamenwerkingsverband|\bstakeholder|\bbelanghebbende",
    "policy choice": r"\bbeleidskeuze|\bbeleidskader|\bpolicy (choice|context|frame)",
    "theme": r"\bomgevingsanalyse|\bcontextanalyse|\btenden[sz]|\btrends?\b"
    r"|\b(context|environmental) analysis",
    "challenge": r"\buitdaging|\bchallenge",
    "value": r"\bwaarden?\b|\bwaardekader|\bvalues?\b",
}
"""What a list is of, by a word in its lead-in or in a heading above it."""

_SIGNALS: Final[dict[str, str]] = {
    "obstacle": r"\bstruikelblok|\bknelpunt|\bdrempel|\bobstacle|\bbarrier",
    "need": r"\bnodig\b|\bnood\b|\bnoden\b|\bbehoefte|\bneeds?\b",
    "field challenge": r"\buitdaging|\bchallenge",
    "request": r"\bvra(ag|gen)\b|\bverwacht|\bprioriteit|\bondersteuning\b|\bstuurgroep"
    r"|\brequest|\bexpect|\bsteering group|\bpriorit(y|ies)\b|\bsupport\b",
}
"""What kind of signal a list under a heading on signals holds."""

_LINE_KINDS: Final[dict[str, str]] = {
    "result": r"\bresultaat\b|\bresult\b|\bsaldo\b|\bbalance\b|\bsurplus\b|\bdeficit\b",
    "total": r"\btota(al|le|len|ls?)?\b",
}


def _compiled(patterns: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(words, re.IGNORECASE) for name, words in patterns.items()}


TOPICS: Final = _compiled(_TOPICS)
SIGNALS: Final = _compiled(_SIGNALS)
LINE_KINDS: Final = _compiled(_LINE_KINDS)

GOAL: Final = re.compile(
    r"(?:(?:strategische|operationele|algemene|specifieke|strategic|operational|general|specific)"
    r"\s+)?(?:doelstelling|doel|objective|goal|aim)(?=\s+\d)",
    re.IGNORECASE,
)
"""How a goal is announced in words where it bears no code: `Strategische doelstelling 1`."""
OPERATIONAL: Final = re.compile(r"operational|operationele", re.IGNORECASE)
RIGHT: Final = re.compile(r"(het )?recht op\b|(the )?right to\b", re.IGNORECASE)
"""How every item of a list of rights begins."""
COSTS: Final = re.compile(
    r"kost(en)?\b|\buitgaven\b|\blasten\b|\bcosts?\b|\bexpen(ses?|diture)\b", re.IGNORECASE
)
REVENUE: Final = re.compile(
    r"opbrengst(en)?\b|\binkomsten\b|\bontvangsten\b|\bsubsidies\b|\brevenues?\b|\bincome\b",
    re.IGNORECASE,
)
INTERNAL: Final = re.compile(r"\binterne?\b|\binternal\b", re.IGNORECASE)
FOR_EXAMPLE: Final = re.compile(
    r"[,;]?\s*[–—-]?\s*\b(o\.\s?a\.|onder (andere|meer)\b|e\.g\.|among others\b|including\b)\s*",
    re.IGNORECASE,
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


DUTCH: Final = _words("de het een en van voor niet met zijn worden die dat bij aan")
ENGLISH: Final = _words("the and of to for not with are is that by from will be")
"""Frequent words that tell one language from the other."""

UNFINISHED: Final = _words(
    "aan and at bij by de der des die door een en for from het in met naar of om on op or over "
    "te tegen ten ter the to tot tussen uit van voor with & – — /"
)
"""Words with which a name or a title does not end."""

FUNCTION_WORDS: Final = (
    DUTCH
    | ENGLISH
    | UNFINISHED
    | _words(
        "als also are as dan deze dit geen haar hun inzake is its meer more no onder onze ook rond "
        "that their these this was were ze"
    )
)
"""Words that belong to no name."""

SUBJECTS: Final = {"singular": _words("ik je jij"), "plural": _words("ze zij we wij")}
"""Pronouns beside which a Dutch word is their verb, if it can be one."""
CLAUSES: Final = _words(
    "aangezien als dat die doordat hoe indien nadat omdat opdat terwijl toen voordat waar waaraan "
    "waarbij waarin waarmee waarop waarvan wanneer wat wie zoals zodat"
)
"""Words that open a clause at whose end its Dutch verb stands."""
MODALS: Final = _words(
    "blijven gaan kan komen kunnen laten mag mogen moet moeten wil willen zal zullen zouden"
)
"""Verbs that send another one to the end of a Dutch clause."""
POSSESSIVES: Final = _words("haar her his hun je jouw mijn my ons onze our their uw your")
SAYINGS: Final = re.compile(
    r"\b(werk aan de winkel|(maakt?|maken) (er )?werk van|werk van (te )?maken|te werk (gaan|gaat)"
    r"|te werk gesteld|in het werk (stellen|stelt|gesteld)|in (zijn|haar|hun) werk (gaan|gaat)"
    r"|werk in uitvoering|monnikenwerk|tijd en energie|energie en tijd"
    r"|work in progress|time and energy|energy and time)\b",
    re.IGNORECASE,
)
"""Sayings with a word that elsewhere may name a theme."""


def language_of(words: Iterable[str]) -> str:
    """Return `nl` or `en`, by the frequent words in a text."""
    counted = list(words)
    dutch = sum(word in DUTCH for word in counted)
    english = sum(word in ENGLISH for word in counted)
    return "en" if english > dutch else "nl"
