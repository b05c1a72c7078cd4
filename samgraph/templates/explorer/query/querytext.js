// What the text of a query tells before an engine sees it.

const TOKEN = new RegExp(
  [
    String.raw`(?<comment>#[^\n\r]*)`,
    String.raw`(?<string>"""(?:[^"\\]|\\[^]|"(?!""))*"""|'''(?:[^'\\]|\\[^]|'(?!''))*'''` +
      String.raw`|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')`,
    String.raw`(?<iri><(?:[^<>"{}|^\x60\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)`,
    String.raw`(?<variable>[?$][\p{L}\p{N}_]+)`,
    String.raw`(?<name>(?:[\p{L}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_-])?)?:` +
      String.raw`(?:(?:[\p{L}\p{N}_:%-]|\\.)(?:(?:[\p{L}\p{N}_.:%-]|\\.)*(?:[\p{L}\p{N}_:%-]|\\.))?)?)`,
    String.raw`(?<word>[\p{L}_][\p{L}\p{N}_]*)`,
    String.raw`(?<space>\s+)`,
    String.raw`(?<other>[^])`,
  ].join("|"),
  "gu",
);

export function* tokens(text) {
  for (const match of text.matchAll(TOKEN)) {
    const kind = Object.keys(match.groups).find((one) => match.groups[one] !== undefined);
    yield { kind, text: match[0], from: match.index };
  }
}

/** Whether a query has a FROM of its own. */
export function namesDataset(text) {
  let before = "";
  for (const token of tokens(text)) {
    if (token.kind === "space" || token.kind === "comment") continue;
    if (token.kind === "word" && token.text.toLowerCase() === "from" && before !== "@") return true;
    before = token.text;
  }
  return false;
}

/** The view that a query asks for in a comment, such as `table`, `map` or `matrix`; else empty. */
export function defaultView(text) {
  for (const token of tokens(text)) {
    if (token.kind !== "comment") continue;
    const found = /^#\s*defaultView:\s*(\w{1,40})\s*$/i.exec(token.text);
    if (!found) continue;
    const name = found[1].toLowerCase();
    // Elsewhere a network goes by this name.
    return name === "graph" ? "map" : name;
  }
  return "";
}

/** Prefixes that a query uses and nobody declares, each with its place. */
export function undeclared(text, known) {
  const declared = new Set(known);
  const missing = [];
  let before = "";
  for (const token of tokens(text)) {
    if (token.kind === "space" || token.kind === "comment") continue;
    if (token.kind === "name") {
      const prefix = token.text.slice(0, token.text.indexOf(":"));
      if (before === "prefix") declared.add(prefix);
      else if (prefix !== "_" && !declared.has(prefix)) {
        missing.push({ prefix, from: token.from, to: token.from + token.text.length });
      }
    }
    before = token.kind === "word" ? token.text.toLowerCase() : "";
  }
  return missing;
}

/** Where in a text a line and a column are, both counted from 1; null where it has no such line. */
export function offsetOf(text, line, column) {
  const lines = text.split("\n");
  if (line < 1 || line > lines.length) return null;
  const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  // The engine counts characters, and JavaScript the halves of some of them.
  const width = [...lines[line - 1]].slice(0, column - 1).join("").length;
  return before + Math.min(width, lines[line - 1].length);
}

/** The line and the column of an offset, both counted from 1. */
export function placeOf(text, offset) {
  const lines = text.slice(0, offset).split("\n");
  return { line: lines.length, column: [...lines.at(-1)].length + 1 };
}

/** Line and column, from 1, that an error's `where` names; null where it names none. */
export function placeIn(where) {
  const found = /line (\d+), column (\d+)/.exec(where ?? "");
  return found ? { line: Number(found[1]), column: Number(found[2]) } : null;
}

/** An IRI as it may stand in a query; null where it is none. */
export function iriTerm(iri) {
  return /^[a-zA-Z][a-zA-Z0-9+.-]*:[^<>"{}|^`\\\s\x00-\x20]*$/u.test(iri) ? `<${iri}>` : null;
}

const XSD = "http://www.w3.org/2001/XMLSchema#";
const FORMS = {
  integer: /^[+-]?\d+$/,
  decimal: /^[+-]?(\d+(\.\d*)?|\.\d+)$/,
  gYear: /^-?\d{4,}$/,
};

/** A literal of a parameter's kind as it may stand in a query; null where its form is wrong. */
export function literalTerm(value, kind) {
  if (kind !== "string" && !FORMS[kind]?.test(value)) return null;
  const escaped = value.replace(
    /["\\\n\r\t\b\f]/g,
    (sign) => ({ '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f" })[sign],
  );
  return kind === "string" ? `"${escaped}"` : `"${escaped}"^^<${XSD}${kind}>`;
}

/** The query with variables bound to terms: a VALUES for each, where its pattern begins. */
export function bound(text, bindings) {
  const entries = Object.entries(bindings);
  if (!entries.length) return text;
  const at = patternStart(text);
  const values = entries.map(([name, term]) => `  VALUES ?${name} { ${term} }`).join("\n");
  return `${text.slice(0, at)}\n${values}${text.slice(at)}`;
}

function patternStart(text) {
  let depth = 0;
  for (const token of tokens(text)) {
    if (token.kind !== "other") continue;
    if (token.text === "(") depth += 1;
    if (token.text === ")") depth -= 1;
    if (token.text === "{" && !depth) return token.from + 1;
  }
  return text.length;
}
