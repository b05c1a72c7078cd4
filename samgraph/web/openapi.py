"""The web API described for programs: OpenAPI 3.1, made from the catalogue itself.

Source: https://spec.openapis.org/oas/v3.1.0.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from samgraph.catalogue import Parameter, Question, catalogue
from samgraph.findings import KINDS, SEVERITIES
from samgraph.terms import STANDINGS
from samgraph.web.asking import ANSWERED, DESCRIBED, LANGUAGES, LISTED, asked_of
from samgraph.web.media import GRAPHS
from samgraph.web.press import respond
from samgraph.web.questions import address_name
from samgraph.web.shelf import Shelf
from samgraph.web.statements import license_of
from samgraph.web.templates import license_name

_TYPES: Final[Mapping[str, Mapping[str, Any]]] = {
    "iri": {"type": "string", "examples": ["SD5", "sam:SD5"]},
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "decimal": {"type": "number"},
    "gYear": {"type": "string", "pattern": "^-?[0-9]{4,}$", "examples": ["2021"]},
}
_TEXTS: Final = {
    "nl": {
        "lead": "Vragen aan de kennisgraaf van een strategisch plan, zijn dekking, zijn gaten en "
        "zijn tegenspraken. Elk adres neemt ook een suffix, zoals .json of .csv, in plaats van de "
        "header Accept.",
        "questions": "De vragen",
        "coverage": "De dekkingsvragen, elk met haar interval",
        "matrix": "Eén dekkingsvraag, cel voor cel",
        "gaps": "De gaten, het belangrijkste eerst",
        "discrepancies": "De tegenspraken, de zwaarste eerst",
        "dataset": "De dataset, beschreven met VoID en DCAT",
        "dump": "De hele graaf",
        "ns": "De ontologie",
        "sparql": "SPARQL 1.1; zonder vraag beschrijft het endpoint zichzelf",
        "iri": "Een id, een IRI of een code",
        "lang": "Taal van teksten",
        "standing": "Lezing: de ruimste is judged",
        "limit": "Hoogstens zoveel",
        "ok": "Het antwoord",
        "unchanged": "Niets veranderd sinds de ETag die u stuurde",
        "bad": "Een parameter is niet goed",
        "unknown": "Zo'n adres is er niet; de dichtstbijzijnde namen staan erbij",
        "refused": "Geen aanvaard formaat kan gegeven worden",
        "busy": "Te veel tegelijk, of te lang bezig; probeer opnieuw",
    },
    "en": {
        "lead": "Questions to the knowledge graph of a strategic plan, its coverage, its gaps and "
        "its discrepancies. Every address also takes a suffix, such as .json or .csv, in place of "
        "the header Accept.",
        "questions": "The questions",
        "coverage": "The frames, each with its interval",
        "matrix": "One frame, cell by cell",
        "gaps": "The gaps, the most important first",
        "discrepancies": "The discrepancies, the heaviest first",
        "dataset": "The dataset, described with VoID and DCAT",
        "dump": "The whole graph",
        "ns": "The ontology",
        "sparql": "SPARQL 1.1; without a query the endpoint describes itself",
        "iri": "An id, an IRI or a code",
        "lang": "Language of texts",
        "standing": "Reading: the widest is judged",
        "limit": "At most so many",
        "ok": "The answer",
        "unchanged": "Nothing has changed since the ETag that was sent",
        "bad": "A parameter is wrong",
        "unknown": "There is no such address; the nearest names are given",
        "refused": "No accepted format can be given",
        "busy": "Too much at once, or too long; try again",
    },
}


async def openapi(request: Request) -> Response:
    """Return the description of the web API."""
    asked = asked_of(request, {"json": ("application/json",)}, "/openapi.json", "json")

    def make(shelf: Shelf) -> tuple[str | bytes, Mapping[str, str]]:
        license_ = license_of(shelf)
        title = shelf.label(asked.lang, shelf.served.plan)
        said = api_description(asked.lang, asked.base, title, shelf.served.version, license_,
                               shelf.frame_names)  # fmt: skip
        return json.dumps(said, ensure_ascii=False, indent=1) + "\n", {}

    return await respond(request, asked, make)


def api_description(
    lang: str, base: str, title: str, version: str, license_: str, frames: Sequence[str]
) -> dict[str, Any]:
    """Return the OpenAPI description of a plan's web API at `base`, as JSON can hold it."""
    texts = _TEXTS[lang]
    common = [_parameter("lang", texts["lang"], {"type": "string", "enum": list(LANGUAGES)})]
    standing = _parameter(
        "standing", texts["standing"],
        {"type": "string", "enum": list(STANDINGS), "default": "judged"},
    )  # fmt: skip
    limit = _parameter("limit", texts["limit"], {"type": "integer", "minimum": 0})
    frame = {"type": "string", "enum": list(frames)}
    paths: dict[str, Any] = {
        "/questions": _get("questions", texts["questions"], "catalogue", common, LISTED, texts),
        **{
            f"/questions/{one.name}": _question(one, [*common, standing], lang)
            for one in catalogue().values()
        },
        "/coverage": _get("coverage", texts["coverage"], "coverage", common, LISTED, texts),
        "/coverage/{frame}": _get(
            "coverage-frame", texts["matrix"], "coverage",
            [{**_parameter("frame", "", frame), "in": "path", "required": True}, *common, standing],
            LISTED, texts,
        ),
        "/gaps": _get(
            "gaps", texts["gaps"], "findings",
            [_parameter("frame", "", frame),
             _parameter("kind", "", {"type": "string", "enum": list(KINDS)}),
             _parameter("robust", "", {"type": "boolean"}), limit, *common],
            LISTED, texts,
        ),
        "/discrepancies": _get(
            "discrepancies", texts["discrepancies"], "findings",
            [_parameter("kind", "", {"type": "string"}),
             _parameter("severity", "", {"type": "string", "enum": list(SEVERITIES)}),
             limit, *common],
            LISTED, texts,
        ),
        "/dataset": _get("dataset", texts["dataset"], "graph", common, DESCRIBED, texts),
        "/dump": _get("dump", texts["dump"], "graph", [], GRAPHS, texts),
        "/ns": _get("ns", texts["ns"], "graph", common, DESCRIBED, texts),
        "/sparql": _get(
            "sparql", texts["sparql"], "graph", [_parameter("query", "", {"type": "string"})],
            {**ANSWERED, **GRAPHS}, texts,
        ),
    }  # fmt: skip
    info: dict[str, Any] = {"title": title, "version": version, "description": texts["lead"]}
    if license_:
        info["license"] = {"name": license_name(license_), "url": license_}
    return {
        "openapi": "3.1.0",
        "info": info,
        "servers": [{"url": base}],
        "paths": paths,
        "components": {
            "schemas": {
                "Error": {
                    "type": "object",
                    "required": ["error", "where", "hint"],
                    "properties": {name: {"type": "string"} for name in ("error", "where", "hint")},
                }
            }
        },
    }


def _question(question: Question, common: list[dict[str, Any]], lang: str) -> dict[str, Any]:
    texts = _TEXTS[lang]
    own = [_own(one, texts) for one in question.parameters]
    found = _get(
        f"ask-{question.name}",
        question.summaries[lang],
        "questions",
        [*own, *common],
        ANSWERED,
        texts,
    )
    if question.descriptions[lang]:
        found["get"]["description"] = question.descriptions[lang]
    return found


def _own(parameter: Parameter, texts: Mapping[str, str]) -> dict[str, Any]:
    schema = dict(_TYPES[parameter.kind])
    if parameter.default:
        numeric = parameter.kind in ("integer", "decimal")
        schema["default"] = json.loads(parameter.default) if numeric else parameter.default
    about = texts["iri"] if parameter.kind == "iri" else ""
    return _parameter(address_name(parameter), about, schema)


def _parameter(name: str, about: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"name": name, "in": "query", "schema": dict(schema)}
    return found | ({"description": about} if about else {})


def _get(
    name: str,
    summary: str,
    tag: str,
    parameters: Sequence[Mapping[str, Any]],
    formats: Mapping[str, tuple[str, ...]],
    texts: Mapping[str, str],
) -> dict[str, Any]:
    fault = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    responses: dict[str, Any] = {
        "200": {
            "description": texts["ok"],
            "content": {types[0]: {"schema": _schema(types[0])} for types in formats.values()},
        },
        "304": {"description": texts["unchanged"]},
    }
    for status, text in (("400", "bad"), ("404", "unknown"), ("406", "refused"), ("503", "busy")):
        responses[status] = {"description": texts[text], "content": fault}
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "tags": [tag],
            "parameters": [dict(one) for one in parameters],
            "responses": responses,
        }
    }


def _schema(media_type: str) -> dict[str, Any]:
    return {"type": "object"} if "json" in media_type else {"type": "string"}


ROUTES = [Route("/openapi.json", openapi)]
