import { useEffect, useImperativeHandle, useRef, useState } from "preact/hooks";
import { post } from "./api.js";
import { AnswerChart, DataTable } from "./charts.jsx";
import { editorIn } from "./editor.js";
import { bytes, count, seconds, usd } from "./format.js";

const FIRST = "SELECT event, count(*) AS events\nFROM analytics_data\nGROUP BY event\nORDER BY events DESC";

function Schema({ tables, onPick }) {
  return (
    <nav class="schema" aria-label="Tables">
      {tables.length === 0 && <p class="quiet">Tables appear with the first workflow run.</p>}
      {tables.map((table) => (
        <details key={`${table.database}.${table.name}`} open={tables.length < 3 || table.name.endsWith("data")}>
          <summary>{table.name}</summary>
          <ul>
            {table.columns.map((column) => (
              <li key={column.name}><span>{column.name}</span><small>{column.type}{column.partition ? ", partition" : ""}</small></li>
            ))}
          </ul>
          <button class="link" onClick={() => onPick(`SELECT *\nFROM ${table.name}\nLIMIT 20`)}>Look inside<span class="hidden"> {table.name}</span></button>
        </details>
      ))}
    </nav>
  );
}

function Facts({ answer, cutoff }) {
  return (
    <dl class="facts">
      <div><dt>Rows</dt><dd>{count(answer.rows.length)}{answer.more ? "+" : ""}</dd></div>
      <div><dt>Took</dt><dd>{seconds(answer.seconds)}</dd></div>
      <div><dt>Scanned</dt><dd>{bytes(answer.scannedBytes)}{cutoff && <small> of {bytes(cutoff)} allowed</small>}</dd></div>
      <div><dt>On Athena</dt><dd>{usd(answer.usd)}</dd></div>
    </dl>
  );
}

/** The SQL box: ask, cancel, and the answer as a table and as a chart. */
export function Sql({ tables, eventTable, cutoff, control }) {
  const parent = useRef(null);
  const editor = useRef(null);
  const running = useRef(null);
  const [state, setState] = useState({});
  const [view, setView] = useState("table");

  const run = async () => {
    if (running.current) return;
    const id = crypto.randomUUID();
    running.current = id;
    setState((before) => ({ ...before, running: true, problem: null }));
    try {
      const answer = await post("query", { id, sql: editor.current.text() });
      setState({ answer });
    } catch (fault) {
      setState({ problem: fault.message });
    } finally {
      running.current = null;
    }
  };
  const cancel = () => post("cancel", { id: running.current }).catch(() => {});

  useEffect(() => {
    editor.current = editorIn(parent.current, FIRST, run);
    return () => editor.current.close();
  }, []);
  useEffect(() => editor.current.know(tables, eventTable), [tables, eventTable]);
  useImperativeHandle(control, () => ({
    open(text) {
      editor.current.show(text);
      document.getElementById("sql").scrollIntoView();
      editor.current.focus();
      run();
    },
  }));

  const { answer, problem } = state;
  return (
    <div class="workbench panel">
      <Schema tables={tables} onPick={(text) => (editor.current.show(text), run())} />
      <div class="desk">
        <div class="editor" ref={parent} />
        <div class="bar">
          <button class="primary" id="run-query" onClick={run} disabled={state.running}>Run <kbd aria-hidden="true">Ctrl ↵</kbd></button>
          <button id="cancel-query" onClick={cancel} disabled={!state.running}>Cancel</button>
          <span class="quiet" role="status">{state.running ? "Running…" : problem ? "No answer." : answer ? `${count(answer.rows.length)}${answer.more ? " and more" : ""} rows.` : "Athena’s SQL, read-only, over the files of this lake."}</span>
          {answer && (
            <div class="switch" role="group" aria-label="Show the answer as">
              <button aria-pressed={view === "table"} onClick={() => setView("table")}>Table</button>
              <button aria-pressed={view === "chart"} onClick={() => setView("chart")}>Chart</button>
            </div>
          )}
        </div>
        {problem && <p class="fault" role="alert">{problem}</p>}
        {answer && (
          <div id="answer">
            <Facts answer={answer} cutoff={cutoff} />
            {answer.more && <p class="quiet">The first {count(answer.rows.length)} rows; ./lolscale query gives all.</p>}
            {view === "table" ? <DataTable {...answer} caption="Answer" /> : <AnswerChart answer={answer} title="Answer" />}
          </div>
        )}
      </div>
    </div>
  );
}
