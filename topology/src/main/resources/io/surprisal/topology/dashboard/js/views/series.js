import { get, part } from '../api.js';
import { charts } from '../chart.js';
import { h, fill, empty, failure } from '../dom.js';
import * as format from '../format.js';
import { live } from '../live.js';
import { alertItem } from './alerts.js';

const HOUR = 3600e3;
const spans = [[3 * HOUR, '3 h'], [12 * HOUR, '12 h'], [24 * HOUR, '1 day'], [7 * 24 * HOUR, '7 days'], [Infinity, 'All']];
const USUAL = 24 * HOUR;
const PAUSE = 1500; // between two looks at what is live
const TABLE_ROWS = 50;

/** One series: values, what was expected, scores, alerts and versions, over any stretch that is kept. */
export async function seriesView(main, { subject: key, query }, signal) {
  let about = await get('series/' + part(key), signal);
  let chart = null;
  let past = null;
  let feature = 0;
  let range = read(query);
  let timer = 0;
  let asked = 0;

  const facts = h('dl.facts');
  const status = h('p.status');
  const buttons = h('div.choices', { role: 'group', 'aria-label': 'How much is shown' }, spans.map(([length, name]) =>
    h('button', { type: 'button', 'data-length': length, onclick: () => go({ length }) }, name)));
  const earlier = h('button', { type: 'button', 'aria-label': 'Earlier', title: 'Earlier', onclick: () => pan(-0.5) }, '‹');
  const later = h('button', { type: 'button', 'aria-label': 'Later', title: 'Later', onclick: () => pan(0.5) }, '›');
  const now = h('button.live-button', { type: 'button', onclick: () => go({ length: span() }) }, 'Live');
  const shownRange = h('p.range', { 'aria-live': 'off' });
  const picks = h('div.choices.features', { role: 'group', 'aria-label': 'Feature' });
  const reading = h('p.reading', { id: 'reading' });
  const canvas = h('div.canvas', {
    tabindex: '0', role: 'group', id: 'chart', 'aria-describedby': 'chart-help',
    'aria-label': 'Chart of observed and expected values and of scores', onkeydown: keys,
  });
  const help = h('p.help', { id: 'chart-help' },
    'Drag to zoom, double-click for all. Keys: ← → move, + − zoom, Home all, End live.');
  const figure = h('section.panel', { 'aria-label': 'History' },
    h('div.tools', {}, buttons, h('div.choices', { role: 'group', 'aria-label': 'Move in time' }, earlier, later, now), picks, shownRange),
    reading, canvas, help);
  const table = h('details.rows', { ontoggle: () => rows() }, h('summary', {}, 'The last rows as a table'));
  const alerts = h('section', { 'aria-labelledby': 'series-alerts' }, h('h2', { id: 'series-alerts' }, 'Alerts'), h('div'));
  fill(main, h('p.crumb', {}, h('a', { href: '#/' }, 'Series')), h('div.head', {}, h('h1.key', {}, key), status),
    facts, figure, table, alerts);

  function read(from) {
    const low = Date.parse(from.get('from'));
    const high = Date.parse(from.get('to'));
    if (Number.isFinite(low) && Number.isFinite(high) && high > low) return { from: low, to: high };
    const length = Number(from.get('span'));
    return { length: length > 0 ? length * 1e3 : from.get('span') === 'all' ? Infinity : USUAL };
  }

  function last() {
    const told = live.scores.get(key);
    return Math.max(Date.parse(told?.eventTime ?? 0), Date.parse(about.lastEventTime ?? 0));
  }

  /** From and to, in milliseconds. */
  function limits() {
    if (range.from) return [range.from, range.to];
    const end = last();
    const kept = past ? past.retentionSeconds * 1e3 : USUAL;
    return [end - Math.min(range.length, kept), end];
  }

  function span() {
    const [from, to] = limits();
    return range.from ? to - from : range.length;
  }

  function go(next) {
    range = next;
    const query = next.from
      ? `from=${new Date(next.from).toISOString()}&to=${new Date(next.to).toISOString()}`
      : next.length === USUAL ? '' : 'span=' + (next.length === Infinity ? 'all' : next.length / 1e3);
    history.replaceState(null, '', `#/series/${part(key)}${query ? '?' + query : ''}`);
    load();
  }

  function pan(share) {
    const [from, to] = limits();
    const by = (to - from) * share;
    if (to + by >= last()) go({ length: to - from });
    else go({ from: Math.round(from + by), to: Math.round(to + by) });
  }

  function zoom(factor) {
    const [from, to] = limits();
    const length = Math.max(60e3, (to - from) * factor);
    if (!range.from) {
      go({ length });
      return;
    }
    const middle = (from + to) / 2;
    go({ from: Math.round(middle - length / 2), to: Math.round(middle + length / 2) });
  }

  function keys(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const actions = {
      ArrowLeft: () => pan(-0.25), ArrowRight: () => pan(0.25), '+': () => zoom(0.5), '=': () => zoom(0.5),
      '-': () => zoom(2), Home: () => go({ length: Infinity }), End: () => go({ length: span() }),
    };
    if (actions[event.key]) {
      event.preventDefault();
      actions[event.key]();
    }
  }

  async function load() {
    const number = ++asked;
    clearTimeout(timer);
    const points = Math.max(1500, Math.min(3000, Math.round(canvas.clientWidth * 2)));
    const [from, to] = limits();
    const query = range.length === Infinity ? '' : `&from=${iso(from)}&to=${iso(to)}`;
    try {
      const found = await get(`series/${part(key)}/history?points=${points}${query}`, signal);
      if (number !== asked) return;
      past = forecast(found);
      draw();
    } catch (error) {
      if (signal.aborted || number !== asked) return;
      // Once there is a picture, a hitch while it moves on is no reason to take it away.
      if (!past) without(error);
    }
    if (number === asked && !range.from) timer = setTimeout(follow, PAUSE);
  }

  /** Looks again when something new has come. */
  function follow() {
    if (signal.aborted) return;
    const newest = past?.time.at(-1) ?? 0;
    if (past && (last() > newest || !live.scores.has(key))) load();
    else if (past) timer = setTimeout(follow, PAUSE / 3);
  }

  function without(error) {
    chart?.close();
    chart = null;
    figure.replaceChildren();
    table.hidden = true;
    if (error.status === 409) {
      figure.append(empty('No history is kept',
        'With history.retention set (for example to 7d) this shows what was observed and expected, and every score.'));
    } else {
      figure.append(failure(error, () => seriesView(main, { subject: key, query: new URLSearchParams() }, signal)));
    }
  }

  function draw() {
    chart ??= charts(canvas, {
      hover: tell,
      select: (from, to) => go({ from: Math.round(from * 1e3), to: Math.round(to * 1e3) }),
      reset: () => go({ length: Infinity }),
    });
    let [from, to] = limits();
    if (range.length === Infinity && past.time.length) from = past.time[0];
    feature = Math.min(feature, Math.max(past.features.length - 1, 0));
    chart.show(past, feature, from / 1e3, to / 1e3);
    canvas.dataset.rows = past.time.length;
    fill(picks, past.features.length < 2 ? null : past.features.map((each, index) => h('button', {
      type: 'button', 'aria-pressed': String(index === feature), onclick: () => { feature = index; draw(); },
    }, each.name)));
    for (const button of buttons.children) {
      button.setAttribute('aria-pressed', String(!range.from && Number(button.dataset.length) === range.length));
    }
    now.setAttribute('aria-pressed', String(!range.from));
    shownRange.textContent = past.time.length === 0
      ? 'No rows in this stretch'
      : `${format.moment(from)} – ${format.moment(to)} UTC · ${format.whole(past.rows)} rows`
        + (past.reduced ? ', the extremes shown' : '');
    tell(null);
    rows();
  }

  /** What the row under the cursor is, else the last one. */
  function tell(index) {
    if (!past || !past.time.length) {
      fill(reading);
      return;
    }
    const at = index ?? past.time.length - 1;
    const one = past.features[feature];
    const part = (name, value) => h('span.' + name.toLowerCase(), {}, h('b', {}, name), ' ', value);
    fill(reading, h('time', {}, format.moment(past.time[at])),
      part('Observed', format.number(one.observed[at])),
      part('Expected', one.expected[at] === null ? '–'
        : `${format.number(one.expected[at])} ± ${format.number(2 * one.spread[at])}`),
      part('Score', past.score[at] === null ? 'warming up' : format.score(past.score[at])),
      past.alerts.includes(at) ? h('span.alarm', {}, 'alert') : past.silenced.includes(at) ? h('span', {}, 'part of an incident') : null);
  }

  function rows() {
    if (!table.open || !past) return;
    const one = past.features[feature];
    const from = Math.max(0, past.time.length - TABLE_ROWS);
    const list = past.time.slice(from).map((time, index) => {
      const at = from + index;
      return h('tr', {}, h('th', { scope: 'row' }, format.moment(time)),
        h('td.number', {}, format.number(one.observed[at])), h('td.number', {}, format.number(one.expected[at])),
        h('td.number', {}, format.number(one.spread[at] === null ? null : 2 * one.spread[at])), h('td.number', {}, format.score(past.score[at])),
        h('td', {}, past.alerts.includes(at) ? 'alert' : past.silenced.includes(at) ? 'part of an incident' : ''));
    }).reverse();
    table.querySelector('.scroll')?.remove();
    table.append(h('div.scroll', { tabindex: '0', role: 'region', 'aria-label': 'The last rows' }, h('table', {}, h('caption.unseen', {}, 'The last rows that are shown, newest first'),
      h('thead', {}, h('tr', {}, ['Time (UTC)', 'Observed', 'Expected', '± 2 spreads', 'Score', ''].map((name, index) =>
        h(index > 0 && index < 5 ? 'th.number' : 'th', { scope: 'col' }, name)))), h('tbody', {}, list))));
  }

  function headline() {
    const told = live.scores.get(key);
    const value = told?.score ?? null;
    const state = told === undefined ? '' : value === null ? 'warming' : value >= told.threshold ? 'anomalous' : 'normal';
    fill(status, told ? h('span.pill.' + (state || 'unknown'), {}, state === 'warming' ? 'warming up' : state) : null,
      value === null ? null : h('span.big', { title: format.rarity(value) }, format.score(value)));
    const version = about.model.name ? `${about.model.name} ${about.model.version}` : format.hash(about.model.sha256);
    const list = [['Rows', format.whole(about.rows)], ['Last row', format.moment(told?.eventTime ?? about.lastEventTime)],
      ['Rows come every', format.span(about.typicalGapSeconds * 1e3)], ['Model', version],
      ['Instance', about.instance ?? 'this one'], ['Missing, late', `${format.whole(about.missingRows)}, ${format.whole(about.lateRows)}`]];
    fill(facts, list.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))));
  }

  const seen = new Map();
  function showAlerts(list) {
    for (const each of list) seen.set(each.alertId, seen.get(each.alertId) ?? { alert: each, element: alertItem(each, false) });
    const sorted = [...seen.values()].sort((a, b) => a.alert.eventTime < b.alert.eventTime ? 1 : -1);
    const place = alerts.lastElementChild;
    if (!sorted.length) fill(place, h('p.quiet', {}, 'None among the newest alerts.'));
    sorted.forEach(({ element }, index) => {
      if (index === 0 && !seen.drawn) place.replaceChildren();
      seen.drawn = true;
      if (place.children[index] !== element) place.insertBefore(element, place.children[index] ?? null);
    });
  }

  async function loadAlerts() {
    try {
      showAlerts((await get('anomalies?limit=100&series=' + encodeURIComponent(key), signal)).anomalies);
    } catch (error) {
      if (!signal.aborted) fill(alerts.lastElementChild, h('p.quiet', {}, error.message));
    }
  }

  headline();
  live.on('scores', changes => {
    if (changes.all || changes.changed.includes(key)) headline();
  }, signal);
  live.on('anomaly', alert => { if (alert.series === key) showAlerts([alert]); }, signal);
  live.on('lost', loadAlerts, signal);
  const refresh = setInterval(async () => {
    about = await get('series/' + part(key), signal).catch(() => about);
    headline();
  }, 5000);
  signal.addEventListener('abort', () => {
    clearTimeout(timer);
    clearInterval(refresh);
    chart?.close();
  });
  await Promise.all([load(), loadAlerts()]);
  return next => {
    range = read(next);
    load();
  };
}

/** Without what was expected of the first row of a series that is young: there was nothing to expect it from. */
function forecast(found) {
  if (found.score[0] === null) {
    for (const each of found.features) {
      each.expected[0] = null;
      each.spread[0] = null;
    }
  }
  return found;
}

const iso = ms => new Date(ms).toISOString();
