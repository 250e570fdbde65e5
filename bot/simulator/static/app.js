// The page: who one is, which conversation is open, and what changes in it.
import { $, el, get, post, toast, dialog, menu, copy, avatar, initials, colour, hour } from './dom.js';
import { bubble, preview } from './message.js';
import { composer } from './composer.js';

const state = {
  world: null, person: 0, chat: 0, messages: [],
  current: () => state.world.chats.find((c) => c.id === state.chat),
  me: () => state.world.people.find((p) => p.id === state.person),
  lastOwn: () => state.messages.findLast((m) => m.from?.id === state.person && m.text && !m.via_bot),
  go,
};
const box = composer(state);
const shown = new Map(); // message id → {json, node}
const mayWrite = (c) => c.type === 'private' ? c.id === state.person : c.members.includes(state.person);
const nameOf = (c) => c.type === 'private' ? state.world.bot.first_name : c.title;

function go(person, chat) {
  location.hash = person + '/' + chat;
}

function readHash() {
  const [person, chat] = location.hash.slice(1).split('/').map(Number);
  const known = state.world.people.find((p) => p.id === person) ?? state.world.people[0];
  if (!known) return;
  state.person = known.id;
  const c = state.world.chats.find((x) => x.id === chat);
  const changed = state.chat;
  state.chat = c && mayWrite(c) ? c.id : known.id;
  if (changed !== state.chat) {
    shown.clear();
    $('log').replaceChildren();
    box.reset();
  }
}

function drawPeople() {
  $('people').replaceChildren(...state.world.people.map((p) => el('button', { type: 'button', 'aria-pressed': String(p.id === state.person), onclick: () => go(p.id, state.chat < 0 ? state.chat : p.id) },
    avatar(p.id, p.first_name), el('span', { class: 'two' }, el('strong', {}, [p.first_name, p.last_name].filter(Boolean).join(' ')), el('span', { class: 'sub' }, p.role ?? '')))));
  $('chats').replaceChildren(...state.world.chats.filter(mayWrite).map((c) => el('li', {},
    el('button', { type: 'button', 'aria-current': String(c.id === state.chat), onclick: () => { document.body.classList.remove('list'); go(state.person, c.id); } },
      avatar(c.type === 'private' ? 4 : c.id, nameOf(c)),
      el('span', { class: 'two' }, el('span', { class: 'head' }, el('strong', {}, nameOf(c)), c.last ? el('time', {}, hour(c.last.date)) : null),
        el('span', { class: 'sub' }, c.last ? preview(c.last) : 'Aucun message'))))));
}

function drawHeader() {
  const c = state.current(), bot = state.world.bot;
  $('chat-title').textContent = nameOf(c);
  $('chat-subtitle').textContent = c.typing ? 'écrit…' : c.type === 'private' ? 'bot' : (c.members.length + 1) + ' membres, dont ' + bot.first_name;
  $('chat-avatar').className = colour(c.type === 'private' ? 4 : c.id);
  $('chat-avatar').textContent = initials(nameOf(c));
  $('me').className = colour(state.person);
  $('me').textContent = initials(state.me().first_name);
  $('me').setAttribute('aria-label', 'Vous êtes ' + state.me().first_name + '. Changer de personne');
  document.title = nameOf(c) + ' – essai, ' + state.me().first_name;
}

const act = {
  command: (text) => box.command(text),
  quote(m) {
    const node = $('m' + m.message_id);
    if (!node) return box.missing();
    node.scrollIntoView({ block: 'center', behavior: 'smooth' });
    node.classList.add('found');
    setTimeout(() => node.classList.remove('found'), 1500);
  },
  tools(m, x, y) {
    const body = m.text ?? m.caption;
    const items = [['Répondre', () => box.reply(m)]];
    if (m.from?.id === state.person && m.text && !m.via_bot) items.push(['Modifier', () => box.edit(m)]);
    if (body) items.push(['Copier le texte', () => copy(body)]);
    menu(x, y, items);
  },
  async press(m, b, node) {
    if (b.copy_text) return copy(b.copy_text.text);
    if (b.switch_inline_query_current_chat !== undefined) return ask(b.switch_inline_query_current_chat);
    if (b.switch_inline_query !== undefined) return elsewhere(b.switch_inline_query);
    if (b.switch_inline_query_chosen_chat) return elsewhere(b.switch_inline_query_chosen_chat.query ?? '');
    if (node.getAttribute('aria-busy') === 'true') return;
    node.setAttribute('aria-busy', 'true');
    const answer = await post('tap', { person: state.person, chat: state.chat, message: m.message_id, data: b.callback_data });
    node.removeAttribute('aria-busy');
    if (answer?.text) answer.alert ? dialog('', answer.text) : toast(answer.text);
  },
};

const ask = (query) => box.fill('@' + state.world.bot.username + ' ' + query);

function elsewhere(query) {
  dialog('Partager dans…', '', state.world.chats.filter(mayWrite).map((c) => [nameOf(c), () => {
    go(state.person, c.id);
    setTimeout(() => ask(query), 150);
  }]));
}

function drawMessages() {
  const log = $('log'), c = state.current();
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80 || !shown.size;
  const last = state.messages.at(-1)?.message_id;
  const fresh = last !== undefined && !shown.has(last);
  const nodes = [];
  let day = '';
  for (const m of state.messages) {
    const date = new Date(m.date * 1000).toLocaleDateString('fr-FR', { day: 'numeric', month: 'long' });
    if (date !== day) nodes.push(el('div', { class: 'day' }, day = date));
    const json = JSON.stringify(m), known = shown.get(m.message_id);
    const mine = m.from?.id === state.person;
    const node = known?.json === json ? known.node : bubble(m, { mine, showAuthor: c.type !== 'private' && !mine, act });
    if (known && known.node !== node) keepFocus(known.node, node);
    shown.set(m.message_id, { json, node });
    nodes.push(node);
  }
  if (c.typing) nodes.push(el('div', { class: 'msg', 'aria-hidden': 'true' }, el('div', { class: 'bubble dots' }, el('i'), el('i'), el('i'))));
  if (!nodes.length) nodes.push(el('div', { class: 'welcome' }, avatar(4, nameOf(c)), state.world.description || 'Aucun message pour l’instant.'));
  place(log, nodes);
  if (atEnd || fresh && state.messages.at(-1).from?.id === state.person) log.scrollTop = log.scrollHeight;
}

/** place changes only the children that differ, so that readers hear what is new. */
function place(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.childNodes]) if (!wanted.has(child)) child.remove();
  nodes.forEach((n, i) => { if (parent.childNodes[i] !== n) parent.insertBefore(n, parent.childNodes[i] ?? null); });
}

/** keepFocus leaves the focus on the button of the same place when a message is edited. */
function keepFocus(before, after) {
  const i = [...before.querySelectorAll('button, a')].indexOf(document.activeElement);
  if (i >= 0) setTimeout(() => [...after.querySelectorAll('button, a')][i]?.focus({ preventScroll: true }));
}

let busy = false, again = false;
async function refresh() {
  if (busy) { again = true; return; }
  busy = true;
  try {
    state.world = await get('/sim/api/world');
    readHash();
    if (state.person) {
      const chat = state.chat, messages = await get('/sim/api/messages?chat=' + chat);
      if (chat === state.chat) state.messages = messages;
      drawPeople();
      drawHeader();
      drawMessages();
      box.refresh();
      if (state.current().typing) setTimeout(refresh, 2000);
    }
  } catch {
    toast('Le serveur d’essai ne répond pas.');
  }
  busy = false;
  if (again) { again = false; refresh(); }
}

function follow() {
  const events = new EventSource('/sim/events');
  let timer;
  events.onmessage = events.onopen = () => { clearTimeout(timer); timer = setTimeout(refresh, 30); };
}

$('back').addEventListener('click', () => document.body.classList.add('list'));
$('me').addEventListener('click', () => dialog('Vous êtes', '', state.world.people.map((p) =>
  [p.first_name + (p.role ? ', ' + p.role : ''), () => go(p.id, state.chat < 0 ? state.chat : p.id)])));
$('more').addEventListener('click', (e) => {
  const r = e.currentTarget.getBoundingClientRect(), blocked = state.current().blocked;
  const items = [['Changer de personne', () => $('me').click()]];
  if (state.chat > 0) items.push([blocked ? 'Débloquer le bot' : 'Bloquer le bot', () => post(blocked ? 'unblock' : 'block', { person: state.person })]);
  menu(r.right, r.bottom, items);
});
$('log').addEventListener('scroll', () => { const l = $('log'); $('down').hidden = l.scrollHeight - l.scrollTop - l.clientHeight < 200; });
$('down').addEventListener('click', () => { $('log').scrollTop = $('log').scrollHeight; $('text').focus(); });
addEventListener('hashchange', refresh);
new ResizeObserver(() => { const l = $('log'); if ($('down').hidden) l.scrollTop = l.scrollHeight; }).observe($('log'));
await refresh();
follow();
