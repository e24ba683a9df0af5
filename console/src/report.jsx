import { render } from "preact";
import { count } from "./format.js";
import { Bill, Policies, Runs, SavedQueries, SetAside, Zones } from "./panels.jsx";
import { Pipeline } from "./pipeline.jsx";
import "./style.css";

const { stack, snapshot, saved, bill, policies, made } = JSON.parse(document.getElementById("data").textContent);

render(
  <>
    <header class="top"><div class="bar"><span class="brand"><svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true"><rect width="32" height="32" rx="9" /><path d="M8 21v-7m5.3 7V9m5.4 12v-5M24 21V11" /></svg><b>Lolscale</b><span>{stack.stack}, {stack.region}</span></span><span class="quiet">Report of <time dateTime={made}>{made.slice(0, 16).replace("T", " ")} UTC</time></span></div></header>
    <main id="main">
      <section id="pipeline" aria-labelledby="pipeline-title">
        <header class="head"><h2 id="pipeline-title">Pipeline</h2><p>Drawn from the stack graph of {count(stack.resources)} resources; the counts are what lies on disk.</p></header>
        <Pipeline pipeline={stack.pipeline} snapshot={snapshot} rates={{}} />
      </section>
      <section id="charts" aria-labelledby="charts-title">
        <header class="head"><h2 id="charts-title">Saved queries</h2></header>
        <SavedQueries saved={saved} />
      </section>
      <section id="lake" aria-labelledby="lake-title">
        <header class="head"><h2 id="lake-title">Lake</h2></header>
        <div class="grid half"><Zones zones={snapshot.zones} /><SetAside snapshot={snapshot} /></div>
        <div class="grid"><Runs runs={snapshot.runs} now={snapshot.at} /></div>
      </section>
      <section id="stack" aria-labelledby="stack-title">
        <header class="head"><h2 id="stack-title">Stack</h2></header>
        <div class="grid half"><Bill bill={bill} /><Policies policies={policies} /></div>
      </section>
    </main>
  </>,
  document.getElementById("app"),
);
