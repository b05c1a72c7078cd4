/* The landing: what the plan is, what it covers, and the gaps and discrepancies that matter most. */

import { bdi, el } from "../dom.js";
import { csvFile, turtleFile } from "../exports.js";
import { badge, intervalBar, intervalText, placeText } from "../marks.js";
import { placesList } from "../evidence.js";
import { addWords } from "../words.js";

addWords({
  nl: {
    lead: "Van {links} koppelingen zegt het plan er {stated} zelf; {judged} zijn door een lezer beoordeeld, met reden.",
    coverageHead: "Wat het plan dekt",
    coverageLead: "Elke rij is een dekkingsvraag. Het cijfer loopt van wat het plan zelf zegt tot wat ook een lezer beoordeelt.",
    frame: "Dekkingsvraag", cellsFilled: "Cellen gevuld", scope: "De bron",
    exhaustive: "volledig bedoeld", selective: "bewuste keuze",
    gapsHead: "De gaten die er het meest toe doen",
    gapsLead: "{total} gaten, waarvan {robust} robuust: in geen enkele lezing gesloten.",
    discrepanciesHead: "Waar het plan zichzelf tegenspreekt",
    discrepanciesLead: "{total} tegenspraken, {high} ernstig.",
    toCell: "Toon in de dekking", closers: "Zou dit sluiten", moreInfo: "Bewijs en wat dit zou sluiten",
    noGaps: "Er zijn geen gaten.", noDiscrepancies: "Er zijn geen tegenspraken.",
    noFrames: "Dit plan stelt geen dekkingsvraag.", about: "Over", allGaps: "Alle {n} gaten",
    allDiscrepancies: "Alle {n} tegenspraken", nothingCounted: "telt niet mee",
  },
  en: {
    lead: "Of {links} links the plan itself states {stated}; {judged} were judged by a reader, with a reason.",
    coverageHead: "What the plan covers",
    coverageLead: "Each row is a coverage question. The figure runs from what the plan states to what a reader also judges.",
    frame: "Coverage question", cellsFilled: "Cells filled", scope: "The source",
    exhaustive: "meant to be exhaustive", selective: "selective by choice",
    gapsHead: "The gaps that matter most",
    gapsLead: "{total} gaps, of which {robust} robust: closed in no reading.",
    discrepanciesHead: "Where the plan contradicts itself",
    discrepanciesLead: "{total} discrepancies, {high} of them high.",
    toCell: "Show in the coverage", closers: "Could close it", moreInfo: "Evidence, and what would close it",
    noGaps: "There are no gaps.", noDiscrepancies: "There are no discrepancies.",
    noFrames: "This plan asks no coverage question.", about: "About", allGaps: "All {n} gaps",
    allDiscrepancies: "All {n} discrepancies", nothingCounted: "not counted",
  },
});

export async function show(place, state, tools) {
  const { plan } = tools;
  place.replaceChildren(
    el("h1", {}, bdi(tools.label(plan.plan.labels) || plan.plan.name)),
    paragraph(plan, tools),
    coverage(plan, tools),
    gaps(plan, tools),
    discrepancies(plan, tools),
  );
  tools.exports([
    csvFile("coverage.csv", () => coverageRows(plan, tools)),
    csvFile("gaps.csv", () => gapRows(plan, tools)),
    turtleFile("findings.ttl", () => "CONSTRUCT { ?s ?p ?o } WHERE { VALUES ?kind { sg:Gap sg:Discrepancy } ?s a ?kind ; ?p ?o }", tools.source),
  ]);
}

function paragraph(plan, tools) {
  const description = tools.label(plan.plan.description);
  const links = plan.links;
  return el("div", { class: "lead-block" },
    description ? el("p", { class: "lead" }, bdi(description)) : null,
    el("p", {}, bdi(tools.label(plan.plan.holds))),
    el("p", {}, bdi(tools.label(plan.plan.links) || tools.word("lead", links))));
}

function coverage(plan, tools) {
  if (!plan.frames.length) return section(tools, "coverageHead", el("p", {}, tools.word("noFrames")));
  return section(tools, "coverageHead",
    el("p", { class: "muted" }, tools.word("coverageLead")),
    el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": tools.word("coverageHead") },
      el("table", { class: "frames" },
        el("thead", {}, el("tr", {}, ["frame", "cellsFilled", "scope", "gaps"].map((key) =>
          el("th", { scope: "col", class: key === "gaps" ? "number" : null }, tools.word(key))))),
        el("tbody", {}, plan.frames.map((frame) => el("tr", {},
          el("th", { scope: "row" }, el("a", { href: tools.href({ view: "coverage", frame: frame.name }) },
            bdi(tools.label(frame.labels) || frame.name))),
          el("td", {}, el("span", { class: "figure" }, intervalText(frame.cells)), intervalBar(frame.cells)),
          el("td", {}, tools.word(frame.scope)),
          el("td", { class: "number" }, frame.gaps)))))),
    legend(tools));
}

function legend(tools) {
  return el("ul", { class: "legend" }, ["stated", "derived", "judged"].map((name) => el("li", {},
    el("span", { class: `swatch ${name}`, "aria-hidden": "true" }),
    `${tools.word(name)}: ${tools.word(`${name}What`)}`)));
}

function gaps(plan, tools) {
  const { total, robust, first } = plan.gaps;
  if (!total) return section(tools, "gapsHead", el("p", {}, tools.word("noGaps")));
  return section(tools, "gapsHead",
    el("p", { class: "muted" }, tools.word("gapsLead", { total, robust })),
    el("ul", { class: "cards" }, first.map((gap) => gapCard(gap, tools))));
}

/* Return a gap as a card: what is missing, why that is believed, and what would close it. */
export function gapCard(gap, tools) {
  const changes = { view: "coverage", frame: gap.frame, cell: [gap.row ?? "", gap.column ?? ""].join("|") };
  return el("li", {}, el("article", { class: "card" },
    el("p", { class: "badges" },
      el("span", { class: "muted" }, tools.word("gap", { n: gap.rank })), badge(tools, gap.kind),
      el("span", { class: "badge" }, tools.word(gap.robust ? "robust" : "notRobust"))),
    el("p", { class: "says" }, bdi(tools.label(gap.says))),
    el("p", { class: "source" }, gap.places.map((one) => placeText(tools, one)).join("; ")),
    quotes(gap, tools),
    gap.closers?.length ? el("details", {}, el("summary", {}, `${tools.word("closers")} (${tools.word("nothingCounted")})`),
      el("ul", {}, gap.closers.map((one) => el("li", {}, tools.link(one.thing), " ", bdi(tools.label(one.says)))))) : null,
    el("p", { class: "actions" },
      el("a", { class: "pill", href: tools.href(changes) }, tools.word("toCell")),
      [gap.row, gap.column].filter(Boolean).map((id) => [" ", tools.link(id)]))));
}

function discrepancies(plan, tools) {
  const { total, severities, first } = plan.discrepancies;
  if (!total) return section(tools, "discrepanciesHead", el("p", {}, tools.word("noDiscrepancies")));
  return section(tools, "discrepanciesHead",
    el("p", { class: "muted" }, tools.word("discrepanciesLead", { total, high: severities.high ?? 0 })),
    el("ul", { class: "cards" }, first.map((one) => discrepancyCard(one, tools))));
}

export function discrepancyCard(one, tools) {
  return el("li", {}, el("article", { class: "card" },
    el("p", { class: "badges" }, badge(tools, one.severity)),
    el("p", { class: "says" }, bdi(tools.label(one.says))),
    el("p", { class: "source" }, one.places.map((some) => placeText(tools, some)).join("; ")),
    quotes(one, tools),
    one.about.length ? el("p", { class: "actions" }, `${tools.word("about")}: `, one.about.map((id) => [tools.link(id), " "])) : null));
}

function quotes(finding, tools) {
  const quoted = finding.places.filter((one) => one.quote);
  return quoted.length ? el("details", {}, el("summary", {}, tools.word("quoted")), placesList(quoted, tools)) : null;
}

function section(tools, key, ...parts) {
  return el("section", { "aria-labelledby": `h-${key}` }, el("h2", { id: `h-${key}` }, tools.word(key)), parts);
}

function coverageRows(plan, tools) {
  return [
    ["frame", "label", "scope", "stated", "derived", "judged", "total", "gaps"],
    ...plan.frames.map((one) => [one.name, tools.label(one.labels), one.scope, one.cells.stated,
      one.cells.derived, one.cells.judged, one.cells.total, one.gaps]),
  ];
}

function gapRows(plan, tools) {
  return [
    ["rank", "frame", "kind", "robust", "row", "column", "description", "source"],
    ...plan.gaps.first.map((one) => [one.rank, one.frame, one.kind, one.robust, one.row ?? "", one.column ?? "",
      tools.label(one.says), one.places.map((some) => placeText(tools, some)).join("; ")]),
  ];
}
