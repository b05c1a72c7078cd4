"""Two small plans as text, Dutch and English, with the flaws that texts of plans have."""

from __future__ import annotations

from pathlib import Path

from samgraph.extraction.plantext import PlanText, read_plan
from samgraph.sources import Source

DUTCH = """\
1 — Inleiding

Het Huis aan de Vaart werkt van 2031-2035 aan een stad waar iedereen droog en veilig kan blij-
ven wonen. Dit plan zegt hoe.

2 — Opdrachten en

uitdagingen

De wet noemt de volgende kernopdrachten van het Huis:
1. Kennis verzamelen: het Huis brengt bijeen wat over het water bekend is, en bewaart het voor
wie na ons komt.
2. Leren: het Huis leert mensen met het water omgaan.

Dit plan speelt in op vier uitdagingen:
• overstroming
• droogte in de stad
• armoede
• eenzaam-
heid.

3 — Omgevingsanalyse

3.1. WAT WE ZIEN

Armoede

Steeds meer mensen in de stad hebben het moeilijk. Armoede maakt dat zij in lage huizen wonen.

Waterschade

Na elke storm staat het water in de kelders, en elk jaar duurt het langer eer het weg is.

4 — Doelen

Overzicht van de doelen

KD1 KD 2
Kennis OK 1.1 0K2.1
Leren
OK.1.2
OK 2.2

4.1. DROGE VOETEN

KD1 — Iedereen in de stad woont droog, en wie schade heeft, krijgt hulp van het Huis en van de be-
sturen die over het water gaan.

Toelichting

Het water stijgt.

4.1.1. Kennis

OK1.1. — Het Huis weet waar het water komt.

4.1.2. Leren

OK 1.2 — Bewoners leren hun kelder droog te houden, ook wie in armoede leeft.

4.2. SAMEN STERK

KD2 — Buren staan elkaar bij.

4.2.1. Kennis

OK2.1 — Het Huis weet wie alleen is.

4.2.2. Leren

OK2.3 — Buren leren van elkaar.

5 — Resultaatsgebieden

Hier werken we aan.

• Kelders droog houden in de lage
wijken
• Buren bij elkaar brengen
• Armoede aan het water tegengaan

6 — Interne doelen

KDI1 — Het Huis wordt goed bestuurd.

OKI1.1 — De kas klopt.

OKI2.1 — De ploeg is tevreden.

OKI1.3 — Het dak is dicht.

7 — Samenwerking

met partners

Partners uit de stad

12 Buurthuizen

De Dijkwacht

Vereniging voor Behoud van
het Oude Water

l’Amicale de la Digue

Vrienden van het Werk

Boerenbond (bewoners en boeren)

Waterschap o.a. Meetdienst

Partners bij besturen

De Dijkwacht

Stad Zonderdam

8 — Begroting

2031 2032 2033
TOTAAL KOSTEN 1.250 1.300,50 -20
WERKING 1.250 1.300,50 -20
610000 Huur 1.200 1.250 0
610100 Pompen en
slangen 50 50,50 -20
TOTAAL OPBRENGSTEN 1.250 1.300 0
700000 Giften CAO 55+ 1.250 1.300 0

9 — Besluit

De Dijkwacht sluit zich hierbij aan. Ook Stad Zonderdam doet mee.
"""

ENGLISH = """\
1. Introduction

1.1 Why this plan

The House by the Canal works from 2031-2035 for a town in which everybody lives dry and safe.

1.2 Values

1.2.1 Patient

We take the time that the water takes.

1.2.2 Plain

We say what is the matter with the town and with the canal.

2. Goals

2.1 Dry feet

G1: Everybody in the town lives dry.

G1.1: The House knows where the water comes.

G1.2: People learn to keep their cellars dry.

2.2 Signals from the town

The people of the town named these obstacles:

- long waiting lists at the pump service
- forms that nobody understands

3. Result areas

3.1 What we do

* Dry cellars
* Neighbours who know each other

4. Partners

4.1 Partners in the town

- Canal Watch
- Friends of the Dyke

5. Budget

5.1 All years

2031 2032
610000 Rent 1.200 1.250
OPERATING COSTS 1.200 1.250
"""


def source(text: str, name: str = "plan.txt") -> Source:
    """Return a text as a source document."""
    return Source(name, tuple(text.split("\n")))


def read(text: str) -> PlanText:
    """Return what is read in a text."""
    return read_plan(source(text))


def written(folder: Path, text: str, name: str = "plan.txt") -> Path:
    """Return a file that holds a text."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file
