"""What stands beside a new package for whoever fills it: what each table and column is for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from samgraph.csvtable import Table
from samgraph.ontology import Ontology, packaged_ontology
from samgraph.terms import PREFIXES, SG

_WORDS: Final = {
    "nl": {
        "intro": """\
Dit is een planpakket: `plan.ttl`, en {where}. Wat erin staat is een verzonnen voorbeeld, dat zo
gebouwd kan worden:

```sh
samgraph check .
samgraph gaps .
```

Ga zo verder:

1. Kies in `plan.ttl` een webadres voor het voorvoegsel `my:`, en beschrijf daar je plan.
2. Vervang in een tabel de voorbeeldrijen door die van je plan. Begin met de doelen en de thema's.
   Een tabel die je niet nodig hebt, maak je leeg tot op de eerste regel, of je laat ze weg.
3. Kijk na elke tabel met `samgraph check .` of alles klopt: elke fout wordt genoemd, met tabel,
   regel en kolom en wat er wellicht bedoeld was.
4. Vervang `document.txt` door de tekst van je plan. Zet in `passages` waar iets daarin staat, en
   laat positie en vingerafdruk invullen met `samgraph stamp . --source document.txt`{stamp}.
5. Koppel in `links`: wat het plan zegt is `sg:stated`, wat jij erin leest `sg:judged`, met de
   reden.

Een cel met verscheidene waarden heeft er `|` tussen. `my:SD1` is een ding van je plan, `sg:` hoort
bij de ontologie. Een datum is jaar-maand-dag, een getal heeft een punt.
""",
        "csv": "tabellen in CSV (UTF-8, met komma's of puntkomma's)",
        "xlsx": "de werkmap `tables.xlsx` met één blad per tabel",
        "stamp": " (bewaar het blad daarvoor als CSV in\n   deze map, en haal het uit de werkmap)",
        "sheet": """\
## In een rekenblad

Een rekenblad maakt van de code 1.10 het getal 1,1 en van 1-10 een datum. Geef daarom bij het
openen van CSV elke kolom het type Tekst (Excel: Gegevens, Van tekst/CSV, en zet de detectie van
gegevenstypen uit; LibreOffice: kies bij het openen alle kolommen en dan Tekst), en bewaar als CSV
UTF-8. In een werkmap (.xlsx) van samgraph is elke cel al tekst.
""",
        "tables": "## De tabellen",
        "columns": "## De kolommen",
        "id": "de naam van het ding in deze rij, waarmee andere rijen ernaar verwijzen",
        "a": "wat voor ding het is: een van de soorten van de tabel",
        "links": "## De koppelingen, voor `rdf:predicate` in `links`",
        "turtle": "## In plan.ttl",
    },
    "en": {
        "intro": """\
This is a plan package: `plan.ttl`, and {where}. What stands in it is an invented example, which
builds as it is:

```sh
samgraph check .
samgraph gaps .
```

Go on like this:

1. In `plan.ttl`, choose a web address for the prefix `my:`, and describe your plan there.
2. In a table, replace the example rows by those of your plan. Begin with the goals and the themes.
   Of a table that you do not need, keep the first line only, or leave it out.
3. After each table, see with `samgraph check .` whether everything is right: every fault is named,
   with table, line and column and what was probably meant.
4. Replace `document.txt` by the text of your plan. In `passages`, say where in it a thing stands,
   and have position and fingerprint filled in by `samgraph stamp . --source document.txt`{stamp}.
5. In `links`, link: what the plan says is `sg:stated`, what you read in it `sg:judged`, with the
   reason.

A cell with several values has `|` between them. `my:SD1` is a thing of your plan, `sg:` belongs to
the ontology. A date is year-month-day, a number has a point.
""",
        "csv": "tables in CSV (UTF-8, with commas or semicolons)",
        "xlsx": "the workbook `tables.xlsx` with one sheet a table",
        "stamp": " (for that,\n   save its sheet as CSV in this folder, and take it out)",
        "sheet": """\
## In a spreadsheet

A spreadsheet makes the number 1.1 of the code 1.10, and a date of 1-10. So give every column the
type Text when CSV is opened (Excel: Data, From Text/CSV, and switch the detection of data types
off; LibreOffice: when opening, choose all columns and then Text), and save as CSV UTF-8. In a
workbook (.xlsx) of samgraph every cell is text already.
""",
        "tables": "## The tables",
        "columns": "## The columns",
        "id": "the name of the thing in this row, by which other rows refer to it",
        "a": "what sort of thing it is: one of the kinds of the table",
        "links": "## The links, for `rdf:predicate` in `links`",
        "turtle": "## In plan.ttl",
    },
}
_HEADERS: Final = {
    "nl": {
        "tables": ("tabel", "soort", "wat erin staat"),
        "columns": ("kolom", "wat er staat"),
        "links": ("koppeling", "wat ze zegt"),
        "turtle": ("soort", "wat het is"),
    },
    "en": {
        "tables": ("table", "kind", "what it holds"),
        "columns": ("column", "what it says"),
        "links": ("link", "what it says"),
        "turtle": ("kind", "what it is"),
    },
}
_CLASS: Final = re.compile(r"\ba (\w+):(\w+) [;.]")


def readme(title: str, tables: Sequence[Table], plan: str, lang: str, *, workbook: bool) -> str:
    """Return the text of README.md: how to go on, and what the ontology says of all that is used.

    `plan` is the text of plan.ttl.
    """
    words, ontology = _WORDS[lang], packaged_ontology()
    where, stamp = ("xlsx", words["stamp"]) if workbook else ("csv", "")
    headers = sorted({header for table in tables for header in table.header} - {"id", "a"})
    declared = sorted({f"{prefix}:{name}" for prefix, name in _CLASS.findall(plan)})
    links = sorted(
        f"sg:{term.name}" for term in ontology.of_kind("link") if term.name != "linkedTo"
    )
    rows: dict[str, Sequence[Sequence[str]]] = {
        "tables": [
            (f"`{table.name.removesuffix('.csv')}`", f"`{kind}`", meaning(ontology, kind, lang))
            for table in tables
            for kind in kinds_of(table)
        ],
        "columns": [
            *((f"`{one}`", words[one]) for one in ("id", "a")),
            *((f"`{one}`", meaning(ontology, _property(one), lang)) for one in headers),
        ],
        "links": [(f"`{one}`", meaning(ontology, one, lang)) for one in links],
        "turtle": [(f"`{one}`", meaning(ontology, one, lang)) for one in declared],
    }
    return "\n".join(
        [
            f"# {_plain(title)}\n",
            words["intro"].format(where=words[where], stamp=stamp),
            words["sheet"],
            *(
                f"{words[name]}\n\n{_table(_HEADERS[lang][name], some)}"
                for name, some in rows.items()
            ),
        ]
    )


def kinds_of(table: Table) -> tuple[str, ...]:
    """Return the classes of a table's rows, in their order; of a table of links `sg:Link`."""
    if "a" not in table.header:
        return ("sg:Link",)
    place = table.header.index("a")
    return tuple(dict.fromkeys(cells[place] for _, cells in table.rows))


def meaning(ontology: Ontology, curie: str, lang: str) -> str:
    """Return what the ontology says of a term: its definition, else its label."""
    prefix, _, local = curie.partition(":")
    iri = PREFIXES[prefix] + local
    if iri.startswith(SG):
        return ontology.by_iri()[iri].definitions[lang]
    return ontology.foreign.get(iri, {}).get(lang, local)


def _property(header: str) -> str:
    """Return the property that a column's values are of."""
    return re.split(r"@|\^\^", header)[0].rpartition("/")[2]


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "".join(
        f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines
    )


def _plain(title: str) -> str:
    """Return a title as Markdown shows it as it is."""
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", " ".join(title.split()))
