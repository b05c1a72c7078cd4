"""What the page about this site says, in Dutch and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

ABOUT_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {
        "title": "Over deze site en licenties",
        "lead": "De verkenner en deze pagina's zijn gemaakt met samgraph {version}. Ze vragen "
        "niets aan andere sites: alles wat ze nodig hebben, staat hier.",
        "plan": "Het plan als gegevens",
        "plan_license": "De kennisgraaf van dit plan staat onder",
        "plan_no_license": "Het plan zegt niet onder welke licentie zijn kennisgraaf staat.",
        "own_text": "De eigen tekst van het plan hoort er niet bij en blijft van zijn eigenaar.",
        "quoted": "Passages worden hier wel aangehaald, uit het brondocument dat bij het maken "
        "gegeven werd; de rechten daarop blijven bij de eigenaar.",
        "samgraph": "samgraph",
        "code_license": "De programma's van samgraph staan onder de MIT-licentie; ontologie en "
        "vragen onder CC BY 4.0.",
        "others": "Van anderen",
        "others_note": "vis-network komt mee met het pakket pyvis, waarvan verder niets hier "
        "staat. Wat samgraph in Python gebruikt, is geen deel van deze site.",
        "package": "Pakket",
        "version": "Versie",
        "license": "Licentie",
        "use": "Waarvoor",
        "here": "In deze uitgave",
        "yes": "ja",
        "no": "nee",
        "editor": "SPARQL schrijven",
        "engine": "SPARQL in de browser",
        "network": "de kaart",
        "missing": "Wat ontbreekt",
        "nothing_missing": "Niets: deze uitgave heeft alle onderdelen.",
        "missing_editor": "De rijke SPARQL-editor; een gewoon tekstvak doet hetzelfde werk.",
        "missing_engine": "SPARQL in de browser; een gepubliceerde site beantwoordt dan geen "
        "eigen vragen. De graaf is wel te downloaden.",
        "missing_network": "De netwerkbibliotheek voor de kaart.",
        "why": "npm was niet bij de hand toen samgraph gebouwd werd.",
    },
    "en": {
        "title": "About this site and licences",
        "lead": "The explorer and these pages are made with samgraph {version}. They ask nothing "
        "of other sites: all that they need is here.",
        "plan": "The plan as data",
        "plan_license": "The knowledge graph of this plan is under",
        "plan_no_license": "The plan does not say under which licence its knowledge graph is.",
        "own_text": "The plan's own text is no part of it and remains its owner's.",
        "quoted": "Passages are quoted here, though, from the source document that was given when "
        "this was made; the rights in it remain with its owner.",
        "samgraph": "samgraph",
        "code_license": "The programs of samgraph are under the MIT licence; ontology and "
        "questions under CC BY 4.0.",
        "others": "Of others",
        "others_note": "vis-network comes with the pyvis package, of which nothing else is here. "
        "What samgraph uses in Python is no part of this site.",
        "package": "Package",
        "version": "Version",
        "license": "Licence",
        "use": "What for",
        "here": "In this build",
        "yes": "yes",
        "no": "no",
        "editor": "writing SPARQL",
        "engine": "SPARQL in the browser",
        "network": "the map",
        "missing": "What is missing",
        "nothing_missing": "Nothing: this build has every part.",
        "missing_editor": "The rich SPARQL editor; a plain text area does the same job.",
        "missing_engine": "SPARQL in the browser; a published site then answers no queries of "
        "your own. The graph can be downloaded.",
        "missing_network": "The network library of the map.",
        "why": "npm was not at hand when samgraph was built.",
    },
}
