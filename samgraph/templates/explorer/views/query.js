/* The Query view: an editor, the catalogue as examples, and answers as table, map or matrix. */

import { button, el, empty } from "../dom.js";
import { completing } from "../query/completion.js";
import { makeEditor } from "../query/editor.js";
import { answerPanel } from "../query/answer.js";
import { composed, defaultsOf, exampleList, makeResolver, parameterForm } from "../query/examples.js";
import { QUERY_WORDS } from "../query/words.js";
import { addWords } from "../words.js";

addWords(QUERY_WORDS);
const FIRST = "class-counts";
const PARAMETER = "p.";
const drawn = new WeakMap();
let kept;

export async function show(place, state, tools) {
  let one = drawn.get(place);
  if (!one || one.lang !== tools.lang || !place.contains(one.whole)) {
    one?.end();
    const [terms, questions] = await Promise.all([
      tools.source.document("terms"), tools.source.document("questions"), styled(),
    ]);
    // What was written outlives a change of language, and a look at another view.
    const before = one?.text() ?? (state.query || state.example ? undefined : kept);
    one = await build(place, { terms, questions, things: tools.index }, tools, state, before);
    drawn.set(place, one);
  }
  one.follow(state);
  return () => {
    kept = one.text();
    one.end();
    drawn.delete(place);
  };
}

let style;

/* The view's own style sheet, there before anything is drawn with it. */
function styled() {
  style ??= new Promise((resolve) => {
    const href = new URL("../query/query.css", import.meta.url).href;
    document.head.append(el("link", { rel: "stylesheet", href, on: { load: resolve, error: resolve } }));
  });
  return style;
}

async function build(place, { terms, questions, things }, tools, state, before) {
  const say = tools.word;
  const { lang } = tools;
  const resolve = makeResolver({ terms, things });
  const names = new Map([...Object.entries(questions.names ?? {}), ...[...terms.terms, ...things.things].map((one) => [one.id, one])]);
  const byName = new Map(questions.questions.map((one) => [one.name, one]));
  const isRich = tools.source.vendor.has("vendor/codemirror-view.js");
  const cannotAsk = tools.source.kind === "static" && !tools.source.vendor.has("vendor/oxigraph.js");
  let question = null;
  let given = {};
  let followed = null;
  let running = null;

  const examples = exampleList(questions, { say, lang, onChoose: (one) => choose(one.name) });
  const form = el("div", { class: "parameter-place" });
  const box = el("div", { class: "editor-place" });
  const hint = el("p", { class: "muted", id: "editor-hint" });
  const run = button(say("q_run"), () => ask(), { class: "run", disabled: cannotAsk });
  const stop = button(say("q_cancel"), () => running?.abort(), { class: "plain-button", hidden: true });
  const status = el("p", { class: "query-status", role: "status" });
  const stale = el("p", { class: "muted stale", hidden: true }, say("q_stale"));
  const answers = answerPanel({ terms, things, tools, say, lang, goTo: (spot) => editor.goTo(spot), onView: (as) => tools.go({ as }, { replace: true }) });
  const whole = el("div", { class: "query" },
    el("h1", {}, say("q_title")), el("p", { class: "lead" }, say("q_lead")),
    tools.plan.collection || tools.plan.within ? el("p", { class: "muted" }, say(tools.plan.within ? "q_one" : "q_all")) : null,
    cannotAsk ? el("p", { class: "notice", role: "note" }, say("q_none")) : null,
    el("div", { class: "query-columns" },
      el("details", { class: "catalogue", open: matchMedia("(min-width: 62rem)").matches }, el("summary", {}, say("q_examples")), examples.whole),
      el("section", { class: "asking", "aria-label": say("q_editor") }, form, box, hint,
        isRich ? null : el("p", { class: "muted" }, say("q_plain_only")),
        el("p", { class: "buttons" }, run, stop), status, stale, answers.whole)));
  empty(place).append(whole);
  const editor = await makeEditor(box, isRich, {
    value: before ?? "", label: say("q_editor"), lang, describedBy: hint.id, hint: say("q_editor_rich"),
    completions: completing({ terms, things, lang: () => tools.lang }),
    onRun: ask, onChange: changed,
  });
  hint.textContent = say(editor.isRich ? "q_editor_rich" : "q_editor_plain");

  return { whole, lang, text: () => editor.value(), follow, end };

  /* Show what the address says; what was followed already is not asked again. */
  function follow(now) {
    const wanted = JSON.stringify([now.query, now.example, parametersIn(now)]);
    answers.showAs(now.as);
    if (wanted === followed) return;
    const isFirst = followed === null;
    followed = wanted;
    if (now.query) {
      setQuestion(null);
      editor.setValue(now.query);
      start();
    } else if (now.example && byName.has(now.example)) {
      setQuestion(byName.get(now.example), { ...defaultsOf(byName.get(now.example)), ...parametersIn(now) });
      editor.setValue(composed(question, given, resolve));
      start();
    } else {
      setQuestion(null);
      const first = byName.get(FIRST) ?? questions.questions[0];
      editor.setValue(first?.text ?? "");
      answers.clear();
    }
    if (isFirst && before !== undefined && before !== editor.value()) {
      editor.setValue(before);
      changed();
    }
  }

  function parametersIn(now) {
    const found = Object.entries(now).filter(([key]) => key.startsWith(PARAMETER));
    return Object.fromEntries(found.map(([key, value]) => [key.slice(PARAMETER.length), value]));
  }

  function setQuestion(one, values = {}) {
    question = one;
    given = values;
    examples.select(one?.name ?? "");
    empty(form);
    if (!one) return;
    form.append(el("h2", {}, one[lang]));
    if (one.descriptions[lang]) form.append(el("p", { class: "muted" }, one.descriptions[lang]));
    const fields = parameterForm(one, given, { say, lang, questions, things, names: (id) => names.get(id) ?? {}, resolve, onChange: fillIn });
    if (fields) form.append(fields);
  }

  function choose(name) {
    tools.go(addressOf({ example: name }));
    form.querySelector("select, input")?.focus({ preventScroll: true });
  }

  /* The address of a query: everything else that an address may say of one is taken out of it. */
  function addressOf({ example = "", values = {}, query = "" }) {
    const old = Object.keys(tools.state).filter((key) => key.startsWith(PARAMETER));
    const taken = Object.fromEntries(old.map((key) => [key, ""]));
    const put = Object.entries(values).filter(([, value]) => value);
    return { ...taken, example, query, as: "", ...Object.fromEntries(put.map(([key, value]) => [PARAMETER + key, value])) };
  }

  function fillIn(values) {
    given = values;
    editor.setValue(composed(question, given, resolve));
    editor.mark(null);
    changed();
  }

  function changed() {
    editor.mark(null);
    stale.hidden = !answers.isFor || editor.value() === answers.isFor;
    const isOwn = !question || editor.value() === composed(question, given, resolve);
    const fields = form.querySelector("fieldset");
    if (fields && fields.disabled === isOwn) {
      fields.disabled = !isOwn;
      form.querySelector(".changed")?.remove();
      if (!isOwn) {
        form.append(el("p", { class: "changed" }, say("q_changed"), " ",
          button(say("q_back"), () => fillIn(given), { class: "plain-button" })));
      }
    }
  }

  /* Put the query into the address, so that it can be shared, and ask it. */
  function ask() {
    if (cannotAsk) return;
    const text = editor.value();
    const isOwn = question && text === composed(question, given, resolve);
    const address = isOwn ? addressOf({ example: question.name, values: given }) : addressOf({ query: text });
    if (!isOwn) setQuestion(null);
    // What the address then says is what is asked here.
    const now = { ...tools.state, ...address };
    followed = JSON.stringify([now.query || undefined, now.example || undefined, parametersIn(only(now))]);
    tools.go(address);
    start().then(answers.reveal);
  }

  function only(now) {
    return Object.fromEntries(Object.entries(now).filter(([, value]) => value));
  }

  async function start() {
    if (cannotAsk) return;
    running?.abort();
    const mine = new AbortController();
    running = mine;
    const text = editor.value();
    editor.mark(null);
    stale.hidden = true;
    stop.hidden = false;
    status.textContent = say(tools.source.kind === "static" && !answers.isFor ? "q_starting" : "q_running");
    try {
      const error = await answers.ask(text, mine.signal);
      if (running !== mine) return;
      status.textContent = "";
      if (error) editor.mark(error);
    } catch (error) {
      if (running !== mine) return;
      status.textContent = mine.signal.aborted ? say("q_cancelled") : say("q_unreachable", { message: error.message });
    } finally {
      if (running === mine) {
        running = null;
        if (document.activeElement === stop) run.focus();
        stop.hidden = true;
      }
    }
  }

  function end() {
    const mine = running;
    running = null;
    mine?.abort();
    editor.destroy();
  }
}
