"""By which rule a draft suggests each kind of thing, in the words that it gives with it."""

from __future__ import annotations

from typing import Final

KINDS: Final[dict[str, tuple[str, str, str]]] = {
    "core task": ("core-tasks", "ct", "sg:CoreTask"),
    "priority field": ("priority-fields", "pf", "sg:PriorityField"),
    "challenge": ("challenges", "ch", "sg:Challenge"),
    "value": ("values", "va", "sg:Value"),
    "right": ("rights", "ri", "sg:Right"),
    "theme": ("themes", "th", "sg:Theme"),
    "result area": ("result-areas", "ra", "sg:ResultArea"),
    "policy choice": ("policy-choices", "po", "sg:PolicyChoice"),
    "signal": ("signals", "si", "sg:Signal"),
    "field challenge": ("signals", "si", "sg:FieldChallenge"),
    "obstacle": ("signals", "si", "sg:Obstacle"),
    "need": ("signals", "si", "sg:Need"),
    "request": ("signals", "si", "sg:Request"),
    "request item": ("signals", "si", "sg:RequestItem"),
}
"""For each kind of topic the table, the beginning of the id, and the class."""

RULES: Final[dict[str, dict[str, str]]] = {
    "stated": {
        "nl": "Voorgesteld: een code met een streepje erachter opent een regel.",
        "en": "Suggested: a code with a dash behind it opens a line.",
    },
    "in grid": {
        "nl": "Voorgesteld: de code staat alleen in het kader.",
        "en": "Suggested: the code stands in the grid only.",
    },
    "row": {
        "nl": "Voorgesteld: een rij van het kader van doelen.",
        "en": "Suggested: a row of the grid of goals.",
    },
    "listed": {
        "nl": "Voorgesteld: een punt van een lijst waarvan inleiding of kop zegt wat ze bevat.",
        "en": "Suggested: an item of a list whose lead-in or heading says what it holds.",
    },
    "headed": {
        "nl": "Voorgesteld: een kop onder een kop die zegt waarover het gaat.",
        "en": "Suggested: a heading under a heading that says what it is about.",
    },
    "partner": {
        "nl": "Voorgesteld: een ingang van een lijst onder een kop over partners.",
        "en": "Suggested: an entry of a list under a heading on partners.",
    },
    "category": {
        "nl": "Voorgesteld: de kop boven een lijst van partners.",
        "en": "Suggested: the heading above a list of partners.",
    },
    "account": {
        "nl": "Voorgesteld: een regel met een bedrag voor elk jaar van de tabel.",
        "en": "Suggested: a line with an amount for each year of the table.",
    },
    "cell": {
        "nl": "De code staat in de rij van deze opdracht in het kader.",
        "en": "The code stands in this task's row of the grid.",
    },
    "column": {
        "nl": "In de kolom van dit doel staat een code in de rij van deze opdracht.",
        "en": "In this goal's column a code stands in this task's row.",
    },
}

PREDICATES: Final[dict[tuple[str, str], str]] = {
    **{
        (kind, named): "sg:addresses"
        for kind in ("goal", "result area", "policy choice")
        for named in ("theme", "challenge", "right")
    },
    ("goal", "priority field"): "sg:serves",
    ("result area", "priority field"): "sg:serves",
    **{
        (kind, named): "sg:concerns"
        for kind in ("signal", "field challenge", "obstacle", "need", "request", "request item")
        for named in ("theme", "priority field")
    },
    ("policy choice", "theme"): "sg:concerns",
    ("policy choice", "priority field"): "sg:concerns",
    ("policy choice", "organisation"): "sg:involves",
    ("partner", "theme"): "sg:worksOn",
    ("partner", "priority field"): "sg:worksOn",
}
"""For a drafted thing that names another, the link that is suggested between them."""
