/* A coverage question as a matrix: which rows meet which columns, how that is known, and what not. */

import { cellPanel } from "../cellpanel.js";
import { choosePlan } from "../collection.js";
import { bdi, button, el, fill } from "../dom.js";
import { csvFile, turtleFile } from "../exports.js";
import { grid } from "../grid.js";
import { intervalText, MARKS, STANDINGS } from "../marks.js";
import { BLOCK, groupsOf, hasParents, matrixOf, MOST_CELLS, rowsShown } from "../matrix.js";
import { matrixPicture, pngFile, svgFile } from "../picture.js";
import { addWords } from "../words.js";

addWords({
  nl: {
    pick: "Dekkingsvraag", filterRows: "Filter rijen", sortBy: "Volgorde", sort_plan: "zoals in het plan",
    sort_gaps: "leegste eerst", sort_name: "op naam", groupBy: "Groepeer per geheel",
    filled: "gevuld", ways: "{n} wegen", way: "Weg {n} van {total}", beyond: "telt niet in deze lezing",
    cellIs: "In deze lezing: {status}; {n} wegen in alle lezingen samen.", cellIs1: "In deze lezing: {status}; één weg in alle lezingen samen.",
    gapsOfLine: "Gaten van deze rij of kolom", gapOfCell: "Het gat",
    empty_open: "Open: het plan zet deze twee lijsten tegenover elkaar en laat deze cel leeg.",
    empty_silent: "Het plan zwijgt: het legt deze twee lijsten nergens naast elkaar, dus is hier niets te besluiten.",
    empty_deliberate: "Bewust leeg: het plan zegt dat het hier kiest en niet elke cel vult.",
    empty_notApplicable: "Niet van toepassing: deze twee kunnen niet samenkomen.",
    filledWider: "In een ruimere lezing is deze cel gevuld: {status}.",
    couldClose: "Zou dit kunnen sluiten (telt niet mee)", noGapHere: "Hier is geen gat.",
    onMap: "Toon op de kaart", legendHead: "Wat de tekens betekenen", noRows: "Geen rij past bij dit filter.",
    coverageOf: "{interval} cellen gevuld. De bron: {scope}.", exhaustive: "volledig bedoeld", selective: "bewuste keuze",
    tooLarge: "Deze matrix telt {n} cellen en staat in groepen; open er een.",
    columnsShown: "Kolommen {from}–{to} van {n}", before: "Vorige kolommen", after: "Volgende kolommen",
    keys: "Met de pijltjestoetsen gaat u door de cellen; Enter toont het bewijs.", noFrames: "Dit plan stelt geen dekkingsvraag.",
    loose: "zonder geheel", rows: "rijen", columns: "kolommen", shownRows: "{n} rijen", clear: "Toon alles",
  },
  en: {
    pick: "Coverage question", filterRows: "Filter rows", sortBy: "Order", sort_plan: "as in the plan",
    sort_gaps: "emptiest first", sort_name: "by name", groupBy: "Group by whole",
    filled: "filled", ways: "{n} ways", way: "Way {n} of {total}", beyond: "not counted in this reading",
    cellIs: "In this reading: {status}; {n} ways in all readings together.", cellIs1: "In this reading: {status}; one way in all readings together.",
    gapsOfLine: "Gaps of this row or column", gapOfCell: "The gap",
    empty_open: "Open: the plan pairs these two lists and leaves this cell empty.",
    empty_silent: "The plan is silent: it never sets these two lists side by side, so nothing can be concluded here.",
    empty_deliberate: "Left out on purpose: the plan says that it chooses here and does not fill every cell.",
    empty_notApplicable: "Not applicable: these two cannot meet.",
    filledWider: "In a wider reading this cell is filled: {status}.",
    couldClose: "Could close it (not counted)", noGapHere: "There is no gap here.",
    onMap: "Show on the map", legendHead: "What the marks mean", noRows: "No row fits this filter.",
    coverageOf: "{interval} cells filled. The source: {scope}.", exhaustive: "meant to be exhaustive", selective: "selective by choice",
    tooLarge: "This matrix has {n} cells and is grouped; open a group.",
    columnsShown: "Columns {from}–{to} of {n}", before: "Previous columns", after: "Next columns",
    keys: "The arrow keys go through the cells; Enter shows the evidence.", noFrames: "This plan asks no coverage question.",
    loose: "part of nothing", rows: "rows", columns: "columns", shownRows: "{n} rows", clear: "Show all",
  },
});

const known = new Map();
let drawn = { key: "", grid: null, controls: null };

export async function show(place, state, tools) {
  if (tools.plan.collection) return choosePlan(place, state, tools, "coverage");
  const frames = tools.plan.frames;
  if (!frames.length) {
    place.replaceChildren(el("h1", {}, tools.word("coverage")), el("p", {}, tools.word("noFrames")));
    return undefined;
  }
  const frame = frames.find((one) => one.name === state.frame)
    ?? frames.find((one) => one.expects.includes("everyCell")) ?? frames[0];
  if (!known.has(frame.name)) {
    known.set(frame.name, matrixOf(await tools.source.document(`frames/${frame.file ?? frame.name}`)));
  }
  const matrix = known.get(frame.name);
  const key = JSON.stringify([frame.name, tools.lang, tools.theme, state.standing, state.filter, state.sort, state.group, state.fold, state.block]);
  if (drawn.key !== key || !place.contains(drawn.grid?.table ?? null)) {
    draw(place, matrix, frame, state, tools);
    drawn.key = key;
  }
  select(matrix, state, tools);
  return leave;
}

const panel = document.getElementById("evidence");

function leave() {
  drawn = { key: "", grid: null, controls: null };
}

function draw(place, matrix, frame, state, tools) {
  const had = document.activeElement?.id;
  const view = viewOf(matrix, state, tools, frame);
  const some = grid(matrix, view, tools);
  drawn = { key: "", grid: some, controls: null };
  const box = el("div", { class: "scroll matrix-scroll" }, some.table);
  fill(place,
    el("h1", {}, bdi(view.caption)),
    controls(frame, state, matrix, tools),
    el("p", { class: "muted" }, tools.word("coverageOf", {
      interval: intervalText(frame.cells), scope: tools.word(frame.scope),
    }), " ", el("span", { class: "hint" }, tools.word("keys"))),
    view.isLarge ? el("p", { class: "notice" }, tools.word("tooLarge", { n: matrix.down.length * matrix.across.length })) : null,
    pager(view, matrix, tools),
    view.count ? null : el("p", {}, tools.word("noRows"), " ", button(tools.word("clear"), () => tools.go({ filter: "" }, { replace: true }), { class: "plain-button" })),
    box,
    legend(matrix, state.standing, tools),
  );
  some.clear(box);
  if (had && had !== "main") document.getElementById(had)?.focus();
  if (state.filter !== undefined) tools.announce(tools.word("shownRows", { n: view.count }));
  tools.exports(exported(matrix, view, frame, tools));
}

function viewOf(matrix, state, tools, frame) {
  const isLarge = matrix.down.length * matrix.across.length > MOST_CELLS;
  const size = matrix.across.length > 2 * BLOCK ? BLOCK : matrix.across.length;
  const block = Math.max(0, Math.min(Number(state.block) || 0, Math.ceil(matrix.across.length / size) - 1));
  const columns = matrix.across.map((_, j) => j).slice(block * size, (block + 1) * size);
  const rows = rowsShown(matrix, state, tools);
  const fits = rows.length * columns.length <= MOST_CELLS;
  const byParent = hasParents(matrix) && (state.group === "yes" || (isLarge && state.group !== "no"));
  const most = isLarge ? Math.max(20, Math.floor(1000 / columns.length)) : Infinity;
  const folded = new Set((state.fold ?? "").split("|").filter(Boolean));
  const groups = groupsOf(matrix, rows, { byParent, most: fits && !byParent ? Infinity : most });
  for (const group of groups) {
    group.title = groupTitle(group, byParent, groups.length, tools);
    group.open = group.title === "" || (fits ? !folded.has(group.id) : folded.has(group.id));
  }
  return {
    groups, columns, block, size, isLarge: isLarge && !fits, standing: state.standing, count: rows.length,
    caption: tools.label(frame.labels) || frame.name,
    corner: `${tools.word("rows")} ↓ ${tools.word("columns")} →`,
    choose: (i, j) => choose(matrix, i, j, tools),
    toggle(group) {
      const now = new Set(folded);
      if (!now.delete(group.id)) now.add(group.id);
      tools.go({ fold: [...now].join("|") }, { replace: true });
    },
  };
}

function groupTitle(group, byParent, number, tools) {
  const range = group.from ? `${group.from}–${group.to}` : "";
  const name = byParent ? (group.parent ? tools.name(group.parent) : tools.word("loose")) : "";
  return number === 1 && !byParent && !group.from ? "" : [name, range].filter(Boolean).join(" ");
}

function choose(matrix, i, j, tools) {
  const ids = [matrix.down[i].id, matrix.across[j].id];
  if (matrix.turned) ids.reverse();
  const cell = ids.join("|");
  if (tools.state.cell === cell && panel.hidden) openCell(matrix, i, j, tools);
  else tools.go({ cell }, { replace: Boolean(tools.state.cell) });
}

function select(matrix, state, tools) {
  const [row, column] = (state.cell ?? "").split("|");
  const [one, other] = matrix.turned ? [column, row] : [row, column];
  const i = one ? matrix.down.findIndex((some) => some.id === one) : null;
  const j = other ? matrix.across.findIndex((some) => some.id === other) : null;
  if (!state.cell || i === -1 || j === -1 || (i === null && j === null)) {
    drawn.grid.select(-1, -1);
    tools.closeEvidence();
    return;
  }
  const node = drawn.grid.select(i, j);
  node?.scrollIntoView({ block: "nearest", inline: "nearest" });
  openCell(matrix, i, j, tools);
  uncover(node);
}

/* Where the panel lies over the page, have it leave the cell in sight. */
function uncover(node) {
  if (!node || getComputedStyle(panel).position !== "fixed") return;
  const hidden = node.getBoundingClientRect().bottom - panel.getBoundingClientRect().top;
  if (hidden > 0) scrollBy(0, hidden + 12);
}

function openCell(matrix, i, j, tools) {
  const within = document.activeElement?.closest?.("table.matrix");
  tools.evidence({ ...cellPanel(matrix, i, j, tools.state.standing, tools), focus: Boolean(within) });
}

function controls(frame, state, matrix, tools) {
  const change = (name) => (event) => tools.go({ [name]: event.target.value }, { replace: true });
  const option = (value, text, chosen) => el("option", { value, selected: value === chosen }, text);
  let timer = 0;
  return el("div", { class: "controls" },
    el("label", {}, tools.word("pick"), el("select", {
      id: "c-frame", on: { change: (event) => tools.go({ frame: event.target.value, cell: "", filter: "", fold: "", block: "" }) },
    }, tools.plan.frames.map((one) => option(one.name, tools.label(one.labels) || one.name, frame.name)))),
    el("fieldset", {}, el("legend", {}, tools.word("standing")), STANDINGS.map((one) => el("label", { title: tools.word(`${one}What`) },
      el("input", {
        type: "radio", name: "standing", id: `c-${one}`, value: one, checked: state.standing === one,
        on: { change: () => tools.go({ standing: one }, { replace: true }) },
      }), ` ${tools.word(one)}`))),
    el("label", {}, tools.word("filterRows"), el("input", {
      id: "c-filter", type: "search", value: state.filter ?? "", maxlength: 100, autocomplete: "off",
      on: {
        input: (event) => {
          const { value } = event.target;
          clearTimeout(timer);
          timer = setTimeout(() => tools.go({ filter: value }, { replace: true }), 150);
        },
      },
    })),
    el("label", {}, tools.word("sortBy"), el("select", { id: "c-sort", on: { change: change("sort") } },
      ["plan", "gaps", "name"].map((one) => option(one, tools.word(`sort_${one}`), state.sort ?? "plan")))),
    hasParents(matrix) ? el("label", { class: "check" }, el("input", {
      id: "c-group", type: "checkbox", checked: state.group === "yes",
      on: { change: (event) => tools.go({ group: event.target.checked ? "yes" : "", fold: "" }, { replace: true }) },
    }), ` ${tools.word("groupBy")}`) : null);
}

function pager(view, matrix, tools) {
  if (view.size >= matrix.across.length) return null;
  const last = Math.ceil(matrix.across.length / view.size) - 1;
  const turn = (block) => () => tools.go({ block }, { replace: true });
  return el("p", { class: "pager" },
    button(tools.word("before"), turn(view.block - 1), { id: "c-before", class: "plain-button", disabled: view.block === 0 }), " ",
    tools.word("columnsShown", { from: view.columns[0] + 1, to: view.columns.at(-1) + 1, n: matrix.across.length }), " ",
    button(tools.word("after"), turn(view.block + 1), { id: "c-after", class: "plain-button", disabled: view.block === last }));
}

function legend(matrix, standing, tools) {
  const counts = new Map();
  for (const i of matrix.down.keys()) {
    for (const j of matrix.across.keys()) {
      const status = matrix.status(i, j, standing);
      counts.set(status, (counts.get(status) ?? 0) + 1);
    }
  }
  return el("section", { "aria-label": tools.word("legendHead") }, el("ul", { class: "legend" },
    Object.keys(MARKS).filter((name) => counts.has(name)).map((name) => el("li", {},
      el("span", { class: `key cell ${name}`, "aria-hidden": "true" }, MARKS[name]), ` ${tools.word(name)}: ${counts.get(name)}`))));
}

function exported(matrix, view, frame, tools) {
  const rows = () => view.groups.flatMap((group) => group.rows);
  const name = (id) => [tools.code(id), tools.name(id)].filter(Boolean).join(" ");
  const table = () => [
    ["", ...view.columns.map((j) => name(matrix.across[j].id))],
    ...rows().map((i) => [name(matrix.down[i].id), ...view.columns.map((j) => tools.word(matrix.status(i, j, view.standing)))]),
  ];
  const records = () => matrix.doc.links.map((link) => link.record).filter(Boolean).slice(0, 1500);
  const query = () => `CONSTRUCT { ?link ?property ?value } WHERE { VALUES ?link { ${records().map((id) => `<${tools.iri(id)}>`).join(" ")} } ?link ?property ?value }`;
  const picture = () => matrixPicture(matrix, view, tools);
  return [
    csvFile(`${frame.name}.csv`, table), turtleFile(`${frame.name}-links.ttl`, query, tools.source),
    svgFile(`${frame.name}.svg`, picture), pngFile(`${frame.name}.png`, picture),
  ];
}
