import { AnswerChart } from "./charts.jsx";
import { bytes, count, counted, seconds, usd, words } from "./format.js";

export function Panel({ title, note, children, id, class: name = "" }) {
  return (
    <section class={`panel ${name}`} id={id} aria-labelledby={`${id}-title`}>
      <header>
        <h3 id={`${id}-title`}>{title}</h3>
        {note && <span class="quiet">{note}</span>}
      </header>
      {children}
    </section>
  );
}

export function Zones({ zones }) {
  const most = Math.max(1, ...zones.map((zone) => zone.bytes));
  return (
    <Panel id="zones" title="Files by zone" note={bytes(zones.reduce((sum, zone) => sum + zone.bytes, 0))}>
      <table class="plain">
        <thead class="hidden"><tr><th scope="col">Zone</th><th scope="col">Files</th><th scope="col">Bytes</th></tr></thead>
        <tbody>
          {zones.map((zone) => (
            <tr key={zone.name} data-zone={zone.name} data-files={zone.files} data-bytes={zone.bytes}>
              <th scope="row">{words(zone.name)}<small>{zone.prefix}</small></th>
              <td class="num quiet">{counted(zone.files, "file", "files")}</td>
              <td class="num">{bytes(zone.bytes)}<i class="meter"><i style={{ width: `${(100 * zone.bytes) / most}%` }} /></i></td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

const ago = (started, now) => {
  const elapsed = (now - Date.parse(started)) / 1000;
  if (elapsed < 60) return "just now";
  if (elapsed < 5400) return `${Math.round(elapsed / 60)} min ago`;
  if (elapsed < 129_600) return `${Math.round(elapsed / 3600)} h ago`;
  return started.slice(0, 10);
};

export function Runs({ runs, now, running }) {
  return (
    <Panel id="runs" title="Workflow runs" note={running ? "running now" : ""}>
      {runs.length === 0 && <p class="quiet">The workflow has not run here yet. “Run workflow” delivers what waits and runs it.</p>}
      {runs.length > 0 && (
        <div class="scroll" tabIndex={0} role="region" aria-label="Workflow runs">
          <table class="plain runs">
            <thead>
              <tr><th scope="col">Started</th><th scope="col">Steps</th><th scope="col" class="num">Raw</th><th scope="col" class="num">Rows</th><th scope="col" class="num">Set aside</th><th scope="col" class="num">Took</th></tr>
            </thead>
            <tbody>
              {runs.map((run) => (
                <tr key={run.started} class="run">
                  <td><time dateTime={run.started} title={run.started}>{ago(run.started, now)}</time></td>
                  <td>
                    {run.steps.map((step) => (
                      <span key={step.name} class={`step ${step.state.toLowerCase()}`} title={step.problem ?? `${step.name}, ${seconds(step.seconds)}`}>
                        {step.kind} <span class={step.state === "SUCCEEDED" ? "hidden" : ""}>{step.state.toLowerCase()}</span>
                      </span>
                    ))}
                  </td>
                  <td class="num">{count(run.raw)}</td>
                  <td class="num">{count(run.rows)}</td>
                  <td class="num">{count(run.quarantined + run.duplicatesDropped)}</td>
                  <td class="num">{seconds(run.steps.reduce((sum, step) => sum + step.seconds, 0))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {runs[0]?.steps.some((step) => step.problem) && <p class="fault">{runs[0].steps.find((step) => step.problem).problem}</p>}
    </Panel>
  );
}

function Reasons({ title, counts, empty, of }) {
  const entries = Object.entries(counts).sort((a, b) => b[1] - a[1]);
  const most = Math.max(1, ...entries.map(([, value]) => value));
  return (
    <div class={`reasons of-${of}`}>
      <h4>{title} <b>{count(entries.reduce((sum, [, value]) => sum + value, 0))}</b></h4>
      {entries.length === 0 && <p class="quiet">{empty}</p>}
      <ul>
        {entries.map(([reason, value]) => (
          <li key={reason} data-reason={reason} data-value={value}>
            <span>{words(reason)}</span><span class="num">{count(value)}</span>
            <i class="meter"><i style={{ width: `${(100 * value) / most}%` }} /></i>
          </li>
        ))}
      </ul>
    </div>
  );
}

export function SetAside({ snapshot }) {
  return (
    <Panel id="aside" title="Set aside, by reason">
      <div class="two">
        {snapshot.live && <Reasons of="rejected" title="Rejected at the door" counts={snapshot.live.rejected} empty="Nothing since the start." />}
        <Reasons of="quarantine" title="Quarantined by the job" counts={snapshot.quarantined} empty="Nothing." />
      </div>
    </Panel>
  );
}

export function SavedQueries({ saved, onOpen }) {
  return (
    <div class="grid charts">
      {saved.map(({ name, sql, answer }) => (
        <Panel key={name} id={`query-${name}`} title={words(name)} note={answer.problem ? "" : `${seconds(answer.seconds)}, ${bytes(answer.scannedBytes)}`}>
          {answer.problem ? <p class={answer.kind === "UNKNOWN_TABLE" ? "quiet" : "fault"}>{answer.kind === "UNKNOWN_TABLE" ? "Its table is made by the first workflow run." : answer.problem}</p> : <AnswerChart answer={answer} title={words(name)} />}
          {onOpen && <button class="link" onClick={() => onOpen(sql)}>Open in SQL<span class="hidden">: {words(name)}</span></button>}
        </Panel>
      ))}
    </div>
  );
}

export function Bill({ bill, children }) {
  return (
    <Panel id="bill" title="What a month would cost on AWS" class="bill">
      <p class="total"><b>{usd(bill.totalUsd)}</b><span class="quiet">{usd(bill.usdPerMillionEvents)} a million events, {usd(bill.ingestUsdPerMillionEvents)} of it to take them in</span></p>
      <div class="stack" aria-hidden="true">
        {bill.services.map(({ service, usd: each }, index) => <i key={service} class={`s${(index % 6) + 1}`} style={{ width: `${(100 * each) / bill.totalUsd}%` }} />)}
      </div>
      {children}
      <table class="plain">
        <thead class="hidden"><tr><th scope="col">Service</th><th scope="col">Dollars a month</th></tr></thead>
        <tbody>
          {bill.services.map(({ service, usd: each, items }, index) => (
            <tr key={service}>
              <th scope="row">
                <details>
                  <summary><i class={`swatch s${(index % 6) + 1}`} />{service}</summary>
                  <ul class="items">{items.map((item) => <li key={item.item}>{item.item}<span class="num">{usd(item.usd)}</span></li>)}</ul>
                </details>
              </th>
              <td class="num">{usd(each)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {bill.unpriced.length > 0 && <p class="fault">Not priced: {bill.unpriced.join("; ")}</p>}
    </Panel>
  );
}

export function Policies({ policies }) {
  const state = policies?.state ?? "running";
  return (
    <Panel id="policies" title="Policies">
      {state === "running" && <p class="quiet" aria-busy="true">Checking the stack against its policies…</p>}
      {state === "failed" && <p class="fault">{policies.problem}</p>}
      {state === "done" && (
        <>
          <p class={policies.passed ? "verdict passed" : "verdict broken"}>
            <b>{policies.passed ? "Passed" : "Violated"}</b>
            <span class="quiet">{counted(policies.policies, "policy", "policies")} of {policies.pack}, {counted(policies.violations.length, "finding", "findings")}</span>
          </p>
          <ul class="violations">
            {policies.violations.map((violation) => (
              <li key={violation.policy + violation.resource}>
                <span class={violation.mandatory ? "level mandatory" : "level"}>{violation.mandatory ? "mandatory" : "advice"}</span>
                <b>{violation.policy}</b> <span class="quiet">{violation.resource}</span>
                <p>{violation.message}</p>
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}
