/* What the evidence panel says of a cell: the links behind it, or the reason for its emptiness. */

import { STANDINGS } from "./marks.js";
import { within } from "./matrix.js";

const MOST_ROUTES = 12;

/* Return what the panel shows of a cell, or, where `i` or `j` is null, of a whole column or row. */
export function cellPanel(matrix, i, j, standing, tools) {
  const { doc, turned } = matrix;
  const one = i === null ? null : matrix.down[i].id;
  const other = j === null ? null : matrix.across[j].id;
  const [row, column] = turned ? [other, one] : [one, other];
  const title = [row, column].filter(Boolean).map((id) => [tools.code(id), tools.name(id)].filter(Boolean).join(" ")).join(" × ");
  const gaps = doc.gaps.filter((gap) => (!gap.row || gap.row === row) && (!gap.column || gap.column === column));
  const whole = i === null || j === null;
  const panel = { title, said: [], groups: [], after: [], places: [], actions: [] };
  const things = new Set([row, column].filter(Boolean));
  if (!whole) {
    const status = matrix.status(i, j, standing);
    const found = matrix.cell(i, j);
    if (STANDINGS.includes(status)) {
      panel.said.push(tools.word(found.routes.length === 1 ? "cellIs1" : "cellIs", { status: tools.word(status), n: found.routes.length }));
    } else {
      panel.said.push(tools.word(`empty_${status}`), ...exclusion(doc, row, column, status, panel, tools));
      if (found) panel.said.push(tools.word("filledWider", { status: tools.word(found.status) }));
      if (["open", "deliberate"].includes(status) && doc.frame.scope !== "silent") panel.places.push(...doc.frame.places);
    }
    if (found) {
      const routes = [...found.routes].sort((a, b) => STANDINGS.indexOf(a.standing) - STANDINGS.indexOf(b.standing));
      for (const [number, route] of routes.slice(0, MOST_ROUTES).entries()) {
        for (const id of route.things) things.add(id);
        const beyond = within(route.standing, standing) ? "" : ` · ${tools.word("beyond")}`;
        panel.groups.push({
          heading: `${tools.word("way", { n: number + 1, total: routes.length })}: ${tools.word(route.standing)}${beyond}`,
          links: route.links.map((at) => doc.links[at]),
        });
      }
      if (routes.length > MOST_ROUTES) panel.more = tools.word("moreWays", { n: routes.length - MOST_ROUTES });
    }
  }
  for (const gap of gaps) {
    panel.after.push(`${tools.word("gap", { n: gap.rank })}: ${tools.label(gap.says)}`);
    panel.places.push(...gap.places);
    for (const closer of gap.closers ?? []) panel.after.push(`${tools.word("couldClose")}: ${tools.label(closer.says)}`);
  }
  if (gaps.length) panel.afterHeading = tools.word(gaps.every((gap) => gap.row && gap.column) ? "gapOfCell" : "gapsOfLine");
  if (whole && !gaps.length) panel.said.push(tools.word("noGapHere"));
  panel.places = distinct(panel.places);
  if (tools.hasMap) panel.actions.push({ href: tools.href({ view: "map", sel: [...things].map(packed).join(",") }), text: tools.word("onMap") });
  panel.actions.push(...[row, column].filter(Boolean).map((id) => ({
    href: tools.href({ view: "things", sel: id }), text: tools.name(id),
  })));
  return panel;
}

function exclusion(doc, row, column, status, panel, tools) {
  const some = doc.exclusions.filter((one) => one.kind === status
    && (!one.row || one.row === row) && (!one.column || one.column === column));
  for (const one of some) panel.places.push(...one.places);
  return some.map((one) => tools.label(one.says)).filter(Boolean);
}

function distinct(places) {
  const seen = new Map(places.map((one) => [`${one.from}-${one.to}-${one.section}`, one]));
  return [...seen.values()].sort((a, b) => a.from - b.from || a.to - b.to);
}

/* Return an id as it stands in a list of several. */
function packed(id) {
  return /[\s,%]/.test(id) ? encodeURIComponent(id) : id;
}
