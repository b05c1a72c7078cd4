/* The state of the page is in its address, behind the #, so that any view can be shared. */

export const DEFAULTS = { view: "findings", standing: "judged" };
const KEPT = ["plan", "lang", "theme", "standing"];
const ORDER = ["plan", "view", "frame", "cell", "sel", "type"];

export function read(hash = location.hash) {
  const text = hash.replace(/^#/, "");
  const found = {};
  if (text.includes("=")) {
    for (const [name, value] of new URLSearchParams(text)) if (value) found[name] = value;
  }
  return { ...DEFAULTS, ...found };
}

export function write(state) {
  const rank = (name) => (ORDER.indexOf(name) + 1 || ORDER.length + 1);
  const some = Object.entries(state)
    .filter(([name, value]) => value !== undefined && value !== null && value !== "" &&
      (name === "view" || DEFAULTS[name] !== String(value)))
    .sort(([one], [other]) => rank(one) - rank(other) || (one < other ? -1 : 1));
  return `#${new URLSearchParams(some.map(([name, value]) => [name, String(value)]))}`;
}

/* Return the state after some changes: another view starts afresh, with what holds everywhere. */
export function changed(state, changes) {
  const kept = changes.view && changes.view !== state.view ? only(state, KEPT) : state;
  return { ...DEFAULTS, ...kept, ...changes };
}

/* Return the state that a link leads to: what holds everywhere, and what the link says. */
export function fresh(state, changes) {
  return { ...DEFAULTS, ...only(state, KEPT), ...changes };
}

function only(state, names) {
  return Object.fromEntries(names.filter((name) => state[name]).map((name) => [name, state[name]]));
}

/* What a reader chose last time; a browser may refuse to keep it. */
export function remembered(name) {
  try {
    return localStorage.getItem(`samgraph-${name}`) || "";
  } catch {
    return "";
  }
}

export function remember(name, value) {
  try {
    localStorage.setItem(`samgraph-${name}`, value);
  } catch {
    /* Then it is not kept. */
  }
}
