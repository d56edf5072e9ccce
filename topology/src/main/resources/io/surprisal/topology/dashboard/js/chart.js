import uPlot from '../uplot/uPlot.js';

const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const utc = seconds => uPlot.tzDate(new Date(seconds * 1e3), 'Etc/UTC');
const GUTTER = 58;

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = value => String(value).padStart(2, '0');

/** Marks of time: days, or times of day with the day where it begins. */
function times(chart, splits, axis, space, step) {
  let before = -1;
  return splits.map(split => {
    const date = new Date(split * 1e3);
    const day = date.getUTCDate();
    const name = `${day} ${months[date.getUTCMonth()]}`;
    if (step >= 86400) return name;
    const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}${step < 60 ? ':' + two(date.getUTCSeconds()) : ''}`;
    const first = day !== before;
    before = day;
    return first ? `${time}\n${name}` : time;
  });
}

/** Fewest digits that tell the marks apart. */
function marks(chart, splits) {
  const step = Math.abs(splits[1] - splits[0]) || 1;
  const size = Math.max(...splits.map(Math.abs));
  const [unit, name] = [[1e12, 'T'], [1e9, 'G'], [1e6, 'M'], [1e4, 'k']].find(each => size >= each[0]) ?? [1, ''];
  const scale = unit === 1e4 ? 1e3 : unit;
  const places = Math.max(0, Math.min(6, -Math.floor(Math.log10(step / scale) + 1e-9)));
  return splits.map(split => (split / scale).toFixed(places) + (name && ' ' + name));
}

function axes(labelled, values) {
  const stroke = () => css('--quiet');
  const grid = { stroke: () => css('--grid'), width: 1 };
  const ticks = { show: false };
  const font = '11px system-ui, sans-serif';
  return [
    labelled ? { stroke, grid, ticks, font, space: 80, size: 40, values: times }
      : { grid, ticks, space: 80, size: 8, values: (chart, splits) => splits.map(() => '') },
    { stroke, grid, ticks, font, size: GUTTER, values, space: 36 },
  ];
}

/** Vertical lines where another version took over. */
function versions(marks) {
  return {
    hooks: {
      draw: chart => {
        const { ctx, bbox } = chart;
        ctx.save();
        ctx.strokeStyle = css('--version');
        ctx.fillStyle = css('--version');
        ctx.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
        ctx.textAlign = 'left';
        ctx.textBaseline = 'top';
        ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
        for (const mark of marks()) {
          const x = Math.round(chart.valToPos(mark.time, 'x', true));
          if (x < bbox.left || x > bbox.left + bbox.width) continue;
          ctx.beginPath();
          ctx.moveTo(x, bbox.top);
          ctx.lineTo(x, bbox.top + bbox.height);
          ctx.stroke();
          ctx.fillText(mark.name, x + 5 * devicePixelRatio, bbox.top + 3 * devicePixelRatio);
        }
        ctx.restore();
      },
    },
  };
}

/**
 * Two charts over one axis of time: values with what was expected of them, and scores.
 *
 * @param {HTMLElement} element that holds them
 * @param {{hover: function(?number), select: function(number, number), reset: function()}} on indexes and seconds
 */
export function charts(element, on) {
  let changes = [];
  let seen = [0, 1];
  const sync = uPlot.sync('series-' + Math.random());
  const cursor = {
    sync: { key: sync.key, setSeries: false },
    drag: { x: true, y: false, setScale: false },
    points: { size: 7 },
    bind: { dblclick: () => () => on.reset() },
  };
  const hooks = {
    setCursor: [chart => on.hover(chart.cursor.idx ?? null)],
    setSelect: [chart => {
      if (chart.select.width > 4) {
        on.select(chart.posToVal(chart.select.left, 'x'), chart.posToVal(chart.select.left + chart.select.width, 'x'));
      }
      chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    }],
  };
  const none = { points: { show: false } };
  const dots = (colour, size) => ({
    paths: () => null,
    points: { show: true, size, fill: () => css(colour), stroke: () => css('--surface'), width: 1.5 },
  });
  const width = () => Math.max(element.clientWidth, 240);
  const values = new uPlot({
    width: width(), height: 300, tzDate: utc, cursor, hooks, legend: { show: false }, plugins: [versions(() => changes)],
    scales: { x: { time: true }, y: { range: () => seen } },
    axes: axes(false, marks),
    bands: [{ series: [2, 1], fill: () => css('--band') }],
    series: [{},
      { ...none, stroke: 'transparent', width: 0 },
      { ...none, stroke: 'transparent', width: 0 },
      { ...none, stroke: () => css('--expected'), width: 1.5, dash: [5, 4] },
      { ...none, stroke: () => css('--observed'), width: 1.25 },
      dots('--alarm', 10)],
  }, [[], [], [], [], [], []], element);
  const scores = new uPlot({
    width: width(), height: 130, tzDate: utc, cursor, hooks, legend: { show: false }, plugins: [versions(() => changes.map(each => ({ ...each, name: '' })))],
    scales: { x: { time: true }, y: { range: [0, 1] } },
    axes: axes(true, (chart, splits) => splits.map(value => value.toFixed(1))),
    series: [{},
      { ...none, stroke: () => css('--alarm'), width: 1, dash: [2, 3] },
      { ...none, stroke: () => css('--score'), fill: () => css('--score-fill'), width: 1.25 },
      dots('--alarm', 8)],
  }, [[], [], [], []], element);
  sync.sub(values);
  sync.sub(scores);
  for (const chart of [values, scores]) chart.root.setAttribute('aria-hidden', 'true');
  const sizes = new ResizeObserver(() => {
    values.setSize({ width: width(), height: 300 });
    scores.setSize({ width: width(), height: 130 });
  });
  sizes.observe(element);
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  const redraw = () => { values.redraw(false); scores.redraw(false); };
  scheme.addEventListener('change', redraw);

  return {
    /** Shows a feature of a history from and to these seconds. */
    show(history, feature, from, to) {
      const time = history.time.map(each => each / 1e3);
      const alerts = new Set(history.alerts);
      const one = history.features[feature] ?? { observed: [], expected: [], spread: [] };
      const side = sign => one.expected.map((each, at) => each === null ? null : each + sign * 2 * one.spread[at]);
      const pick = list => list.map((each, at) => alerts.has(at) ? each : null);
      changes = history.models.filter(each => each.at > 0)
        .map(each => ({ time: time[each.at], name: 'version ' + (each.version ?? each.sha256.slice(0, 8)) }));
      const x = { min: from, max: to };
      seen = room(time, from, to, [one.observed, one.expected], [side(-1), side(1)]);
      const put = (chart, data) => chart.batch(() => {
        chart.setData(data, false);
        chart.setScale('x', x);
      });
      put(values, [time, side(-1), side(1), one.expected, one.observed, pick(one.observed)]);
      put(scores, [time, history.threshold, history.score, pick(history.score)]);
    },
    close() {
      scheme.removeEventListener('change', redraw);
      sizes.disconnect();
      values.destroy();
      scores.destroy();
    },
  };
}

/** Values and forecasts have room; the band too, but where it is far wider than these it is cut off. */
function room(time, from, to, lines, band) {
  const inside = at => time[at] >= from && time[at] <= to;
  const [low, high] = extremes(lines, inside);
  if (low > high) return [0, 1];
  const size = high - low || Math.abs(high) || 1;
  const [lowest, highest] = extremes(band, inside);
  return [Math.max(Math.min(low, lowest), low - size / 4) - size * 0.08, Math.min(Math.max(high, highest), high + size / 4) + size * 0.08];
}

function extremes(lists, inside) {
  let low = Infinity;
  let high = -Infinity;
  for (const list of lists) {
    list.forEach((each, at) => {
      if (each === null || !inside(at)) return;
      low = Math.min(low, each);
      high = Math.max(high, each);
    });
  }
  return [low, high];
}
