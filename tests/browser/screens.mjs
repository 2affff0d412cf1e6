// Every screen of the program, each with the person who sees it and the way to its address.
//
// docs/authority-matrix.md names the routes, and a test keeps that file the same as the router: a GET route that has no
// example here fails the story.

import { readFileSync } from 'node:fs';
import { PEOPLE, comes } from './people.mjs';
import { COMPLETE_CHECK, COURSE, PLAN_UNDER_WAY, prepared } from './screens_prepared.mjs';

const MATRIX = new URL('../../docs/authority-matrix.md', import.meta.url);
const NOTHING = 'ないはずの言葉';

/**
 * For each route who sees an example of it, and where: a path, or steps from a path, each the link on the page before
 * whose address holds `href` and whose text holds `text`; `end` is put behind the address found.
 */
const SCREENS = {
  '/sign-in': ['stranger', '/sign-in'],
  '/first-password': ['stranger', '/first-password'],
  '/': ['head', '/'],
  '/account': ['staff', '/account'],
  '/roles': ['humanResources', '/roles'],
  '/ledger': ['auditor', '/ledger'],
  '/directory': ['staff', '/directory'],
  '/staff': ['humanResources', '/staff'],
  '/staff/{staff}': ['humanResources', { from: '/staff', steps: [{ href: /^\/staff\/[^/]+$/ }] }],
  '/staff/{staff}/looks': [
    'humanResources',
    { from: `/staff?q=${PEOPLE.humanResources}`, steps: [{ href: /^\/staff\/[^/]+$/ }], end: '/looks' },
  ],
  '/organisation': ['staff', '/organisation'],
  '/organisation/{unit}': ['staff', '/organisation/02020200'],
  '/changes': ['humanResources', '/changes'],
  '/import': ['humanResources', '/import'],
  '/plan': ['staff', '/plan'],
  '/plan/history': ['staff', '/plan/history'],
  '/plan/imports': ['planOffice', '/plan/imports'],
  '/plan/imports/{id}': ['planOffice', preview()],
  '/plan/imports/{id}/frame': ['planOffice', preview({ href: '/frame' })],
  '/plan/imports/{id}/directions/{key}': ['planOffice', preview({ href: '/directions/' })],
  '/plan/imports/{id}/listings/{key}': ['planOffice', preview({ href: '/listings/' })],
  '/plan/imports/{id}/owners/{number}': ['planOffice', preview({ href: '/owners/' })],
  '/plan/imports/{id}/remarks/{number}': ['planOffice', preview({ href: '/remarks/' })],
  '/plan/imports/{id}/changes': ['planOffice', preview({ href: '/changes' })],
  '/plan/measures/{id}': ['planOffice', measure()],
  '/plan/measures/{id}/tasks/new': ['planOffice', measure({ href: '/tasks/new' })],
  '/plan/measures/{id}/tasks/carry-over': ['planOffice', { ...measure(), end: '/tasks/carry-over?year=2026' }],
  '/plan/tasks/{id}': ['planOffice', measure({ href: /^\/plan\/tasks\/[^/]+$/ })],
  '/plan/tasks/{id}/done': ['planOffice', measure({ href: /^\/plan\/tasks\/[^/]+\/done$/ })],
  '/plan/tasks/{id}/removal': ['planOffice', measure({ href: /^\/plan\/tasks\/[^/]+$/ }, { href: '/removal' })],
  '/plan/measures/{id}/indicators/new': ['planOffice', measure({ href: '/indicators/new' })],
  '/plan/indicators/{id}': ['planOffice', measure({ href: /^\/plan\/indicators\/[^/]+$/ })],
  '/plan/indicators/{id}/readings/{year}': ['planOffice', measure({ href: '/readings/' })],
  '/plan/measures/{id}/activities/new': ['planOffice', measure({ href: '/activities/new' })],
  '/plan/activities/{id}': ['planOffice', measure({ href: /^\/plan\/activities\/[^/]+$/ })],
  '/plan/activities/{id}/removal': ['planOffice', measure({ href: /^\/plan\/activities\/[^/]+$/ }, { href: '/removal' })],
  '/plan/measures/{id}/study/new': [
    'planOffice',
    { from: '/plan', steps: [{ text: '人物をていねいに見る選考', href: '/plan/measures/' }], end: '/study/new' },
  ],
  '/plan/listings/{id}': ['planOffice', measure({ href: '/plan/listings/' })],
  '/plan/measures/{id}/remarks/new': ['planOffice', measure({ href: '/remarks/new' })],
  '/plan/remarks/{id}': ['planOffice', measure({ href: '/plan/remarks/' })],
  '/plan/owners': ['planOffice', '/plan/owners'],
  '/plan/owners/units': ['planOffice', { from: '/plan/owners', steps: [{ href: '/plan/owners/units?' }] }],
  // No link leads there as long as every owner's unit exists.
  '/plan/owners/successors': [
    'planOffice',
    { from: '/plan/owners', steps: [{ href: '/plan/owners/units?' }], last: ['/units?', '/successors?'] },
  ],
  '/plan/owners/{id}': ['planOffice', { from: '/plan/owners', steps: [{ href: /^\/plan\/owners\/[0-9a-f-]+$/ }] }],
  '/plan/measures/{id}/owners/new': ['planOffice', measure({ href: '/owners/new' })],
  '/plan/cycles': ['planOffice', '/plan/cycles'],
  '/plan/cycles/{year}': ['planOffice', '/plan/cycles/2025'],
  '/plan/cycles/{year}/measures/{measure}': ['planOffice', consulted()],
  '/plan/my-checks': ['head', '/plan/my-checks?year=2025'],
  '/plan/checks/{check}': ['head', { from: '/plan/my-checks?year=2025', steps: [{ href: '/plan/checks/' }] }],
  '/plan/checks/{check}/answers': ['payroll', { ...ownCheck(), end: '/answers' }],
  '/plan/consultations/{consultation}': ['planOffice', consulted({ href: '/plan/consultations/' })],
  '/plan/editions': ['staff', '/plan/editions'],
  '/plan/editions/{year}': ['staff', '/plan/editions/2024'],
  '/plan/editions/{year}/freezing': ['planOffice', '/plan/editions/2025/freezing'],
  '/learning': ['staff', '/learning'],
  '/learning/mine': ['staff', '/learning/mine'],
  '/learning/people': ['head', '/learning/people'],
  '/learning/courses/new': ['planOffice', '/learning/courses/new'],
  '/learning/courses/{id}': ['staff', course()],
  '/learning/courses/{id}/edit': ['planOffice', course({ href: /\/edit$/ })],
  '/learning/courses/{id}/withdrawal': ['planOffice', course({ href: /\/edit$/ }, { href: '/withdrawal' })],
  '/learning/courses/{id}/runs/new': ['planOffice', course({ href: '/runs/new' })],
  '/learning/runs/{id}': ['planOffice', run()],
  '/learning/runs/{id}/edit': ['planOffice', run({ href: /\/edit$/ })],
  '/learning/runs/{id}/withdrawal': ['planOffice', run({ href: /\/edit$/ }, { href: '/withdrawal' })],
  '/learning/runs/{id}/sessions/new': ['planOffice', { ...run(), end: '/sessions/new' }],
  '/learning/runs/{id}/nominations': ['head', course({ href: '/nominations' })],
  '/learning/sessions/{id}': ['planOffice', run({ href: /^\/learning\/sessions\/[^/]+$/ })],
  '/learning/sessions/{id}/roster': ['planOffice', run({ href: '/roster' })],
  '/learning/enrolments/{id}/consent': [
    'head',
    { from: '/learning/people', steps: [{ text: COURSE, href: '/consent' }] },
  ],
  '/learning/enrolments/{id}/cancellation': ['planOffice', course({ href: '/cancellation' })],
  '/manual': ['staff', '/manual'],
  '/manual/{page}': ['staff', '/manual/check'],
};

/** The browser shows or keeps these itself: there is no page of ours to look at. */
const FILES = [
  '/assets/{hash}/{name}',
  '/export',
  '/manual/pictures/{name}',
  '/plan/editions/{year}/drafts/{format}',
  '/plan/editions/{year}/files/{format}',
];

/** The same routes as somebody else sees them, with nothing to show, and pages that say no. */
const ALSO = [
  ['staff', '/', 200],
  ['planOffice', '/', 200],
  ['planOffice', '/plan', 200],
  ['staff', measure(), 200],
  ['payroll', ownCheck(), 200],
  ['staff', `/plan?q=${NOTHING}`, 200],
  ['staff', `/plan/editions/2024?words=${NOTHING}`, 200],
  ['staff', `/directory?q=${NOTHING}`, 200],
  ['humanResources', `/staff?q=${NOTHING}`, 200],
  ['auditor', '/ledger?person=9999999', 200],
  ['planOffice', '/plan/cycles/2025?state=consolidated', 200],
  ['planOffice', '/plan/cycles/2024', 200],
  ['head', '/plan/my-checks', 200],
  ['head', '/roles', 200],
  ['staff', '/staff', 403],
  ['staff', '/ledger', 403],
  ['planOffice', course(), 200],
  ['payroll', '/learning/mine', 200],
  ['staff', `/learning?q=${NOTHING}`, 200],
  ['staff', '/learning/people', 403],
  ['staff', '/no-such-page', 404],
  ['stranger', '/no-such-page', 404],
  ['head', '/staff/no-such-person', 404],
];

/** Links lead from page to page in Japanese; the addresses found are the same in every language, and kept. */
const found = new Map();

/** Visits every screen in one language and takes its pictures. */
export async function visitAll(world, locale) {
  everyRouteHasAnExample(world);
  await prepared(world);
  const visits = [
    ...Object.entries(SCREENS).map(([route, [who, place]]) => ({ who, place, route, status: 200 })),
    ...ALSO.map(([who, place, status]) => ({ who, place, status })),
  ];
  for (const who of new Set(visits.map((it) => it.who))) {
    const finder = who === 'stranger' ? undefined : await comes(world, PEOPLE[who]);
    const theirs = visits.filter((it) => it.who === who);
    for (const visit of theirs) {
      visit.address = await addressOf(finder, visit.place, who);
    }
    await finder?.leave();
    const person = who === 'stranger' ? await world.someone({ locale }) : await comes(world, PEOPLE[who], locale);
    for (const visit of theirs) {
      await look(person, visit, locale);
    }
    await person.leave();
  }
  await aFormIsRefused(world, locale);
  await aSessionEnds(world, locale);
}

function everyRouteHasAnExample(world) {
  const all = new Set([...readFileSync(MATRIX, 'utf8').matchAll(/^\| `GET ([^`]+)`/gm)].map(([, route]) => route));
  const known = new Set([...FILES, ...Object.keys(SCREENS)]);
  for (const route of all) {
    if (!known.has(route)) {
      world.fault(`${route} has no example in screens.mjs`);
    }
  }
  for (const route of known) {
    if (!all.has(route)) {
      world.fault(`${route} is no route any more; take it out of screens.mjs`);
    }
  }
}

async function look(person, { who, address, route, status }, locale) {
  const { world } = person;
  if (address === undefined) {
    world.fault(`${who} is shown no link to ${route ?? 'a page'} of screens.mjs`);
    return;
  }
  if (route !== undefined && !patternOf(route).test(address.split('?')[0])) {
    world.fault(`${address} is no example of ${route}`);
  }
  const answered = await person.visit(address);
  if (answered !== status) {
    world.fault(`${address} answers ${answered} to ${who} and not ${status}`);
  }
  const language = locale.slice(0, 2);
  const spoken = await person.page.locator('html').getAttribute('lang');
  if (spoken !== language) {
    world.fault(`${address} is in ${spoken} and not in ${language}`);
  }
  const name = (route ?? address.split('?')[0].replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, 'id')).replaceAll(/[{}]/g, '');
  await person.picture(`${name.replaceAll('/', '-').slice(1) || 'home'}-${who}`);
}

function patternOf(route) {
  return new RegExp(`^${route.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`);
}

/** Reads the pages of the steps without showing them: they are shown in their own turn. */
async function addressOf(person, place, who) {
  if (typeof place === 'string') {
    return place;
  }
  let address = place.from;
  for (const step of place.steps) {
    const key = `${who} ${address} ${step.text ?? ''} ${step.href}`;
    if (!found.has(key)) {
      found.set(key, await linkOn(person, address, step));
    }
    address = found.get(key);
    if (address === undefined) {
      return undefined;
    }
  }
  const [before, after] = place.last ?? ['', ''];
  return `${place.end === undefined ? address : address.split('?')[0]}${place.end ?? ''}`.replace(before, after);
}

async function linkOn(person, address, { href, text = '' }) {
  const answer = await person.context.request.get(address);
  const links = await person.page.evaluate((html) => {
    const page = new DOMParser().parseFromString(html, 'text/html');
    return [...page.querySelectorAll('a[href^="/"]')].map((it) => [it.getAttribute('href'), it.textContent]);
  }, await answer.text());
  const leads = (it) => (href instanceof RegExp ? href.test(it.split(/[?#]/)[0]) : it.includes(href));
  return links.find(([link, words]) => leads(link) && words.includes(text))?.[0].split('#')[0];
}

/** A form that lacks what it needs comes back with its errors named. */
async function aFormIsRefused(world, locale) {
  const office = await comes(world, PEOPLE.planOffice, locale);
  await office.visit(await addressOf(office, ...placeOf('/plan/measures/{id}/tasks/new')));
  await office.page.locator('main textarea, main input[type=text]').first().fill('');
  await office.send('main form.form');
  if ((await office.page.locator('main .error-summary').count()) !== 1) {
    world.fault(`${office.page.url()}: an empty form comes back without its errors`);
  }
  await office.picture('form-refused');
  await office.leave();
}

/** What was written before the session ended is shown again to be copied, and the way back leads by the sign-in. */
async function aSessionEnds(world, locale) {
  const office = await comes(world, PEOPLE.planOffice, locale);
  await office.visit(await addressOf(office, ...placeOf('/plan/measures/{id}/tasks/new')));
  await office.page.locator('main textarea, main input[type=text]').first().fill('見学の案内を書き直す');
  await office.context.clearCookies();
  await office.send('main form.form');
  const written = await office.page.locator('main textarea').evaluateAll((areas) => areas.map((it) => it.value));
  if (written.join() !== '見学の案内を書き直す') {
    world.fault(`${office.page.url()}: shows as what was written: ${written.join()}`);
  }
  await office.picture('session-over');
  await office.leave();
}

function placeOf(route) {
  const [who, place] = SCREENS[route];
  return [place, who];
}

/** Pages of the plan that has been read in and not adopted. */
function preview(...steps) {
  return { from: '/plan/imports', steps: [{ text: PLAN_UNDER_WAY, href: /^\/plan\/imports\/[^/]+$/ }, ...steps] };
}

/** Pages of the plan's first measure, which has everything that a measure can have. */
function measure(...steps) {
  return { from: '/plan', steps: [{ href: '/plan/measures/' }, ...steps] };
}

/** Pages of a measure's result about which another section was asked. */
function consulted(...steps) {
  return { from: '/plan/cycles/2025', steps: [{ text: 'ハラスメントのない職場づくり', href: '/measures/' }, ...steps] };
}

/** Pages of a course with a run for which one may apply. */
function course(...steps) {
  const from = `/learning?q=${encodeURIComponent(COURSE)}`;
  return { from, steps: [{ text: COURSE, href: /^\/learning\/courses\/[^/]+$/ }, ...steps] };
}

/** Pages of that run, as those who hold it see it. */
function run(...steps) {
  return course({ href: /^\/learning\/runs\/[^/]+$/ }, ...steps);
}

/** A check whose draft is complete, before it is handed in. */
function ownCheck() {
  return { from: '/plan/my-checks?year=2025', steps: [{ text: COMPLETE_CHECK, href: '/plan/checks/' }] };
}
