/**
 * Makes elements. Whatever comes from outside becomes text or an attribute's value here, never markup.
 *
 * @param {string} tag with classes: "p.quiet"
 * @param {object} attributes functions are listeners ("onclick"), null and false leave one out, true has no value
 * @param {...(Node|string|number|null|Array)} children
 */
export function h(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split('.');
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(' ');
  set(element, attributes);
  append(element, children);
  return element;
}

/** The same for pictures. */
export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  set(element, attributes);
  append(element, children);
  return element;
}

function set(element, attributes) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : String(value));
  }
}

function append(element, children) {
  for (const child of children.flat()) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
}

/** Puts these in the place of all that is there. */
export function fill(element, ...children) {
  element.replaceChildren();
  append(element, children);
  return element;
}

/** What is shown while there is nothing else to show. */
export function empty(title, ...more) {
  return h('div.empty', {}, h('p.empty-title', {}, title), more.map(each => h('p', {}, each)));
}

/** What went wrong, and a way to try again. */
export function failure(error, again) {
  return h('div.empty.failed', { role: 'alert' },
    h('p.empty-title', {}, error.title ?? 'This cannot be shown'),
    h('p', {}, error.message),
    again ? h('button', { type: 'button', onclick: again }, 'Try again') : null);
}

export function announce(text) {
  document.getElementById('announce').textContent = text;
}
