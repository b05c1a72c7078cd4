/* The page of one thing: what is said of it, its links with their evidence, and how to use it. */

import { discrepancyCard, gapCard } from "./cards.js";
import { bdi, button, el, fill, web } from "./dom.js";
import { placesList } from "./evidence.js";
import { csvFile, turtleFile } from "./exports.js";
import { placeText, standing } from "./marks.js";
import { addWords } from "./words.js";
import { filesOf, pageOf, plainPage } from "./source.js";

addWords({
  nl: {
    allThings: "Alle onderdelen", alsoCalled: "Ook genoemd", inDutch: "In het Nederlands", inEnglish: "In het Engels",
    facts: "Feiten", links: "Koppelingen", noLinks: "Het plan koppelt dit aan niets.", showEvidence: "Bewijs",
    evidenceOf: "Bewijs: {name}", statedHere: "Waar de bron dit noemt", neighbourhood: "Omgeving",
    neighbourhoodOf: "Wat hieraan gekoppeld is", iri: "IRI", iriNote: "De blijvende naam; gebruik die in verwijzingen.",
    copyIri: "Kopieer", downloads: "Downloads", plainPage: "deze pagina zonder JavaScript", theQuery: "De vraag achter deze pagina",
    openQuery: "Open in de weergave Vraag", cite: "Hoe dit te citeren", onMapThing: "Toon op de kaart",
    citation: "{label}. In: {plan}, als kennisgraaf door samgraph, versie {version}. {iri}", moreValues: "… en nog {n}",
    known: "Status", other: "Ding", place: "Plaats in de bron",
  },
  en: {
    allThings: "All things", alsoCalled: "Also called", inDutch: "In Dutch", inEnglish: "In English",
    facts: "Facts", links: "Links", noLinks: "The plan links this to nothing.", showEvidence: "Evidence",
    evidenceOf: "Evidence: {name}", statedHere: "Where the source speaks of it", neighbourhood: "Neighbourhood",
    neighbourhoodOf: "What is linked to this", iri: "IRI", iriNote: "The lasting name; use it in references.",
    copyIri: "Copy", downloads: "Downloads", plainPage: "this page without JavaScript", theQuery: "The query behind this page",
    openQuery: "Open in the Query view", cite: "How to cite this", onMapThing: "Show on the map",
    citation: "{label}. In: {plan}, as a knowledge graph by samgraph, version {version}. {iri}", moreValues: "… and {n} more",
    known: "Standing", other: "Thing", place: "Place in the source",
  },
});

const FORMATS = { ttl: "Turtle", jsonld: "JSON-LD", nt: "N-Triples", rdf: "RDF/XML" };

/* Draw the page of a thing; return what ends its picture, if it has one. */
export async function thingPage(place, id, tools) {
  const doc = await tools.source.document(tools.documentOf(id));
  const picture = el("div", { id: "neighbourhood" });
  const hasPicture = tools.has("map/neighbourhood.js") && doc.relations.length > 0;
  const other = tools.lang === "nl" ? "en" : "nl";
  fill(place,
    el("p", {}, el("a", { href: tools.href({ view: "things", type: doc.type }) }, `← ${tools.word("allThings")}: ${tools.typeLabel(doc.type)}`)),
    el("h1", {}, doc.codes?.[0] ? [el("span", { class: "code" }, bdi(doc.codes[0])), " "] : null, bdi(tools.label(doc))),
    el("p", { class: "kinds" }, doc.types.map((type) => tools.label(type.labels)).join(", ")),
    tools.label(doc.description) ? el("p", { class: "lead" }, bdi(tools.label(doc.description))) : null,
    el("dl", { class: "facts" },
      doc[other] !== tools.label(doc) ? fact(tools.word(other === "nl" ? "inDutch" : "inEnglish"), bdi(doc[other], other)) : null,
      doc.also?.length ? fact(tools.word("alsoCalled"), list(doc.also.map((one) => bdi(one)))) : null,
      doc.codes?.length > 1 ? fact(tools.word("code"), list(doc.codes.map((one) => el("span", { class: "code" }, bdi(one))))) : null,
      doc.places.length ? fact(tools.word("statedHere"), placesList(doc.places, tools)) : null,
      doc.facts.map((one) => fact(tools.label(one.labels), values(one, tools)))),
    el("div", { class: "columns" },
      relations(doc, tools),
      hasPicture ? el("section", { class: "aside", "aria-labelledby": "h-near" },
        el("h2", { id: "h-near" }, tools.word("neighbourhood")), picture) : null),
    findings(doc, tools),
    use(doc, tools));
  tools.exports([
    csvFile(`${fileName(id)}-links.csv`, () => linkRows(doc, tools)),
    turtleFile(`${fileName(id)}.ttl`, () => `CONSTRUCT { ?s ?p ?o } WHERE { { BIND(<${doc.iri}> AS ?s) <${doc.iri}> ?p ?o } UNION { ?s rdf:subject|rdf:object <${doc.iri}> ; ?p ?o } }`, tools.source),
  ]);
  if (!hasPicture) return undefined;
  const module = await import("./map/neighbourhood.js");
  picture.append(module.neighbourhood(doc, tools));
  return undefined;
}

function fileName(id) {
  return id.replace(/[^A-Za-z0-9.-]+/g, "-").slice(-60);
}

function fact(name, value) {
  return el("div", {}, el("dt", {}, name), el("dd", {}, value));
}

function list(items) {
  return el("ul", { class: "values" }, items.map((one) => el("li", {}, one)));
}

function values(one, tools) {
  const spoken = one.values.some((value) => value.lang === tools.lang);
  const some = one.values.filter((value) => !value.lang || !spoken || value.lang === tools.lang);
  const shown = some.map((value) => {
    if (value.thing) return tools.link(value.thing);
    if (value.iri) {
      const here = value.page ? pageOf(value.page, tools.lang) : null;
      const href = here ?? web(value.iri);
      return href ? el("a", { href, rel: "noreferrer" }, bdi(tools.label(value.labels))) : bdi(tools.label(value.labels));
    }
    if (value.boolean) return tools.word(["true", "1"].includes(value.text) ? "yes" : "no");
    return bdi(value.text, value.lang ?? null);
  });
  return [list(shown), one.more ? el("p", { class: "muted" }, tools.word("moreValues", { n: one.more })) : null];
}

function relations(doc, tools) {
  return el("section", { "aria-labelledby": "h-links" },
    el("h2", { id: "h-links" }, tools.word("links")),
    doc.relations.length ? doc.relations.map((one) => relation(doc, one, tools)) : el("p", {}, tools.word("noLinks")));
}

function relation(doc, one, tools) {
  const heading = tools.label(one.labels);
  return el("div", { class: "scroll relation", tabindex: "0", role: "region", "aria-label": heading },
    el("table", {},
      el("caption", {}, bdi(heading), " ", el("span", { class: "count" }, one.links.length)),
      el("thead", {}, el("tr", {}, ["other", "known", "place", "showEvidence"].map((key) => el("th", { scope: "col" }, tools.word(key))))),
      el("tbody", {}, one.links.map((link) => {
        const other = link.from === doc.id ? link.to : link.from;
        return el("tr", {},
          el("th", { scope: "row" }, tools.link(other)),
          el("td", {}, standing(tools, link.standing, link.review),
            link.degree ? el("span", { class: "muted" }, " · ", bdi(tools.label(link.degree))) : null),
          el("td", {}, (link.places ?? []).map((where) => placeText(tools, where)).join("; ")),
          el("td", {}, button(tools.word("showEvidence"), () => tools.evidence(link), {
            class: "plain-button", "aria-label": tools.word("evidenceOf", { name: tools.name(other) }),
          })));
      }))));
}

function findings(doc, tools) {
  if (!doc.gaps.length && !doc.discrepancies.length) return null;
  return [
    doc.gaps.length ? el("section", { "aria-labelledby": "h-gaps" }, el("h2", { id: "h-gaps" }, `${tools.word("gaps")} (${doc.gaps.length})`),
      el("ul", { class: "cards" }, doc.gaps.map((gap) => gapCard(gap, tools)))) : null,
    doc.discrepancies.length ? el("section", { "aria-labelledby": "h-differ" }, el("h2", { id: "h-differ" }, `${tools.word("discrepancies")} (${doc.discrepancies.length})`),
      el("ul", { class: "cards" }, doc.discrepancies.map((gap) => discrepancyCard(gap, tools)))) : null,
  ];
}

function use(doc, tools) {
  const { plan } = tools;
  const query = linksQuery(doc.iri);
  const citation = tools.word("citation", {
    label: tools.label(doc), plan: tools.label(plan.plan.labels), version: plan.version, iri: doc.iri,
  });
  return el("section", { "aria-labelledby": "h-use" },
    el("h2", { id: "h-use" }, tools.word("downloads")),
    el("dl", { class: "facts" },
      fact(tools.word("iri"), [el("code", {}, bdi(doc.iri)), " ", button(tools.word("copyIri"), () => copy(doc.iri, tools), { class: "plain-button" }),
        el("p", { class: "muted" }, tools.word("iriNote"))]),
      doc.page ? fact(tools.word("downloads"), el("ul", { class: "line" },
        filesOf(doc.page, Object.keys(FORMATS)).map(([suffix, href]) => el("li", {}, el("a", { href }, FORMATS[suffix]))),
        el("li", {}, el("a", { href: plainPage(doc.page, tools.lang) }, tools.word("plainPage"))))) : null,
      fact(tools.word("cite"), [bdi(citation), " ", button(tools.word("copyIri"), () => copy(citation, tools), { class: "plain-button" })])),
    el("details", {}, el("summary", {}, tools.word("theQuery")),
      el("pre", { class: "scroll", tabindex: "0" }, el("code", {}, query)),
      el("p", {}, el("a", { class: "pill", href: tools.href({ view: "query", query }) }, tools.word("openQuery")))),
    tools.hasMap ? el("p", { class: "actions" }, el("a", { class: "pill", href: tools.href({ view: "map", sel: doc.id }) }, tools.word("onMapThing"))) : null);
}

async function copy(text, tools) {
  try {
    await navigator.clipboard.writeText(text);
    tools.announce(tools.word("copied"), true);
  } catch {
    tools.announce(`${tools.word("copyThis")} ${text}`, true);
  }
}

/* Return the query that gives the links of a thing as its page shows them. */
function linksQuery(iri) {
  return `# The links of one thing that are on record, each with how it is known and where the source says it
SELECT ?link ?subject ?property ?object ?standing ?review ?section ?from_line ?to_line
WHERE {
  VALUES ?thing { <${iri}> }
  ?link a sg:Link ;
    rdf:subject ?subject ;
    rdf:predicate ?property ;
    rdf:object ?object ;
    sg:standing ?standing .
  FILTER(?thing IN (?subject, ?object))
  OPTIONAL { ?link sg:review ?review }
  OPTIONAL {
    ?link sg:evidence ?passage .
    ?passage sg:section ?section ; sg:fromLine ?from_line ; sg:toLine ?to_line .
  }
}
ORDER BY ?property ?subject ?object ?from_line
`;
}

function linkRows(doc, tools) {
  return [
    ["subject", "subject_label", "property", "object", "object_label", "standing", "review", "rationale", "source"],
    ...doc.relations.flatMap((one) => one.links.map((link) => [link.from, tools.name(link.from), link.property, link.to,
      tools.name(link.to), link.standing, link.review ?? "", tools.label(link.why),
      (link.places ?? []).map((where) => placeText(tools, where)).join("; ")])),
  ];
}
