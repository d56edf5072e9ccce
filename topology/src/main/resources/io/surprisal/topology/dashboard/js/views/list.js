import { get, part } from '../api.js';
import { h, fill, empty } from '../dom.js';
import * as format from '../format.js';
import { live } from '../live.js';
import { spark } from '../spark.js';

const columns = [
  { id: 'key', name: 'Series', text: true, by: each => each.key },
  { id: 'trail', name: 'Last 40 scores', text: true },
  { id: 'score', name: 'Score', by: each => each.score ?? -1, falling: true },
  { id: 'observed', name: 'Observed', by: each => each.observed ?? -Infinity, falling: true, minor: true },
  { id: 'expected', name: 'Expected', by: each => each.expected ?? -Infinity, falling: true, minor: true },
  { id: 'alert', name: 'Last alert', by: each => each.lastAlert ?? '', falling: true, minor: true },
  { id: 'time', name: 'Last row', by: each => each.eventTime ?? '', falling: true, minor: true },
];
const states = [['all', 'All'], ['anomalous', 'Anomalous'], ['warming', 'Warming up']];

/** How a series is, in a word. */
export function stateOf(each) {
  if (each.score !== null && each.score >= each.threshold) return 'anomalous';
  return each.warmUpRowsLeft > 0 ? 'warming' : each.score === null ? 'unknown' : 'normal';
}

/** All series with their latest scores: the highest of each instance, and the first others by their keys. */
export async function listView(main, { query }, signal) {
  const rows = new Map();
  const idle = new Map();
  let sort = columns.find(each => each.id === query.get('sort')) ?? columns[2];
  let falling = query.has('falling') ? query.get('falling') === 'true' : sort.falling ?? false;
  let state = states.some(([id]) => id === query.get('state')) ? query.get('state') : 'all';
  let held = false;
  let further = [];

  const filter = h('input', {
    type: 'search', id: 'filter', placeholder: 'Filter by key', autocomplete: 'off', spellcheck: 'false',
    'aria-label': 'Filter series by key', value: query.get('filter') ?? '', oninput: () => { search(); draw(); remember(); },
  });
  const choices = h('div.choices', { role: 'group', 'aria-label': 'Which series' }, states.map(([id, name]) =>
    h('button', { type: 'button', 'data-state': id, onclick: () => { state = id; draw(); remember(); } }, name)));
  const count = h('p.count', { id: 'count' });
  const head = h('tr', {}, columns.map(column => h('th' + classes(column), { scope: 'col' },
    column.by ? h('button', { type: 'button', onclick: () => order(column) }, column.name) : column.name)));
  const body = h('tbody');
  const table = h('table.series', {},
    h('caption.unseen', {}, 'Series with their latest scores; the headings sort'), h('thead', {}, head), body);
  const hint = h('div');
  // Rows do not move from under a pointer or the keyboard's focus.
  table.addEventListener('pointerenter', event => { held = event.pointerType === 'mouse'; });
  table.addEventListener('pointerleave', () => { held = false; });

  fill(main, h('div.head', {}, h('h1', {}, 'Series'), count),
    h('div.tools', {}, filter, choices), h('div.scroll', {}, table), hint);

  function order(column) {
    falling = sort === column ? !falling : column.falling ?? false;
    sort = column;
    draw(true);
    remember();
  }

  function remember() {
    const now = new URLSearchParams();
    if (filter.value) now.set('filter', filter.value);
    if (state !== 'all') now.set('state', state);
    if (sort.id !== 'score' || !falling) { now.set('sort', sort.id); now.set('falling', falling); }
    history.replaceState(null, '', '#/' + (now.size ? '?' + now : ''));
  }

  function all() {
    const list = [...live.scores.values()];
    for (const [key, each] of idle) if (!live.scores.has(key)) list.push(each);
    for (const each of further) if (!live.scores.has(each.key) && !idle.has(each.key)) list.push(each);
    return list;
  }

  function wanted(each) {
    return each.key.toLowerCase().includes(filter.value.toLowerCase()) && (state === 'all' || stateOf(each) === state);
  }

  function compare(one, other) {
    const a = sort.by(one);
    const b = sort.by(other);
    const result = a < b ? -1 : a > b ? 1 : 0;
    return result !== 0 ? (falling ? -result : result) : one.key < other.key ? -1 : 1;
  }

  function draw(now = false) {
    const list = all();
    const chosen = list.filter(wanted);
    const focused = body.contains(document.activeElement);
    chosen.sort(compare);
    const anomalous = list.filter(each => stateOf(each) === 'anomalous').length;
    fill(count, `${format.whole(list.length)} series`, anomalous ? h('span.alarm', {}, `, ${anomalous} anomalous`) : '');
    for (const button of choices.children) button.setAttribute('aria-pressed', String(button.dataset.state === state));
    columns.forEach((column, index) => {
      if (column === sort) head.children[index].setAttribute('aria-sort', falling ? 'descending' : 'ascending');
      else head.children[index].removeAttribute('aria-sort');
    });
    const keys = new Set(chosen.map(each => each.key));
    for (const [key, row] of rows) {
      if (!keys.has(key)) {
        row.element.remove();
        rows.delete(key);
      }
    }
    const still = !now && (held || focused);
    chosen.forEach((each, index) => {
      let row = rows.get(each.key);
      if (!row) {
        row = newRow(each.key);
        rows.set(each.key, row);
        body.append(row.element);
      }
      row.show(each);
      if (!still && body.children[index] !== row.element) body.insertBefore(row.element, body.children[index]);
    });
    fill(hint, list.length === 0
      ? live.loaded ? empty('No series yet', 'A series appears with its first observation on the input topic.') : h('p.quiet', {}, 'Loading …')
      : chosen.length === 0 ? empty('No series matches', 'Nothing that is listed has such a key and state.') : null);
    table.hidden = chosen.length === 0;
  }

  let waiting = 0;
  function search() {
    clearTimeout(waiting);
    const prefix = filter.value;
    if (!prefix) {
      further = [];
      return;
    }
    waiting = setTimeout(async () => {
      const page = await get('series?limit=20&prefix=' + encodeURIComponent(prefix), signal).catch(() => null);
      if (page && filter.value === prefix) {
        further = page.series.map(unscored);
        draw();
      }
    }, 250);
  }

  async function loadIdle() {
    const page = await get('series?limit=500', signal).catch(() => null);
    page?.series.forEach(each => idle.set(each.key, unscored(each)));
    draw();
  }

  live.on('scores', () => draw(), signal);
  draw();
  search();
  loadIdle();
}

/** A series that nothing has been scored of since its instance took it up. */
function unscored(each) {
  return {
    key: each.key, score: null, threshold: 0.5, warmUpRowsLeft: each.warmUpRowsLeft, observed: null, expected: null,
    eventTime: each.lastEventTime, lastAlert: null, trail: [],
  };
}

function classes(column) {
  return (column.text ? '' : '.number') + (column.minor ? '.minor' : '') + '.is-' + column.id;
}

function newRow(key) {
  const cells = columns.slice(1).map(column => h('td' + classes(column)));
  const element = h('tr', {}, h('th.is-key', { scope: 'row' }, h('a', { href: '#/series/' + part(key) }, key)), cells);
  const [trail, score, observed, expected, alert, time] = cells;
  let last = null;
  return {
    element,
    show(each) {
      if (each === last) return;
      last = each;
      const state = stateOf(each);
      element.className = state;
      trail.replaceChildren(spark(each.trail, each.threshold));
      fill(score, each.score === null
        ? each.warmUpRowsLeft > 0 ? h('span.quiet', {}, `warming up, ${each.warmUpRowsLeft} left`) : '–'
        : [format.score(each.score), state === 'anomalous' ? h('span.unseen', {}, ', anomalous') : null]);
      score.title = format.rarity(each.score);
      observed.textContent = format.number(each.observed);
      expected.textContent = format.number(each.expected);
      alert.textContent = format.moment(each.lastAlert);
      time.textContent = format.moment(each.eventTime);
    },
  };
}
