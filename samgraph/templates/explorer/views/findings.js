/* The landing: what the plan is, what it covers, and the gaps and discrepancies that matter most. */

import { bdi, el, fill } from "../dom.js";
import { csvFile, turtleFile } from "../exports.js";
import { plansFiles, plansSection, redrawn } from "../collection.js";
import { discrepancyCard, gapCard } from "../cards.js";
import { intervalBar, intervalText, placeText } from "../marks.js";
import { addWords } from "../words.js";

addWords({
  nl: {
    linksNothing: "Het plan koppelt niets aan iets.",
    coverageHead: "Wat het plan dekt",
    coverageLead: "Elke rij is een dekkingsvraag. Het cijfer loopt van wat het plan zelf zegt tot wat ook een lezer beoordeelt.",
    frame: "Dekkingsvraag", cellsFilled: "Cellen gevuld", scope: "De bron",
    exhaustive: "volledig bedoeld", selective: "bewuste keuze",
    gapsHead: "De gaten die er het meest toe doen",
    gapsLead: "{total} gaten, waarvan {robust} robuust: in geen enkele lezing gesloten.",
    discrepanciesHead: "Waar het plan zichzelf tegenspreekt",
    discrepanciesLead: "{total} tegenspraken, {high} ernstig.",
    noGaps: "Er zijn geen gaten.", noDiscrepancies: "Er zijn geen tegenspraken.",
    noFrames: "Dit plan stelt geen dekkingsvraag.",
  },
  en: {
    linksNothing: "The plan links nothing to anything.",
    coverageHead: "What the plan covers",
    coverageLead: "Each row is a coverage question. The figure runs from what the plan states to what a reader also judges.",
    frame: "Coverage question", cellsFilled: "Cells filled", scope: "The source",
    exhaustive: "meant to be exhaustive", selective: "selective by choice",
    gapsHead: "The gaps that matter most",
    gapsLead: "{total} gaps, of which {robust} robust: closed in no reading.",
    discrepanciesHead: "Where the plan contradicts itself",
    discrepanciesLead: "{total} discrepancies, {high} of them high.",
    noGaps: "There are no gaps.", noDiscrepancies: "There are no discrepancies.",
    noFrames: "This plan asks no coverage question.",
  },
});

export async function show(place, state, tools) {
  const { plan } = tools;
  if (plan.collection) return collection(place, state, tools);
  fill(place,
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
  return undefined;
}

/* Of a collection: what it holds, and one row a plan that leads to that plan. */
async function collection(place, state, tools) {
  const { plan } = tools;
  const plans = await tools.source.document("collection");
  const description = tools.label(plan.plan.description);
  redrawn(place,
    el("h1", {}, bdi(tools.label(plan.plan.labels) || plan.plan.name)),
    el("div", { class: "lead-block" },
      description ? el("p", { class: "lead" }, bdi(description)) : null,
      el("p", {}, bdi(tools.label(plan.plan.holds)))),
    plansSection(plans, state, tools));
  tools.exports(plansFiles(plans, tools));
}

function paragraph(plan, tools) {
  const description = tools.label(plan.plan.description);
  return el("div", { class: "lead-block" },
    description ? el("p", { class: "lead" }, bdi(description)) : null,
    el("p", {}, bdi(tools.label(plan.plan.holds))),
    el("p", {}, bdi(tools.label(plan.plan.links) || tools.word("linksNothing"))));
}

function coverage(plan, tools) {
  if (!plan.frames.length) return section(tools, "coverageHead", el("p", {}, tools.word("noFrames")));
  return section(tools, "coverageHead",
    el("p", { class: "muted" }, tools.word("coverageLead")),
    el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": tools.word("cellsFilled") },
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

function discrepancies(plan, tools) {
  const { total, severities, first } = plan.discrepancies;
  if (!total) return section(tools, "discrepanciesHead", el("p", {}, tools.word("noDiscrepancies")));
  return section(tools, "discrepanciesHead",
    el("p", { class: "muted" }, tools.word("discrepanciesLead", { total, high: severities.high ?? 0 })),
    el("ul", { class: "cards" }, first.map((one) => discrepancyCard(one, tools))));
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
