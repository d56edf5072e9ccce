/** What the API says went wrong. */
export class Problem extends Error {
  constructor(title, detail, status) {
    super(detail);
    this.title = title;
    this.status = status;
  }
}

/** Asks the API; paths are below api/v1. */
export async function get(path, signal) {
  let response;
  try {
    response = await fetch('api/v1/' + path, { signal, headers: { Accept: 'application/json' } });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Problem('The detector does not answer', 'It may be restarting; the address is ' + location.host + '.', 0);
  }
  const body = await response.json().catch(() => null);
  if (!response.ok) {
    throw new Problem(body?.title ?? 'The request failed', body?.detail ?? 'HTTP ' + response.status, response.status);
  }
  return body;
}

/** A key as one part of a path; dots too, which browsers would fold away. */
export function part(key) {
  return encodeURIComponent(key).replace(/[.!'()*]/g, each => '%' + each.charCodeAt(0).toString(16).toUpperCase());
}
