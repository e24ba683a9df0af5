import { useWidth } from "./charts.jsx";
import { bytes, compact, count, counted, rate, seconds } from "./format.js";

/** What a station and the arrow to it need beside each other, in pixels. */
const STATION_WIDTH = 156;

const sum = (counts) => Object.values(counts ?? {}).reduce((total, each) => total + each, 0);

/** What stands on the arrow to a station: a count, what is counted, and how fast or how late it is. */
function arriving(id, snapshot, rates) {
  const { live } = snapshot;
  switch (id) {
    case "door":
      return live && { value: sum(live.requests), unit: "requests", speed: rates.requests };
    case "track":
      return live && { value: live.accepted + sum(live.rejected), unit: "lines", speed: rates.lines };
    case "stream":
      return live && { value: live.accepted, unit: "accepted", speed: rates.accepted };
    case "mover":
      return live && { value: live.objects, unit: "objects", lag: live.oldestSeconds && `${seconds(live.oldestSeconds)} behind` };
    case "raw":
      return {
        value: snapshot.rawLines,
        unit: "lines",
        speed: rates.raw,
        lag: live?.queued > 0 ? `${count(live.queued)} queued` : live?.oldestSeconds && `${seconds(live.oldestSeconds)} behind`,
      };
    case "job":
      return {
        value: snapshot.rawLines - snapshot.awaitingJob,
        unit: "lines read",
        lag: snapshot.awaitingJob > 0 && `${compact(snapshot.awaitingJob)} waiting`,
      };
    case "table":
      return { value: snapshot.rows, unit: "rows", speed: rates.rows };
    default:
      return null;
  }
}

/** What a station says of itself, in a line. */
function standing(node, snapshot) {
  const { live } = snapshot;
  const zone = (name) => snapshot.zones.find((each) => each.name === name);
  const size = (found) => found && `${counted(found.files, "file", "files")}, ${bytes(found.bytes)}`;
  switch (node.id) {
    case "stream":
      return live && (live.oldestSeconds === null ? "nothing waits" : `buffering ${seconds(live.oldestSeconds)}`);
    case "raw":
      return size(zone("raw zone"));
    case "table":
      return size(zone("event table"));
    case "job":
      return live?.workflowRunning ? "running" : snapshot.runs.length > 0 ? "idle" : "has not run";
    default:
      return null;
  }
}

function branches(id, snapshot) {
  if (id === "track" && snapshot.live) return [{ value: sum(snapshot.live.rejected), what: "rejected", id: "rejected" }];
  if (id === "job") {
    return [
      { value: sum(snapshot.quarantined), what: "quarantined", id: "quarantine" },
      { value: snapshot.duplicatesDropped, what: "repeats dropped", id: "duplicates" },
    ];
  }
  return [];
}

/** The pipeline as the stack graph has it, with what is on its way. */
export function Pipeline({ pipeline, snapshot, rates }) {
  const way = pipeline.edges.filter((edge) => !edge.leaves).map((edge) => edge.to);
  const stations = [pipeline.edges[0].from, ...way].map((id) => pipeline.nodes.find((node) => node.id === id));
  const [ref, width] = useWidth(1384);
  return (
    <ol ref={ref} class={width < stations.length * STATION_WIDTH ? "pipeline upright" : "pipeline"}>
      {stations.map((node) => {
        const arrow = arriving(node.id, snapshot, rates);
        const busy = arrow?.speed > 0 || (node.id === "job" && snapshot.live?.workflowRunning);
        return (
          <li key={node.id} class={`station is-${node.id}`}>
            {node.id !== "client" && (
              <div class={busy ? "arrow busy" : "arrow"} data-arrow={node.id}>
                <span class="amount">
                  {arrow && <><b data-count={node.id} data-value={arrow.value}>{compact(arrow.value)}</b> <span class="unit">{arrow.unit}</span></>}
                </span>
                <i class="shaft" aria-hidden="true"><i /><i /><i /></i>
                <span class={arrow?.lag ? "pace late" : "pace"}>{arrow?.lag || (arrow?.speed > 0 ? rate(arrow.speed) : "")}</span>
              </div>
            )}
            <div class="card" title={node.resource}>
              <span class="service">{node.service}</span>
              <strong>{node.title}</strong>
              <span class="detail">{node.detail}</span>
              {standing(node, snapshot) && <span class="standing">{standing(node, snapshot)}</span>}
              {branches(node.id, snapshot).map((branch) => (
                <span key={branch.id} class={branch.value > 0 ? `branch of-${branch.id}` : "branch"}>
                  <b data-count={branch.id} data-value={branch.value}>{compact(branch.value)}</b> {branch.what}
                </span>
              ))}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
