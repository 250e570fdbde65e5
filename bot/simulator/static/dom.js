// Small tools: elements, requests, notices, menus.

/** el('div', {class: 'x', onclick: f}, child, 'text') makes an element; text is never HTML. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.filter((c) => c !== null && c !== undefined && c !== false));
  return node;
}

export const $ = (id) => document.getElementById(id);

export async function get(path) {
  const r = await fetch(path);
  if (!r.ok) throw new Error(String(r.status));
  return r.json();
}

/** post answers null, after telling the person, when nothing could be done. */
export async function post(path, body) {
  try {
    const r = await fetch('/sim/api/' + path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
    if (r.ok) return await r.json();
    toast(r.status === 504 ? 'Le bot ne répond pas pour l’instant.' : 'Cette action n’est pas possible ici.');
  } catch {
    toast('Le serveur d’essai est arrêté.');
  }
  return null;
}

let toastTimer;
export function toast(text) {
  $('toast').textContent = text;
  $('toast').classList.add('on');
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => $('toast').classList.remove('on'), 3500 + text.length * 20);
}

/** dialog shows a text, or choices: [label, action]. */
export function dialog(title, text, choices = []) {
  $('dialog-title').textContent = title;
  $('dialog-title').hidden = !title;
  $('dialog-body').replaceChildren(text, ...choices.map(([label, act]) =>
    el('button', { type: 'button', onclick: () => { $('dialog').close(); act(); } }, label)));
  $('dialog').showModal();
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const box = el('textarea', { 'aria-hidden': 'true' });
    box.value = text;
    document.body.append(box);
    box.select();
    document.execCommand('copy');
    box.remove();
  }
  toast('Copié : ' + text);
}

let menuOrigin;
/** menu opens near a point; items are [label, action]. */
export function menu(x, y, items) {
  menuOrigin = document.activeElement;
  const m = $('menu');
  m.replaceChildren(...items.map(([label, act]) =>
    el('button', { role: 'menuitem', onclick: () => { closeMenu(); act(); } }, label)));
  m.hidden = false;
  const { width, height } = m.getBoundingClientRect();
  m.style.left = Math.max(8, Math.min(x, innerWidth - width - 8)) + 'px';
  m.style.top = Math.max(8, Math.min(y, innerHeight - height - 8)) + 'px';
  m.firstChild?.focus();
}

export function closeMenu() {
  if ($('menu').hidden) return;
  $('menu').hidden = true;
  menuOrigin?.focus();
}

addEventListener('pointerdown', (e) => { if (!$('menu').contains(e.target)) $('menu').hidden = true; });
$('menu').addEventListener('keydown', (e) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
  const items = [...$('menu').children];
  if (e.key === 'Escape') closeMenu();
  if (!step) return;
  e.preventDefault();
  items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
});

export const initials = (name) => name.split(/\s+/).map((w) => [...w][0] ?? '').join('').slice(0, 2).toLocaleUpperCase('fr');
export const colour = (id) => 'avatar c' + Math.abs(id) % 7;
export const avatar = (id, name) => el('span', { class: colour(id), 'aria-hidden': 'true' }, initials(name));
export const hour = (seconds) => new Date(seconds * 1000).toLocaleTimeString('fr-FR', { hour: '2-digit', minute: '2-digit' });
