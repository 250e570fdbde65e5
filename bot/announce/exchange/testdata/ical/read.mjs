// Reads one question a line and writes one answer a line: a calendar to read,
// or a series to expand. It knows nothing of Relais.
import { createInterface } from "node:readline";
import ICAL from "ical.js";

function time(t) {
  if (!t) return null;
  return { day: t.isDate, ms: t.toUnixTime() * 1000, wall: t.toString() };
}

function events(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(new ICAL.Timezone(zone), zone.getFirstPropertyValue("tzid"));
  }
  const value = (c, name) => {
    const v = c.getFirstPropertyValue(name);
    return v === null || v === undefined ? "" : v.toString();
  };
  return {
    method: value(calendar, "method"),
    name: value(calendar, "x-wr-calname"),
    refresh: value(calendar, "refresh-interval"),
    events: calendar.getAllSubcomponents("vevent").map((c) => {
      const e = new ICAL.Event(c);
      const organizer = c.getFirstProperty("organizer");
      return {
        uid: e.uid,
        sequence: e.sequence,
        status: value(c, "status"),
        summary: e.summary ?? "",
        description: e.description ?? "",
        location: e.location ?? "",
        url: value(c, "url"),
        organiser: organizer ? organizer.getParameter("cn") : "",
        categories: c.getAllProperties("categories").flatMap((p) => p.getValues()),
        geo: c.getFirstPropertyValue("geo"),
        start: time(e.startDate),
        end: c.hasProperty("dtend") ? time(e.endDate) : null,
        stamp: time(c.getFirstPropertyValue("dtstamp")),
      };
    }),
  };
}

function series({ start, rule, most }) {
  const iterator = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromString(start));
  const days = [];
  for (let next; days.length < most && (next = iterator.next()); ) days.push(next.toString());
  return { days };
}

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  let answer;
  try {
    answer = question.calendar !== undefined ? events(question.calendar) : series(question);
  } catch (error) {
    answer = { error: String(error) };
  }
  console.log(JSON.stringify(answer));
}
