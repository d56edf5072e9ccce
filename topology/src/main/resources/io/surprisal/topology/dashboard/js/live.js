/**
 * What the detector tells as it happens. One connection for the whole page; the browser opens it again when it breaks.
 * Events: "scores" (the map has changed; keys in detail.changed), "anomaly" (detail is the alert), "readiness", "link".
 */
class Live extends EventTarget {
  scores = new Map();
  readiness = null;
  link = 'connecting';
  loaded = false;

  start() {
    const source = new EventSource('api/v1/stream');
    source.addEventListener('hello', event => {
      this.#tell('link', 'live');
      if (this.loaded && !JSON.parse(event.data).resumed) this.#emit('lost');
    });
    source.addEventListener('scores', event => this.#scores(JSON.parse(event.data)));
    source.addEventListener('anomaly', event => this.#emit('anomaly', JSON.parse(event.data)));
    source.addEventListener('readiness', event => {
      this.readiness = JSON.parse(event.data);
      this.#emit('readiness', this.readiness);
    });
    source.addEventListener('error', () => {
      this.#tell('link', 'reconnecting');
      // Refused outright, as when too many listen: the browser gives up, so ask again later.
      if (source.readyState === EventSource.CLOSED) setTimeout(() => this.start(), 5000);
    });
  }

  #scores(changes) {
    if (changes.all) this.scores.clear();
    for (const each of changes.scores) this.scores.set(each.key, each);
    for (const key of changes.gone) this.scores.delete(key);
    this.loaded = true;
    this.#emit('scores', { all: changes.all, changed: changes.scores.map(each => each.key), gone: changes.gone });
  }

  #tell(name, state) {
    this[name] = state;
    this.#emit(name, state);
  }

  #emit(name, detail = null) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  /** Listens until the signal ends it. */
  on(name, listener, signal) {
    this.addEventListener(name, event => listener(event.detail), { signal });
  }
}

export const live = new Live();
