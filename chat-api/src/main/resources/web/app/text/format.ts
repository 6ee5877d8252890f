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

/** 1,234 */
export function count(value: number): string {
  return whole.format(value);
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

export function date(instant: number): string {
  return day.format(instant);
}

export function dateAndTime(instant: number): string {
  return moment.format(instant);
}
