import { h, fill, failure, announce } from './dom.js';
import { live } from './live.js';
import * as format from './format.js';
import { part } from './api.js';
import { alertsView } from './views/alerts.js';
import { healthView } from './views/health.js';
import { incidentsView, known } from './views/incidents.js';
import { listView } from './views/list.js';
import { modelsView } from './views/models.js';
import { seriesView } from './views/series.js';

const views = { '': listView, alerts: alertsView, incidents: incidentsView, models: modelsView, health: healthView, series: seriesView };
const titles = { '': 'Series', alerts: 'Alerts', incidents: 'Incidents', models: 'Models', health: 'Health', series: 'Series' };
const main = document.getElementById('main');
let leaving = new AbortController();
let shown = null;

/** #/series/KEY?from=…: a view, what it shows, and how. */
function route() {
  const [path, query] = location.hash.replace(/^#\/?/, '').split(/\?(.*)/s);
  const [name, ...rest] = path.split('/');
  let subject = '';
  try {
    subject = decodeURIComponent(rest.join('/'));
  } catch {
    subject = rest.join('/');
  }
  return { name: name in views ? name : '', subject, query: new URLSearchParams(query ?? '') };
}

async function show() {
  const next = route();
  const same = shown !== null && shown.name === next.name && shown.subject === next.subject;
  if (same && shown.update) {
    shown.update(next.query);
    return;
  }
  leaving.abort();
  leaving = new AbortController();
  const first = shown === null;
  shown = { name: next.name, subject: next.subject, update: null };
  document.title = (next.subject || titles[next.name]) + ' · surprisal';
  for (const link of document.querySelectorAll('nav a')) {
    const current = (link.dataset.view === 'list' ? '' : link.dataset.view) === next.name
      || (link.dataset.view === 'list' && next.name === 'series');
    if (current) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  fill(main, h('p.quiet', {}, 'Loading …'));
  if (!first) {
    main.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }
  const signal = leaving.signal;
  try {
    shown.update = await views[next.name](main, next, signal) ?? null;
  } catch (error) {
    if (!signal.aborted) fill(main, failure(error, () => { shown = null; show(); }));
  }
}

function toast(alert) {
  const text = `Alert: ${alert.series} scored ${format.score(alert.score)} at ${format.moment(alert.eventTime)}`;
  announce(text);
  const link = h('a.toast', { href: '#/series/' + part(alert.series) },
    h('strong', {}, alert.series), h('span', {}, `${format.score(alert.score)} at ${format.moment(alert.eventTime)}`));
  const toasts = document.getElementById('toasts');
  toasts.prepend(link);
  while (toasts.children.length > 3) toasts.lastChild.remove();
  setTimeout(() => link.remove(), 6000);
}

function showLink() {
  const link = document.getElementById('link');
  const ready = live.readiness === null || live.readiness.ready;
  const state = live.link !== 'live' ? live.link : ready ? 'live' : 'not ready';
  link.className = 'link ' + (live.link !== 'live' ? 'waiting' : ready ? 'well' : 'unwell');
  const text = document.getElementById('link-text');
  if (text.textContent !== state) text.textContent = state;
  link.title = ready ? '' : live.readiness.reason;
}

live.on('link', showLink);
live.on('readiness', showLink);
live.on('anomaly', alert => {
  // A view of alerts shows them itself.
  if (route().name !== 'alerts') toast(alert);
  else announce(`Alert: ${alert.series} scored ${format.score(alert.score)}`);
});
addEventListener('hashchange', show);
live.start();
known.then(told => { document.querySelector('nav a[data-view=incidents]').hidden = !told; });
show();
