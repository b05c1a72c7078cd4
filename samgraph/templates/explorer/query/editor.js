// The SPARQL editor: CodeMirror where it is built in, else a text area that does the same job.

import { offsetOf } from "./querytext.js";

const SPARQL_WORDS = {
  nl: {
    "Completions": "Aanvullingen",
    "Control character": "Besturingsteken",
    "Selection deleted": "Selectie gewist",
    "Folded lines": "Ingeklapte regels",
    "Diagnostics": "Fouten",
  },
  en: {},
};

/**
 * An editor in `place`, rich where `rich` says that its modules are built in.
 *
 * `options` has `value`, `label` and `describedBy` (for assistive technology), `lang`,
 * `completions` (a source), `onRun` and `onChange`. Returned are `value`, `setValue`, `mark` (an
 * error, or null), `goTo` (a place), `focus`, `isRich` and `destroy`.
 */
export async function makeEditor(place, rich, options) {
  if (rich) {
    try {
      return await richEditor(place, options);
    } catch (error) {
      console.warn(`the rich editor does not load: ${error.message}`);
      place.replaceChildren();
    }
  }
  return plainEditor(place, options);
}

function plainEditor(place, { value, label, describedBy, onRun, onChange }) {
  const area = document.createElement("textarea");
  area.className = "query-text";
  area.spellcheck = false;
  area.autocapitalize = "off";
  area.rows = 14;
  area.value = value;
  area.setAttribute("aria-label", label);
  if (describedBy) area.setAttribute("aria-describedby", describedBy);
  area.addEventListener("input", () => {
    area.removeAttribute("aria-invalid");
    onChange(area.value);
  });
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onRun();
    }
  });
  place.replaceChildren(area);
  return {
    isRich: false,
    value: () => area.value,
    setValue(text) {
      area.value = text;
      area.removeAttribute("aria-invalid");
    },
    mark(error) {
      if (error) area.setAttribute("aria-invalid", "true");
      else area.removeAttribute("aria-invalid");
    },
    goTo({ line, column }) {
      const from = offsetOf(area.value, line, column) ?? 0;
      area.focus();
      area.setSelectionRange(from, Math.min(from + 1, area.value.length));
      // Lines are of one height here, and nothing wraps.
      area.scrollTop = (line - 3) * (area.scrollHeight / area.value.split("\n").length);
    },
    focus: () => area.focus(),
    destroy: () => area.remove(),
  };
}

async function richEditor(place, options) {
  const [state, view, commands, complete, language, lint, sparql, highlight] = await Promise.all([
    import("../vendor/codemirror-state.js"),
    import("../vendor/codemirror-view.js"),
    import("../vendor/codemirror-commands.js"),
    import("../vendor/codemirror-autocomplete.js"),
    import("../vendor/codemirror-language.js"),
    import("../vendor/codemirror-lint.js"),
    import("../vendor/codemirror-lang-sparql.js"),
    import("../vendor/lezer-highlight.js"),
  ]);
  const { EditorView } = view;
  const { tags } = highlight;
  const { label, describedBy, lang, completions, onRun, onChange } = options;

  const colours = language.HighlightStyle.define([
    { tag: tags.keyword, color: "var(--code-keyword)", fontWeight: "600" },
    { tag: tags.variableName, color: "var(--code-variable)" },
    { tag: [tags.string, tags.annotation], color: "var(--code-string)" },
    { tag: [tags.integer, tags.float, tags.bool], color: "var(--code-number)" },
    { tag: [tags.namespace, tags.url, tags.typeName], color: "var(--code-name)" },
    { tag: tags.comment, color: "var(--code-comment)", fontStyle: "italic" },
  ]);
  const looks = EditorView.theme({
    "&": { backgroundColor: "var(--code-paper)", color: "var(--code-ink)", fontSize: "0.9375rem" },
    "&.cm-focused": { outline: "3px solid var(--code-focus)", outlineOffset: "1px" },
    ".cm-scroller": { fontFamily: "var(--code-font)", lineHeight: "1.5", maxHeight: "60vh" },
    ".cm-content, .cm-gutter": { minHeight: "14rem" },
    ".cm-content": { caretColor: "var(--code-ink)" },
    ".cm-cursor": { borderLeftColor: "var(--code-ink)", borderLeftWidth: "2px" },
    ".cm-gutters": { backgroundColor: "var(--code-gutter)", color: "var(--code-comment)", border: "none" },
    ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--code-active)" },
    "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground":
      { backgroundColor: "var(--code-selection)" },
    ".cm-tooltip": { backgroundColor: "var(--code-paper)", color: "var(--code-ink)", border: "1px solid var(--code-comment)", maxWidth: "min(38rem, 90vw)" },
    ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--code-font)", maxHeight: "16rem" },
    ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--code-focus)", color: "var(--code-paper)" },
    ".cm-completionDetail": { fontStyle: "normal", fontFamily: "system-ui, sans-serif", marginLeft: "0.75em" },
    ".cm-completionInfo": { padding: "0.4rem 0.6rem", maxWidth: "24rem" },
    ".cm-completionIcon": { display: "none" },
    ".cm-diagnostic": { fontFamily: "system-ui, sans-serif" },
    ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--code-error) 2px", textUnderlineOffset: "3px" },
  });

  // In a shadow root, its style sheets are made by script and not written into the page, so that
  // the page's policy can forbid styles in the page.
  const host = document.createElement("div");
  host.className = "query-editor";
  place.replaceChildren(host);
  const root = host.attachShadow({ mode: "open" });

  const leaving = view.ViewPlugin.define((editor) => ({
    update(update) {
      if (update.docChanged || update.focusChanged) editor.setTabFocusMode(false);
    },
  }));
  // What scrolls sideways has to be reached by keys: its content is, and says so.
  const attributes = { "aria-label": label, spellcheck: "false", autocapitalize: "off", tabindex: "0" };
  if (describedBy) attributes["aria-description"] = describedBy;
  const editor = new EditorView({
    root,
    parent: root,
    state: state.EditorState.create({
      doc: options.value,
      extensions: [
        view.lineNumbers(),
        view.highlightActiveLine(),
        view.highlightActiveLineGutter(),
        view.drawSelection(),
        commands.history(),
        language.bracketMatching(),
        language.indentOnInput(),
        complete.closeBrackets(),
        complete.autocompletion({ override: [completions], icons: false, maxRenderedOptions: 60 }),
        lint.lintGutter(),
        sparql.sparql(),
        language.syntaxHighlighting(colours),
        looks,
        leaving,
        state.EditorState.phrases.of(SPARQL_WORDS[lang] ?? {}),
        EditorView.contentAttributes.of(attributes),
        EditorView.domEventHandlers({ beforeinput: replaced }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onChange(update.state.doc.toString());
        }),
        view.keymap.of([
          { key: "Mod-Enter", run: () => (onRun(), true) },
          ...complete.completionKeymap,
          ...complete.closeBracketsKeymap,
          ...commands.historyKeymap,
          ...lint.lintKeymap,
          // After Escape, Tab leaves the editor, until something is written or it is left.
          { key: "Escape", run: (one) => (one.setTabFocusMode(true), true) },
          commands.indentWithTab,
          ...commands.defaultKeymap,
        ]),
      ],
    }),
  });

  /* A browser that itself writes over a selection would put styles into the page. */
  function replaced(event, one) {
    const { main } = one.state.selection;
    if (event.inputType !== "insertText" || event.isComposing || !event.data || main.empty) return false;
    const insert = () =>
      one.state.update(one.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
    const handlers = one.state.facet(EditorView.inputHandler);
    if (!handlers.some((handle) => handle(one, main.from, main.to, event.data, insert))) one.dispatch(insert());
    return true;
  }

  return {
    isRich: true,
    value: () => editor.state.doc.toString(),
    setValue(text) {
      const changes = { from: 0, to: editor.state.doc.length, insert: text };
      editor.dispatch({ changes, selection: { anchor: 0 } });
      editor.dispatch(lint.setDiagnostics(editor.state, []));
    },
    mark(error) {
      const found = [];
      if (error) {
        const { doc } = editor.state;
        const from = offsetOf(doc.toString(), error.line, error.column) ?? 0;
        const to = Math.min(from + 1, doc.length);
        found.push({ from: to === from && from ? from - 1 : from, to, severity: "error", message: error.message });
      }
      editor.dispatch(lint.setDiagnostics(editor.state, found));
    },
    goTo({ line, column }) {
      const from = offsetOf(editor.state.doc.toString(), line, column) ?? 0;
      editor.dispatch({ selection: { anchor: from }, scrollIntoView: true });
      editor.focus();
    },
    focus: () => editor.focus(),
    destroy() {
      editor.destroy();
      host.remove();
    },
  };
}
