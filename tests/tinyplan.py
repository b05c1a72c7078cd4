"""A small sound plan package, written by hand, that a test breaks in one place.

Two strategic goals (S1, S2) with one operational goal each (O1, O2), two core tasks, two
challenges, and one or two of everything else: every class that a plan may use has a member.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from samgraph.building import build
from samgraph.errors import Fault, PackageError
from samgraph.knowledge import Knowledge
from samgraph.package import Package, read_package
from samgraph.schema import Schema, read_schema

NS = "https://example.org/tiny/"

PLAN_TTL = """\
@prefix t: <https://example.org/tiny/> .
@prefix sg: <https://w3id.org/samgraph/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix schema: <http://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

t:plan a sg:Plan ;
    skos:prefLabel "Buurtplan"@nl, "Neighbourhood plan"@en ;
    dcterms:description "Wat de buurt wil."@nl, "What the neighbourhood wants."@en ;
    dcterms:temporal t:period ;
    dcterms:publisher t:house ;
    sg:legalBasis t:law ;
    sg:deadline t:deadline ;
    sg:declares t:declared-goals ;
    sg:statedIn t:p-all .

t:period a dcterms:PeriodOfTime ;
    schema:startDate "2021-01-01"^^xsd:date ;
    schema:endDate "2025-12-31"^^xsd:date .

t:law a sg:LegalBasis ;
    skos:prefLabel "Buurtbesluit"@nl, "Neighbourhood order"@en ;
    sg:statedIn t:p-all .

t:deadline a sg:Deadline ;
    skos:prefLabel "jaarverslag"@nl, "yearly report"@en ;
    sg:monthDay "--04-30"^^xsd:gMonthDay ;
    sg:recipient "het stadsbestuur"@nl, "the city council"@en ;
    sg:statedIn t:p-all .

t:declared-goals a sg:Declaration ;
    skos:prefLabel "twee strategische doelen"@nl, "two strategic goals"@en ;
    sg:ofClass sg:StrategicGoal ;
    sg:goalRole sg:finality, sg:transversal ;
    sg:count 2 ;
    sg:statedIn t:p-all .

t:document a dcterms:BibliographicResource ;
    dcterms:title "Buurtplan 2021-2025"@nl, "Neighbourhood plan 2021-2025"@en .

t:editors a prov:Agent ;
    skos:prefLabel "redactie"@nl, "editors"@en .

t:top-goals a skos:Collection ;
    skos:prefLabel "strategische doelen"@nl, "strategic goals"@en ;
    skos:member t:S1, t:S2 .

t:frame-goal-task a sg:Frame ;
    skos:prefLabel "doel × taak"@nl, "goal × task"@en ;
    sg:rows t:top-goals ;
    sg:columns sg:CoreTask ;
    sg:path "^sg:partOf/sg:carriesOut" ;
    sg:scope sg:selective ;
    sg:expects sg:everyCell ;
    sg:statedIn t:p-all .

t:frame-challenge-goal a sg:Frame ;
    skos:prefLabel "uitdaging × doel"@nl, "challenge × goal"@en ;
    sg:rows sg:Challenge ;
    sg:columns t:top-goals ;
    sg:path "^sg:addresses/sg:partOf" ;
    sg:scope sg:silent ;
    sg:expects sg:everyRow ;
    sg:statedIn t:p-all .

t:frame-partner-goal a sg:Frame ;
    skos:prefLabel "partner × operationeel doel"@nl, "partner × operational goal"@en ;
    sg:rows sg:Partner ;
    sg:columns sg:OperationalGoal ;
    sg:path "sg:supports|sg:relevantTo" ;
    sg:scope sg:exhaustive ;
    sg:expects sg:everyRow, sg:everyColumn ;
    sg:statedIn t:p-all .
"""

_NAMES = "id,a,skos:prefLabel@nl,skos:prefLabel@en,dcterms:description@nl,dcterms:description@en"


def _named(rows: str, *, more: str = "") -> str:
    """Return a table of things with labels and descriptions, and perhaps more columns."""
    lines = [f"{_NAMES},sg:statedIn{f',{more}' if more else ''}"]
    for row in rows.strip().splitlines():
        curie, kind, dutch, english, *rest = (part.strip() for part in row.split(";"))
        cells = [curie, kind, dutch, english, f"Over {dutch}.", f"On {english}.", "t:p-all"]
        lines.append(",".join([*cells, *rest]))
    return "\n".join(lines) + "\n"


def _links(rows: str) -> str:
    """Return a table of links."""
    header = (
        "rdf:subject,rdf:predicate,rdf:object,sg:standing,sg:evidence,sg:rationale@en,"
        "sg:rationale@nl,prov:wasAttributedTo,sg:assertedOn,sg:review"
    )
    review = {"sg:stated": "sg:accepted", "sg:judged": "sg:proposed"}
    lines = [header]
    for row in rows.strip().splitlines():
        cells = [part.strip() for part in row.split(";")]
        cells += [""] * (7 - len(cells))
        lines.append(",".join([*cells, "t:editors", "2026-11-23", review.get(cells[3], "")]))
    return "\n".join(lines) + "\n"


FILES = {
    "plan.ttl": PLAN_TTL,
    "goals.csv": _named(
        """
        t:S1; sg:StrategicGoal; samen wonen; living together; S1; S1; sg:finality; t:plan
        t:S2; sg:StrategicGoal; samen leren; learning together; S2; S2; sg:transversal; t:plan
        t:O1; sg:OperationalGoal; een open tuin; an open garden; O1; O1; sg:finality; t:S1
        t:O2; sg:OperationalGoal; een leeskring; a reading circle; O2; O2; sg:transversal; t:S2
        """,
        more="skos:notation,sg:codeInText,sg:goalRole,sg:partOf",
    ),
    "core-tasks.csv": _named(
        """
        t:meeting; sg:CoreTask; ontmoeten; meeting; ; t:law
        t:teaching; sg:CoreTask; vormen; teaching; lesgeven|opleiden; t:law
        """,
        more="skos:altLabel@nl,sg:legalBasis",
    ),
    "lists.csv": _named(
        """
        t:youth; sg:PriorityField; jeugdwerk; youth work; t:law
        t:ageing; sg:Challenge; vergrijzing; ageing;
        t:heat; sg:Challenge; hitte; heat;
        t:open; sg:Value; open werken; working openly;
        t:housing; sg:Right; recht op wonen; right to housing;
        t:local; sg:PartnerCategory; partners uit de buurt; local partners;
        t:garden; sg:ResultArea; de tuin; the garden;
        """,
        more="sg:legalBasis",
    ),
    "themes.csv": _named(
        """
        t:loneliness; sg:Theme; eenzaamheid; loneliness;
        t:health; sg:Theme; gezondheid; health;
        t:stress; sg:SubTheme; stress; stress; t:health
        """,
        more="skos:broader",
    ),
    "partners.csv": _named(
        """
        t:school; sg:PartnerOrganisation; de school; the school; t:local; ; ;
        t:shops; sg:PartnerGroup; winkels; shops; t:local; 12; ;
        t:workshop; sg:Organisation; werkplaats; workshop; ; ; t:school; t:house
        t:house; sg:Organisation; buurthuis; neighbourhood house; ; ; ;
        t:parents; sg:SteeringGroup; ouderraad; parents' council; ; ; ;
        """,
        more="sg:inCategory,sg:declaredSize,org:unitOf,org:memberOf",
    ),
    "survey.csv": _named(
        """
        t:survey; sg:Survey; bevraging; survey; 40; 2020-03-01; 2020-04-01
        t:neighbours; sg:RespondentGroup; buren; neighbours; 40; ;
        """,
        more="sg:respondents,schema:startDate,schema:endDate",
    ),
    "signals.csv": _named(
        """
        t:bench; sg:Request; een bank; a bench;
        t:bench-wood; sg:RequestItem; van hout; of wood; t:bench
        t:quiet; sg:FieldChallenge; weinig bezoek; few visits;
        t:rules; sg:Obstacle; veel regels; many rules;
        t:time; sg:Need; tijd; time;
        t:green; sg:PolicyChoice; een groene stad; a green city;
        """,
        more="sg:partOf",
    ),
    "figures.csv": (
        "id,a,skos:prefLabel@nl,skos:prefLabel@en,sg:value,sg:unit,sg:year,sg:population@nl,"
        "sg:population@en,sg:geography@nl,sg:geography@en,sg:exact,dcterms:source,sg:statedIn\n"
        "t:alone,sg:Figure,wie alleen woont,people living alone,31.5,sg:percent,2020,bewoners,"
        "residents,de buurt,the neighbourhood,true,t:house,t:p-all\n"
    ),
    "budget-lines.csv": (
        "id,a,skos:notation,skos:prefLabel@nl,skos:prefLabel@en,sg:partOf,sg:inCategory,"
        "sg:statedIn\n"
        "t:costs,sg:BudgetLine,,kosten,costs,,sg:cost,t:p-all\n"
        "t:plants,sg:BudgetLine,600100,planten,plants,t:costs,sg:cost,t:p-all\n"
    ),
    "amounts.csv": (
        "id,a,sg:budgetLine,sg:year,sg:euro\n"
        "t:costs-2021,sg:Amount,t:costs,2021,250\n"
        "t:plants-2021,sg:Amount,t:plants,2021,250\n"
    ),
    "passages.csv": (
        "id,a,oa:hasSource,sg:section,sg:fromLine,sg:toLine,sg:position/oa:start,"
        "sg:position/oa:end,sg:fingerprint\n"
        "t:p-all,sg:Passage,t:document,1,1,9,0,90,0123456789abcdef\n"
        "t:p-grid,sg:Passage,t:document,1.1,3,5,40,90,fedcba9876543210\n"
    ),
    "links.csv": _links(
        """
        t:O1; sg:carriesOut; t:meeting; sg:stated; t:p-grid
        t:O2; sg:carriesOut; t:meeting; sg:stated; t:p-grid
        t:O2; sg:carriesOut; t:teaching; sg:judged; t:p-grid; It teaches.; Het vormt.
        t:O1; sg:addresses; t:ageing; sg:stated; t:p-grid
        t:O1; sg:addresses; t:loneliness; sg:stated; t:p-grid
        t:school; sg:worksOn; t:loneliness; sg:stated; t:p-grid
        t:shops; sg:supports; t:O2; sg:judged; t:p-grid; They lend.; Ze lenen.
        t:shops; sg:supports; t:O1; sg:suggested; t:p-grid
        t:garden; sg:advances; t:O1; sg:stated; t:p-all
        t:S1; sg:relatesTo; t:S2; sg:stated; t:p-all
        t:S1; sg:serves; t:youth; sg:stated; t:p-all
        t:parents; sg:raises; t:bench; sg:stated; t:p-all
        t:parents; sg:raises; t:bench-wood; sg:stated; t:p-all
        t:neighbours; sg:raises; t:quiet; sg:stated; t:p-all
        t:neighbours; sg:raises; t:rules; sg:stated; t:p-all
        t:neighbours; sg:raises; t:time; sg:stated; t:p-all
        t:alone; sg:concerns; t:loneliness; sg:stated; t:p-all
        t:green; sg:involves; t:house; sg:stated; t:p-all
        t:loneliness; sg:leadsTo; t:health; sg:stated; t:p-all
        """
    ),
}


@dataclass(frozen=True, slots=True)
class Tiny:
    """The small plan as files in a folder, to be changed, read and built."""

    folder: Path

    def text(self, name: str) -> str:
        """Return what stands in a file."""
        return (self.folder / name).read_text(encoding="utf-8")

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a file as it is given, without translating line ends."""
        file = self.folder / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    def change(self, name: str, old: str, new: str) -> None:
        """Replace a text that occurs exactly once in a file."""
        text = self.text(name)
        assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def add(self, name: str, text: str) -> int:
        """Add text at the end of a file, and return the line on which it begins."""
        before = self.text(name)
        self.write(name, before + text)
        return before.count("\n") + 1

    def add_link(self, row: str) -> int:
        """Add a row to the table of links, and return its line."""
        return self.add("links.csv", _links(row).split("\n", 1)[1])

    def contest(self, link: str) -> None:
        """Let a review contest a link, which is given as the first cells of its row."""
        (row,) = [one for one in self.text("links.csv").splitlines() if one.startswith(f"{link},")]
        cells, _, _ = row.rpartition(",")
        self.change("links.csv", f"{row}\n", f"{cells},sg:contested\n")

    def line_of(self, name: str, text: str) -> int:
        """Return the 1-based line on which a text first stands."""
        return self.text(name).split(text, 1)[0].count("\n") + 1

    def read(self) -> Package:
        """Return the package that the files make."""
        return read_package(self.folder, _schema())

    def faults(self) -> tuple[Fault, ...]:
        """Return everything that is wrong with the package; nothing may have been built."""
        try:
            self.read()
        except PackageError as error:
            return error.faults or (Fault(error.where, error.message, error.hint),)
        return ()

    def only_fault(self) -> Fault:
        """Return the one fault of the package."""
        faults = self.faults()
        assert len(faults) == 1, "\n".join(map(str, faults)) or "nothing was reported"
        return faults[0]

    def build(self) -> Knowledge:
        """Return the knowledge that the files make."""
        return build(self.folder)


@cache
def _schema() -> Schema:
    return read_schema()
