import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { sql, StandardSQL } from "@codemirror/lang-sql";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { Compartment, EditorState, Prec } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const highlight = HighlightStyle.define([
  { tag: tags.keyword, class: "sql-keyword" },
  { tag: [tags.string, tags.special(tags.string)], class: "sql-string" },
  { tag: [tags.number, tags.bool, tags.null], class: "sql-number" },
  { tag: [tags.lineComment, tags.blockComment], class: "sql-comment" },
]);

const language = (schema, defaultTable) =>
  sql({ dialect: StandardSQL, upperCaseKeywords: true, defaultTable, schema: Object.fromEntries(schema.map((table) => [table.name, table.columns.map((column) => column.name)])) });

/** Left to themselves, browsers style what is typed over coloured text, which the content security policy refuses. */
const typedOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    if (event.inputType !== "insertText" || !event.data || view.composing || view.state.selection.main.empty) return false;
    event.preventDefault();
    view.dispatch({ ...view.state.replaceSelection(event.data), userEvent: "input.type", scrollIntoView: true });
    return true;
  },
});

/** The SQL editor in an element. Tab leaves it, as it leaves any field. */
export function editorIn(parent, doc, onRun) {
  const schema = new Compartment();
  const nonce = document.querySelector("meta[name=csp-nonce]")?.content ?? "";
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc,
      extensions: [
        Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => (onRun(), true) }])),
        typedOver,
        history(),
        autocompletion(),
        keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap]),
        EditorView.lineWrapping,
        EditorView.cspNonce.of(nonce),
        EditorView.contentAttributes.of({ "aria-label": "SQL; Ctrl-Enter runs it" }),
        syntaxHighlighting(highlight),
        schema.of(language([])),
      ],
    }),
  });
  return {
    text: () => view.state.doc.toString(),
    show: (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
    know: (tables, eventTable) => view.dispatch({ effects: schema.reconfigure(language(tables, eventTable)) }),
    focus: () => view.focus(),
    close: () => view.destroy(),
  };
}
