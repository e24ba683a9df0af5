const whole = new Intl.NumberFormat("en-US");
const shortened = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });

export const count = (number) => whole.format(number);
export const compact = (number) => (Math.abs(number) < 100_000 ? decimal(number) : shortened.format(number));
/** For the ticks of an axis. */
export const short = (number) => (Math.abs(number) < 10_000 ? decimal(number) : shortened.format(number));
export const counted = (number, one, many) => `${count(number)} ${number === 1 ? one : many}`;

export function decimal(number) {
  return Number.isInteger(number) ? whole.format(number) : number.toLocaleString("en-US", { maximumFractionDigits: 2 });
}

export function bytes(number) {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let unit = 0;
  let size = number;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${size.toLocaleString("en-US", { maximumFractionDigits: unit === 0 || size >= 100 ? 0 : 1 })} ${units[unit]}`;
}

export function seconds(number) {
  if (number < 1) return `${Math.max(1, Math.round(number * 1000))} ms`;
  if (number < 90) return `${number.toLocaleString("en-US", { maximumFractionDigits: number < 10 ? 1 : 0 })} s`;
  return `${Math.round(number / 60)} min`;
}

export function usd(number) {
  const digits = number !== 0 && Math.abs(number) < 0.01 ? 5 : 2;
  return `$${number.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
}

/** A rate for a label: whole numbers once there is something to round. */
export const rate = (perSecond) => `${perSecond < 10 ? decimal(Math.round(perSecond * 10) / 10) : count(Math.round(perSecond))}/s`;

/** A name from the code as people write it: not_delivered, events-by-day. */
export const words = (name) => {
  const text = name.replaceAll(/[_-]+/g, " ").trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
};
