/* The landing of several plans: one row a plan, with the coverage of each coverage question. */

import { bdi, button, el } from "./dom.js";
import { csvFile } from "./exports.js";
import { plain } from "./search.js";
import { addWords } from "./words.js";

addWords({
  nl: {
    plansHead: "De plannen en wat ze dekken", plan: "Plan", mean: "Gemiddeld",
    plansLead: "{n} plannen. Elk cijfer loopt van wat het plan zelf zegt tot wat ook een lezer beoordeelt.",
    filterPlans: "Filter plannen", notAsked: "niet gevraagd", plansShown: "{n} plannen getoond",
    cellSays: "{stated}% gesteld, {judged}% ook beoordeeld; {filled} van {cells} cellen",
  },
  en: {
    plansHead: "The plans and what they cover", plan: "Plan", mean: "Mean",
    plansLead: "{n} plans. Each figure runs from what the plan states to what a reader also judges.",
    filterPlans: "Filter plans", notAsked: "not asked", plansShown: "{n} plans shown",
    cellSays: "{stated}% stated, {judged}% also judged; {filled} of {cells} cells",
  },
});

/* Return the section with the table, from the document of a collection. */
export function plansSection(doc, state, tools) {
  const frames = framesOf(doc);
  const plans = sorted(filtered(doc.plans, state, tools), frames, state, tools);
  const byIri = new Map(tools.index.things.map((thing) => [thing.iri, thing.id]));
  return el("section", { "aria-labelledby": "h-plansHead" },
    el("h2", { id: "h-plansHead" }, tools.word("plansHead")),
    el("p", { class: "muted" }, tools.word("plansLead", { n: doc.plans.length })),
    controls(state, tools),
    el("p", { class: "unseen", role: "status" }, tools.word("plansShown", { n: plans.length })),
    el("div", { class: "scroll matrix-scroll", tabindex: "0", role: "region", "aria-label": tools.word("plan") },
      el("table", { class: "matrix plans" },
        el("thead", {}, el("tr", {}, heading("plan", tools.word("plan"), "", state, tools),
          heading("mean", tools.word("mean"), "", state, tools),
          frames.map((frame) => heading(frame.name, tools.label(frame.labels) || frame.name, "tall", state, tools)))),
        el("tbody", {}, plans.map((plan) => el("tr", {},
          el("th", { scope: "row" }, el("span", {}, name(plan, byIri, tools))),
          cell(mean(plan), tools),
          frames.map((frame) => cell(plan.frames[frame.name], tools))))))));
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

function sorted(plans, frames, state, tools) {
  const order = new Intl.Collator(tools.lang, { numeric: true });
  if (!state.sort || state.sort === "plan") {
    return [...plans].sort((a, b) => order.compare(tools.label(a.labels), tools.label(b.labels)) || (a.id < b.id ? -1 : 1));
  }
  const value = (plan) => (state.sort === "mean" ? mean(plan) : plan.frames[state.sort])?.judged ?? 2;
  return [...plans].sort((a, b) => value(a) - value(b) || (a.id < b.id ? -1 : 1));
}

function heading(key, text, kind, state, tools) {
  const isThis = (state.sort ?? "plan") === key;
  return el("th", { scope: "col", class: kind || null, "aria-sort": isThis ? "ascending" : null },
    el("span", {}, button([text, isThis ? " ▴" : ""].join(""), () => tools.go({ sort: key }, { replace: true }), { class: "sort", id: `p-${key}` })));
}

function name(plan, byIri, tools) {
  const label = bdi(tools.label(plan.labels) || plan.id);
  const id = byIri.get(plan.iri);
  return id ? el("a", { href: tools.href({ view: "things", sel: id }) }, label) : label;
}

function cell(one, tools) {
  if (!one) return el("td", { class: "muted", "aria-label": tools.word("notAsked") }, "·");
  const [stated, judged] = [one.stated, one.judged].map((share) => Math.round(100 * share));
  const says = tools.word("cellSays", { stated, judged, filled: one.filled, cells: one.cells });
  // One element with a gradient: of thousands, pictures would keep the page busy.
  const bar = el("span", { class: "thin-bar", "aria-hidden": "true" });
  bar.style.setProperty("--from", `${100 * one.stated}%`);
  bar.style.setProperty("--to", `${100 * one.judged}%`);
  return el("td", { title: says }, stated === judged ? `${judged}%` : `${stated}–${judged}%`, bar);
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
