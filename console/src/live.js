import { useEffect, useState } from "preact/hooks";

const HISTORY = 180;
const WINDOW_MILLIS = 5_000;

const sum = (counts) => Object.values(counts).reduce((total, each) => total + each, 0);

/** The numbers that have a rate, from a snapshot. */
function totals(snapshot) {
  const rejected = sum(snapshot.live.rejected);
  return {
    at: snapshot.at,
    since: snapshot.live.since,
    requests: sum(snapshot.live.requests),
    lines: snapshot.live.accepted + rejected,
    accepted: snapshot.live.accepted,
    rejected,
    raw: snapshot.rawLines,
    rows: snapshot.rows,
  };
}

/** What changed in a second, over the last seconds of the samples. */
export function rates(samples) {
  const last = samples.at(-1);
  const first = samples.find((sample) => last && sample.at >= last.at - WINDOW_MILLIS);
  const elapsed = last && first ? (last.at - first.at) / 1000 : 0;
  const rate = (key) => (elapsed > 0 ? Math.max(0, (last[key] - first[key]) / elapsed) : 0);
  return Object.fromEntries(["requests", "lines", "accepted", "rejected", "raw", "rows"].map((key) => [key, rate(key)]));
}

/** Snapshots as they come, with the last minutes' totals; goes on by itself when the platform was restarted. */
export function useLive() {
  const [state, setState] = useState({ connected: false, snapshot: null, samples: [] });
  useEffect(() => {
    let source;
    let again;
    const connect = () => {
      source = new EventSource("/api/live");
      source.onmessage = (event) => {
        const snapshot = JSON.parse(event.data);
        setState(({ samples }) => {
          const now = totals(snapshot);
          // After a restart the counts begin again.
          const kept = samples.at(-1)?.since === now.since ? samples : [];
          return { connected: true, snapshot, samples: [...kept, now].slice(-HISTORY) };
        });
      };
      source.onerror = () => {
        setState((before) => ({ ...before, connected: false }));
        if (source.readyState === EventSource.CLOSED) {
          again = setTimeout(connect, 1000);
        }
      };
    };
    connect();
    return () => {
      clearTimeout(again);
      source.close();
    };
  }, []);
  return state;
}
