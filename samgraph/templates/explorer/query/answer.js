// The answer to a query: what it says, as table, map or matrix, its errors and its files.

import { bdi, button, el, empty } from "../dom.js";
import { csvFile } from "../exports.js";
import { pngFile, svgFile } from "../picture.js";
import { mapOf, savedMap } from "./map.js";
import { matrixOf } from "./matrix.js";
import { makeNamer } from "./naming.js";
import { defaultView, placeIn, placeOf, undeclared } from "./querytext.js";
import { ACCEPT, matrixIn, readAnswer, triplesIn, viewsOf } from "./results.js";
import { tableOf } from "./table.js";

const VIEWS = ["table", "map", "matrix"];

/**
 * A place for answers. `ask` answers a query, and returns its error where it has one; `showAs`
 * shows the last answer in another view; `isFor` is the query that it answers.
 */
export function answerPanel({ terms, things, tools, say, lang, goTo, onView }) {
  const namer = makeNamer({ terms, things, lang });
  const { hrefOf } = tools;
  const whole = el("section", { class: "answers", "aria-label": say("q_answer"), hidden: true });
  let answer = null;
  let wanted = "";
  let own = "";
  let took = 0;
  const panel = { whole, isFor: "", ask, showAs, clear, reveal };
  return panel;

  function clear() {
    answer = null;
    panel.isFor = "";
    empty(whole).hidden = true;
    tools.exports([]);
  }

  async function ask(query, signal) {
    const begun = performance.now();
    const reply = await tools.source.sparql(query, ACCEPT, signal);
    took = Math.round(performance.now() - begun);
    panel.isFor = query;
    whole.hidden = false;
    if (reply.status !== 200) return failed(query, reply);
    answer = readAnswer(reply);
    answer.cut ||= Boolean(reply.truncated);
    own = defaultView(query);
    draw();
    offer(query);
    tools.announce(summary());
    return null;
  }

  /* Have whoever asked see that there is an answer. */
  function reveal() {
    const head = whole.querySelector("h2");
    if (head && head.getBoundingClientRect().bottom > innerHeight - 80) head.scrollIntoView({ block: "center" });
  }

  function failed(query, reply) {
    answer = null;
    tools.exports([]);
    let said;
    try {
      said = JSON.parse(reply.text);
    } catch {
      said = { error: `${reply.status}` };
    }
    const [unknown] = reply.status === 400 ? undeclared(query, Object.keys(terms.prefixes)) : [];
    // An engine says of an unknown prefix only that something else was expected after it.
    const spot = unknown ? placeOf(query, unknown.from) : placeIn(said.where);
    const more = [unknown ? say("q_undeclared", { prefix: unknown.prefix }) : "", said.hint].filter(Boolean);
    empty(whole).append(
      el("div", { class: "query-error", role: "alert" },
        el("h2", {}, say("q_error")),
        el("p", {}, bdi(said.error, "en"), said.where && !spot ? ` (${said.where})` : null),
        more.length ? el("p", { class: "muted", lang: unknown ? null : "en" }, more.join("; ")) : null,
        spot ? el("p", {}, button(say("q_go_there", spot), () => goTo(spot), { class: "plain-button" })) : null));
    return spot ? { ...spot, message: said.error } : null;
  }

  function showAs(as) {
    if (as === wanted) return;
    wanted = as ?? "";
    if (answer) draw();
  }

  function summary() {
    const n = answer.rows.length;
    if (answer.kind === "boolean") return say(answer.value ? "q_yes" : "q_no");
    if (!n) return say("q_no_rows", { ms: took });
    if (answer.kind === "graph") return say("q_triples", { n, ms: took });
    return say(n === 1 ? "q_row" : "q_rows", { n, ms: took });
  }

  function draw() {
    const views = viewsOf(answer);
    const asked = wanted || own;
    const shown = views.includes(asked) ? asked : views[0];
    const choices = VIEWS.filter((one) => views.includes(one));
    empty(whole).append(
      el("div", { class: "answer-head" }, el("h2", {}, say("q_answer")), el("p", { class: "muted" }, summary()),
        choices.length > 1
          ? el("div", { class: "switch", role: "group", "aria-label": say("q_views") },
              choices.map((one) => button(say(`q_${one}`), () => pick(one), { "aria-pressed": String(one === shown), "data-as": one })))
          : null),
      ...(answer.cut ? [el("p", { class: "notice cut", role: "alert" }, say("q_cut", { n: answer.rows.length }))] : []),
      ...(asked && asked !== shown && answer.rows.length ? [el("p", { class: "notice" }, VIEWS.includes(asked) ? say("q_no_fit", { view: say(`q_${asked}`) }) : say("q_no_view", { view: asked }))] : []),
      body(shown));
  }

  function pick(one) {
    wanted = one;
    draw();
    whole.querySelector(`[data-as=${one}]`)?.focus();
    onView(one);
  }

  function body(shown) {
    if (answer.kind === "boolean") return el("p", { class: "verdict" }, say(answer.value ? "q_yes" : "q_no"));
    if (!answer.rows.length) return el("p", {}, summary());
    const way = { namer, hrefOf, say, lang, announce: tools.announce };
    if (shown === "map") return mapOf(triplesIn(answer), way);
    if (shown === "matrix") return matrixOf(matrixIn(answer), way);
    return tableOf(answer, way);
  }

  function offer(query) {
    if (answer.kind === "boolean") return tools.exports([file("json", "application/sparql-results+json", query)]);
    const rows = () => [answer.names, ...answer.rows.map((row) => row.map((term) => term?.value ?? ""))];
    const files = [csvFile("answer.csv", rows)];
    if (answer.kind === "graph") files.push(file("ttl", "text/turtle", query));
    else files.push(file("json", "application/sparql-results+json", query));
    if (viewsOf(answer).includes("map")) {
      const picture = () => savedMap(triplesIn(answer), { namer, say });
      files.push(svgFile("answer.svg", picture), pngFile("answer.png", picture));
    }
    return tools.exports(files);
  }

  /* A file as the engine itself writes it. */
  function file(suffix, type, query) {
    return {
      name: `answer.${suffix}`,
      type,
      make: async () => {
        const reply = await tools.source.sparql(query, type);
        if (reply.status !== 200) throw new Error(reply.text);
        return new Blob([reply.text], { type });
      },
    };
  }
}
