import { get, part } from '../api.js';
import { h, fill, empty } from '../dom.js';
import * as format from '../format.js';
import { live } from '../live.js';

const PAGE = 100;
const PAUSE = 5000;
const states = [['open', 'Open'], ['closed', 'Closed'], ['all', 'All']];

/** Whether this detector tells of incidents. */
export const known = get('openapi.json').then(document => '/api/v1/incidents' in document.paths, () => false);

/** What has gone on and what goes on: alerts that belong together, and series that have fallen silent. */
export async function incidentsView(main, { query }, signal) {
  let state = states.some(([id]) => id === query.get('state')) ? query.get('state') : 'open';
  let before = '';
  const count = h('p.count');
  const choices = h('div.choices', { role: 'group', 'aria-label': 'Which incidents' }, states.map(([id, name]) =>
    h('button', { type: 'button', 'data-state': id, onclick: () => choose(id) }, name)));
  const place = h('div');
  fill(main, h('div.head', {}, h('h1', {}, 'Incidents'), count), h('div.tools', {}, choices), place);

  function choose(id) {
    state = id;
    history.replaceState(null, '', '#/incidents' + (id === 'open' ? '' : '?state=' + id));
    load();
  }

  async function load() {
    for (const button of choices.children) button.setAttribute('aria-pressed', String(button.dataset.state === state));
    const wanted = state;
    const page = await get(`incidents?limit=${PAGE}&status=${wanted}`, signal);
    const text = wanted + JSON.stringify(page);
    if (text === before || wanted !== state) return;
    before = text;
    draw(page);
  }

  function draw(page) {
    count.textContent = page.next ? `the ${page.incidents.length} newest` : `${format.whole(page.incidents.length)} ${state === 'all' ? '' : state}`;
    fill(place, page.incidents.length === 0
      ? empty(state === 'open' ? 'Nothing is open' : 'No incidents', state === 'open' ? 'Every series is as usual, as far as it is known.' : null)
      : h('section.panel', {}, h('div.scroll', { tabindex: '0', role: 'region', 'aria-label': 'Incidents' }, h('table.incidents', {},
        h('caption.unseen', {}, 'Incidents, the one opened last first'),
        h('thead', {}, h('tr', {}, ['Series', 'Severity', 'What', 'Opened', 'Lasted', 'Rows', 'Peak', 'People say'].map((name, index) =>
          h(index === 5 || index === 6 ? 'th.number' : 'th', { scope: 'col' }, name)))),
        h('tbody', {}, page.incidents.map(row))))));
  }

  function row(each) {
    const end = each.closedAt ?? each.lastAnomalyAt;
    return h('tr', {},
      h('th.is-key', { scope: 'row' }, h('a', { href: `#/series/${part(each.series)}?${around(each)}` }, each.series)),
      h('td', {}, h('span.pill.' + levels[each.severity], {}, each.severity.toLowerCase())),
      h('td', {}, what(each)),
      h('td', {}, h('time', { datetime: each.openedAt }, format.moment(each.openedAt))),
      h('td', {}, each.status === 'OPEN' ? 'open, ' : null, format.span(Math.max(0, Date.parse(end) - Date.parse(each.openedAt)))),
      h('td.number', {}, each.kind === 'SILENCE' ? '–' : format.whole(each.rows)),
      h('td.number', { title: format.rarity(each.peakScore) }, format.score(each.peakScore)),
      h('td', {}, said(each)));
  }

  const timer = setInterval(() => load().catch(() => {}), PAUSE);
  signal.addEventListener('abort', () => clearInterval(timer));
  live.on('anomaly', () => load().catch(() => {}), signal);
  await load();
}

const levels = { CRITICAL: 'anomalous', ERROR: 'anomalous', WARNING: 'warming', INFO: 'unknown', UNKNOWN: 'unknown' };

function what(each) {
  if (each.kind === 'SILENCE') return `silent since ${format.moment(each.silentSince ?? each.openedAt)}`;
  const kind = each.recognizedAs && each.recognizedAs.kind !== 'none of these' ? each.recognizedAs.kind.replaceAll('-', ' ') : null;
  const top = each.features.reduce((best, one) => one.contribution > (best?.contribution ?? -1) ? one : best, null);
  const seen = top ? `${each.features.length > 1 ? top.feature + ' ' : ''}${format.number(top.observed)}, expected ${format.number(top.expected)}` : '';
  return [kind ? h('span.tag', {}, kind) : null, kind ? ' ' : null, seen];
}

function said(each) {
  const parts = [];
  if (each.acknowledged) parts.push(`${each.acknowledged.by || 'somebody'} looks after it`);
  if (each.feedback) parts.push(each.feedback.verdict.replaceAll('-', ' '));
  return parts.join('; ') || '–';
}

function around(each) {
  const from = Date.parse(each.openedAt);
  const to = Date.parse(each.closedAt ?? each.lastAnomalyAt);
  const side = Math.max(6 * 3600e3, to - from);
  return `from=${new Date(from - side).toISOString()}&to=${new Date(to + side).toISOString()}`;
}
