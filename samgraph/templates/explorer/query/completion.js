// What may be written at a place in a query: keywords, prefixes, terms of the ontology, things.

const KEYWORDS = (
  "SELECT DISTINCT REDUCED CONSTRUCT DESCRIBE ASK WHERE FROM NAMED PREFIX BASE OPTIONAL MINUS UNION " +
  "GRAPH FILTER EXISTS NOT BIND AS VALUES UNDEF GROUP BY HAVING ORDER ASC DESC LIMIT OFFSET COUNT " +
  "SUM MIN MAX AVG SAMPLE GROUP_CONCAT SEPARATOR STR LANG LANGMATCHES DATATYPE BOUND IRI COALESCE " +
  "IF STRLEN UCASE LCASE CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER CONCAT REPLACE REGEX ABS " +
  "CEIL FLOOR ROUND YEAR isIRI isBLANK isLITERAL isNUMERIC IN true false"
).split(" ");
const MOST = 60;

/** Text without case and accents, as it is compared. */
export function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/**
 * A source of completions for CodeMirror.
 *
 * `terms` and `things` are the documents of those names; `lang` gives the language to show.
 */
export function completing({ terms, things, lang }) {
  const known = [
    ...terms.terms.map((one) => entry(one.id, one, one.kind === "class" ? "class" : "property")),
    ...things.things.map((one) => entry(one.id, one, "constant")),
  ];

  function entry(id, one, type) {
    const names = [one.nl, one.en, ...(one.codes ?? []), ...(one.also ?? [])].filter(Boolean);
    return { id, iri: one.iri, one, type, found: plain([id, ...names].join("\n")) };
  }

  function option({ id, iri, one, type }) {
    const written = /^[\p{L}_][\p{L}\p{N}_.-]*:[\p{L}\p{N}_][\p{L}\p{N}_-]*(\.[\p{L}\p{N}_-]+)*$/u;
    const label = one[lang()] || one.en || one.nl || "";
    return {
      label: id,
      detail: label.length > 60 ? `${label.slice(0, 59)}…` : label,
      apply: written.test(id) ? id : `<${iri}>`,
      type,
      info: () => infoOf(one.definitions?.[lang()] ?? label),
    };
  }

  function infoOf(text) {
    if (!text) return null;
    const dom = document.createElement("div");
    dom.textContent = text;
    return dom;
  }

  return (context) => {
    const variable = context.matchBefore(/[?$][\p{L}\p{N}_]*/u);
    if (variable) return variables(context, variable);
    const prefix = context.matchBefore(/prefix\s+[\p{L}\p{N}_-]*/iu);
    if (prefix) return declarations(prefix);
    const word = context.matchBefore(/[\p{L}\p{N}_][\p{L}\p{N}_.:-]*/u);
    if (!word && !context.explicit) return null;
    const from = word?.from ?? context.pos;
    const text = word?.text ?? "";
    if (!context.explicit && text.length < 2) return null;
    const sought = plain(text);
    const found = known.filter((one) => one.found.includes(sought));
    found.sort((a, b) => score(a, sought) - score(b, sought));
    const options = found.slice(0, MOST).map(option);
    if (!text.includes(":")) {
      for (const keyword of KEYWORDS) {
        if (text && keyword.toLowerCase().startsWith(sought)) {
          options.unshift({ label: keyword, type: "keyword" });
        }
      }
    }
    return options.length ? { from, options, filter: false } : null;
  };

  function score({ id, found }, sought) {
    if (plain(id).startsWith(sought)) return 0;
    if (found.split("\n").some((name) => name.startsWith(sought))) return 1;
    return new RegExp(`(^|[^\\p{L}])${sought.replace(/[^\p{L}\p{N}]/gu, "\\$&")}`, "u").test(found)
      ? 2
      : 3;
  }

  function variables(context, { from, text }) {
    const names = new Set(context.state.doc.toString().match(/[?$][\p{L}\p{N}_]+/gu) ?? []);
    names.delete(text);
    const options = [...names].sort().map((label) => ({ label, type: "variable" }));
    return options.length ? { from, options, validFor: /^[?$][\p{L}\p{N}_]*$/u } : null;
  }

  function declarations({ from, text }) {
    const start = from + text.length - /[\p{L}\p{N}_-]*$/u.exec(text)[0].length;
    const options = Object.entries(terms.prefixes).map(([name, namespace]) => ({
      label: `${name}: <${namespace}>`,
      type: "namespace",
    }));
    return { from: start, options };
  }
}
