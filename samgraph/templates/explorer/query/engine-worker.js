// Oxigraph in a thread of its own, so that a query that takes too long can be ended with it.

import init, { Store, namedNode } from "../vendor/oxigraph.js";
import { namesDataset } from "./querytext.js";

const KINDS = [
  ["application/sparql-results+json", "text/csv", "text/tab-separated-values",
    "application/sparql-results+xml"],
  ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"],
];
const OTHER_KIND = /^Not supported (RDF format|SPARQL query results format)/;
let store, graphs, declared;

self.onmessage = async ({ data }) => {
  try {
    const said = data.kind === "start" ? await start(data) : ask(data);
    self.postMessage({ id: data.id, ...said });
  } catch (error) {
    self.postMessage({ id: data.id, failed: messageOf(error) });
  }
};

async function start({ module, quads, terms }) {
  await init({ module_or_path: module });
  store = new Store();
  store.load(quads, { format: "application/n-quads", no_transaction: true, lenient: true });
  graphs = terms.graphs.map((iri) => namedNode(iri));
  // On the query's own first line, so that the engine's lines are those of the reader.
  declared = Object.entries(terms.prefixes)
    .map(([prefix, namespace]) => `PREFIX ${prefix}: <${namespace}> `)
    .join("");
  return { size: store.size };
}

/** Whether a query gives a table or a graph, the engine knows best: it is asked for either. */
function ask({ query, accept }) {
  const wanted = accept.split(",").map((one) => one.split(";")[0].trim());
  const options = namesDataset(query) ? {} : { default_graph: graphs };
  let refused;
  for (const kind of KINDS) {
    const type = wanted.find((one) => kind.includes(one));
    if (!type) continue;
    try {
      return { text: store.query(declared + query, { ...options, results_format: type }), type };
    } catch (error) {
      if (!OTHER_KIND.test(messageOf(error))) throw shifted(error);
      refused = error;
    }
  }
  throw refused ?? new Error("no format that is known is accepted");
}

function shifted(error) {
  return messageOf(error).replace(
    /error at 1:(\d+)/,
    (_, column) => `error at 1:${Math.max(1, column - declared.length)}`,
  );
}

function messageOf(error) {
  return String(error?.message ?? error);
}
