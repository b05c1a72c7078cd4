// What the terms of an answer are called, and where they lead.

import { bdi, el, web } from "../dom.js";

/** A namer of IRIs in one language, by the documents of terms and things. */
export function makeNamer({ terms, things, lang }) {
  const known = new Map();
  for (const one of terms.terms) known.set(one.iri, { ...one, isThing: false });
  for (const one of things.things) known.set(one.iri, { ...one, isThing: true });
  const prefixes = Object.entries(terms.prefixes).sort(([, a], [, b]) => b.length - a.length);

  function curie(iri) {
    for (const [prefix, namespace] of prefixes) {
      if (iri.startsWith(namespace)) return `${prefix}:${iri.slice(namespace.length)}`;
    }
    return iri;
  }

  return {
    curie,
    /** The label of an IRI, else its CURIE. */
    label: (iri) => known.get(iri)?.[lang] || known.get(iri)?.en || curie(iri),
    code: (iri) => known.get(iri)?.codes?.[0] ?? "",
    /** The thing of the plan that an IRI is, if it is one. */
    thing: (iri) => (known.get(iri)?.isThing ? known.get(iri) : null),
  };
}

/** An IRI as a reader sees it: a link to the thing's page, or to the web, or just its name. */
export function named(iri, namer, hrefOf) {
  const thing = namer.thing(iri);
  const code = namer.code(iri);
  const label = namer.label(iri);
  const parts = [];
  if (code && code !== label) parts.push(el("span", { class: "code" }, code), " ");
  parts.push(bdi(label));
  const title = namer.curie(iri) === label ? false : namer.curie(iri);
  if (thing) return el("a", { href: hrefOf(thing), title }, ...parts);
  const isOurs = namer.curie(iri) !== iri;
  if (!isOurs && web(iri)) {
    return el("a", { href: iri, rel: "noopener noreferrer", target: "_blank" }, ...parts);
  }
  return el("span", { title }, ...parts);
}
