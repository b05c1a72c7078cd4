// Answers of SPARQL, read: a table of terms, whatever form they came in, and what it can be shown as.

export const ACCEPT = "application/sparql-results+json, application/n-triples";
export const MOST_CELLS = 5000;

/** An answer as `{ kind, names, rows }`, each row a term or null for each name. */
export function readAnswer({ type, text }) {
  if (!type.startsWith("application/sparql-results+json")) return readTriples(text);
  const said = JSON.parse(text);
  if (typeof said.boolean === "boolean") return { kind: "boolean", value: said.boolean, names: [], rows: [] };
  const names = said.head.vars;
  const rows = said.results.bindings.map((row) => names.map((name) => termOf(row[name])));
  return { kind: "table", names, rows, cut: Boolean(said.head.link) };
}

function termOf(said) {
  if (!said) return null;
  if (said.type === "triple") {
    const parts = ["subject", "predicate", "object"].map((one) => termOf(said.value[one]).value);
    return { type: "literal", value: `<<( ${parts.join(" ")} )>>`, lang: "", datatype: "" };
  }
  const { type, value, datatype = "" } = said;
  return { type, value, lang: said["xml:lang"] ?? "", datatype };
}

const LINE = new RegExp(
  String.raw`^(<[^>]*>|_:\S+) <([^>]*)> (?:<([^>]*)>|(_:\S+)|"((?:[^"\\]|\\.)*)"` +
    String.raw`(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?) \.$`,
);
const SIGNS = { t: "\t", n: "\n", r: "\r", b: "\b", f: "\f" };

function readTriples(text) {
  const rows = [];
  for (const line of text.split("\n")) {
    const found = LINE.exec(line.trim());
    if (!found) continue;
    const [, subject, predicate, iri, blank, string, lang = "", datatype = ""] = found;
    const object =
      string !== undefined
        ? { type: "literal", value: unescaped(string), lang, datatype }
        : { type: iri === undefined ? "bnode" : "uri", value: unescaped(iri ?? blank), lang, datatype };
    const first = subject.startsWith("<")
      ? { type: "uri", value: unescaped(subject.slice(1, -1)), lang: "", datatype: "" }
      : { type: "bnode", value: subject, lang: "", datatype: "" };
    rows.push([first, { type: "uri", value: unescaped(predicate), lang: "", datatype: "" }, object]);
  }
  return { kind: "graph", names: ["subject", "predicate", "object"], rows };
}

function unescaped(text) {
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (_, short, long, sign) =>
    short || long ? String.fromCodePoint(parseInt(short ?? long, 16)) : (SIGNS[sign] ?? sign),
  );
}

/** The number that a term stands for, or null. */
export function numberOf(term) {
  if (term?.type !== "literal" || !/#(integer|decimal|double|float|gYear|int|long)$/.test(term.datatype)) {
    return null;
  }
  const value = Number(term.value);
  return Number.isFinite(value) ? value : null;
}

/** Triples of things that an answer says, to be drawn; empty where it says none. */
export function triplesIn(answer) {
  const places = ["subject", "predicate", "object"].map((name) => answer.names.indexOf(name));
  if (places.includes(-1)) return [];
  const [s, p, o] = places;
  return answer.rows
    .filter((row) => row[s]?.type !== "literal" && row[p]?.type === "uri" && row[s] && row[o])
    .filter((row) => row[o].type !== "literal")
    .map((row) => [row[s].value, row[p].value, row[o].value]);
}

/** The matrix that an answer is: rows, columns and what stands in each cell; null where it is none. */
export function matrixIn(answer) {
  if (answer.kind !== "table") return null;
  const isThings = (index) => {
    const terms = answer.rows.map((row) => row[index]).filter(Boolean);
    return terms.length > 0 && terms.every((term) => term.type === "uri");
  };
  const things = answer.names.map((_, index) => index).filter(isThings);
  const [row, column] = things;
  if (things.length !== 2 || answer.names.length > 3) return null;
  const value = answer.names.findIndex((_, index) => index !== row && index !== column);
  const cells = new Map();
  const found = [new Set(), new Set()];
  for (const one of answer.rows) {
    if (!one[row] || !one[column]) continue;
    found[0].add(one[row].value);
    found[1].add(one[column].value);
    const key = `${one[row].value}\n${one[column].value}`;
    if (!cells.has(key)) cells.set(key, []);
    cells.get(key).push(value < 0 ? null : one[value]);
  }
  // The longer list goes on the rows, where there is room for it.
  const turned = found[1].size > found[0].size;
  const [rows, columns] = (turned ? found.reverse() : found).map((some) => [...some]);
  return {
    rows,
    columns,
    names: turned ? [answer.names[column], answer.names[row]] : [answer.names[row], answer.names[column]],
    value: value < 0 ? "" : answer.names[value],
    at: (one, other) => cells.get(turned ? `${other}\n${one}` : `${one}\n${other}`) ?? [],
  };
}

/** The views in which an answer can be shown, the best one first. */
export function viewsOf(answer) {
  if (answer.kind === "boolean") return ["table"];
  const triples = triplesIn(answer);
  const views = ["table"];
  if (triples.length) views.push("map");
  if (matrixIn(answer)) views.push("matrix");
  return answer.kind === "graph" && triples.length ? ["map", "table"] : views;
}

/** A table of an answer as comma-separated values, as SPARQL has them. */
export function toCsv({ names, rows }) {
  const written = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = [names, ...rows.map((row) => row.map((term) => term?.value ?? ""))];
  return lines.map((line) => line.map(written).join(",") + "\r\n").join("");
}
