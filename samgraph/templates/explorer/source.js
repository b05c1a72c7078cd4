/* Where the data comes from: the server that gave the page, or the files beside it. */

import { read } from "./state.js";

const page = document.documentElement;
export const root = page.dataset.root ?? "";
export const kind = page.dataset.source || "server";
export const vendor = new Set((page.dataset.vendor ?? "").split(" ").filter(Boolean));

/* The plan of a collection that is looked at, empty for the whole; another one loads the page anew. */
export const plan = read().plan ?? "";
/* Whether a collection as a whole is looked at, which has no network. */
export const isWhole = "collection" in page.dataset && !plan;

const firstLang = page.lang;

/* Return the files in which a thing can be had, as pairs of suffix and address, of those known. */
export function filesOf(path, suffixes) {
  return suffixes.filter((one) => kind !== "static" || one === "ttl").map((one) => [one, `${root}${path}.${one}`]);
}

/* Return the address of the page of a thing that needs no script, in a language. */
export function plainPage(path, lang) {
  if (kind !== "static") return `${root}${path}.html?lang=${lang}`;
  return `${root}${lang === firstLang ? "" : `${lang}/`}${path}.html`;
}

/* Return the address of a page about a thing or a term; files have one page for all terms. */
export function pageOf(path, lang) {
  if (kind !== "static") return `${root}${path}?lang=${lang}`;
  const [, term] = /^ns\/(.+)$/.exec(path) ?? [];
  return term ? `${plainPage("ns", lang)}#${term}` : plainPage(path, lang);
}

const known = new Map();

/* Return a document of the explorer by its name, such as `plan` or `frames/goal-theme`. */
export function document_(name) {
  if (!known.has(name)) {
    const asked = ask(name);
    asked.catch(() => known.delete(name));
    known.set(name, asked);
  }
  return known.get(name);
}

async function ask(name) {
  const parts = [...(plan ? ["plans", plan] : []), ...name.split("/")];
  const path = parts.map(encodeURIComponent).join("/");
  const answer = await fetch(`${root}explorer/${path}.json`);
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.json();
}

/* Return the answer of a SPARQL query as { status, type, text, truncated }. */
export async function sparql(query, accept = "application/sparql-results+json", signal = undefined) {
  if (kind === "static") return (await engine())(query, accept, signal);
  const answer = await fetch(`${root}sparql${await dataset()}`, {
    method: "POST",
    headers: { "Content-Type": "application/sparql-query", Accept: accept },
    body: query,
    signal,
  });
  return {
    status: answer.status,
    type: answer.headers.get("content-type") ?? "",
    text: await answer.text(),
    truncated: answer.headers.get("x-samgraph-truncated") ?? "",
  };
}

/* Return what bounds a query to the graphs of the one plan of a collection that is looked at. */
async function dataset() {
  const { within } = plan ? await document_("plan") : {};
  if (!within) return "";
  const graphs = [["default-graph-uri", within.graphs], ["named-graph-uri", within.named]];
  return `?${new URLSearchParams(graphs.flatMap(([key, some]) => some.map((one) => [key, one])))}`;
}

let made;

/* Where no server answers, the graph is loaded into the browser when it is first asked. */
async function engine() {
  if (!vendor.has("vendor/oxigraph.js")) throw new Error("the SPARQL engine is not in this build");
  made ??= import("./query/engine.js").then(({ makeEngine }) =>
    makeEngine(
      {
        wasm: new URL("./vendor/oxigraph.wasm", import.meta.url),
        quads: new URL(`${root}explorer/graph.bin`, location.href),
      },
      () => document_("terms"),
    ),
  );
  return made;
}
