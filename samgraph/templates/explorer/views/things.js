/* Everything that the plan names: a table by type, and a page for each. */

import { bdi, button, el, fill } from "../dom.js";
import { csvFile } from "../exports.js";
import { everywhere } from "../everywhere.js";
import { finder } from "../search.js";
import { thingPage } from "../thingpage.js";
import { addWords } from "../words.js";

addWords({
  nl: {
    thingsLead: "Alles wat het plan noemt, met zijn koppelingen en gaten.", allTypes: "Alle soorten ({n})", plan: "Plan",
    thingsOfPlans: "Wat plannen gemeen kunnen hebben, elk met zijn plan; ook al het andere van elk plan wordt gevonden door hieronder te zoeken.",
    thingsLeft: "De lijst houdt op bij {shown} van {n}.",
    filterThings: "Zoek hierin", linksCount: "Koppelingen", gapsCount: "Gaten", shownThings: "{shown} van {n} getoond",
    showMore: "Toon er meer", noThings: "Niets past hierbij.", notHere: "Dit plan noemt niets met het adres {id}. Hier staat alles wat het wel noemt.", sortByThis: "sorteer op {name}",
  },
  en: {
    thingsLead: "Everything that the plan names, with its links and gaps.", allTypes: "All types ({n})", plan: "Plan",
    thingsOfPlans: "What plans may have in common, each with its plan; everything else of every plan is found by searching below.",
    thingsLeft: "The list ends at {shown} of {n}.",
    filterThings: "Search in these", linksCount: "Links", gapsCount: "Gaps", shownThings: "{shown} of {n} shown",
    showMore: "Show more", noThings: "Nothing fits this.", notHere: "This plan names nothing by the address {id}. Here is everything that it does name.", sortByThis: "sort by {name}",
  },
});

const STEP = 100;
const COLUMNS = ["code", "name", "type", "linksCount", "gapsCount"];
const OF_PLANS = ["code", "name", "type", "plan"];
let find = null;
let end = null;
let drawn = "";

export async function show(place, state, tools) {
  const id = state.sel;
  const key = JSON.stringify([id, tools.lang, tools.theme, state.type, state.q, state.sort, state.down, state.many]);
  if (drawn === key && place.childElementCount) return leave;
  end?.();
  end = null;
  drawn = key;
  if (id && !tools.plan.collection && tools.thing(id)) {
    end = await thingPage(place, id, tools);
  } else {
    table(place, state, tools);
  }
  return leave;
}

function leave() {
  end?.();
  end = null;
  drawn = "";
}

function table(place, state, tools) {
  find ??= finder(tools.index.things);
  const had = document.activeElement?.id;
  const some = sorted(chosen(state, tools), state, tools);
  const many = Math.max(STEP, Number(state.many) || 0);
  const shown = some.slice(0, many);
  const all = tools.plan.collection && state.q ? el("section", { "aria-labelledby": "h-everywhere" }) : null;
  if (all) everywhere(all, state.q, tools);
  fill(place,
    el("h1", {}, tools.word("things")),
    el("p", { class: "muted" }, lead(tools)),
    state.sel ? el("p", { class: "notice" }, bdi(tools.word("notHere", { id: state.sel }))) : null,
    controls(state, tools),
    el("p", { role: "status" }, some.length ? tools.word("shownThings", { shown: shown.length, n: some.length }) : tools.word("noThings")),
    some.length ? el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": tools.word("things") },
      el("table", { class: "things" }, head(state, tools), el("tbody", {}, shown.map((thing) => row(thing, tools))))) : null,
    shown.length < some.length ? button(tools.word("showMore"), () => tools.go({ many: many + 2 * STEP }, { replace: true }), { class: "plain-button", id: "t-more" }) : null,
    all);
  if (had?.startsWith("t-")) document.getElementById(had)?.focus();
  tools.exports([csvFile("things.csv", () => [
    ["id", "iri", "code", "name_nl", "name_en", "type", ...(tools.plan.collection ? ["plan"] : ["links", "gaps"])],
    ...some.map((one) => [one.id, one.iri, one.codes?.[0] ?? "", one.nl, one.en, one.type,
      ...(tools.plan.collection ? [(one.plans ?? [one.plan]).join(" ")] : [one.links ?? 0, one.gaps ?? 0])]),
  ])]);
}

function lead(tools) {
  if (!tools.plan.collection) return tools.word("thingsLead");
  const { things, total } = tools.index;
  const left = things.length < total ? ` ${tools.word("thingsLeft", { shown: things.length, n: total })}` : "";
  return tools.word("thingsOfPlans") + left;
}

function chosen(state, tools) {
  const found = state.q ? find(state.q) : tools.index.things;
  return state.type ? found.filter((thing) => thing.type === state.type) : found;
}

function sorted(things, state, tools) {
  const order = new Intl.Collator(tools.lang, { numeric: true });
  const by = {
    code: (thing) => thing.codes?.[0] ?? "",
    name: (thing) => tools.label(thing),
    type: (thing) => tools.typeLabel(thing.type),
    plan: (thing) => (thing.plans ?? [thing.plan])[0],
    linksCount: (thing) => thing.links ?? 0,
    gapsCount: (thing) => thing.gaps ?? 0,
  }[state.sort];
  if (!by) return things;
  const keyed = things.map((thing, at) => ({ thing, at, key: by(thing) }));
  const down = state.down === "yes" ? -1 : 1;
  keyed.sort((a, b) => (a.key === "") - (b.key === "")
    || down * (typeof a.key === "number" ? a.key - b.key : order.compare(a.key, b.key)) || a.at - b.at);
  return keyed.map((one) => one.thing);
}

function controls(state, tools) {
  let timer = 0;
  return el("div", { class: "controls" },
    el("label", {}, tools.word("type"), el("select", {
      id: "t-type", on: { change: (event) => tools.go({ type: event.target.value, many: "" }, { replace: true }) },
    }, el("option", { value: "" }, tools.word("allTypes", { n: tools.index.things.length })),
    tools.index.types.map((type) => el("option", { value: type.id, selected: state.type === type.id }, `${tools.label(type.labels)} (${type.count})`)))),
    el("label", {}, tools.word("filterThings"), el("input", {
      id: "t-filter", type: "search", value: state.q ?? "", maxlength: 100, autocomplete: "off",
      on: {
        input: (event) => {
          const { value } = event.target;
          clearTimeout(timer);
          timer = setTimeout(() => tools.go({ q: value, many: "" }, { replace: true }), 150);
        },
      },
    })));
}

function head(state, tools) {
  return el("thead", {}, el("tr", {}, (tools.plan.collection ? OF_PLANS : COLUMNS).map((name) => {
    const isThis = state.sort === name;
    const down = isThis && state.down === "yes";
    const first = name.endsWith("Count") ? "yes" : "";
    const next = isThis ? (down ? "" : "yes") : first;
    return el("th", { scope: "col", class: name.endsWith("Count") ? "number" : null, "aria-sort": isThis ? (down ? "descending" : "ascending") : null },
      button([tools.word(name), isThis ? (down ? " ▾" : " ▴") : ""].join(""), () => tools.go({ sort: name, down: next }, { replace: true }), { class: "sort", id: `t-${name}` }));
  })));
}

/* Return the plan that a thing is of, or the first of those that share it. */
function plansOf(thing, tools) {
  const names = thing.plans ?? [thing.plan];
  const links = names.slice(0, 3).map((name) => el("a", { href: tools.href({ plan: name, view: "findings" }) }, bdi(name)));
  const left = names.length - links.length;
  return [links.map((link, at) => [at ? ", " : "", link]), left ? ` ${tools.word("moreHits", { n: left })}` : ""];
}

function row(thing, tools) {
  const type = tools.index.types.find((one) => one.id === thing.type);
  const label = bdi(tools.label(thing));
  return el("tr", {},
    el("td", {}, thing.codes?.[0] ? el("span", { class: "code" }, bdi(thing.codes[0])) : ""),
    el("th", { scope: "row" }, thing.plans ? label : el("a", { href: tools.hrefOf(thing) }, label)),
    el("td", {}, tools.label(type?.labels)),
    tools.plan.collection
      ? el("td", {}, plansOf(thing, tools))
      : [el("td", { class: "number" }, thing.links ?? ""), el("td", { class: "number" }, thing.gaps ?? "")]);
}
