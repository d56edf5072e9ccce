import { get, part } from '../api.js';
import { h, fill, empty } from '../dom.js';
import * as format from '../format.js';
import { live } from '../live.js';

const PAGE = 50;

/** The newest alerts of all instances, each with what it rests on. */
export async function alertsView(main, route, signal) {
  const seen = new Map();
  let next = null;
  const list = h('div.alerts');
  const more = h('button', { type: 'button', onclick: load }, 'Older alerts');
  const hint = h('div');
  fill(main, h('div.head', {}, h('h1', {}, 'Alerts'), h('p.count', {}, 'newest event time first')), hint, list, more);

  function add(alerts) {
    for (const each of alerts) {
      if (!seen.has(each.alertId)) seen.set(each.alertId, { alert: each, element: alertItem(each, true) });
    }
    const sorted = [...seen.values()].sort((a, b) => a.alert.eventTime === b.alert.eventTime
      ? (a.alert.alertId < b.alert.alertId ? 1 : -1) : a.alert.eventTime < b.alert.eventTime ? 1 : -1);
    sorted.forEach(({ element }, index) => {
      if (list.children[index] !== element) list.insertBefore(element, list.children[index] ?? null);
    });
    fill(hint, sorted.length ? null : empty('No alerts', 'An alert is a score from 0.5 on: one normal row in 1,000.'));
  }

  async function load() {
    const page = await get(`anomalies?limit=${PAGE}${next ? '&cursor=' + next : ''}`, signal);
    next = page.next;
    more.hidden = !next;
    add(page.anomalies);
  }

  live.on('anomaly', alert => add([alert]), signal);
  live.on('lost', () => { next = null; load(); }, signal);
  await load();
}

/** An alert in a line; opened, what it rests on. */
export function alertItem(alert, named) {
  const top = alert.features.reduce((best, each) => each.contribution > best.contribution ? each : best, alert.features[0]);
  const kind = alert.recognizedAs && alert.recognizedAs.kind !== 'none of these' ? alert.recognizedAs : null;
  const body = h('div.why');
  let loaded = false;
  return h('details.alert', { ontoggle: event => { if (event.target.open && !loaded) { loaded = true; explain(alert, body); } } },
    h('summary', {},
      h('span.alert-score', { title: format.rarity(alert.score) }, format.score(alert.score)),
      h('span.alert-what', {}, named ? h('strong', {}, alert.series) : null,
        h('span', {}, `${alert.features.length > 1 ? top.feature + ' ' : ''}${format.number(top.observed)}, expected ${format.number(top.expected)}`),
        kind ? h('span.tag', { title: `probability ${kind.probability.toFixed(2)}` }, kind.kind.replaceAll('-', ' ')) : null),
      h('time', { datetime: alert.eventTime }, format.moment(alert.eventTime))),
    body);
}

/** What the alert says of itself, then the same computed again from its evidence. */
async function explain(alert, body) {
  const links = h('p', {}, h('a', { href: `#/series/${part(alert.series)}?${around(alert.eventTime)}` }, 'See it in the series'));
  const proof = h('p.quiet', {}, 'Computing it again from its evidence …');
  fill(body, h('p', {}, `Scores as high: ${format.rarity(alert.score)}. Threshold ${format.score(alert.threshold)}, model ${alert.modelName} ${alert.modelVersion}`
      + (alert.versionFallback ? ', in place of the scheduled version' : '')),
    bars('Score by question', alert.channels.map(each => [each.channel.replaceAll('_', ' '), each.score])),
    alert.features.length > 1 ? bars('Share of each feature', alert.features.map(each => [each.feature, each.contribution])) : null,
    values(alert.features), proof, links);
  try {
    const found = await get(`anomalies/${part(alert.alertId)}/explain`);
    const policy = Object.entries(found.policy).map(([name, value]) => `${name} ${value}`).join(', ');
    fill(proof, found.reproduced
      ? 'Computed again from its evidence: the same score, bit for bit.' : `Computed again: ${format.score(found.score)}, not the same.`,
      policy ? ` Policy: ${policy}.` : '');
  } catch (error) {
    fill(proof, `It cannot be computed again: ${error.message}`);
  }
}

function around(time) {
  const middle = Date.parse(time);
  const side = 6 * 3600e3;
  return `from=${new Date(middle - side).toISOString()}&to=${new Date(middle + side).toISOString()}`;
}

function bars(title, parts) {
  const most = Math.max(...parts.map(each => each[1]), 1e-9);
  return h('table.bars', {}, h('caption', {}, title), h('tbody', {}, parts.map(([name, value]) =>
    h('tr', {}, h('th', { scope: 'row' }, name),
      h('td', {}, h('meter', { min: 0, max: Math.max(1, most), value, 'aria-label': name }, format.score(value))),
      h('td.number', {}, value.toFixed(2))))));
}

function values(features) {
  return h('table', {}, h('caption.unseen', {}, 'Observed and expected'),
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Feature'), ['Observed', 'Expected', '± 2 spreads'].map(name => h('th.number', { scope: 'col' }, name)))),
    h('tbody', {}, features.map(each => h('tr', {}, h('th', { scope: 'row' }, each.feature),
      h('td.number', {}, each.imputed ? 'missing' : format.number(each.observed)), h('td.number', {}, format.number(each.expected)),
      h('td.number', {}, format.number(each.spread === null ? null : 2 * each.spread))))));
}
