/* Numbers, durations and days as the app's language writes them. */

import { text } from './index';

const whole = new Intl.NumberFormat(text.language, { maximumFractionDigits: 0 });
const precise = new Intl.NumberFormat(text.language, { maximumFractionDigits: 1 });
const short = new Intl.NumberFormat(text.language, { notation: 'compact', maximumFractionDigits: 1 });
const day = new Intl.DateTimeFormat(text.language, { dateStyle: 'medium' });
const moment = new Intl.DateTimeFormat(text.language, { dateStyle: 'medium', timeStyle: 'short' });
const seconds = new Intl.NumberFormat(text.language, { style: 'unit', unit: 'second', unitDisplay: 'narrow', maximumFractionDigits: 1 });
const wholeSeconds = new Intl.NumberFormat(text.language, { style: 'unit', unit: 'second', unitDisplay: 'narrow', maximumFractionDigits: 0 });
const minutes = new Intl.NumberFormat(text.language, { style: 'unit', unit: 'minute', unitDisplay: 'narrow', maximumFractionDigits: 0 });
const sizes = ['byte', 'kilobyte', 'megabyte', 'gigabyte'].map(
  (unit) => new Intl.NumberFormat(text.language, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 }),
);

/** 1,234 */
export function count(value: number): string {
  return whole.format(value);
}

/** 734 byte, 20 kB, 1.5 MB */
export function bytes(value: number): string {
  const power = Math.min(sizes.length - 1, Math.floor(Math.log10(Math.max(1, value)) / 3));
  return sizes[power]!.format(value / 1000 ** power);
}

/** 82 or 8.2 */
export function rate(value: number): string {
  return value < 10 ? precise.format(value) : whole.format(value);
}

/** 128K */
export function compact(value: number): string {
  return short.format(value);
}

/** 0.4s, 12s, 1m 5s */
export function duration(millis: number): string {
  if (millis < 10_000) {
    return seconds.format(Math.max(0.1, millis / 1000));
  }
  const all = Math.round(millis / 1000);
  if (all < 60) {
    return wholeSeconds.format(all);
  }
  return `${minutes.format(Math.floor(all / 60))} ${wholeSeconds.format(all % 60)}`;
}

/** The least that is told of money: a hundredth of a cent, or of what a currency has in its place. */
const LEAST = 0.0001;

/** $0.012, $1.25: two digits that say something, and no less than a price tag has. Below `least`, that is written. */
export function money(value: number, currency: string): { readonly least: number; readonly written: string } {
  const shown = Math.max(value, LEAST);
  const digits = Math.max(2, Math.min(4, 1 - Math.floor(Math.log10(shown))));
  return { least: LEAST, written: inCurrency(shown, currency, 2, digits) };
}

/** $2, $0.25, $0.075: as price lists write it. */
export function price(value: number, currency: string): string {
  return inCurrency(value, currency, Number.isInteger(value) ? 0 : 2, 3);
}

/** The currency is an operator's word, and may be none. */
function inCurrency(value: number, currency: string, least: number, most: number): string {
  const digits = { minimumFractionDigits: least, maximumFractionDigits: most };
  try {
    return new Intl.NumberFormat(text.language, { style: 'currency', currency, ...digits }).format(value);
  } catch {
    return `${new Intl.NumberFormat(text.language, digits).format(value)} ${currency}`;
  }
}

export function date(instant: number): string {
  return day.format(instant);
}

export function dateAndTime(instant: number): string {
  return moment.format(instant);
}
