#!/usr/bin/env bash
# node-ical 0.26.1, ical.js 2.2.1 (npm): Mid-Autumn, every year on the fifteenth of the eighth month, is 15 August.
#
# A calendar file may say by which calendar a day comes back: RRULE:RSCALE=CHINESE;FREQ=YEARLY from 29 September 2023
# is the same lunar day of every year, 17 September 2024, 6 October 2025 (RFC 7529, 4.1, whose first example is a new
# year like that). Both programs drop RSCALE when they read the rule, and write it out again without it: the feast stays on 29
# September, and with BYMONTH=8;BYMONTHDAY=15 it is 15 August. Nothing tells. Expected: the day, or an error, as rrule
# 2.8.1 gives one, and rrule-temporal 1.5.3, with which node-ical counts, where it cannot know a calendar. (icalendar of
# PyPI tells of its own want in issue 1658.)
#
# Wants npm. Prints what is seen; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" node-ical@0.26.1 ical.js@2.2.1 rrule@2.8.1 lunar-javascript@1.7.7 >/dev/null 2>&1

cat >"$work/read.mjs" <<'JS'
import ICAL from 'ical.js';
import ical from 'node-ical';
import rrule from 'rrule';
import { Lunar } from 'lunar-javascript';

const years = [2024, 2025, 2026];
const feasts = years.map((year) => Lunar.fromYmd(year, 8, 15).getSolar().toYmd()).join(' ');
console.log(`Mid-Autumn, by lunar-javascript: ${feasts}`);
const read = (rule) => {
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//a//b//ZH', 'BEGIN:VEVENT', 'UID:1@a', 'DTSTAMP:20230901T000000Z',
    'DTSTART;VALUE=DATE:20230929', `RRULE:${rule}`, 'SUMMARY:中秋节', 'END:VEVENT', 'END:VCALENDAR', ''];
  const text = lines.join('\r\n');
  const event = Object.values(ical.sync.parseICS(text)).find((part) => part.type === 'VEVENT');
  const days = event.rrule.between(new Date('2024-01-01'), new Date('2026-12-31')).map((day) => day.toISOString().slice(0, 10));
  const component = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent');
  const next = new ICAL.Event(component).iterator();
  const others = Array.from({ length: 5 }, () => String(next.next())).filter((day) => years.includes(+day.slice(0, 4)));
  return [days.join(' '), others.join(' '), String(component.getFirstPropertyValue('rrule'))];
};
const known = {
  'RSCALE=CHINESE;FREQ=YEARLY': ['2024-09-29 2025-09-29 2026-09-29', 'FREQ=YEARLY'],
  'RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=15': ['2024-08-15 2025-08-15 2026-08-15', 'FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=15'],
};
let same = feasts === '2024-09-17 2025-10-06 2026-09-25';
for (const [rule, [days, written]] of Object.entries(known)) {
  const [one, other, rest] = read(rule);
  console.log(`${rule}\n  node-ical: ${one}\n  ical.js: ${other}, written again as ${rest}`);
  same &&= one === days && other === days && rest === written;
}
let refused = '';
try { rrule.rrulestr('DTSTART:20230929T000000Z\nRRULE:RSCALE=CHINESE;FREQ=YEARLY').all((_, count) => count < 3); } catch (error) { refused = error.message; }
console.log(`rrule: ${refused}`);
process.exit(same && refused.includes('RSCALE') ? 0 : 1);
JS
node "$work/read.mjs"
