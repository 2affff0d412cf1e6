import { PEOPLE, comes } from '../people.mjs';
import { SIZES } from '../world.mjs';

export const name = 'past the menu, through a menu that opens, a table, a form and what opens: all without a mouse';

export async function run(world) {
  const person = await comes(world, PEOPLE.humanResources);
  await theMenuIsPassed(person);
  await theMenuOpens(person);
  await aTableIsSorted(person);

  const office = await comes(world, PEOPLE.planOffice);
  await whatIsHiddenOpens(office);
  await aTaskIsAdded(office);
}

async function theMenuIsPassed(person) {
  await person.visit('/staff');
  await person.tabTo('本文へ移る');
  await person.key('Enter');
  await isThere(person, () => document.activeElement.id === 'main', 'the skip link does not lead to what the page is about');
}

async function theMenuOpens(person) {
  await person.page.setViewportSize(SIZES[1]);
  await person.visit('/staff');
  await person.page.setViewportSize(SIZES[1]);
  await person.tabTo('メニュー');
  await person.key('Enter');
  await person.page.setViewportSize(SIZES[1]);
  await isThere(person, () => document.querySelector('details.menu').open, 'the menu does not open');
  await person.tabTo('計画の実施結果');
  await person.key('Enter');
  await isThere(person, () => location.pathname === '/plan/editions', 'the menu does not lead on');
  await person.page.setViewportSize(SIZES[0]);
}

async function aTableIsSorted(person) {
  await person.visit('/staff');
  await person.tabTo('職員番号');
  await person.key('Enter');
  await isThere(person, () => document.querySelector('th[aria-sort="ascending"]') !== null, 'the table is not sorted');
}

async function whatIsHiddenOpens(office) {
  await office.visit('/plan/editions/2024');
  await office.tabTo('施策の方向性の説明');
  await office.key('Space');
  await isThere(office, () => document.activeElement.parentElement.open, 'what is hidden does not open');
  await office.key('Space');
  await isThere(office, () => !document.activeElement.parentElement.open, 'what is shown does not close');
}

async function aTaskIsAdded(office) {
  await office.visit('/plan');
  const measure = await office.page.locator('main a[href*="/plan/measures/"]').first().getAttribute('href');
  await office.visit(measure);
  await office.tabTo('工程を加える');
  await office.key('Enter');
  await office.tabTo('すること必須');
  await office.page.keyboard.type('見学の申込みの様式を1枚にする');
  await office.tabTo('保存');
  await office.key('Enter');
  await office.sees('見学の申込みの様式を1枚にする');
  await isThere(office, () => document.querySelector('.notice') !== null, 'nothing says that the task was added');
}

async function isThere(person, test, fault) {
  if (!(await person.page.evaluate(test))) {
    throw new Error(`${person.page.url()}: ${fault}`);
  }
}
