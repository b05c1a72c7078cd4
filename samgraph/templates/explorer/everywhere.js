/* Searching all things of all plans of a collection: the server looks, as its index is but a part. */

import { bdi, el, fill } from "./dom.js";
import { addWords } from "./words.js";

addWords({
  nl: {
    everywhereHead: "In alles van alle plannen", everywhereWait: "Er wordt gezocht …",
    everywhereFound: "{n} gevonden.", everywhereMost: "De eerste {n}; schrijf meer om er minder te vinden.",
    everywhereNone: "Niets heet zo.", everywhereShort: "Schrijf minstens drie tekens om in alles van alle plannen te zoeken.",
    everywhereFailed: "Dit kon niet gezocht worden ({status}).",
  },
  en: {
    everywhereHead: "In everything of all plans", everywhereWait: "Searching …",
    everywhereFound: "{n} found.", everywhereMost: "The first {n}; write more to find fewer.",
    everywhereNone: "Nothing is called so.", everywhereShort: "Write at least three characters to search everything of all plans.",
    everywhereFailed: "This could not be searched ({status}).",
  },
});

const MOST = 100;
const FEWEST = 3;
let running = null;

/* Fill a place with what has a text in its label, or has it as its code. */
export async function everywhere(place, text, tools) {
  running?.abort();
  const wanted = text.trim();
  const head = el("h2", { id: "h-everywhere" }, tools.word("everywhereHead"));
  const status = el("p", { role: "status" }, tools.word(wanted.length < FEWEST ? "everywhereShort" : "everywhereWait"));
  fill(place, head, status);
  if (wanted.length < FEWEST) return;
  const mine = new AbortController();
  running = mine;
  try {
    const [doc, terms, answer] = await Promise.all([
      tools.source.document("collection"), tools.source.document("terms"),
      tools.source.sparql(queryFor(wanted, tools), undefined, mine.signal),
    ]);
    if (mine.signal.aborted) return;
    if (answer.status !== 200) {
      status.textContent = tools.word("everywhereFailed", { status: answer.status });
      return;
    }
    const found = things(JSON.parse(answer.text), tools.lang);
    const shown = found.slice(0, MOST);
    const key = !found.length ? "everywhereNone" : found.length > MOST ? "everywhereMost" : "everywhereFound";
    status.textContent = tools.word(key, { n: shown.length });
    if (shown.length) fill(place, head, status, table(shown, doc, terms, tools));
  } catch (error) {
    if (!mine.signal.aborted) status.textContent = tools.word("everywhereFailed", { status: error.message });
  }
}

/* What each plan says of its structure is in one graph of the collection. */
function queryFor(text, tools) {
  const wanted = JSON.stringify(text.toLowerCase());
  const structure = `<${tools.plan.plan.namespace}graph/structure>`;
  return `PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?thing ?class ?label ?code { GRAPH ${structure} {
  { SELECT DISTINCT ?thing {
    { ?thing skos:prefLabel ?name FILTER(CONTAINS(LCASE(STR(?name)), ${wanted})) }
    UNION { ?thing skos:notation ?sign FILTER(LCASE(STR(?sign)) = ${wanted}) }
  } LIMIT ${MOST + 1} }
  ?thing skos:prefLabel ?label ; a ?class OPTIONAL { ?thing skos:notation ?code }
} } ORDER BY ?thing ?class ?label ?code`;
}

/* Return each thing once, called as it is in a language if it is. */
function things(answer, lang) {
  const found = new Map();
  for (const row of answer.results.bindings) {
    if (row.thing.type !== "uri") continue;
    const iri = row.thing.value;
    const one = found.get(iri) ?? { iri, label: "", kind: row.class.value, code: row.code?.value ?? "" };
    if (!one.label || row.label["xml:lang"] === lang) one.label = row.label.value;
    found.set(iri, one);
  }
  return [...found.values()];
}

function table(found, doc, terms, tools) {
  const kinds = new Map(terms.terms.map((term) => [term.iri, term[tools.lang] || term.en]));
  const columns = ["code", "name", "type", "plan"];
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-labelledby": "h-everywhere" },
    el("table", { class: "things" },
      el("thead", {}, el("tr", {}, columns.map((one) => el("th", { scope: "col" }, tools.word(one))))),
      el("tbody", {}, found.map((one) => {
        const plan = doc.plans.find((some) => one.iri.startsWith(some.namespace));
        const label = bdi(one.label);
        return el("tr", {},
          el("td", {}, one.code ? el("span", { class: "code" }, bdi(one.code)) : ""),
          el("th", { scope: "row" }, plan ? el("a", { href: tools.href({ plan: plan.id, view: "things", sel: one.iri }) }, label) : label),
          el("td", {}, bdi(kinds.get(one.kind) ?? one.kind)),
          el("td", {}, plan ? el("a", { href: tools.href({ plan: plan.id, view: "findings" }) }, bdi(tools.label(plan.labels) || plan.id)) : ""));
      }))));
}
