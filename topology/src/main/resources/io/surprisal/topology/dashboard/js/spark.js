import { svg } from './dom.js';

const WIDTH = 120;
const HEIGHT = 24;
const SLOTS = 40;

/** The last scores as bars, the newest at the right; those from the threshold on stand out. All have the same scale. */
export function spark(trail, threshold) {
  const step = WIDTH / SLOTS;
  const from = WIDTH - trail.length * step;
  const calm = [];
  const loud = [];
  trail.forEach((percent, index) => {
    const height = Math.max(1, percent / 100 * HEIGHT);
    const bar = `M${(from + index * step).toFixed(1)} ${HEIGHT}v-${height.toFixed(1)}h${(step - 0.8).toFixed(1)}V${HEIGHT}z`;
    (percent >= threshold * 100 ? loud : calm).push(bar);
  });
  const line = HEIGHT - threshold * HEIGHT;
  return svg('svg', { class: 'spark', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, 'aria-hidden': 'true', focusable: 'false' },
    svg('path', { class: 'spark-line', d: `M0 ${line}H${WIDTH}` }),
    svg('path', { class: 'spark-calm', d: calm.join('') }),
    svg('path', { class: 'spark-loud', d: loud.join('') }));
}
