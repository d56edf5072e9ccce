import { get } from '../api.js';
import { h, fill, empty } from '../dom.js';
import * as format from '../format.js';

const PAUSE = 5000;

/** Versions, what the aliases mean and have meant, and what is refused. */
export async function modelsView(main, route, signal) {
  let before = '';

  async function load() {
    const models = await get('models', signal);
    const text = JSON.stringify(models);
    if (text !== before) draw(models);
    before = text;
  }

  function draw(models) {
    const names = new Map(models.versions.map(each => [each.sha256, `${each.name} ${each.version}`]));
    if (models.bundled) names.set(models.bundled.sha256, `${models.bundled.name} ${models.bundled.version}`);
    const roles = new Map();
    for (const alias of models.aliases) {
      if (alias.newest) roles.set(alias.newest, [...roles.get(alias.newest) ?? [], alias.alias]);
    }
    const noAlias = !models.aliases.some(each => each.name === models.usual && each.alias === 'champion' && each.newest);
    if (models.bundled && noAlias) roles.set(models.bundled.sha256, ['champion']);
    const versions = [...models.versions];
    if (models.bundled && !versions.some(each => each.sha256 === models.bundled.sha256)) {
      versions.unshift({ ...models.bundled, complete: true, network: 'ships with the detector', features: [], covariates: [] });
    }
    fill(main, h('div.head', {}, h('h1', {}, 'Models'), h('p.count', {}, `${models.usual} scores what no route sends elsewhere`)),
      versions.length ? table('Versions', ['Version', 'Is', 'Network', 'Published', 'Weights'], versions.map(each => [
        `${each.name} ${each.version}`,
        h('span', {}, (roles.get(each.sha256) ?? []).map(role => h('span.tag.' + role, {}, role)),
          each.complete ? null : h('span.tag', {}, `${each.chunks} of ${each.chunkCount} chunks`)),
        each.network ?? '–', each.publishedAt ? format.moment(each.publishedAt) + (each.published ? ` by ${each.published}` : '') : '–',
        h('code', { title: each.sha256 }, format.hash(each.sha256))]))
        : empty('No versions', 'Nothing has been published to the models topic.'),
      models.trials.length ? table('Challengers beside champions, on this instance since it started',
        ['Challenger', 'Champion', 'Rows', 'Alerts of both', 'Champion alone', 'Challenger alone', 'Mean score difference'],
        models.trials.map(each => [names.get(each.challengerSha256) ?? format.hash(each.challengerSha256),
          names.get(each.championSha256) ?? format.hash(each.championSha256), ...[each.rows, each.bothAlert, each.championAlerts,
            each.challengerAlerts].map(format.whole), (each.meanScoreDifference > 0 ? '+' : '') + each.meanScoreDifference.toFixed(4)]), 2) : null,
      models.aliases.map(alias => table(`${alias.name} ${alias.alias}`, ['From event time', 'Version', 'Share', 'Made', 'Why'],
        [...alias.schedule].reverse().map(each => [from(each.fromEventTime), names.get(each.sha256) ?? format.hash(each.sha256),
          each.canaryPercent >= 100 ? 'all' : `${each.canaryPercent} % of the series`,
          format.moment(each.since) + (each.by ? ` by ${each.by}` : ''), each.why]))),
      models.refused.length ? table('Refused', ['Record', 'Why'], models.refused.map(each => [h('code', {}, each.key), each.reason])) : null);
  }

  const timer = setInterval(() => load().catch(() => {}), PAUSE);
  signal.addEventListener('abort', () => clearInterval(timer));
  await load();
}

function from(time) {
  return Date.parse(time) <= 0 ? 'the beginning' : format.moment(time);
}

/** Numbers stand from a column on, if there are any. */
function table(title, heads, rows, numbers = heads.length) {
  return h('section.panel', {}, h('div.scroll', { tabindex: '0', role: 'region', 'aria-label': title }, h('table', {}, h('caption', {}, title),
    h('thead', {}, h('tr', {}, heads.map((each, index) => h(index < numbers ? 'th' : 'th.number', { scope: 'col' }, each)))),
    h('tbody', {}, rows.map(([first, ...rest]) => h('tr', {}, h('th', { scope: 'row' }, first), rest.map((each, index) => h(index + 1 < numbers ? 'td' : 'td.number', {}, each))))))));
}
