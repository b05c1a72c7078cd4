// An answer as a table that can be sorted and read by anyone.

import { bdi, el } from "../dom.js";
import { named } from "./naming.js";
import { numberOf } from "./results.js";

const SHOWN = 200;

/** A table of an answer; `say` gives the interface's words. */
export function tableOf(answer, { namer, hrefOf, say, lang, announce }) {
  const collator = new Intl.Collator(lang, { numeric: true, sensitivity: "base" });
  let order = { column: -1, down: false };
  let shown = SHOWN;
  const body = el("tbody");
  const more = el("p", { class: "more" });
  const heads = answer.names.map((name, column) =>
    el(
      "th",
      { scope: "col" },
      el("button", { type: "button", class: "sort", on: { click: () => sort(column) } },
        name, el("span", { class: "arrow", "aria-hidden": "true" })),
    ),
  );
  const caption = el("caption", { class: "unseen" }, say("q_caption", { n: answer.rows.length }));
  const table = el("table", { class: "answer" }, caption,
    el("thead", {}, el("tr", {}, ...heads)), body);
  const place = el("div", {},
    el("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": say("q_scrolls") }, table),
    more);
  fill();
  return place;

  function sort(column) {
    order = { column, down: order.column === column && !order.down };
    heads.forEach((head, index) => {
      if (index === column) head.setAttribute("aria-sort", order.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    fill();
    announce(say(order.down ? "q_sorted_down" : "q_sorted_up", { name: answer.names[column] }));
  }

  function sorted() {
    if (order.column < 0) return answer.rows;
    const keyed = answer.rows.map((row) => ({ row, key: keyOf(row[order.column]) }));
    keyed.sort((a, b) => compare(a.key, b.key) * (order.down ? -1 : 1));
    return keyed.map((one) => one.row);
  }

  function keyOf(term) {
    if (!term) return null;
    const number = numberOf(term);
    if (number !== null) return number;
    return term.type === "uri" ? `${namer.code(term.value)} ${namer.label(term.value)}`.trim() : term.value;
  }

  function compare(a, b) {
    if (a === null || b === null) return (a === null) - (b === null);
    if (typeof a === "number" && typeof b === "number") return a - b;
    return collator.compare(String(a), String(b));
  }

  function fill() {
    const rows = sorted().slice(0, shown);
    body.replaceChildren(...rows.map((row) => el("tr", {}, ...row.map(cell))));
    more.replaceChildren();
    if (answer.rows.length > shown) {
      more.append(say("q_shown", { n: shown, total: answer.rows.length }), " ",
        el("button", { type: "button", on: { click: showMore } }, say("q_more", { n: SHOWN * 5 })));
    }
  }

  function showMore() {
    const first = shown;
    shown += SHOWN * 5;
    fill();
    const cells = body.rows[first]?.cells;
    (cells?.[0]?.querySelector("a") ?? more.querySelector("button"))?.focus();
  }

  function cell(term) {
    if (!term) return el("td", {});
    if (term.type === "uri") return el("td", {}, named(term.value, namer, hrefOf));
    const attributes = numberOf(term) === null ? {} : { class: "number" };
    return el("td", attributes, bdi(term.value, term.lang || null));
  }
}
