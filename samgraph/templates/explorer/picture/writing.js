// What is shown as data: rows of tables, Turtle and GEXF, from nodes and links by number.

import { xml } from "./svg.js";

const NODE_COLUMNS = ["id", "iri", "type", "code", "label_nl", "label_en"];
const LINK_COLUMNS = ["source", "property", "target", "standing", "review", "places"];
const place = ([section, from, to]) => `§${section}:${from}-${to}`;

// Returns the rows of a table of nodes, its head first.
export function nodeRows(model, numbers) {
  const rows = numbers.map((number) => {
    const { curie, iri, type, code, labels } = model.nodes[number];
    return [curie, iri, model.types[type].name, code, labels.nl, labels.en];
  });
  return [NODE_COLUMNS, ...rows];
}

// Returns the rows of a table of links, its head first.
export function linkRows(model, numbers) {
  const rows = numbers.map((number) => {
    const { from, to, relation, standing, review, places } = model.links[number];
    const ends = [model.nodes[from].curie, model.relations[relation].name, model.nodes[to].curie];
    return [...ends, standing, review, places.map(place).join(" ")];
  });
  return [LINK_COLUMNS, ...rows];
}

// Returns an IRI as Turtle writes it; signs that an IRI may not have are written by their number.
const iriOf = (iri) =>
  `<${iri.replace(/[\u0000-\u0020<>"{}|^`\\]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, "0").toUpperCase()}`)}>`;
const ESCAPES = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" };
const literal = (text) =>
  `"${text.replace(/[\\"\n\r\t]/g, (sign) => ESCAPES[sign]).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`)}"`;

// Returns nodes and links as Turtle: each link as a triple, and a record of how it is known.
export function turtleOf(model, nodes, links) {
  const { sg, skos, rdf } = model.prefixes;
  const heads = Object.entries({ sg, skos, rdf }).map(([name, iri]) => `@prefix ${name}: <${iri}> .`);
  const things = nodes.map((number) => {
    const { iri, type, code, labels } = model.nodes[number];
    const parts = [`a ${iriOf(model.types[type].iri)}`];
    for (const [lang, label] of Object.entries(labels)) {
      const tag = /^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i.test(lang) ? `@${lang}` : "";
      parts.push(`skos:prefLabel ${literal(label)}${tag}`);
    }
    if (code) parts.push(`skos:notation ${literal(code)}`);
    return `${iriOf(iri)} ${parts.join(" ;\n  ")} .`;
  });
  const said = links.map((number) => {
    const { from, to, relation, standing, review } = model.links[number];
    const [subject, object] = [from, to].map((end) => iriOf(model.nodes[end].iri));
    const predicate = iriOf(model.relations[relation].iri);
    const plain = `${subject} ${predicate} ${object} .`;
    if (!["stated", "judged"].includes(standing) || !review) return plain;
    const record = ["a sg:Link", `rdf:subject ${subject}`, `rdf:predicate ${predicate}`];
    record.push(`rdf:object ${object}`, `sg:standing sg:${standing}`);
    if (/^\w+$/.test(review)) record.push(`sg:review sg:${review}`);
    return `${plain}\n[] ${record.join(" ; ")} .`;
  });
  return `${heads.join("\n")}\n\n${things.join("\n\n")}\n\n${said.join("\n")}\n`;
}

// Returns nodes and links as GEXF 1.3, with places and colours, for Gephi and its like.
export function gexfOf(model, nodes, links, spots, lang) {
  const label = ({ labels, curie }) => labels[lang] || Object.values(labels)[0] || curie;
  const tint = (hex) => {
    const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
    return `<viz:color r="${r}" g="${g}" b="${b}"/>`;
  };
  const attributes = (kind, names) =>
    `<attributes class="${kind}">${names
      .map((name, id) => `<attribute id="${id}" title="${name}" type="string"/>`)
      .join("")}</attributes>`;
  const values = (list) =>
    `<attvalues>${list.map((value, id) => `<attvalue for="${id}" value="${xml(value)}"/>`).join("")}</attvalues>`;
  const drawn = nodes.map((number) => {
    const node = model.nodes[number];
    const type = model.types[node.type];
    const { x, y, size } = spots[number];
    return (
      `<node id="${xml(node.iri)}" label="${xml(label(node))}">` +
      values([node.curie, type.name, node.code]) +
      `${tint(type.light)}<viz:position x="${x.toFixed(1)}" y="${(-y).toFixed(1)}" z="0"/>` +
      `<viz:size value="${size}"/></node>`
    );
  });
  const edges = links.map((number) => {
    const { from, to, relation, standing, review } = model.links[number];
    const ends = `source="${xml(model.nodes[from].iri)}" target="${xml(model.nodes[to].iri)}"`;
    const said = values([model.relations[relation].name, standing, review]);
    return `<edge id="${number}" ${ends}>${said}</edge>`;
  });
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n' +
    '<graph defaultedgetype="directed" mode="static">\n' +
    `${attributes("node", ["curie", "type", "code"])}\n` +
    `${attributes("edge", ["property", "standing", "review"])}\n` +
    `<nodes>\n${drawn.join("\n")}\n</nodes>\n<edges>\n${edges.join("\n")}\n</edges>\n</graph>\n</gexf>\n`
  );
}
