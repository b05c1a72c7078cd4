// The network that the map draws, and the library that draws it.

import { modelOf } from "../picture/model.js";
import { document_ } from "../source.js";

const local = (id) => (id.startsWith("sg:") ? id.slice(3) : id);
const placeOf = ({ section, from, to }) => [section, from, to];
let made = null;

// Returns the network as the picture's modules take it, with names from the index of things.
export async function network(tools) {
  made ??= tools.source.document("network").then((plan) => modelOf(adapted(plan, tools)));
  made.catch(() => (made = null));
  return made;
}

function adapted(plan, tools) {
  return {
    ...plan,
    types: plan.types.map((type) => ({ ...type, name: local(type.id) })),
    relations: plan.properties.map((one) => ({ ...one, name: one.id })),
    nodes: plan.nodes.map((node) => {
      const { nl = "", en = "", codes = [] } = tools.thing(node.id) ?? {};
      return { ...node, curie: node.id, code: codes[0] ?? "", labels: { nl, en } };
    }),
    links: plan.links.map((link) => ({
      ...link,
      relation: link.property,
      review: link.review ?? "",
      places: (link.places ?? []).map(placeOf),
      passages: link.places,
    })),
    captions: plan.captions.map(({ type, x, y, side }) => [local(plan.types[type].id), x, y, side]),
  };
}

// Returns a link as the evidence panel takes it.
export function evidenceOf(model, at) {
  const { from, to, relation, standing, review, why, passages } = model.links[at];
  const said = {
    from: model.nodes[from].curie,
    property: model.relations[relation].name,
    to: model.nodes[to].curie,
    standing,
  };
  if (review) said.review = review;
  if (why) said.why = why;
  if (passages) said.places = passages;
  return said;
}

// Opens the evidence panel on links. What follows from other links is shown with those.
export async function showEvidence(tools, links, title) {
  const whole = await Promise.all(links.map((link) => (link.places ? link : followed(tools, link))));
  tools.evidence(title ? { title, links: whole } : whole[0]);
}

// Returns a link as the page of its subject knows it, with what it follows from, if it does.
async function followed(tools, link) {
  try {
    const thing = await tools.source.document(tools.documentOf(link.from));
    const links = thing.relations.flatMap((relation) => relation.links);
    const found = links.find(({ from, property, to }) =>
      from === link.from && property === link.property && to === link.to);
    return found ?? link;
  } catch (error) {
    console.warn(error);
    return link;
  }
}

let fetched = null;

// Returns vis-network, which sets a name of its own; without it the table still shows everything.
export function library() {
  fetched ??= import("../vendor/vis-network.min.js")
    .catch((error) => console.warn(error))
    .then(() => (globalThis.vis?.Network ? globalThis.vis : null));
  return fetched;
}

// Asks for everything that the map needs beside its modules, so that it comes while those do.
export function prepare() {
  style();
  library();
  document_("network").catch(() => {});
}

let dressed = null;

// Loads the style of the map, once; without it the map still works.
export function style() {
  dressed ??= new Promise((done) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = new URL("../map.css", import.meta.url).href;
    link.addEventListener("load", done);
    link.addEventListener("error", done);
    document.head.append(link);
  });
  return dressed;
}
