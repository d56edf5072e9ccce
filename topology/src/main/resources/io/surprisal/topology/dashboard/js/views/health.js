import { get } from '../api.js';
import { h, fill } from '../dom.js';
import * as format from '../format.js';

const PAUSE = 2000;

/** What runs where: this instance's tasks, how far behind and how far restored they are, and the others. */
export async function healthView(main, route, signal) {
  async function load() {
    draw(await get('topology', signal));
  }

  function draw(topology) {
    const status = topology.status;
    const active = status.threads.flatMap(each => each.active);
    const lags = active.flatMap(each => each.partitions.map(one => one.lag));
    const behind = lags.some(each => each === null) ? null : lags.reduce((sum, each) => sum + each, 0);
    fill(main, h('div.head', {}, h('h1', {}, 'Health'),
        h('p.status', {}, h('span.pill.' + (status.ready ? 'normal' : 'anomalous'), {}, status.ready ? 'ready' : 'not ready'))),
      status.ready ? null : h('p.alarm', { role: 'status' }, status.reason),
      h('dl.facts', {}, [['Application', topology.application], ['Release', topology.release],
        ['Instance', status.instance ?? 'no name (http.advertised)'], ['Kafka Streams', status.state.toLowerCase()],
        ['Active tasks', format.whole(active.length)], ['Records behind', format.whole(behind)]]
        .map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value)))),
      status.restores.length ? h('section.panel', {}, h('h2', {}, 'Restoring'), status.restores.map(each => h('p.restore', {},
        h('span', {}, `${each.store} ${each.partition}`),
        h('progress', { max: Math.max(each.total, 1), value: each.restored, 'aria-label': `${each.store} ${each.partition}` }),
        h('span', {}, `${format.whole(each.restored)} of ${format.whole(each.total)}`)))) : null,
      table('Tasks of this instance', ['Task', 'Is', 'Reads', 'Done to', 'Behind'], status.threads.flatMap(thread => [
        ...thread.active.map(task => row(task, 'active')), ...thread.standby.map(task => row(task, 'standby'))])),
      status.instances.length ? table('Instances', ['Instance', 'Works on', 'Follows'], status.instances.map(each => [
        each.instance === status.instance ? `${each.instance} (this one)` : each.instance,
        each.active.join(', ') || '–', each.standby.join(', ') || '–'])) : null,
      h('section.panel', {}, h('h2', {}, 'Topology'), topology.subtopologies.concat(topology.globalStores).map(each =>
        h('ul.nodes', {}, each.nodes.map(node => h('li', {}, h('strong', {}, node.name), ' ', h('span.quiet', {}, node.kind),
          node.topics.length ? ` ${node.kind === 'sink' ? 'writes' : 'reads'} ${node.topics.join(', ')}` : '',
          node.stores.length ? ` keeps ${node.stores.join(', ')}` : ''))))));
  }

  let timer = 0;
  async function again() {
    // A table that somebody is in is left as it is.
    if (!main.contains(document.activeElement) || document.activeElement === main) await load().catch(() => {});
    if (!signal.aborted) timer = setTimeout(again, PAUSE);
  }
  signal.addEventListener('abort', () => clearTimeout(timer));
  await load();
  timer = setTimeout(again, PAUSE);
}

function row(task, kind) {
  return [task.task, kind, task.partitions.map(each => `${each.topic} ${each.partition}`).join(', '),
    task.partitions.map(each => format.whole(each.committed)).join(', '), task.partitions.map(each => format.whole(each.lag)).join(', ')];
}

function table(title, heads, rows) {
  return h('section.panel', {}, h('div.scroll', { tabindex: '0', role: 'region', 'aria-label': title }, h('table', {}, h('caption', {}, title),
    h('thead', {}, h('tr', {}, heads.map((each, index) => h(index > 2 ? 'th.number' : 'th', { scope: 'col' }, each)))),
    h('tbody', {}, rows.map(([first, ...rest]) => h('tr', {}, h('th', { scope: 'row' }, first),
      rest.map((each, index) => h(index > 1 ? 'td.number' : 'td', {}, each))))))));
}
