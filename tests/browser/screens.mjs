// The main screens, each seen by somebody who works with it.

import { PEOPLE, comes, goTo } from './people.mjs';

/** A path, or a link's address to look for on the page before. */
const SCREENS = {
  staff: [
    ['home', '/'],
    ['plan', '/plan'],
    ['measure', { href: '/plan/measures/' }],
    ['editions', '/plan/editions'],
    ['edition', '/plan/editions/2024'],
    ['directory', '/directory'],
    ['organisation', '/organisation'],
    ['unit', '/organisation/02020200'],
    ['account', '/account'],
    ['manual', '/manual'],
    ['manual-check', '/manual/check'],
  ],
  head: [
    ['tasks', '/'],
    ['my-checks', '/plan/my-checks?year=2025'],
    ['check', { href: '/plan/checks/' }],
  ],
  planOffice: [
    ['cycles', '/plan/cycles'],
    ['cycle', '/plan/cycles/2025'],
    ['result', { href: '/plan/cycles/2025/measures/' }],
    ['imports', '/plan/imports'],
    ['owners', '/plan/owners'],
  ],
  humanResources: [
    ['staff', '/staff'],
    ['person', { href: '/staff/' }],
    ['import', '/import'],
    ['roles', '/roles'],
  ],
  auditor: [['ledger', '/ledger']],
};

/** Visits every main screen in one language and takes its picture. */
export async function visitAll(world, locale) {
  const language = locale.slice(0, 2);
  for (const [who, screens] of Object.entries(SCREENS)) {
    const person = await comes(world, PEOPLE[who], locale);
    for (const [screen, place] of screens) {
      if (typeof place === 'string') {
        const status = await person.visit(place);
        if (status !== 200) {
          world.fault(`${place} answers ${status} to ${who}`);
        }
      } else {
        await goTo(person, place);
      }
      const spoken = await person.page.locator('html').getAttribute('lang');
      if (spoken !== language) {
        world.fault(`${person.page.url()} is in ${spoken} and not in ${language}`);
      }
      await person.picture(screen);
    }
    await person.leave();
  }
}
