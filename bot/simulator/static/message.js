// One message as a bubble with its buttons.
import { el, hour, initials, colour } from './dom.js';
import { formatted } from './format.js';

const svg = (tag, attrs, ...kids) => {
  const n = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [k, v] of Object.entries(attrs)) n.setAttribute(k, v);
  n.append(...kids);
  return n;
};

/** map is a drawing, not a map: a river, streets moved by the coordinates, a pin. */
function map(lat, lon) {
  const dx = ((lon * 7919) % 1) * 40 - 20, dy = ((lat * 6271) % 1) * 30 - 15;
  const street = (d) => svg('path', { d, fill: 'none', stroke: '#fff', 'stroke-width': 7 });
  const picture = svg('svg', { viewBox: '0 0 300 150', role: 'img', 'aria-label': 'Dessin d’un plan' },
    svg('rect', { width: 300, height: 150, fill: '#e6e9d9' }),
    svg('rect', { x: 190 + dx, y: 74 + dy, width: 70, height: 46, rx: 8, fill: '#c4ddb0' }),
    svg('path', { d: `M-10 ${34 + dy} C 80 ${6 + dy}, 190 ${58 + dy}, 310 ${22 + dy}`, fill: 'none', stroke: '#9cc6e4', 'stroke-width': 22 }),
    street(`M${60 + dx} -5 L${98 + dx} 160`), street(`M${214 + dx} -5 L${176 + dx} 160`), street(`M-5 ${98 + dy} L305 ${70 + dy}`), street(`M-5 ${132 + dy} L305 ${136 + dy}`),
    svg('path', { d: 'M150 92c-16-22-22-28-22-38a22 22 0 0 1 44 0c0 10-6 16-22 38z', fill: '#b3261e', stroke: '#fff', 'stroke-width': 2 }),
    svg('circle', { cx: 150, cy: 54, r: 8, fill: '#fff' }));
  const href = `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=17/${lat}/${lon}`;
  return el('a', { class: 'map', href, target: '_blank', rel: 'noopener noreferrer', 'aria-label': 'Ouvrir dans OpenStreetMap' }, picture);
}

const file = (f, name) => '/sim/file?id=' + encodeURIComponent(f.file_id) + (name ? '&name=' + encodeURIComponent(name) : '');
const size = (n) => n < 1024 ? n + '\u00a0octets' : Math.round(n / 1024) + '\u00a0Ko';

function card(id, mark, title, ...lines) {
  return el('div', { class: 'card' }, el('span', { class: colour(id), 'aria-hidden': 'true' }, mark), el('div', {}, el('strong', {}, title), ...lines));
}

function media(m) {
  if (m.venue) return [map(m.venue.location.latitude, m.venue.location.longitude), el('div', { class: 'place' }, el('strong', {}, m.venue.title), el('span', {}, m.venue.address))];
  if (m.location) return [map(m.location.latitude, m.location.longitude), el('div', { class: 'place' }, el('span', {}, 'Position partagée'))];
  if (m.photo) return [el('img', { class: 'photo', src: file(m.photo.at(-1)), width: m.photo.at(-1).width, height: m.photo.at(-1).height, alt: m.caption || 'Photo' })];
  if (m.sticker) return [el('img', { class: 'sticker', src: file(m.sticker), alt: 'Autocollant ' + (m.sticker.emoji ?? '') })];
  if (m.voice) return [el('div', { class: 'card' }, el('span', { class: 'avatar', 'aria-hidden': 'true' }, '▶'), el('div', {}, el('div', { class: 'wave', 'aria-hidden': 'true' }, ...[...'012323121032130'].map((h) => el('i', { class: 'h' + h }))), el('span', {}, `Message vocal · ${m.voice.duration}\u00a0s`)))];
  if (m.video) return [card(4, '▶', 'Vidéo', el('span', {}, m.video.duration + '\u00a0s'))];
  if (m.document) return [card(4, '↓', m.document.file_name || 'Document', el('span', {}, size(m.document.file_size), ' · ', el('a', { href: file(m.document, m.document.file_name), download: m.document.file_name }, 'Télécharger')))];
  if (m.contact) return [card(m.contact.phone_number.length, initials(m.contact.first_name), [m.contact.first_name, m.contact.last_name].filter(Boolean).join(' '), el('a', { href: 'tel:' + m.contact.phone_number.replace(/[^\d+]/g, '') }, m.contact.phone_number))];
  return [];
}

/** preview is a message in a few words. */
export function preview(m) {
  if (m.text || m.caption) return (m.text || m.caption).replace(/\s+/g, ' ');
  const names = { venue: 'Lieu', location: 'Position', photo: 'Photo', sticker: 'Autocollant', voice: 'Message vocal', video: 'Vidéo', document: 'Document', contact: 'Contact' };
  return names[Object.keys(names).find((k) => m[k])] ?? 'Le groupe a changé.';
}

/** marked is the drawing that says what a button does besides answering. */
function marked(b) {
  if (b.url || b.web_app) return 'M7 17L17 7M9 7h8v8';
  if (b.copy_text) return 'M9 9h10v11H9zM15 9V5H5v11h4';
  if (b.switch_inline_query !== undefined || b.switch_inline_query_current_chat !== undefined || b.switch_inline_query_chosen_chat) return 'M4 12h14M12 6l6 6-6 6';
  return '';
}

function button(b, m, act) {
  const mark = marked(b), inside = [b.text, mark && svg('svg', { class: 'mark', viewBox: '0 0 24 24', 'aria-hidden': 'true' }, svg('path', { d: mark }))].filter(Boolean);
  const cls = b.style ?? '';
  if (b.url || b.web_app) return el('a', { class: cls, href: b.url ?? b.web_app.url, target: '_blank', rel: 'noopener noreferrer' }, ...inside);
  return el('button', { type: 'button', class: cls, onclick: (e) => act.press(m, b, e.currentTarget) }, ...inside);
}

/** bubble renders a message; act has press, command, quote and tools. */
export function bubble(m, { mine, showAuthor, act }) {
  const body = m.text ?? m.caption ?? '';
  const inside = [];
  if (showAuthor) inside.push(el('div', { class: 'author' }, m.from.first_name));
  if (m.via_bot) inside.push(el('div', { class: 'via' }, 'via @' + m.via_bot.username));
  if (m.reply_to_message) inside.push(el('button', { type: 'button', class: 'quote', onclick: () => act.quote(m.reply_to_message) }, el('strong', {}, m.reply_to_message.from?.first_name ?? ''), el('span', {}, preview(m.reply_to_message))));
  inside.push(...media(m));
  if (m.migrate_to_chat_id || m.migrate_from_chat_id) inside.push(el('div', { class: 'body' }, 'Le groupe est devenu un supergroupe.'));
  if (body) inside.push(el('div', { class: 'body' }, ...formatted(body, m.entities ?? m.caption_entities, act.command)));
  inside.push(el('div', { class: 'meta' }, m.edits && body ? el('span', {}, 'modifié') : null, el('time', { datetime: new Date(m.date * 1000).toISOString() }, hour(m.date)), mine ? el('span', { 'aria-label': 'envoyé' }, '✓✓') : null));
  let held; // a long press, where it makes no context menu
  const press = (e) => { if (e.pointerType === 'touch' && !e.target.closest('a, button')) held = setTimeout(() => act.tools(m, e.clientX, e.clientY), 550); };
  const release = () => clearTimeout(held);
  const rows = m.reply_markup?.inline_keyboard ?? [];
  return el('article', { class: 'msg' + (mine ? ' mine' : ''), id: 'm' + m.message_id, 'aria-label': (mine ? 'Vous' : m.from?.first_name ?? '') },
    el('div', { class: 'bubble', onpointerdown: press, onpointerup: release, onpointercancel: release, onpointermove: release, oncontextmenu: (e) => { release(); if (e.target.closest('a')) return; e.preventDefault(); act.tools(m, e.clientX, e.clientY); } }, ...inside),
    rows.length ? el('div', { class: 'buttons' }, ...rows.map((row) => el('div', {}, ...row.map((b) => button(b, m, act))))) : null,
    el('button', { type: 'button', class: 'icon tools', 'aria-label': 'Actions sur ce message', 'aria-haspopup': 'menu', onclick: (e) => { const r = e.currentTarget.getBoundingClientRect(); act.tools(m, r.left, r.bottom); } }, '⋯'));
}
