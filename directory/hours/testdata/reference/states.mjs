// Reads JSON lines {value, at: [unix ms]} and prints for each
// {states: ["open"|"closed"|"unknown"|""], next: [unix ms, 0 for none, -1 when it cannot tell]} or {error}.
// The state "" says that the reference cannot tell (no holiday data).
// Run with TZ=Europe/Paris: the reference works in the local zone.
import { createInterface } from 'node:readline';
import OpeningHours from 'opening_hours';

const place = {
  lat: 47.39, lon: 0.69,
  address: { country_code: 'fr', country: 'France', state: 'Centre-Val de Loire', county: 'Indre-et-Loire' },
};
const names = { open: 'open', close: 'closed', unknown: 'unknown' };
const horizon = 400 * 24 * 3600 * 1000;

// next returns the first change of state; changes of comment alone are skipped.
function next(oh, at) {
  const it = oh.getIterator(new Date(at));
  const state = it.getStateString();
  const limit = new Date(at + horizon);
  for (let i = 0; i < 3000; i++) {
    if (!it.advance(limit) || it.getDate() >= limit) return 0;
    if (it.getStateString() !== state) return it.getDate().getTime();
  }
  return 0;
}

function answer({ value, at }) {
  let oh;
  try {
    oh = new OpeningHours(value, place, { mode: 0, locale: 'en' });
  } catch {
    return { error: true };
  }
  const states = [], changes = [];
  for (const t of at) {
    let state = "", change = -1;
    try {
      state = names[oh.getIterator(new Date(t)).getStateString()];
      change = next(oh, t);
    } catch { /* years without school holidays */ }
    states.push(state);
    changes.push(change);
  }
  return { states, next: changes };
}

for await (const line of createInterface({ input: process.stdin })) {
  if (line) console.log(JSON.stringify(answer(JSON.parse(line))));
}
