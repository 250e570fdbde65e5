// The text box and what stands around it: suggestions, inline mode, attachments,
// reply keyboard, replying and editing.
import { $, el, post, toast, menu, dialog } from './dom.js';
import { preview } from './message.js';

const points = [['Sanitas, Tours', 47.3815, 0.6995], ['Rives du Cher, Tours', 47.37291, 0.67947], ['Joué-lès-Tours, centre', 47.33284, 0.65415]];

export function composer(state) {
  const box = $('text');
  let context = null; // {edit: message} or {reply: message}
  let asked = 0; // the last inline query, to drop late answers
  let keysFor = '', keysOpen = true;
  const where = () => ({ person: state.person, chat: state.chat });

  const grow = () => { box.style.height = 'auto'; box.style.height = Math.min(box.scrollHeight, 160) + 'px'; };
  const fill = (text) => { box.value = text; grow(); box.focus(); suggest(); };

  function setContext(next) {
    context = next;
    $('context').hidden = !next;
    if (!next) return;
    $('context-title').textContent = next.edit ? 'Modifier le message' : 'Réponse à ' + (next.reply.from?.first_name ?? '');
    $('context-text').textContent = preview(next.edit ?? next.reply);
    box.focus();
  }

  async function send() {
    const text = box.value.trim();
    if (!text) return;
    const now = context;
    box.value = '';
    grow();
    setContext(null);
    hideSuggestions();
    const sent = now?.edit
      ? await post('edit', { ...where(), message: now.edit.message_id, text })
      : await post('send', { ...where(), text, reply_to: now?.reply?.message_id });
    if (sent === null && !box.value) fill(text);
  }

  function hideSuggestions() {
    asked++;
    clearTimeout(timer);
    $('suggest').hidden = true;
  }

  function show(items, empty) {
    $('suggest').replaceChildren(...items);
    if (!items.length) $('suggest').append(el('p', {}, empty));
    $('suggest').hidden = false;
  }

  let timer;
  function suggest() {
    hideSuggestions();
    const text = box.value.trimStart(), bot = state.world.bot;
    const inline = new RegExp('^@' + bot.username + '(?:\\s+(.*))?$', 'is').exec(text);
    if (inline && text.length > bot.username.length + 1) {
      timer = setTimeout(() => ask(inline[1] ?? ''), 300);
      return;
    }
    if (!/^\/[a-z0-9_]*$/i.test(text)) return;
    const found = state.current().commands.filter((c) => c.command.startsWith(text.slice(1).toLowerCase()));
    if (found.length) show(found.map((c) => el('button', { type: 'button', onclick: () => { box.value = '/' + c.command; send(); } }, el('b', {}, '/' + c.command), el('span', { class: 'sub' }, c.description))));
  }

  async function ask(query) {
    const mine = ++asked;
    const a = await post('inline', { person: state.person, query });
    if (mine !== asked || !a) return;
    const items = a.results.map((r) => el('button', { type: 'button', onclick: () => choose(r) },
      el('span', { class: 'two' }, el('strong', {}, r.title || r.message.text || ''), el('span', { class: 'sub' }, r.description ?? ''))));
    if (a.button) items.unshift(el('button', { type: 'button', onclick: () => lead(a.button) }, el('b', {}, a.button.text)));
    show(items, 'Aucune proposition.');
  }

  async function choose(r) {
    box.value = '';
    grow();
    hideSuggestions();
    await post('choose', { ...where(), result: { query_id: r.query_id, id: r.id } });
    box.focus();
  }

  function lead(b) {
    fill('');
    state.go(state.person, state.person);
    post('start', { person: state.person, payload: b.start_parameter });
  }

  const choosePoint = () => dialog('Envoyer une position', '', points.map(([name, latitude, longitude]) =>
    [name, () => post('location', { ...where(), latitude, longitude })]));

  function attach() {
    const r = $('attach').getBoundingClientRect();
    const media = (kind) => () => post('media', { ...where(), kind });
    menu(r.left, r.top - 340, [['Position', choosePoint], ['Photo', media('photo')], ['Autocollant', media('sticker')], ['Message vocal', media('voice')],
      ['Document', media('document')], ['Vidéo', media('video')], ['Contact', () => post('contact', { ...where(), phone: '+33 1 99 00 12 34', name: 'Camille (exemple)' })]]);
  }

  function press(key) {
    if (key.request_location) return choosePoint();
    if (key.request_contact) return dialog('Partager votre numéro ?', 'Le bot recevra un numéro d’exemple.', [['Partager', () => post('contact', { ...where(), own: true, phone: '+33 1 99 00 56 78' })]]);
    if (key.web_app) return void open(key.web_app.url, '_blank', 'noopener');
    return post('send', { ...where(), text: key.text });
  }

  /** refresh shows what the current chat asks for: start, unblock, keyboard. */
  function refresh() {
    const c = state.current();
    const own = c.type === 'private';
    $('start').hidden = !(own && (c.blocked || !c.count));
    $('start').textContent = c.blocked ? 'Débloquer le bot' : 'Démarrer';
    $('composer').hidden = !$('start').hidden;
    const keys = c.keyboard?.keyboard ?? [], id = c.id + JSON.stringify(keys);
    if (id !== keysFor) {
      keysFor = id;
      keysOpen = true;
      $('keys').replaceChildren(...keys.map((row) => el('div', {}, ...row.map((k) => el('button', { type: 'button', onclick: () => press(k) }, k.text)))));
    }
    box.placeholder = c.keyboard?.input_field_placeholder || 'Message';
    $('keys').hidden = !keys.length || !keysOpen || $('composer').hidden;
    $('keys-toggle').hidden = !keys.length;
    $('keys-toggle').setAttribute('aria-expanded', String(keysOpen));
  }

  $('composer').addEventListener('submit', (e) => { e.preventDefault(); send(); });
  box.addEventListener('input', () => { grow(); suggest(); });
  let shift = false;
  box.addEventListener('beforeinput', (e) => { // a phone's keyboard tells no key
    if (!shift && (e.inputType === 'insertLineBreak' || e.inputType === 'insertParagraph')) { e.preventDefault(); send(); }
  });
  box.addEventListener('keydown', (e) => {
    shift = e.shiftKey;
    if (e.key === 'Enter' && !e.shiftKey && !e.isComposing) { e.preventDefault(); send(); }
    if (e.key === 'Escape') { hideSuggestions(); setContext(null); }
    if (e.key === 'ArrowUp' && !$('suggest').hidden) { e.preventDefault(); $('suggest').querySelector('button:last-of-type')?.focus(); }
    if (e.key === 'ArrowUp' && !box.value && state.lastOwn()) { e.preventDefault(); edit(state.lastOwn()); }
  });
  $('suggest').addEventListener('keydown', (e) => {
    const step = { ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling' }[e.key];
    if (e.key === 'Escape') { hideSuggestions(); box.focus(); }
    if (step) { e.preventDefault(); (document.activeElement[step] ?? box).focus(); }
  });
  $('attach').addEventListener('click', attach);
  $('keys-toggle').addEventListener('click', () => { keysOpen = !keysOpen; refresh(); });
  $('context-close').addEventListener('click', () => { if (context?.edit) box.value = ''; setContext(null); grow(); });
  $('start').addEventListener('click', () => post(state.current().blocked ? 'unblock' : 'start', { person: state.person }));

  const edit = (m) => { fill(m.text); setContext({ edit: m }); };
  return {
    refresh, fill, edit,
    reply: (m) => setContext({ reply: m }),
    reset: () => { setContext(null); box.value = ''; grow(); hideSuggestions(); },
    command: (text) => post('send', { ...where(), text }),
    missing: () => toast('Ce message n’est plus là.'),
  };
}
