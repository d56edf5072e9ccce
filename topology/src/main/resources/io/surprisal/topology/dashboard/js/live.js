/**
 * What the detector tells as it happens. One connection for the whole page; the browser opens it again when it breaks.
 * Events: "scores" (the map has changed; keys in detail.changed), "anomaly" (detail is the alert), "readiness", "link".
 */
class Live extends EventTarget {
  scores = new Map();
  readiness = null;
  link = 'connecting';
  loaded = false;
  #source = null;

  /**
   * Listens while the page is seen. A browser has few connections to one host for all its tabs and for the pages that it keeps
   * to go back to: those that nobody sees must not hold one.
   */
  start() {
    const look = () => document.hidden ? this.#close() : this.#open();
    document.addEventListener('visibilitychange', look);
    addEventListener('pagehide', () => this.#close());
    addEventListener('pageshow', look);
    look();
  }

  #close() {
    this.#source?.close();
    this.#source = null;
  }

  #open() {
    if (this.#source !== null) return;
    const source = new EventSource('api/v1/stream');
    this.#source = source;
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
      if (source.readyState === EventSource.CLOSED) {
        setTimeout(() => {
          if (this.#source !== source) return;
          this.#close();
          if (!document.hidden) this.#open();
        }, 5000);
      }
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
