import { scaleBand, scaleLinear } from "d3-scale";
import { area, curveMonotoneX, line } from "d3-shape";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { compact, count, decimal, short } from "./format.js";
import { shapeOf } from "./shape.js";

/** The width that an element has been given, in pixels. */
export function useWidth(otherwise = 480) {
  const ref = useRef(null);
  const [width, setWidth] = useState(otherwise);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.max(220, Math.round(entry.contentRect.width))));
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}

export function DataTable({ columns, types, rows, caption }) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={caption}>
      <table class="data">
        <caption class="hidden">{caption}</caption>
        <thead>
          <tr>{columns.map((name) => <th scope="col" key={name}>{name}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((value, column) => (
                <td key={column} class={typeof value === "number" ? "num" : undefined}>{text(value, types?.[column])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function text(value) {
  if (value === null) return <span class="null">null</span>;
  if (typeof value === "number") return decimal(value);
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** An answer as a chart, with the same numbers as a table below it. */
export function AnswerChart({ answer, title }) {
  const [measure, setMeasure] = useState(null);
  const shape = shapeOf(answer, measure);
  return (
    <figure class="chart">
      {shape && shape.kind !== "number" && shape.measures.length > 1 && (
        <label class="measure">
          <span class="hidden">What is drawn: </span>
          <select value={shape.measure} onChange={(event) => setMeasure(event.currentTarget.value)}>
            {shape.measures.map((name) => <option key={name}>{name}</option>)}
          </select>
        </label>
      )}
      {shape === null && answer.rows.length > 0 && <p class="quiet">No number to draw; the rows are below.</p>}
      {answer.rows.length === 0 && <p class="quiet">No rows yet.</p>}
      {shape?.kind === "number" && <Numbers columns={answer.columns} values={answer.rows[0]} />}
      {shape?.kind === "bars" && <Bars shape={shape} title={title} />}
      {shape?.kind === "time" && <Columns shape={shape} title={title} />}
      {shape && shape.series?.length > 1 && <Legend by={shape.by} series={shape.series} more={shape.hiddenSeries} />}
      <figcaption class="hidden">{title}</figcaption>
      <details>
        <summary>Table <span class="quiet">{count(answer.rows.length)} {answer.rows.length === 1 ? "row" : "rows"}</span></summary>
        <DataTable columns={answer.columns} types={answer.types} rows={answer.rows.slice(0, 200)} caption={`${title}, as a table`} />
      </details>
    </figure>
  );
}

function Numbers({ columns, values }) {
  return (
    <dl class="numbers">
      {columns.map((name, index) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{typeof values[index] === "number" ? compact(values[index]) : String(values[index])}</dd>
        </div>
      ))}
    </dl>
  );
}

function Legend({ by, series, more }) {
  return (
    <ul class="legend">
      <li>{by}</li>
      {series.map(({ name }, index) => (
        <li key={name}><i class={`swatch s${index + 1}`} />{name}</li>
      ))}
      {more > 0 && <li class="quiet">and {more} more</li>}
    </ul>
  );
}

const summary = (title, shape) =>
  `${title}: ${shape.kind === "time" ? "columns" : "bars"} of ${shape.measure}, ${shape.labels.length} from ${shape.labels[0]} to ${shape.labels.at(-1)}. The table below has the numbers.`;

/** Bars that lie, for names; several series follow each other in the bar. */
function Bars({ shape, title }) {
  const [ref, width] = useWidth();
  const row = 26;
  const longest = Math.max(...shape.labels.map((label) => label.length));
  const left = Math.min(150, Math.max(40, longest * 8.2 + 10));
  const totals = shape.labels.map((_, index) => shape.series.reduce((sum, series) => sum + series.values[index], 0));
  const x = scaleLinear([0, Math.max(...totals, 1)], [0, Math.max(40, width - left - 64)]);
  return (
    <div ref={ref}>
      <svg width={width} height={shape.labels.length * row + 4} role="img" aria-label={summary(title, shape)}>
        {shape.labels.map((label, index) => {
          let from = left;
          return (
            <g key={label} transform={`translate(0 ${index * row + 2})`}>
              <text class="label" x={left - 8} y={row / 2} dy="0.35em" text-anchor="end">{cut(label, 20)}</text>
              {shape.series.map((series, which) => {
                const start = from;
                from += x(series.values[index]);
                return <rect key={series.name} class={`s${which + 1}`} x={start} y={4} width={Math.max(0, from - start)} height={row - 8} rx={3}>
                  <title>{`${label}, ${series.name}: ${decimal(series.values[index])}`}</title>
                </rect>;
              })}
              <text class="value" x={from + 8} y={row / 2} dy="0.35em">{compact(totals[index])}</text>
            </g>
          );
        })}
      </svg>
      {shape.hidden > 0 && <p class="quiet">and {count(shape.hidden)} more in the table</p>}
    </div>
  );
}

const cut = (label, length) => (label.length > length ? `${label.slice(0, length - 1)}…` : label);

/** Columns that stand, for dates, stacked by series. */
function Columns({ shape, title }) {
  const [ref, width] = useWidth();
  const height = 210;
  const margin = { top: 16, right: 4, bottom: 24, left: 44 };
  const totals = shape.labels.map((_, index) => shape.series.reduce((sum, series) => sum + series.values[index], 0));
  const x = scaleBand(shape.labels, [margin.left, width - margin.right]).paddingInner(0.28).paddingOuter(0.12);
  const y = scaleLinear([0, Math.max(...totals, 1)], [height - margin.bottom, margin.top]).nice(4);
  const each = Math.max(1, Math.ceil(shape.labels.length / Math.max(1, Math.floor((width - margin.left) / 64))));
  const name = (label) => (/^\d{4}-\d{2}-\d{2}/.test(label) ? label.slice(5, 10) : label);
  const band = Math.min(x.bandwidth(), 64);
  return (
    <div ref={ref}>
      <svg width={width} height={height} role="img" aria-label={summary(title, shape)}>
        {y.ticks(4).map((tick) => (
          <g key={tick} transform={`translate(0 ${Math.round(y(tick)) + 0.5})`}>
            <line class={tick === 0 ? "axis" : "grid"} x1={margin.left} x2={width - margin.right} />
            <text class="label" x={margin.left - 8} dy="0.32em" text-anchor="end">{short(tick)}</text>
          </g>
        ))}
        {shape.labels.map((label, index) => {
          let base = 0;
          const left = x(label) + (x.bandwidth() - band) / 2;
          return (
            <g key={label}>
              {shape.series.map((series, which) => {
                const value = series.values[index];
                const top = y(base + value);
                const bottom = y(base);
                base += value;
                return <rect key={series.name} class={`s${which + 1}`} x={left} y={top} width={band} height={Math.max(0, bottom - top)} rx={shape.series.length === 1 ? 3 : 0}>
                  <title>{`${label}, ${series.name}: ${decimal(value)}`}</title>
                </rect>;
              })}
              {shape.series.length === 1 && shape.labels.length <= 8 && (
                <text class="value" x={left + band / 2} y={y(totals[index]) - 5} text-anchor="middle">{compact(totals[index])}</text>
              )}
              {index % each === 0 && <text class="label" x={x(label) + x.bandwidth() / 2} y={height - 7} text-anchor="middle">{name(label)}</text>}
            </g>
          );
        })}
      </svg>
    </div>
  );
}

/** Events a second over the last minutes. */
export function Throughput({ samples }) {
  const [ref, width] = useWidth();
  const height = 236;
  const margin = { top: 12, right: 0, bottom: 22, left: 40 };
  const span = 180_000;
  const end = samples.at(-1)?.at ?? 0;
  const points = samples.slice(1).map((sample, index) => {
    const elapsed = (sample.at - samples[index].at) / 1000;
    return { at: sample.at, value: elapsed > 0 ? Math.max(0, (sample.accepted - samples[index].accepted) / elapsed) : 0 };
  });
  const most = Math.max(10, ...points.map((point) => point.value));
  const x = scaleLinear([end - span, end], [margin.left, width - margin.right]);
  const y = scaleLinear([0, most], [height - margin.bottom, margin.top]).nice(3);
  const shape = (make) => make.x((point) => x(point.at)).curve(curveMonotoneX);
  const now = points.at(-1)?.value ?? 0;
  return (
    <div ref={ref}>
      <svg width={width} height={height} role="img" aria-label={`Events accepted a second over the last three minutes: ${count(Math.round(now))} now, ${count(Math.round(most))} at most.`}>
        {y.ticks(3).map((tick) => (
          <g key={tick} transform={`translate(0 ${Math.round(y(tick)) + 0.5})`}>
            <line class={tick === 0 ? "axis" : "grid"} x1={margin.left} x2={width} />
            <text class="label" x={margin.left - 8} dy="0.32em" text-anchor="end">{short(tick)}</text>
          </g>
        ))}
        <path class="area" d={shape(area().y0(y(0)).y1((point) => y(point.value)))(points) ?? ""} />
        <path class="stroke" d={shape(line().y((point) => y(point.value)))(points) ?? ""} />
        <text class="label" x={margin.left} y={height - 5}>3 min ago</text>
        <text class="label" x={width - 2} y={height - 5} text-anchor="end">now</text>
      </svg>
    </div>
  );
}
