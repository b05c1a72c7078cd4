"""The question catalogue: every file of `queries/` is sound, and answers what the source says.

Gold answers were read from the source text. The other questions have a golden file in
`data/questions`, also read against the source; when data change on purpose, read the new answer
and write it with the command that the failing test names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import RDF, RDFS
from rdflib.plugins.sparql import prepareQuery

import samgraph
from samgraph.catalogue import ask, catalogue, find_question
from samgraph.errors import QueryError
from samgraph.knowledge import Knowledge, Term
from samgraph.resources import ontology_files, share
from samgraph.solutions import solution_rows
from samgraph.tables import render
from samgraph.terms import PREFIXES, STANDINGS

DATA = Path(__file__).parent / "data"
GOLDEN = DATA / "questions"
GOLD: dict[str, Any] = {
    gold["id"]: gold for gold in json.loads((DATA / "gold.json").read_bytes())["questions"]
}
NAMES = sorted(file.stem for file in (share() / "queries").glob("*.rq"))
GAPS = [name for name in NAMES if "gap" in find_question(name).tags]
DISCREPANCIES = [name for name in NAMES if "discrepancy" in find_question(name).tags]
TAGS = {"gap", "lookup", "structure", "coverage", "discrepancy"}

Row: TypeAlias = dict[str, Any]
Facts: TypeAlias = Any
"""An answer in the shape of the gold, which differs from question to question."""
Ask: TypeAlias = Callable[..., list[Row]]


def answer_of(
    knowledge: Knowledge, name: str, given: Mapping[str, str], standing: str, lang: str
) -> tuple[tuple[str, ...], list[Row], str]:
    """Return the header, the rows and the CSV of an answer, as `samgraph ask` shows it."""
    answer = ask(knowledge, find_question(name), given, standing)
    assert isinstance(answer, ox.QuerySolutions)
    rows = solution_rows(knowledge, answer, lang)
    found = [dict(zip(rows.header, cells, strict=True)) for cells in rows.cells]
    return rows.header, found, render(rows, "csv")


@pytest.fixture
def asked(sam: Knowledge) -> Ask:
    """Return a function that asks the SAM plan and gives rows by column."""

    def rows(name: str, standing: str = "judged", lang: str = "nl", **given: str) -> list[Row]:
        return answer_of(sam, name, given, standing, lang)[1]

    return rows


# ---------------------------------------------------------------------------------------------
# Gold answers: one small adapter each, from our rows to the shape of the gold
# ---------------------------------------------------------------------------------------------


def lines(row: Row) -> list[int]:
    """Return the first and the last line of a row's passage."""
    return sorted({row["fromLine"], row["toLine"]})


def gathered(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, list[Any]]:
    """Return the second parts of pairs by their first, in order."""
    found: dict[Any, list[Any]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+|[0-9]+", text.casefold()))


def p01(asked: Ask, _: Facts) -> Facts:
    (row,) = [row for row in asked("goal-counts") if row["class"] == "sg:OperationalGoal"]
    return {"foreword": row["count"], "grid": row["codesInGrid"], "body": row["codesInText"]}


def p02(asked: Ask, _: Facts) -> Facts:
    rows = asked("goal-coretask-empty", "stated", "en")
    return [[row["notation"], row["coreTask_label"]] for row in rows]


def p03(asked: Ask, _: Facts) -> Facts:
    return [row["notation"] for row in asked("core-task-goals", coreTask="ct-informing")]


def p04(asked: Ask, _: Facts) -> Facts:
    rows = asked("goal-roles", lang="en")
    pairs = [(row["goalRole_label"], row["notation"]) for row in rows]
    return gathered(pair for pair in pairs if pair[0] != "internal")


def p05(asked: Ask, _: Facts) -> Facts:
    rows = asked("related-goals", "stated", goal="SD5")
    return [[row["notation"], lines(row)] for row in rows]


def p06(asked: Ask, _: Facts) -> Facts:
    (row,) = asked("result-area-goal-counts", "stated")
    return {"result_areas": row["resultAreas"], "with_stated_goal": row["withGoal"]}


def p07(asked: Ask, _: Facts) -> Facts:
    rows = asked("priority-field-result-areas", "stated")
    return [[row["priorityField_label"], row["resultArea_label"]] for row in rows]


def p08(asked: Ask, _: Facts) -> Facts:
    *lists, whole = asked("partner-category-counts", lang="en")
    counts = {row["partnerCategory_label"]: row["entries"] for row in lists}
    return {**counts, "entries": whole["entries"], "distinct": whole["partners"]}


def p09(asked: Ask, _: Facts) -> Facts:
    rows = asked("partner-in-two-categories")
    pairs = gathered((row["partner_label"], line) for row in rows for line in lines(row))
    return [list(pair) for pair in pairs.items()]


def p10(asked: Ask, _: Facts) -> Facts:
    rows = asked("organisation-members", organisation="pn-netwerk-onlinehulp-vlaanderen")
    return [row["member_label"] for row in rows if row["property"] == "org:memberOf"]


def p11(asked: Ask, _: Facts) -> Facts:
    # The risk groups are the populations for which the source gives a rate but no year.
    rows = asked("theme-figures", "stated", theme="th-poverty")
    rates = [row for row in rows if row["unit"] == "sg:percent" and not row["year"]]
    named = [row for row in rates if row["figure_label"].startswith("Armoedepercentage")]
    return {row["population_nl"]: row["value"] for row in named if row["population_nl"]}


def p12(asked: Ask, gold: Facts) -> Facts:
    # Every figure of the source belongs to one topic of the gold, by the words of its label.
    times = {2: "twice as high", 0.5: "half as high"}
    rows = asked("source-figures", lang="en", source="pn-grip")
    found = []
    for topic, *_ in gold:
        about = [r for r in rows if words(topic) <= words(f"{r['figure_label']} {r['year']}")]
        values = [times[r["value"]] if r["unit"] == "sg:multiple" else r["value"] for r in about]
        found.append([topic, *values])
    assert sum(len(values) for _, *values in found) == len(rows)
    return found


def p13(asked: Ask, _: Facts) -> Facts:
    phrases = {
        "sg:leadsTo": "leads to it",
        "sg:conflictsWith": "it conflicts with",
        "sg:raisesRiskOf": "raises its risk",
    }
    rows = asked("theme-influences", "stated", theme="th-underprotection")
    return [[row["subject_label"], phrases[row["predicate"]], row["fromLine"]] for row in rows]


def p14(asked: Ask, _: Facts) -> Facts:
    rows = asked("budget-total-differs", budgetLine="bl-personeelskosten")
    return {
        row["year"]: {"rows": row["sum"], "stated": row["euro"], "difference": row["difference"]}
        for row in rows
    }


def p15(asked: Ask, _: Facts) -> Facts:
    rows = asked("account-code-twice")
    return gathered((row["notation"], row["budgetLine_label"]) for row in rows)


def p16(asked: Ask, gold: Facts) -> Facts:
    found = {}
    for year in gold:
        sides = {row["inCategory"]: row["euro"] for row in asked("budget-totals", year=year)}
        found[year] = [sides["sg:cost"], sides["sg:revenue"], sides[""]]
    return found


def p17(asked: Ask, _: Facts) -> Facts:
    return [[row["notation"], row["section"]] for row in asked("goal-without-heading")]


def p18(asked: Ask, _: Facts) -> Facts:
    return [row["challenge_label"] for row in asked("challenge-named-once")]


def p19(asked: Ask, _: Facts) -> Facts:
    return {
        row["deadline_label"]: [row["monthDay"].removeprefix("--"), row["recipient_nl"]]
        for row in asked("deadlines")
    }


def p20(asked: Ask, _: Facts) -> Facts:
    rows = asked("theme-requests", "stated", theme="th-digitalisation")
    return sorted({row["steeringGroup_label"] for row in rows})


ADAPTERS: dict[str, tuple[str, Callable[[Ask, Facts], Facts]]] = {
    "P01": ("goal-counts", p01),
    "P02": ("goal-coretask-empty", p02),
    "P03": ("core-task-goals", p03),
    "P04": ("goal-roles", p04),
    "P05": ("related-goals", p05),
    "P06": ("result-area-goal-counts", p06),
    "P07": ("priority-field-result-areas", p07),
    "P08": ("partner-category-counts", p08),
    "P09": ("partner-in-two-categories", p09),
    "P10": ("organisation-members", p10),
    "P11": ("theme-figures", p11),
    "P12": ("source-figures", p12),
    "P13": ("theme-influences", p13),
    "P14": ("budget-total-differs", p14),
    "P15": ("account-code-twice", p15),
    "P16": ("budget-totals", p16),
    "P17": ("goal-without-heading", p17),
    "P18": ("challenge-named-once", p18),
    "P19": ("deadlines", p19),
    "P20": ("theme-requests", p20),
}


def in_any_order(answer: Facts) -> Facts:
    """Return an answer with its outermost list sorted: neither side promises that order."""
    return sorted(answer, key=str) if isinstance(answer, list) else answer


@pytest.mark.parametrize("number", GOLD)
def test_gold_answer(number: str, asked: Ask) -> None:
    """A competency question gets the answer that was read from the source."""
    gold = GOLD[number]["answer"]
    assert in_any_order(ADAPTERS[number][1](asked, gold)) == in_any_order(gold)


@pytest.mark.parametrize("number", ["P01", "P17", "P18"])
def test_gold_line(number: str, asked: Ask) -> None:
    """Where the gold names the line, the answer leads there."""
    rows = asked(ADAPTERS[number][0])
    assert set(GOLD[number]["lines"]) & {row["fromLine"] for row in rows}


def test_every_gold_answer_has_an_adapter() -> None:
    """No gold answer is left out, and each has a question of its own."""
    assert list(ADAPTERS) == list(GOLD)
    assert len({name for name, _ in ADAPTERS.values()}) == len(GOLD) == 20


# ---------------------------------------------------------------------------------------------
# Golden files: the other questions, as asked here
# ---------------------------------------------------------------------------------------------

ASKED: dict[str, tuple[str, dict[str, str]]] = {
    "addressed-by": ("judged", {"thing": "th-privacy"}),
    "challenge-or-theme-unaddressed": ("stated", {}),
    "frame-gaps": ("judged", {"frame": "frame-theme-partner"}),
    "goal-without-partner": ("derived", {}),
    "goal-without-result-area": ("stated", {}),
    "judged-links": ("judged", {"subject": "ra-online-help"}),
    "link-between": ("judged", {"thing": "SD5", "other": "ra-online-help"}),
    "links-under-review": ("judged", {"review": "sg:contested"}),
    "priority-field-without-partner": ("stated", {}),
    "priority-field-without-result-area": ("stated", {}),
    "result-area-links": ("judged", {"resultArea": "ra-online-help"}),
    "result-area-without-goal": ("stated", {}),
    "section-passages": ("judged", {"section": "6.5"}),
    "theme-partners": ("judged", {"theme": "th-housing"}),
    "theme-without-partner": ("stated", {}),
    "thing-gaps": ("judged", {"thing": "ch-hybridisation"}),
    "thing-evidence": ("judged", {"thing": "ra-online-help"}),
}
"""The reading and the parameters of a golden file; the others are asked as they are."""

WITH_GOLDEN = sorted(set(NAMES) - {name for name, _ in ADAPTERS.values()})


@pytest.mark.parametrize("name", WITH_GOLDEN)
def test_golden_answer(name: str, sam: Knowledge) -> None:
    """A question gives the rows that were read against the source."""
    standing, given = ASKED.get(name, ("judged", {}))
    options = "".join(f" --with {key}={value}" for key, value in given.items())
    command = f"samgraph ask {name} --standing {standing}{options} --format csv --lang en"
    text = answer_of(sam, name, given, standing, "en")[2]
    assert text + "\n" == (GOLDEN / f"{name}.csv").read_text(encoding="utf-8"), command


def test_every_question_is_tried() -> None:
    """Each file of `queries/` has a gold answer or a golden file, and none is counted twice."""
    assert len(NAMES) == 72
    assert list(catalogue()) == NAMES
    assert {file.stem for file in GOLDEN.glob("*.csv")} == set(WITH_GOLDEN)
    assert len(WITH_GOLDEN) == 52
    assert set(ASKED) <= set(WITH_GOLDEN)
    assert (len(GAPS), len(DISCREPANCIES)) == (18, 10)


# ---------------------------------------------------------------------------------------------
# The form of a question
# ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_question_says_what_it_asks(name: str) -> None:
    """Every question has summary and description in two languages, and tags that are known."""
    question = find_question(name)
    assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", name)
    for lang in ("nl", "en"):
        assert question.summaries[lang].endswith("?")
        assert question.descriptions[lang].endswith(".")
    assert question.summaries["nl"] != question.summaries["en"]
    assert question.descriptions["nl"] != question.descriptions["en"]
    assert question.tags
    assert set(question.tags) <= TAGS


@pytest.mark.parametrize("name", NAMES)
def test_query_is_plain_sparql(name: str) -> None:
    """A query declares its prefixes, orders its rows, and asks nothing of one engine only."""
    text = find_question(name).text
    ox.Store().query(text)
    prepareQuery(text)
    code = re.sub(r"<[^>]*>|\"[^\"]*\"|#.*", "", text)
    assert "ORDER BY" in code
    assert not re.search(r"\b(?:FROM|GRAPH|SERVICE|EXISTS|BASE)\b", code)
    assert not re.search(r"[\w)]\+(?!\s*\?)", code), "a path that repeats needs an end that is held"
    declared = dict(re.findall(r"^PREFIX (\w+): <(.*)>$", text, re.MULTILINE))
    assert declared.items() <= PREFIXES.items()


@pytest.fixture(scope="module")
def declared_terms() -> set[str]:
    """Return the terms that the ontology declares, its own and those of other vocabularies."""
    ontology = rdflib.Graph()
    for file in ontology_files():
        ontology.parse(file)
    return {str(subject) for subject in ontology.subjects()}


@pytest.mark.parametrize("name", NAMES)
def test_query_uses_declared_terms(name: str, declared_terms: set[str]) -> None:
    """No query asks for a class or a property that nobody declared: it would find nothing."""
    code = re.sub(r"<[^>]*>|\"[^\"]*\"|#.*|PREFIX .*", "", find_question(name).text)
    used = {
        PREFIXES[prefix] + local
        for prefix, local in re.findall(r"(?<![\w?:])([a-z]+):([\w-]+)", code)
    }
    assert used
    others = used - declared_terms
    # What OWL forbids an ontology to declare: the terms of RDF and RDFS themselves.
    assert {term for term in others if term not in RDF and term not in RDFS} == set()


# ---------------------------------------------------------------------------------------------
# Parameters
# ---------------------------------------------------------------------------------------------


def solutions(
    knowledge: Knowledge,
    name: str,
    standing: str = "judged",
    bound: Mapping[str, Term] | None = None,
) -> tuple[list[str], list[tuple[Term | None, ...]]]:
    """Return the variables and the rows of a question with its defaults left aside."""
    answer = knowledge.query(find_question(name).text, standing=standing, bindings=bound)
    assert isinstance(answer, ox.QuerySolutions)
    variables = [variable.value for variable in answer.variables]
    return variables, [tuple(row) for row in answer]


@pytest.mark.parametrize("name", NAMES)
def test_parameters_are_projected(name: str, sam: Knowledge) -> None:
    """Each parameter is a column, and unbound the question shows everything, each row once."""
    variables, rows = solutions(sam, name)
    assert {parameter.name for parameter in find_question(name).parameters} <= set(variables)
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize("name", NAMES)
def test_order_leaves_no_row_without_a_place(name: str, sam: Knowledge) -> None:
    """Rows that the order does not tell apart are equal, so that every engine sorts them alike."""
    variables, rows = solutions(sam, name)
    order = re.findall(r"\?(\w+)", find_question(name).text.rpartition("ORDER BY")[2])
    places = [variables.index(one) for one in order if one in variables]
    assert places
    told = {tuple(row[place] for place in places) for row in rows}
    assert len(told) == len(set(rows))


PARAMETERS = [
    (name, parameter.name)
    for name in NAMES
    for parameter in find_question(name).parameters
    if parameter.kind in ("iri", "string", "gYear")
]


@pytest.mark.parametrize(("name", "parameter"), PARAMETERS)
def test_bound_question_is_a_part_of_the_unbound(name: str, parameter: str, sam: Knowledge) -> None:
    """Binding a parameter keeps the rows with that value, and changes nothing in them."""
    for standing in STANDINGS:
        variables, rows = solutions(sam, name, standing)
        place = variables.index(parameter)
        values = [row[place] for row in rows if row[place] is not None]
        if values:
            value = values[len(values) // 2]
            assert value is not None
            _, bound = solutions(sam, name, standing, {parameter: value})
            assert bound == [row for row in rows if row[place] == value]
    nowhere = ox.NamedNode("https://example.org/nowhere")
    assert solutions(sam, name, bound={parameter: nowhere})[1] == []


def test_tolerance_is_a_threshold(asked: Ask) -> None:
    """A wider tolerance shows fewer differences; rounding hides behind the default."""
    rounding = asked("budget-total-differs", tolerance="0")
    shown = asked("budget-total-differs")
    assert len(rounding) > len(shown) > len(asked("budget-total-differs", tolerance="15000")) == 1
    assert all(abs(row["difference"]) <= 5 for row in rounding if row["tolerance"] == 5)


def test_unknown_question_names_the_nearest() -> None:
    """A slip in a name is answered with the name that was meant."""
    with pytest.raises(QueryError) as caught:
        find_question("goal-roless")
    assert "goal-roles" in caught.value.hint


# ---------------------------------------------------------------------------------------------
# Contested links
# ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_who_shows_a_standing_shows_the_review(name: str, sam: Knowledge) -> None:
    """Where a question says how a link is known, it says too whether a review contests it."""
    variables, _ = solutions(sam, name)
    if "standing" in variables:
        assert "review" in variables
    if "rationale_en" in variables:
        assert {"reviewComment_nl", "reviewComment_en"} <= set(variables)


@pytest.mark.parametrize(
    ("name", "given", "column", "contested"),
    [
        ("theme-partners", {"theme": "th-conditionality-of-rights"}, "partner",
         {"sam:pn-ku-leuven", "sam:pn-ugent"}),
        ("addressed-by", {"thing": "th-education"}, "addressedBy", {"sam:SD3"}),
        ("related-goals", {"goal": "SD1"}, "other", {"sam:SD4"}),
        ("section-passages", {"section": "6.3"}, "object",
         {"sam:th-work", "sam:th-education", "sam:si-rising-poverty", "sam:si-housing-crisis"}),
    ],
)  # fmt: skip
def test_a_contested_link_shows_in_the_answer(
    asked: Ask, name: str, given: dict[str, str], column: str, contested: set[str]
) -> None:
    """The rows of a contested link say that it is, and no others do."""
    rows = asked(name, **given)
    assert {row[column] for row in rows if row["review"] == "sg:contested"} == contested


def test_what_is_against_a_link_stands_beside_its_rationale(asked: Ask) -> None:
    """Whoever reads why a link was made reads why a review contests it."""
    (row, *_) = asked("link-between", thing="SD3", other="th-education", lang="en")
    assert row["review"] == "sg:contested"
    assert row["rationale_en"] != row["reviewComment_en"] != ""


# ---------------------------------------------------------------------------------------------
# A small sound plan, in which a gap question finds nothing
# ---------------------------------------------------------------------------------------------

PLAN = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix t: <https://example.org/sound/> .
@prefix sg: <https://w3id.org/samgraph/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

t:plan a sg:Plan ; skos:prefLabel "plan"@nl, "plan"@en ; sg:declares t:declared .
t:declared a sg:Declaration ; sg:ofClass sg:StrategicGoal ; sg:goalRole sg:finality ; sg:count 1 ;
    sg:statedIn t:p-1 .

t:SD1 a sg:StrategicGoal ; skos:notation "SD1" ; sg:goalRole sg:finality ; sg:partOf t:plan ;
    sg:codeInGrid "SD 1" ; sg:codeInText "SD1." ; sg:statedIn t:p-1 .
t:OD1.1 a sg:OperationalGoal ; skos:notation "OD1.1" ; sg:goalRole sg:finality ; sg:partOf t:SD1 ;
    sg:codeInGrid "0D 1.1" ; sg:codeInText "OD1.1" ; sg:statedIn t:p-2 .
t:OD1.2 a sg:OperationalGoal ; skos:notation "OD1.2" ; sg:goalRole sg:finality ; sg:partOf t:SD1 ;
    sg:codeInGrid "OD1.2" ; sg:codeInText "OD1.2" ; sg:statedIn t:p-3 .
t:learning a sg:CoreTask . t:policy a sg:CoreTask .
t:youth a sg:PriorityField . t:trust a sg:Challenge ; sg:statedIn t:p-1 .
t:housing a sg:Theme . t:rent a sg:SubTheme ; skos:broader t:housing .
t:area a sg:ResultArea .
t:field a sg:PartnerCategory ; sg:statedIn t:p-4 .
t:one a sg:PartnerOrganisation ; sg:inCategory t:field ; sg:statedIn t:p-5 .
t:many a sg:PartnerGroup ; sg:inCategory t:field ; sg:statedIn t:p-6 ; sg:declaredSize 12 .
t:ask a sg:Request . t:ask-part a sg:RequestItem ; sg:partOf t:ask .
t:choice a sg:PolicyChoice .
t:figure a sg:Figure ; sg:value 4.5 ; sg:unit sg:percent ; sg:statedIn t:p-3 ;
    dcterms:source t:one .
t:total a sg:BudgetLine ; sg:lineKind "total" .
t:rents a sg:BudgetLine ; skos:notation "61" ; sg:partOf t:total .
t:wages a sg:BudgetLine ; skos:notation "62" ; sg:partOf t:total .
"""

TABLES = {
    "passages.csv": """id,a,sg:section,sg:fromLine,sg:toLine
t:p-1,sg:Passage,1,1,2
t:p-2,sg:Passage,1.1,3,3
t:p-3,sg:Passage,1.2,5,6
t:p-4,sg:Passage,2,7,7
t:p-5,sg:Passage,2,8,8
t:p-6,sg:Passage,2,9,9
""",
    "amounts.csv": """id,a,sg:budgetLine,sg:year,sg:euro
t:a-total,sg:Amount,t:total,2021,30
t:a-rents,sg:Amount,t:rents,2021,10
t:a-wages,sg:Amount,t:wages,2021,20
""",
    "links.csv": """rdf:subject,rdf:predicate,rdf:object,sg:standing,sg:evidence,sg:rationale@en
t:OD1.1,sg:carriesOut,t:learning,sg:stated,t:p-2,
t:OD1.2,sg:carriesOut,t:policy,sg:stated,t:p-3,
t:OD1.1,sg:addresses,t:trust,sg:stated,t:p-2,
t:SD1,sg:addresses,t:rent,sg:stated,t:p-1,
t:area,sg:addresses,t:ask-part,sg:stated,t:p-3,
t:SD1,sg:addresses,t:choice,sg:stated,t:p-1,
t:area,sg:serves,t:youth,sg:stated,t:p-3,
t:area,sg:advances,t:OD1.1,sg:stated,t:p-3,
t:one,sg:worksOn,t:rent,sg:stated,t:p-5,
t:one,sg:supports,t:area,sg:stated,t:p-5,
t:many,sg:worksOn,t:housing,sg:stated,t:p-6,
t:many,sg:worksOn,t:youth,sg:stated,t:p-6,
t:many,sg:supports,t:OD1.2,sg:stated,t:p-6,
t:one,sg:raises,t:ask,sg:stated,t:p-5,
t:area,sg:addresses,t:housing,sg:judged,t:p-3,The area is about homes.
t:area,sg:advances,t:OD1.2,sg:judged,t:p-3,Policy work is what the area asks for.
""",
}


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Write a plan package, and return its folder."""
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """Return a small sound plan."""
    folder = tmp_path_factory.mktemp("plans") / "sound"
    return samgraph.build(write(folder, {"plan.ttl": PLAN, **TABLES}))


@pytest.mark.parametrize("name", sorted({*GAPS, *DISCREPANCIES}))
def test_sound_plan_has_no_finding(name: str, sound: Knowledge) -> None:
    """A question tagged gap or discrepancy finds nothing in a sound plan, in any reading."""
    for standing in STANDINGS:
        assert solutions(sound, name, standing)[1] == []


BREAKS: dict[str, tuple[tuple[str, str], ...]] = {
    "account-code-twice": (('notation "62"', 'notation "61"'),),
    "budget-total-differs": (("t:total,2021,30", "t:total,2021,36"),),
    "challenge-named-once": ((r"^.*,t:trust,.*\n", ""),),
    "challenge-or-theme-unaddressed": ((r"^.*,sg:addresses,t:(?:rent|housing),.*\n", ""),),
    "code-differs": (('codeInGrid "OD1.2"', 'codeInGrid "OD1.3"'),),
    "code-used-twice": (('codeInText "OD1.2"', 'codeInText "OD1.1"'),),
    "core-task-called-for": (("t:OD1.2,sg:carriesOut,t:policy", "t:SD1,sg:callsFor,t:policy"),),
    "declared-count-differs": (("sg:count 1 ;", "sg:count 2 ;"),),
    "figure-without-source": ((r" ;\s*dcterms:source t:one", ""),),
    "goal-coretask-empty": (("t:policy,sg:stated", "t:learning,sg:stated"),),
    "goal-without-core-task": ((r"^.*,t:policy,.*\n", ""),),
    "goal-without-heading": (("Passage,1.2,", "Passage,1.1,"),),
    "goal-without-partner": ((r"^.*,sg:(?:supports|worksOn),.*\n", ""),),
    "goal-without-result-area": ((r"^.*,sg:advances,.*\n", ""),),
    "partner-in-two-categories": (
        ("^t:field a", "t:list a sg:PartnerCategory ; sg:statedIn t:p-4 . t:field a"),
        ("^(t:one .*) t:field ;", r"\1 t:field, t:list ;"),
    ),
    "partner-without-goal": ((r"^t:many,.*\n", ""),),
    "partner-without-theme": ((r"^t:many,sg:worksOn,.*\n", ""),),
    "policy-choice-unaddressed": ((r"^.*,t:choice,.*\n", ""),),
    "priority-field-without-partner": ((r"^.*,sg:worksOn,t:youth,.*\n", ""),),
    "priority-field-without-result-area": ((r"^.*,sg:serves,.*\n", ""),),
    "rationale-used-twice": (("Policy work is what the area asks for", "The area is about homes"),),
    "result-area-without-goal": ((r"^.*,sg:advances,.*\n", ""),),
    "signal-unaddressed": ((r"^.*,t:ask-part,.*\n", ""),),
    "theme-with-one-partner": ((r"^t:many,sg:worksOn,t:housing,.*\n", ""),),
    "theme-without-partner": ((r"^.*,sg:worksOn,t:(?:rent|housing),.*\n", ""),),
}
"""For each question about what should not be, changes of the sound plan that bring it about."""


@pytest.mark.parametrize("name", sorted({*GAPS, *DISCREPANCIES}))
def test_broken_plan_has_the_finding(name: str, tmp_path: Path) -> None:
    """A break in the sound plan, and the question about it finds it, also in the widest reading."""
    files = {"plan.ttl": PLAN, **TABLES}
    for old, new in BREAKS[name]:
        changed = {file: re.sub(old, new, text, flags=re.MULTILINE) for file, text in files.items()}
        assert changed != files
        files = changed
    broken = samgraph.build(write(tmp_path / "broken", files))
    assert solutions(broken, name, "judged")[1]


def comparable(term: object) -> object:
    """Return a term of either engine as a plain value; a number counts, not how it is written."""
    if isinstance(term, ox.Literal):
        text, kind, lang = term.value, term.datatype.value, term.language
    elif isinstance(term, rdflib.Literal):
        text, kind, lang = str(term), str(term.datatype), term.language
    else:
        return None if term is None else str(getattr(term, "value", term))
    return float(text) if kind.endswith(("#integer", "#decimal")) else (text, lang)


@pytest.fixture(scope="module")
def engines(
    sound: Knowledge, tmp_path_factory: pytest.TempPathFactory
) -> list[tuple[Knowledge, rdflib.Graph]]:
    """Return the sound plan and one without links, each also in rdflib's own store."""
    header = TABLES["links.csv"].splitlines()[0] + "\n"
    files = {"plan.ttl": PLAN, **TABLES, "links.csv": header}
    bare = samgraph.build(write(tmp_path_factory.mktemp("plans") / "bare", files))
    return [(plan, plan.to_rdflib()) for plan in (sound, bare)]


@pytest.mark.parametrize("name", NAMES)
def test_another_engine_answers_the_same(
    name: str, engines: list[tuple[Knowledge, rdflib.Graph]]
) -> None:
    """A query means the same to rdflib, which shares no code with the store."""
    text = find_question(name).text
    for knowledge, graph in engines:
        variables, rows = solutions(knowledge, name)
        found = [
            tuple(comparable(row.get(rdflib.Variable(variable))) for variable in variables)
            for row in graph.query(text).bindings
            if row  # rdflib makes an empty row of a grouping that has no groups
        ]
        ours = [tuple(map(comparable, row)) for row in rows]
        assert sorted(ours, key=str) == sorted(found, key=str)


@pytest.mark.parametrize(
    "name", [name for name in NAMES if re.search("-without-|-unaddressed|-empty", name)]
)
def test_a_wider_reading_opens_no_gap(name: str, sam: Knowledge) -> None:
    """What is missing when more links are admitted was missing before."""
    stated, derived, judged = (set(solutions(sam, name, standing)[1]) for standing in STANDINGS)
    assert stated >= derived >= judged
