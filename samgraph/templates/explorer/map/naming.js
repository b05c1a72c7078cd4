// What nodes, types and relations are called in the language on show.

import { oneLine } from "../picture/lettering.js";

// Returns the names for a map, from the tools of the page.
export function namesFor(model, tools) {
  const label = (number) => tools.label(model.nodes[number].labels) || model.nodes[number].curie;
  const full = (number) => {
    const [name, { code }] = [label(number), model.nodes[number]];
    return code && !name.startsWith(code) ? `${code} ${name}` : name;
  };
  return {
    label,
    full,
    short: (number) => oneLine(full(number)).slice(0, 60),
    type: (type) => capital(tools.label(model.types[type].labels) || model.types[type].name, tools.lang),
    relation: (relation) => tools.label(model.relations[relation].labels) || model.relations[relation].name,
    steps: (n) => tools.word(n === 1 ? "mapStep" : "mapSteps", { n }),
    count: (n) => new Intl.NumberFormat(tools.lang).format(n),
    compare: new Intl.Collator(tools.lang, { numeric: true }).compare,
  };
}

const capital = (text, lang) => text.charAt(0).toLocaleUpperCase(lang) + text.slice(1);
