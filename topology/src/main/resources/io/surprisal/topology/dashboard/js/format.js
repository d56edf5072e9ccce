/** Numbers and moments as people read them; moments in UTC, as the API has them. */

const units = [[1e12, 'T'], [1e9, 'G'], [1e6, 'M'], [1e3, 'k']];

/** About four digits, with a unit where it is long. */
export function number(value) {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (size !== 0 && size < 1e-3) return value.toExponential(2);
  if (size >= 1e15) return value.toExponential(2);
  for (const [unit, name] of units) {
    if (size >= unit * 10) return digits(value / unit) + ' ' + name;
  }
  return digits(value);
}

function digits(value) {
  const size = Math.abs(value);
  return value.toFixed(size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 3);
}

export function whole(value) {
  return value === null || value === undefined ? '–' : value.toLocaleString('en-US');
}

export function score(value) {
  return value === null || value === undefined ? '–' : value.toFixed(3);
}

/** What a score means, in words: 0.5 is one row in 1,000. */
export function rarity(score) {
  if (score === null || score === undefined) return '';
  const rows = 10 ** (-3 * Math.log2(1 - Math.min(score, 0.9999)));
  return rows < 1e9 ? `one normal row in ${whole(rounded(rows))}` : 'less than one normal row in a billion';
}

function rounded(value) {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1);
  return Math.round(value / step) * step;
}

const two = value => String(value).padStart(2, '0');

/** 2026-11-27 23:50:00, without seconds where there are none. */
export function moment(value) {
  if (value === null || value === undefined) return '–';
  const date = new Date(value);
  const seconds = date.getUTCSeconds();
  return `${day(date)} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}${seconds ? ':' + two(seconds) : ''}`;
}

function day(date) {
  return `${date.getUTCFullYear()}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
}

/** A length of time in its largest unit or two. */
export function span(ms) {
  const steps = [[86400e3, 'd'], [3600e3, 'h'], [60e3, 'min'], [1e3, 's']];
  for (let i = 0; i < steps.length; i++) {
    const [unit, name] = steps[i];
    if (ms >= unit) {
      const count = Math.floor(ms / unit);
      const rest = i + 1 < steps.length ? Math.floor((ms - count * unit) / steps[i + 1][0]) : 0;
      return count + ' ' + name + (rest && count < 10 ? ` ${rest} ${steps[i + 1][1]}` : '');
    }
  }
  return Math.round(ms) + ' ms';
}

/** Enough of a hash to tell it by. */
export function hash(sha256) {
  return sha256 ? sha256.slice(0, 8) : '–';
}
