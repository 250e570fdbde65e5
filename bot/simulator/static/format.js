// A text and its entities (offsets in UTF-16 units, as JavaScript counts) as elements.
import { el, copy } from './dom.js';

const phone = /(?:\+33[\s.\u00a0]?[1-9]|\b0[1-9])(?:[\s.\u00a0]?\d{2}){4}(?!\d)/g;

/** plain makes French phone numbers touchable, as phones do. */
function plain(text) {
  const parts = [];
  let at = 0;
  for (const m of text.matchAll(phone)) {
    parts.push(text.slice(at, m.index), el('a', { href: 'tel:' + m[0].replace(/[^\d+]/g, '') }, m[0]));
    at = m.index + m[0].length;
  }
  parts.push(text.slice(at));
  return parts.filter((p) => p !== '');
}

const simple = { bold: 'strong', italic: 'em', underline: 'u', strikethrough: 's', code: 'code', pre: 'pre', blockquote: 'blockquote', expandable_blockquote: 'blockquote' };

function wrap(entity, text, children, onCommand) {
  const away = { target: '_blank', rel: 'noopener noreferrer' };
  switch (entity.type) {
    case 'text_link': return el('a', { href: entity.url, ...away }, ...children);
    case 'url': return el('a', { href: /^[a-z]+:\/\//i.test(text) ? text : 'https://' + text, ...away }, ...children);
    case 'email': return el('a', { href: 'mailto:' + text }, ...children);
    case 'phone_number': return el('a', { href: 'tel:' + text.replace(/[^\d+]/g, '') }, text);
    case 'bot_command': return el('button', { type: 'button', class: 'cmd', onclick: () => onCommand(text) }, text);
    case 'mention': case 'hashtag': case 'text_mention': return el('span', { class: 'author' }, ...children);
    case 'code': return el('code', { title: 'Copier', onclick: () => copy(text) }, text);
    case 'spoiler': return el('button', { type: 'button', class: 'spoiler', 'aria-label': 'Texte masqué : toucher pour le lire', onclick: (e) => { e.currentTarget.classList.add('open'); e.currentTarget.removeAttribute('aria-label'); } }, ...children);
  }
  return el(simple[entity.type] ?? 'span', {}, ...children);
}

/** formatted renders text[start, end). Entities come outermost first. */
export function formatted(text, entities = [], onCommand = () => {}, start = 0, end = text.length) {
  const nodes = [];
  let at = start;
  for (let i = 0; i < entities.length; i++) {
    const from = Math.max(entities[i].offset, at), to = Math.min(entities[i].offset + entities[i].length, end);
    if (from >= to) continue;
    nodes.push(...plain(text.slice(at, from)));
    const inside = entities.slice(i + 1).filter((x) => x.offset < to);
    nodes.push(wrap(entities[i], text.slice(from, to), formatted(text, inside, onCommand, from, to), onCommand));
    at = to;
  }
  nodes.push(...plain(text.slice(at, end)));
  return nodes;
}
