/* Several plans: one row a plan, with the coverage of each coverage question. */

import { bdi, button, el, fill } from "./dom.js";
import { csvFile } from "./exports.js";
import { plain } from "./search.js";
import { addWords } from "./words.js";

addWords({
  nl: {
    plansChoose: "Kies een plan", plansHead: "De plannen en wat ze dekken", plan: "Plan", mean: "Gemiddeld",
    plansLead: "{n} plannen. Elk cijfer loopt van wat het plan zelf zegt tot wat ook een lezer beoordeelt.",
    filterPlans: "Filter plannen", notAsked: "niet gevraagd", plansShown: "{n} plannen getoond",
    statements: "Uitspraken", openPlan: "Open dit plan",
    plansLead_findings: "Kies een plan om het zelf te openen, of een cel voor die dekkingsvraag in dat plan.",
    plansLead_coverage: "Dekking wordt per plan bekeken: kies een cel voor die dekkingsvraag in dat plan.",
    plansLead_map: "De kaart toont één plan: alle plannen samen zouden onleesbaar zijn. Kies er een.",
    cellSays: "{stated}% gesteld, {judged}% ook beoordeeld; {filled} van {cells} cellen",
  },
  en: {
    plansChoose: "Choose a plan", plansHead: "The plans and what they cover", plan: "Plan", mean: "Mean",
    plansLead: "{n} plans. Each figure runs from what the plan states to what a reader also judges.",
    filterPlans: "Filter plans", notAsked: "not asked", plansShown: "{n} plans shown",
    statements: "Statements", openPlan: "Open this plan",
    plansLead_findings: "Choose a plan to open it, or a cell for that coverage question in that plan.",
    plansLead_coverage: "Coverage is looked at plan by plan: choose a cell for that coverage question in that plan.",
    plansLead_map: "The map shows one plan: all plans together could not be read. Choose one.",
    cellSays: "{stated}% stated, {judged}% also judged; {filled} of {cells} cells",
  },
});

/* What a row says beside its coverage, each sorted with the most first. */
const NUMBERS = ["statements", "gaps", "discrepancies"];

/* Put these in a place, and keep the focus where it was in the table. */
export function redrawn(place, ...parts) {
  const had = document.activeElement?.id;
  fill(place, ...parts);
  if (had?.startsWith("p-")) document.getElementById(had)?.focus();
}

/* Where a view is about one plan, let it be chosen. */
export async function choosePlan(place, state, tools, view) {
  const doc = await tools.source.document("collection");
  redrawn(place, el("h1", {}, tools.word(view)), plansSection(doc, state, tools, view));
  tools.exports(plansFiles(doc, tools));
}

/* Return the section with the table, from the document of a collection; rows lead to a `view`. */
export function plansSection(doc, state, tools, view = "findings") {
  const frames = view === "map" ? [] : framesOf(doc);
  const plans = sorted(filtered(doc.plans, state, tools), state, tools);
  const to = (changes) => tools.href({ view, ...changes });
  return el("section", { "aria-labelledby": "h-plansHead" },
    el("h2", { id: "h-plansHead" }, tools.word(view === "map" ? "plansChoose" : "plansHead")),
    el("p", { class: "muted" }, view === "map" ? null : tools.word("plansLead", { n: doc.plans.length }), " ", tools.word(`plansLead_${view}`)),
    controls(state, tools),
    el("p", { class: "unseen", role: "status" }, tools.word("plansShown", { n: plans.length })),
    el("div", { class: "scroll matrix-scroll", tabindex: "0", role: "region", "aria-label": tools.word("plan") },
      el("table", { class: "matrix plans" },
        el("thead", {}, el("tr", {}, heading("plan", tools.word("plan"), "", state, tools),
          heading("mean", tools.word("mean"), "", state, tools),
          NUMBERS.map((one) => heading(one, tools.word(one), "tall", state, tools)),
          frames.map((frame) => heading(frame.name, tools.label(frame.labels) || frame.name, "tall", state, tools)))),
        el("tbody", {}, plans.map((plan) => el("tr", {},
          el("th", { scope: "row" }, el("span", {}, el("a", { href: to({ plan: plan.id }) }, bdi(tools.label(plan.labels) || plan.id)))),
          cell(mean(plan), tools),
          NUMBERS.map((one) => el("td", { class: "number" }, plan[one]?.toLocaleString(tools.lang) ?? "")),
          frames.map((frame) => cell(plan.frames[frame.name], tools, tools.href({ plan: plan.id, view: "coverage", frame: frame.name })))))))));
}

/* Return the files that the table of plans can be had as. */
export function plansFiles(doc, tools) {
  const frames = framesOf(doc);
  return [csvFile("plans.csv", () => [
    ["plan", "label", "frame", "stated", "judged", "filled", "cells"],
    ...doc.plans.flatMap((plan) => frames.filter((frame) => plan.frames[frame.name]).map((frame) => {
      const one = plan.frames[frame.name];
      return [plan.id, tools.label(plan.labels), frame.name, one.stated, one.judged, one.filled, one.cells];
    })),
  ])];
}

/* Return the coverage questions that any plan asks, in order of name. */
function framesOf(doc) {
  const labels = new Map((doc.frames ?? []).map((frame) => [frame.name, frame.labels]));
  const names = new Set(doc.plans.flatMap((plan) => Object.keys(plan.frames)));
  return [...names].sort().map((one) => ({ name: one, labels: labels.get(one) ?? one }));
}

function mean(plan) {
  const some = Object.values(plan.frames).filter((one) => one.cells > 0);
  const sum = (key) => some.reduce((all, one) => all + one[key], 0);
  return some.length
    ? { stated: sum("stated") / some.length, judged: sum("judged") / some.length, filled: sum("filled"), cells: sum("cells") }
    : undefined;
}

function filtered(plans, state, tools) {
  const wanted = plain(state.filter ?? "").trim();
  return wanted ? plans.filter((plan) => plain(`${plan.id} ${tools.label(plan.labels)}`).includes(wanted)) : plans;
}

function sorted(plans, state, tools) {
  const order = new Intl.Collator(tools.lang, { numeric: true });
  if (!state.sort || state.sort === "plan") {
    return [...plans].sort((a, b) => order.compare(tools.label(a.labels), tools.label(b.labels)) || (a.id < b.id ? -1 : 1));
  }
  if (NUMBERS.includes(state.sort)) {
    return [...plans].sort((a, b) => (b[state.sort] ?? 0) - (a[state.sort] ?? 0) || (a.id < b.id ? -1 : 1));
  }
  const value = (plan) => (state.sort === "mean" ? mean(plan) : plan.frames[state.sort])?.judged ?? 2;
  return [...plans].sort((a, b) => value(a) - value(b) || (a.id < b.id ? -1 : 1));
}

function heading(key, text, kind, state, tools) {
  const isThis = (state.sort ?? "plan") === key;
  const isDown = NUMBERS.includes(key);
  return el("th", { scope: "col", class: kind || null, "aria-sort": isThis ? (isDown ? "descending" : "ascending") : null },
    el("span", {}, button([text, isThis ? (isDown ? " ▾" : " ▴") : ""].join(""), () => tools.go({ sort: key }, { replace: true }), { class: "sort", id: `p-${key}` })));
}

function cell(one, tools, href = null) {
  if (!one) return el("td", { class: "muted", "aria-label": tools.word("notAsked") }, "·");
  const [stated, judged] = [one.stated, one.judged].map((share) => Math.round(100 * share));
  const says = tools.word("cellSays", { stated, judged, filled: one.filled, cells: one.cells });
  // One element with a gradient: of thousands, pictures would keep the page busy.
  const bar = el("span", { class: "thin-bar", "aria-hidden": "true" });
  bar.style.setProperty("--from", `${100 * one.stated}%`);
  bar.style.setProperty("--to", `${100 * one.judged}%`);
  const text = stated === judged ? `${judged}%` : `${stated}–${judged}%`;
  return el("td", { title: says }, href ? el("a", { href, class: "quiet" }, text) : text, bar);
}

function controls(state, tools) {
  let timer = 0;
  return el("div", { class: "controls" }, el("label", {}, tools.word("filterPlans"), el("input", {
    id: "p-filter", type: "search", value: state.filter ?? "", maxlength: 100, autocomplete: "off",
    on: {
      input: (event) => {
        const { value } = event.target;
        clearTimeout(timer);
        timer = setTimeout(() => tools.go({ filter: value }, { replace: true }), 150);
      },
    },
  })));
}
