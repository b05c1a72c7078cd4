"""The catalogue, coverage, gaps and discrepancies over HTTP, for programs and for people."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox
import pytest
from htmlpages import Page
from tinyplan import FILES, NS, Tiny
from webtools import Answer, Running, running

from samgraph.catalogue import ask, catalogue, find_question
from samgraph.explorer.questions import GROUPS
from samgraph.gaps import find_gaps
from samgraph.knowledge import Knowledge
from samgraph.stored import stored_discrepancies
from samgraph.web.asking import ANSWERED, LISTED
from samgraph.web.openapi import api_description
from samgraph.web.questions import address_name

ENGLISH = {"Accept": "text/html", "Accept-Language": "en"}


@pytest.fixture(scope="module")
def tiny_plan(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """Return the small plan's knowledge."""
    plan = Tiny(tmp_path_factory.mktemp("plans") / "tiny")
    plan.folder.mkdir()
    for name, text in FILES.items():
        plan.write(name, text)
    return plan.build()


@pytest.fixture(scope="module")
def tiny_server(tiny_plan: Knowledge) -> Iterator[Running]:
    """Serve the small plan."""
    with running(tiny_plan) as server:
        yield server


@pytest.fixture(scope="module")
def sam_server(sam: Knowledge) -> Iterator[Running]:
    """Serve the SAM plan."""
    with running(sam) as server:
        yield server


def page(server: Running, path: str) -> Page:
    answer = server.ask(path, headers=ENGLISH)
    assert answer.status == 200, (path, answer.body)
    found = Page(answer.body.decode())
    assert not found.faults, (path, found.faults)
    return found


def table(answer: Answer, delimiter: str = ",") -> list[list[str]]:
    assert answer.status == 200, answer.body
    return list(csv.reader(io.StringIO(answer.body.decode()), delimiter=delimiter))


def refused(answer: Answer, status: int) -> dict[str, str]:
    """Return what an error says, in the one shape."""
    assert answer.status == status, answer.body
    said: dict[str, str] = answer.json()
    assert set(said) == {"error", "where", "hint"}
    assert said["error"]
    assert said["hint"]
    return said


# Questions


def test_the_questions_are_listed(sam_server: Running) -> None:
    """Each with its parameters, in the language of who asks."""
    said = sam_server.ask("/questions", headers={"Accept-Language": "en"}).json()["questions"]
    assert [one["name"] for one in said] == list(catalogue())
    by_name = {one["name"]: one for one in said}
    assert by_name["theme-partners"]["question"] == find_question("theme-partners").summaries["en"]
    assert by_name["budget-total-differs"]["parameters"] == [
        {"name": "budgetLine", "type": "iri", "default": ""},
        {"name": "tolerance", "type": "decimal", "default": "5"},
    ]
    rows = table(sam_server.ask("/questions.csv"))
    assert [row[0] for row in rows[1:]] == list(catalogue())
    assert len(table(sam_server.ask("/questions.tsv"), "\t")) == len(rows)
    shown = page(sam_server, "/questions")
    assert {f"/questions/{name}" for name in catalogue()} <= set(shown.links)
    assert all(set(one.tags) & set(GROUPS) for one in catalogue().values())


@pytest.mark.parametrize("name", catalogue())
def test_a_question_answers_as_the_embedded_store_does(
    sam: Knowledge, sam_server: Running, name: str
) -> None:
    """The same rows, and a sound page."""
    answer = sam_server.ask(f"/questions/{name}.tsv")
    assert answer.status == 200, answer.body
    assert answer.headers["content-type"].startswith("text/tab-separated-values")
    found = ask(sam, find_question(name))
    assert isinstance(found, ox.QuerySolutions)
    expected = found.serialize(format=ox.QueryResultsFormat.TSV)
    assert answer.body == expected
    page(sam_server, f"/questions/{name}")


@pytest.mark.parametrize("form", ANSWERED)
def test_an_answer_comes_in_every_format(sam_server: Running, form: str) -> None:
    """By suffix and by Accept alike; JSON for who has no wish."""
    by_suffix = sam_server.ask(f"/questions/goal-roles.{form}")
    by_header = sam_server.ask("/questions/goal-roles", headers={"Accept": ANSWERED[form][0]})
    assert by_suffix.status == by_header.status == 200
    assert by_suffix.body == by_header.body
    assert by_suffix.headers["content-type"].startswith(ANSWERED[form][0])
    if form == "json":
        default = sam_server.ask("/questions/goal-roles", headers={"Accept": "*/*"})
        assert default.body == by_suffix.body


@pytest.mark.parametrize("value", ["SD5", "sam:SD5", "https://w3id.org/samgraph/sam-2021-2025/SD5"])
def test_a_parameter_is_named_as_people_name_things(sam_server: Running, value: str) -> None:
    """By code, by id or by IRI, and it narrows the answer down."""
    found = sam_server.ask("/questions/goal-coretask-empty.json", fields=[("goal", value)]).rows()
    assert found
    assert {row["goal"].rpartition("/")[2] for row in found} == {"SD5"}


def test_a_parameter_has_a_default(sam_server: Running) -> None:
    """It holds until another value is given."""
    default = sam_server.ask("/questions/budget-total-differs.json").rows()
    same = sam_server.ask("/questions/budget-total-differs.json?tolerance=5").rows()
    wide = sam_server.ask("/questions/budget-total-differs.json?tolerance=100000000").rows()
    assert default == same
    assert len(wide) < len(default)


@pytest.mark.parametrize(
    ("query", "where", "hint"),
    [
        ("goal=SD55", "parameter goal", "SD5"),
        ("gaol=SD5", "parameters", "goal"),
        ("goal=SD1&goal=SD2", "parameter goal", "once"),
        ("goal=%3E%20%7D%20%3B%20DROP", "parameter goal", "id"),
        ("standing=said", "parameter standing", "stated"),
        ("standing=suggested", "parameter standing", "stated"),
        ("lang=fr", "parameter lang", "nl"),
        ("goal=" + "x" * 3000, "parameters", "one thing"),
    ],
)
def test_a_wrong_parameter_is_refused(
    sam_server: Running, query: str, where: str, hint: str
) -> None:
    """400 says which, and what was probably meant."""
    said = refused(sam_server.ask(f"/questions/goal-coretask-empty?{query}"), 400)
    assert said["where"] == where
    assert hint in said["hint"]


def test_a_number_has_to_be_one(sam_server: Running) -> None:
    """A kind is checked before any query runs."""
    said = refused(sam_server.ask("/questions/budget-total-differs?tolerance=five"), 400)
    assert said["where"] == "parameter tolerance"
    assert "xsd:decimal" in said["error"]


def test_an_unknown_question_is_a_404(sam_server: Running) -> None:
    """The nearest names are given; a format that is not there is a 406."""
    said = refused(sam_server.ask("/questions/goal-role"), 404)
    assert "goal-roles" in said["hint"]
    assert refused(sam_server.ask("/questions/goal-roles.pdf"), 404)
    refused(sam_server.ask("/questions/goal-roles", headers={"Accept": "image/png"}), 406)
    refused(sam_server.ask("/questions/goal-roles", method="POST", body=b""), 405)


def test_a_reading_widens_an_answer(sam: Knowledge, sam_server: Running) -> None:
    """The standing is the one that `samgraph ask` knows."""
    for standing in ("stated", "derived", "judged"):
        found = sam_server.ask(f"/questions/theme-partners.json?standing={standing}").rows()
        expected = ask(sam, find_question("theme-partners"), standing=standing)
        assert isinstance(expected, ox.QuerySolutions)
        assert len(found) == len(list(expected))


def test_a_parameter_that_has_a_taken_name_gets_another(sam_server: Running) -> None:
    """`link-counts` asks for a standing of its own, beside that of the reading."""
    question = find_question("link-counts")
    assert [address_name(one) for one in question.parameters] == ["predicate", "with.standing"]
    every = sam_server.ask("/questions/link-counts.json").rows()
    judged = sam_server.ask("/questions/link-counts.json?with.standing=sg:judged").rows()
    assert 0 < len(judged) < len(every)
    assert sam_server.ask("/questions/link-counts.html?with.standing=sg:judged").status == 200


def test_a_parameter_is_bound_and_never_pasted(tiny_server: Running) -> None:
    """Text that would end a string ends nothing."""
    hostile = '" . } UNION { ?a ?b ?c } #'
    answer = tiny_server.ask("/questions/section-passages.json", fields=[("section", hostile)])
    assert answer.rows() == []
    shown = tiny_server.ask("/questions/section-passages.html", fields=[("section", hostile)])
    found = Page(shown.body.decode())
    assert not found.faults
    assert found.says("Er is niets dat hieraan voldoet.")


def test_an_answer_can_be_kept(sam_server: Running) -> None:
    """An ETag saves asking a worker again; other parameters have another."""
    first = sam_server.ask("/questions/goal-roles.csv")
    tag = first.headers["etag"]
    again = sam_server.ask("/questions/goal-roles.csv", headers={"If-None-Match": tag})
    assert (again.status, again.body) == (304, b"")
    other = sam_server.ask("/questions/goal-roles.csv?standing=stated")
    assert other.headers["etag"] != tag
    shown = sam_server.ask("/questions/goal-roles.html")
    same = sam_server.ask(
        "/questions/goal-roles.html", headers={"If-None-Match": shown.headers["etag"]}
    )
    assert same.status == 304
    head = sam_server.ask("/questions/goal-roles.csv", method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["etag"] == tag


def test_a_form_offers_what_can_be_chosen(sam_server: Running) -> None:
    """The things of the parameter's class, the one that was given chosen."""
    answer = sam_server.ask("/questions/goal-coretask-empty?goal=SD5", headers=ENGLISH)
    text = answer.body.decode()
    assert '<option value="sam:SD5" selected>SD5 Working online and digitalising</option>' in text
    unchosen = sam_server.ask("/questions/goal-coretask-empty", headers=ENGLISH).body.decode()
    assert 'value="sam:SD5" selected' not in unchosen


# Coverage


def test_coverage_of_every_frame(tiny_server: Running) -> None:
    """Counts in every reading, as JSON, as rows and as a page."""
    said = {one["frame"]: one for one in tiny_server.ask("/coverage").json()["frames"]}
    assert set(said) == {"challenge-goal", "goal-task", "partner-goal"}
    # S1 and S2 each carry out meeting by a stated link, S2 teaching by a judged one.
    assert said["goal-task"]["cells"] == {"stated": 2, "derived": 2, "judged": 3, "total": 4}
    rows = table(tiny_server.ask("/coverage.csv"))
    assert rows[0][:3] == ["frame", "scope", "cells_stated"]
    assert ["goal-task", "selective", "2", "2", "3", "4"] in [row[:6] for row in rows]
    shown = page(tiny_server, "/coverage")
    assert "/coverage/goal-task" in shown.links
    assert shown.says("2–3/4 (50%–75%)")


@pytest.mark.parametrize(("standing", "status"), [("stated", "deliberate"), ("judged", "judged")])
def test_a_frame_cell_by_cell(tiny_server: Running, standing: str, status: str) -> None:
    """Each cell has its status in the reading that is asked for, and the links that carry it."""
    path = f"/coverage/goal-task.json?standing={standing}"
    said = tiny_server.ask(path).json()
    assert said["standing"] == standing
    assert [one["code"] for one in said["row_things"]] == ["S1", "S2"]
    cells = {(one["row"], one["column"]): one for one in said["matrix"]}
    assert len(cells) == 4
    assert cells[f"{NS}S1", f"{NS}meeting"]["status"] == "stated"
    assert cells[f"{NS}S1", f"{NS}teaching"]["status"] == "deliberate"
    assert cells[f"{NS}S2", f"{NS}teaching"]["status"] == status
    assert cells[f"{NS}S2", f"{NS}teaching"]["links"] == [f"{NS}link/O2/carriesOut/teaching"]
    rows = table(tiny_server.ask(path.replace(".json", ".csv")))
    assert len(rows) == 5
    found = {(row[0], row[2]): row[4] for row in rows[1:]}
    assert found["t:S2", "t:teaching"] == status


def test_a_matrix_can_be_read_without_seeing_it(tiny_server: Running) -> None:
    """Every cell says in words what it is; the form of a frame by its id is known too."""
    shown = page(tiny_server, "/coverage/frame-goal-task")
    assert shown.text.count("left out on purpose") == 2
    assert "caption" in shown.tags
    said = refused(tiny_server.ask("/coverage/goal-taks"), 404)
    assert "goal-task" in said["hint"]


@pytest.mark.parametrize("name", ["signal-answer", "theme-partner", "goal-coretask"])
def test_a_large_matrix_has_the_long_list_on_the_rows(sam_server: Running, name: str) -> None:
    """Whichever way the plan declares it."""
    shown = page(sam_server, f"/coverage/{name}")
    said = sam_server.ask(f"/coverage/{name}").json()
    sides = sorted((len(said["row_things"]), len(said["column_things"])))
    assert len(said["matrix"]) == sides[0] * sides[1]
    body = re.findall("tr", " ".join(shown.tags))
    assert len(body) == sides[1] + 2


# Gaps and discrepancies


def test_gaps_are_filtered(tiny_plan: Knowledge, tiny_server: Running) -> None:
    """By frame, kind and certainty, and as many as are wanted."""
    every = find_gaps(tiny_plan)
    said = tiny_server.ask("/gaps").json()
    assert said["total"] == len(every)
    assert [one["iri"] for one in said["gaps"]] == [gap.iri for gap in every]
    for query, expected in (
        ("frame=challenge-goal", [gap for gap in every if gap.frame == "challenge-goal"]),
        ("kind=thin", [gap for gap in every if gap.kind == "thin"]),
        ("robust=false", [gap for gap in every if not gap.robust]),
        ("kind=silent&robust=true", [g for g in every if g.kind == "silent" and g.robust]),
    ):
        found = tiny_server.ask(f"/gaps.json?{query}").json()["gaps"]
        assert expected, query
        assert [one["iri"] for one in found] == [gap.iri for gap in expected], query
    two = tiny_server.ask("/gaps.json?limit=2").json()
    assert (two["total"], len(two["gaps"])) == (len(every), 2)
    assert len(table(tiny_server.ask("/gaps.csv?limit=2"))) == 3
    assert tiny_server.ask("/gaps.json?limit=0").json()["gaps"] == []
    (heat,) = (gap for gap in every if gap.frame == "challenge-goal" and gap.row == f"{NS}heat")
    shown = page(tiny_server, "/gaps?frame=challenge-goal")
    assert shown.says(heat.descriptions["en"])
    assert "/tiny/gap/challenge-goal/heat" in shown.links


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ("frame=challnge-goal", "parameter frame"),
        ("kind=thick", "parameter kind"),
        ("robust=yes", "parameter robust"),
        ("limit=-1", "parameter limit"),
        ("limit=many", "parameter limit"),
        ("limit=99999999999", "parameter limit"),
        ("from=1", "parameters"),
    ],
)
def test_a_wrong_filter_is_refused(tiny_server: Running, query: str, where: str) -> None:
    """400 says which and what there is."""
    assert refused(tiny_server.ask(f"/gaps?{query}"), 400)["where"] == where


def test_nothing_found_is_said_in_words(tiny_server: Running) -> None:
    """An empty page says that it is empty."""
    assert page(tiny_server, "/gaps?frame=challenge-goal&kind=deliberate").says(
        "No gaps answer to this."
    )


def test_discrepancies_are_filtered(sam: Knowledge, sam_server: Running) -> None:
    """By kind and by severity."""
    every = stored_discrepancies(sam)
    said = sam_server.ask("/discrepancies").json()
    assert (said["total"], len(said["discrepancies"])) == (len(every), len(every))
    high = sam_server.ask("/discrepancies.json?severity=high").json()["discrepancies"]
    assert [one["iri"] for one in high] == [one.iri for one in every if one.severity == "high"]
    kind = every[0].kind
    some = table(sam_server.ask(f"/discrepancies.csv?kind={kind}"))
    assert len(some) - 1 == sum(one.kind == kind for one in every)
    refused(sam_server.ask("/discrepancies?kind=wrong"), 400)
    assert page(sam_server, "/discrepancies").says(every[0].descriptions["en"])


@pytest.mark.parametrize("path", ["/questions", "/coverage", "/coverage/goal-task", "/gaps",
                                  "/discrepancies"])  # fmt: skip
@pytest.mark.parametrize("form", LISTED)
def test_a_list_comes_in_every_format(tiny_server: Running, path: str, form: str) -> None:
    """By suffix and by Accept alike; JSON for who has no wish."""
    by_suffix = tiny_server.ask(f"{path}.{form}")
    by_header = tiny_server.ask(path, headers={"Accept": LISTED[form][0]})
    assert by_suffix.status == by_header.status == 200
    assert by_suffix.body == by_header.body
    assert by_suffix.headers["content-type"].startswith(LISTED[form][0])
    assert by_suffix.headers["content-language"] == "nl"
    if form == "json":
        assert tiny_server.ask(path, headers={"Accept": "*/*"}).body == by_suffix.body
    refused(tiny_server.ask(path, headers={"Accept": "image/png"}), 406)


# OpenAPI


def resolved(said: Any, whole: Any) -> None:  # noqa: ANN401
    """Check that every reference leads somewhere."""
    if isinstance(said, dict):
        if "$ref" in said:
            target = whole
            for part in said["$ref"].removeprefix("#/").split("/"):
                target = target[part]
        for value in said.values():
            resolved(value, whole)
    if isinstance(said, list):
        for value in said:
            resolved(value, whole)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_openapi_describes_every_question(lang: str) -> None:
    """With its parameters and types; as the specification wants it."""
    said = api_description(lang, "https://example.org", "plan", "1", "", ("goal-task",))
    assert said["openapi"].startswith("3.1")
    assert {"title", "version"} <= set(said["info"])
    for name, question in catalogue().items():
        operation = said["paths"][f"/questions/{name}"]["get"]
        assert operation["summary"] == question.summaries[lang]
        assert [one["name"] for one in operation["parameters"]] == [
            *map(address_name, question.parameters), "lang", "standing",
        ]  # fmt: skip
    operations = [path["get"] for path in said["paths"].values()]
    ids = [operation["operationId"] for operation in operations]
    assert len(ids) == len(set(ids))
    for path, item in said["paths"].items():
        assert path.startswith("/")
        declared = {one["name"] for one in item["get"]["parameters"] if one["in"] == "path"}
        assert declared == set(re.findall(r"\{(\w+)\}", path))
        for parameter in item["get"]["parameters"]:
            assert parameter["in"] in ("query", "path")
            assert parameter["schema"]["type"] in ("string", "integer", "number", "boolean")
            assert parameter.get("required", False) == (parameter["in"] == "path")
        for status, response in item["get"]["responses"].items():
            assert re.fullmatch(r"[1-5]\d\d", status)
            assert response["description"]
    resolved(said, said)
    json.dumps(said)


def test_openapi_tells_the_truth(sam_server: Running) -> None:
    """Every address that it names is there, and gives what is said."""
    said = sam_server.ask("/openapi.json").json()
    assert said["servers"] == [{"url": sam_server.base}]
    assert said["info"]["license"]["name"] == "CC BY 4.0"
    frame = next(iter(said["paths"]["/coverage/{frame}"]["get"]["parameters"]))["schema"]["enum"][0]
    for path, item in said["paths"].items():
        if path.startswith("/questions/") and path not in ("/questions/goal-roles",):
            continue
        for media_type in item["get"]["responses"]["200"]["content"]:
            query = "ASK {}" if "sparql-results" in media_type else "CONSTRUCT {} {}"
            if media_type in ("text/csv", "text/tab-separated-values", "text/html"):
                query = "SELECT ?a {}"
            if path == "/sparql" and media_type == "text/html":
                continue
            answer = sam_server.ask(
                path.replace("{frame}", frame), query if path == "/sparql" else None,
                headers={"Accept": media_type},
            )  # fmt: skip
            assert answer.status == 200, (path, media_type, answer.body[:200])
            assert answer.headers["content-type"].startswith(media_type), path
