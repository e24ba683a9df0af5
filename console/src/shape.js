/** How an answer is drawn: what is counted, along what, and by what. */
const NUMBERS = /^(tinyint|smallint|integer|int|bigint|double|real|float|decimal)/;
const DATE = /^\d{4}(-\d{2}){0,2}([ T]\d{2}:\d{2}.*)?$/;
const MOST_SERIES = 6;
const MOST_BARS = 14;

/** Whole numbers that say when or where, not how much. */
const PLACES = /^(days?|weeks?|months?|hours?|years?|step)(_|$)/;

const isNumber = (type) => NUMBERS.test(type);
const isMeasure = ({ columns, types }, index) => isNumber(types[index]) && !PLACES.test(columns[index]);

function dimensions(answer) {
  const { columns, types } = answer;
  const named = (name) => columns.indexOf(name);
  const calendar = ["year", "month", "day"].map(named).filter((index) => index >= 0 && !isNumber(types[index]));
  const inCalendar = calendar.length > 0 && named("year") >= 0 ? calendar : [];
  const others = columns.map((_, index) => index).filter((index) => !isMeasure(answer, index) && !inCalendar.includes(index));
  return { calendar: inCalendar, others };
}

/**
 * Null for what no chart can show; otherwise {kind: "number" | "bars" | "time", measures: [names], labels, series: [{name, values}]}.
 */
export function shapeOf(answer, measureName) {
  const { columns, rows } = answer;
  const measures = columns.filter((_, index) => isMeasure(answer, index));
  if (measures.length === 0 || rows.length === 0) return null;
  const measure = columns.indexOf(measures.includes(measureName) ? measureName : measures[0]);
  const { calendar, others } = dimensions(answer);
  if (calendar.length === 0 && others.length === 0) {
    return rows.length === 1 ? { kind: "number", measures, values: rows[0] } : null;
  }
  const dates = calendar.length > 0 || rows.every((row) => DATE.test(String(row[others[0]])));
  const along = calendar.length > 0 ? calendar : [others[0]];
  const by = (calendar.length > 0 ? others : others.slice(1))[0];
  const labelOf = (row) => along.map((index) => row[index] ?? "none").join("-");
  const labels = [...new Set(rows.map(labelOf))];
  if (dates) labels.sort();
  const totals = new Map();
  const cells = new Map();
  for (const row of rows) {
    const name = by === undefined ? columns[measure] : String(row[by] ?? "none");
    const value = Number(row[measure] ?? 0);
    totals.set(name, (totals.get(name) ?? 0) + value);
    const cell = `${name}\u0000${labelOf(row)}`;
    cells.set(cell, (cells.get(cell) ?? 0) + value);
  }
  const inOrder = by !== undefined && isNumber(answer.types[by]);
  const names = [...totals.keys()].sort((a, b) => (inOrder ? a - b : totals.get(b) - totals.get(a)));
  const shown = names.slice(0, MOST_SERIES);
  const kept = dates ? labels : labels.slice(0, MOST_BARS);
  const series = shown.map((name) => ({ name, values: kept.map((label) => cells.get(`${name}\u0000${label}`) ?? 0) }));
  return {
    kind: dates && labels.length > 1 ? "time" : "bars",
    measures,
    measure: columns[measure],
    by: by === undefined ? null : columns[by],
    labels: kept,
    series,
    hidden: labels.length - kept.length,
    hiddenSeries: names.length - shown.length,
  };
}
