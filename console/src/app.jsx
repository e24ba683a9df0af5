import { render } from "preact";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { post, read } from "./api.js";
import { Throughput } from "./charts.jsx";
import { count, rate } from "./format.js";
import { rates as ratesOf, useLive } from "./live.js";
import { Bill, Panel, Policies, Runs, SavedQueries, SetAside, Zones } from "./panels.jsx";
import { Pipeline } from "./pipeline.jsx";
import { Sql } from "./sql.jsx";
import "./style.css";

const MOST_OFTEN_MILLIS = 2_000;

/** What is read again whenever the key is another, but not more often than every two seconds. */
function useRead(path, key, first) {
  const [value, setValue] = useState(first);
  const last = useRef(0);
  useEffect(() => {
    if (key === null) return undefined;
    const timer = setTimeout(() => {
      last.current = Date.now();
      read(path).then(setValue).catch(() => {});
    }, Math.max(0, last.current + MOST_OFTEN_MILLIS - Date.now()));
    return () => clearTimeout(timer);
  }, [path, key]);
  return value;
}

function usePolicies() {
  const [policies, setPolicies] = useState(null);
  useEffect(() => {
    let timer;
    const ask = () =>
      read("policies")
        .then((now) => {
          setPolicies(now);
          if (now.state === "running") timer = setTimeout(ask, 1000);
        })
        .catch(() => (timer = setTimeout(ask, 5000)));
    ask();
    return () => clearTimeout(timer);
  }, []);
  return policies;
}

function Workload({ workload, onChange, problem }) {
  const field = (name, label, step) => (
    <label>{label}<input type="number" min="0" step={step} value={workload[name]} onChange={(event) => onChange({ ...workload, [name]: Math.max(0, Math.trunc(event.currentTarget.valueAsNumber || 0)) })} /></label>
  );
  return (
    <>
      <div class="workload">
        {field("events", "Events a month", 1_000_000)}
        {field("eventBytes", "Bytes an event", 10)}
        {field("batch", "Events a request", 10)}
        {field("queriesPerDay", "Queries a day", 10)}
      </div>
      {problem && <p class="fault" role="alert">{problem}</p>}
    </>
  );
}

function BillOfStack() {
  const [workload, setWorkload] = useState(null);
  const [bill, setBill] = useState(null);
  const [problem, setProblem] = useState(null);
  useEffect(() => {
    read(`bill?${workload ? new URLSearchParams(workload) : ""}`)
      .then((answer) => {
        setBill(answer);
        setProblem(null);
      })
      .catch((fault) => setProblem(fault.message));
  }, [workload]);
  return bill && <Bill bill={bill}><Workload workload={workload ?? bill.workload} onChange={setWorkload} problem={problem} /></Bill>;
}

function Header({ stack, connected, snapshot }) {
  const [amount, setAmount] = useState(1000);
  const [problem, setProblem] = useState(null);
  const act = (path, body) => post(path, body).then(() => setProblem(null)).catch((fault) => setProblem(fault.message));
  const sending = snapshot?.live.sending ?? 0;
  const running = snapshot?.live.workflowRunning ?? false;
  const fault = problem ?? snapshot?.live.problem ?? snapshot?.problem;
  return (
    <header class="top">
      <div class="bar">
        <a class="brand" href="#pipeline"><svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true"><rect width="32" height="32" rx="9" /><path d="M8 21v-7m5.3 7V9m5.4 12v-5M24 21V11" /></svg><b>Lolscale</b><span>{stack ? `${stack.stack}, ${stack.region}` : ""}</span></a>
        <nav aria-label="Page"><a href="#lake">Lake</a><a href="#charts">Charts</a><a href="#sql">SQL</a><a href="#stack">Stack</a></nav>
        <span class={connected ? "link-state on" : "link-state"} role="status">{connected ? "Live" : "Reconnecting…"}</span>
        <div class="actions">
          <span class="joined">
            <button class="primary" id="send" disabled={sending > 0 || !connected} onClick={() => act("send", { events: amount })}>{sending > 0 ? `Sending, ${count(sending)} left` : `Send ${count(amount)} events`}</button>
            <select aria-label="How many sample events" value={amount} onChange={(event) => setAmount(Number(event.currentTarget.value))}>
              {[100, 1000, 10_000, 100_000].map((each) => <option key={each} value={each}>{count(each)}</option>)}
            </select>
          </span>
          <button id="workflow" disabled={running || !connected} onClick={() => act("workflow", {})}>{running ? "Workflow runs…" : "Run workflow"}</button>
        </div>
      </div>
      {fault && <p class="fault" role="alert">{fault}</p>}
    </header>
  );
}

function App() {
  const { connected, snapshot, samples } = useLive();
  const since = snapshot?.live.since ?? null;
  const tablesKey = snapshot && [since, snapshot.rows, snapshot.runs[0]?.started, Object.values(snapshot.quarantined).join()].join(" ");
  const stack = useRead("stack", since, null);
  const schema = useRead("schema", tablesKey, []);
  const saved = useRead("saved", tablesKey && `${tablesKey} ${snapshot.rawLines}`, null);
  const policies = usePolicies();
  const sql = useRef(null);
  const open = useCallback((text) => sql.current.open(text), []);
  const rates = ratesOf(samples);
  return (
    <>
      <a class="skip" href="#main">Skip to the pipeline</a>
      <Header stack={stack} connected={connected} snapshot={snapshot} />
      <main id="main">
        <section id="pipeline" aria-labelledby="pipeline-title">
          <header class="head"><h2 id="pipeline-title">Pipeline</h2><p>Drawn from the stack graph of {stack ? `${count(stack.resources)} resources` : "this stack"}. Up to Firehose, counts are since the start; from the raw zone on, they are what lies on disk.</p></header>
          {stack && snapshot && <Pipeline pipeline={stack.pipeline} snapshot={snapshot} rates={rates} />}
        </section>
        <section id="lake" aria-labelledby="lake-title">
          <header class="head"><h2 id="lake-title">Lake</h2></header>
          {snapshot && (
            <div class="grid lake">
              <Panel id="throughput" title="Events a second" note={`${rate(rates.accepted)} now`}><Throughput samples={samples} /></Panel>
              <Zones zones={snapshot.zones} />
              <Runs runs={snapshot.runs} now={snapshot.at} running={snapshot.live.workflowRunning} />
              <SetAside snapshot={snapshot} />
            </div>
          )}
        </section>
        <section id="charts" aria-labelledby="charts-title">
          <header class="head"><h2 id="charts-title">Saved queries</h2><p>The stack’s own, asked again whenever the lake changes.</p></header>
          {saved ? <SavedQueries saved={saved} onOpen={open} /> : <p class="quiet">Asking…</p>}
        </section>
        <section id="sql" aria-labelledby="sql-title">
          <header class="head"><h2 id="sql-title">SQL</h2></header>
          <Sql tables={schema} eventTable={stack?.pipeline.nodes.find((node) => node.id === "table").title} cutoff={stack?.cutoffBytes} control={sql} />
        </section>
        <section id="stack" aria-labelledby="stack-title">
          <header class="head"><h2 id="stack-title">Stack</h2></header>
          <div class="grid half"><BillOfStack /><Policies policies={policies} /></div>
        </section>
      </main>
      <footer>This page is served by ./lolscale up on this machine, and loads nothing from elsewhere.</footer>
    </>
  );
}

render(<App />, document.getElementById("app"));
