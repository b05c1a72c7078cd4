"""The words in which a comparison is told, in Dutch and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {
        "versions": "{before} en {after}, als twee versies van één plan",
        "plans": "{before} en {after}, als twee plannen",
        "versions subtitle": "Wat er van de ene versie naar de andere veranderde",
        "plans subtitle": "Wat twee plannen delen, en welke gaten er maar een van beide laat",
        "before": "eerste",
        "after": "tweede",
        "why versions": "Beide hebben dezelfde naamruimte.",
        "why plans": "Ze hebben elk een eigen naamruimte; met --versions worden ze als versies "
        "van één plan vergeleken.",
        "none": "Geen verschillen: geen ding, geen koppeling, geen dekking en geen gat is anders.",
        "summary": "In het kort",
        "matched": "Herkend aan iets anders dan de IRI",
        "matched note": "Aan een naam herkend is een vermoeden: kijk het na. Een skos:exactMatch "
        "in een van de plannen stelt het vast.",
        "unsure": "Niet gekoppeld, want niet de enige met die code of naam: {names}.",
        "things": "Dingen toegevoegd, geschrapt, hernoemd, verplaatst",
        "values": "Andere eigenschappen van dingen",
        "links": "Koppelingen",
        "coverage": "Dekking per vraag",
        "gaps": "Gaten die opengaan, dichtgaan of veranderen",
        "gaps plans": "Gaten waarin ze verschillen, bij wat beide hebben",
        "shared": "Gedeelde partners, organisaties en begrippen",
        "counts": "Hoeveel er van elke soort is",
        "about things": "dingen",
        "about links": "koppelingen",
        "about gaps": "gaten",
        "same coverage": "Aantal vragen waarvan de dekking dezelfde is: {n}.",
        "not asked": "niet gevraagd",
        "nothing": "niets",
        "more": "… en nog {n}; met -o of --format staan ze er alle.",
    },
    "en": {
        "versions": "{before} and {after}, as two versions of one plan",
        "plans": "{before} and {after}, as two plans",
        "versions subtitle": "What changed from the one version to the other",
        "plans subtitle": "What two plans share, and where only one of them leaves a gap",
        "before": "first",
        "after": "second",
        "why versions": "Both have the same namespace.",
        "why plans": "Each has a namespace of its own; with --versions they are compared as "
        "versions of one plan.",
        "none": "No differences: no thing, no link, no coverage and no gap is another.",
        "summary": "In brief",
        "matched": "Recognised by something else than the IRI",
        "matched note": "Recognised by a name is a presumption: look at it. A skos:exactMatch in "
        "one of the plans settles it.",
        "unsure": "Not matched, as not the only one with that code or name: {names}.",
        "things": "Things added, removed, renamed, moved",
        "values": "Other properties of things",
        "links": "Links",
        "coverage": "Coverage by question",
        "gaps": "Gaps that open, close or change",
        "gaps plans": "Gaps in which they differ, at what both have",
        "shared": "Shared partners, organisations and concepts",
        "counts": "How many there are of each kind",
        "about things": "things",
        "about links": "links",
        "about gaps": "gaps",
        "same coverage": "Questions whose coverage is the same: {n}.",
        "not asked": "not asked",
        "nothing": "nothing",
        "more": "… and {n} more; with -o or --format all are there.",
    },
}

KINDS: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {
        "added": "toegevoegd",
        "removed": "geschrapt",
        "renamed": "hernoemd",
        "moved": "verplaatst",
        "recoded": "andere code",
        "retyped": "andere soort",
        "revised": "herzien",
        "shared": "gedeeld",
        "linkAdded": "toegevoegd",
        "linkRemoved": "geschrapt",
        "standingChanged": "andere status",
        "reviewChanged": "anders nagekeken",
        "gapOpened": "opengegaan",
        "gapClosed": "gesloten",
        "gapChanged": "veranderd",
    },
    "en": {
        "added": "added",
        "removed": "removed",
        "renamed": "renamed",
        "moved": "moved",
        "recoded": "other code",
        "retyped": "other kind",
        "revised": "revised",
        "shared": "shared",
        "linkAdded": "added",
        "linkRemoved": "removed",
        "standingChanged": "other standing",
        "reviewChanged": "other review",
        "gapOpened": "opened",
        "gapClosed": "closed",
        "gapChanged": "changed",
    },
}

GAPS_OF_ONE: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {
        "gapOpened": "alleen in het tweede",
        "gapClosed": "alleen in het eerste",
        "gapChanged": "in beide, anders",
    },
    "en": {
        "gapOpened": "only in the second",
        "gapClosed": "only in the first",
        "gapChanged": "in both, of another kind",
    },
}
"""What opened, closed and changed are called between two plans."""

HOWS: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {
        "sameIri": "zelfde IRI",
        "sameIdentity": "als hetzelfde verklaard",
        "sameCode": "zelfde code",
        "sameLocalName": "zelfde id",
        "sameLabel": "zelfde naam (vermoeden)",
    },
    "en": {
        "sameIri": "same IRI",
        "sameIdentity": "declared the same",
        "sameCode": "same code",
        "sameLocalName": "same id",
        "sameLabel": "same name (presumption)",
    },
}

REASONS: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {
        "new": "nieuw ding",
        "emptied": "koppeling weg",
        "thinned": "nog één koppeling over",
        "asked": "nieuwe vraag",
        "gone": "ding is weg",
        "filled": "gevuld",
        "unasked": "vraag is weg",
    },
    "en": {
        "new": "new thing",
        "emptied": "link gone",
        "thinned": "one link left",
        "asked": "new question",
        "gone": "thing is gone",
        "filled": "filled",
        "unasked": "question is gone",
    },
}

MEASURES: Final[Mapping[str, tuple[str, ...]]] = {
    "nl": ("cellen gevuld", "rijen geraakt", "kolommen geraakt"),
    "en": ("cells filled", "rows touched", "columns touched"),
}

HEADERS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "nl": {
        "summary": ("wat", "aantal"),
        "matched": ("eerste", "tweede", "herkend aan"),
        "things": ("verandering", "ding", "eerste", "tweede"),
        "values": ("ding", "eigenschap", "eerste", "tweede"),
        "links": ("verandering", "van", "koppeling", "naar", "eerste", "tweede"),
        "coverage": ("vraag", "geteld", "eerste", "tweede"),
        "gaps": ("verandering", "vraag", "rij", "kolom", "eerste", "tweede", "waarom"),
        "shared": ("soort", "eerste", "tweede", "herkend aan"),
        "counts": ("soort", "eerste", "tweede", "in beide"),
    },
    "en": {
        "summary": ("what", "number"),
        "matched": ("first", "second", "recognised by"),
        "things": ("change", "thing", "first", "second"),
        "values": ("thing", "property", "first", "second"),
        "links": ("change", "from", "link", "to", "first", "second"),
        "coverage": ("question", "counted", "first", "second"),
        "gaps": ("change", "question", "row", "column", "first", "second", "why"),
        "shared": ("kind", "first", "second", "recognised by"),
        "counts": ("kind", "first", "second", "in both"),
    },
}
