import { PEOPLE, comes, passwordOf } from '../people.mjs';

export const name = 'somebody signs in without a mouse, and a refused form takes the focus to its errors';

export async function run(world) {
  const person = await world.someone();
  await person.visit('/');
  await type(person, 'username', PEOPLE.head);
  await type(person, 'current-password', 'not-the-password');
  await person.key('Enter');
  await theErrorsHaveTheFocus(person);
  await person.picture('refused');

  await type(person, 'username', PEOPLE.head);
  await type(person, 'current-password', passwordOf(world, PEOPLE.head));
  await person.tabTo('サインイン');
  await person.key('Enter');
  await person.sees('サインアウト');

  const head = await comes(world, PEOPLE.head);
  await head.visit('/roles');
  await head.press('役割を付ける');
  await theErrorsHaveTheFocus(head);
  await head.key('Tab');
  await head.key('Enter');
  const reached = await head.page.evaluate(() => document.activeElement.getAttribute('aria-invalid'));
  if (reached !== 'true') {
    throw new Error(`${head.page.url()}: the first error does not lead to its field`);
  }
  await head.picture('the-field-that-is-wrong');
}

/** Comes to a field by Tab and writes over what stands in it. */
async function type(person, autocomplete, text) {
  const field = person.page.locator(`main input[autocomplete="${autocomplete}"]`);
  await person.tabTo(await field.evaluate((input) => input.labels[0].innerText.trim()));
  await person.page.keyboard.press('Control+A');
  await person.page.keyboard.type(text);
}

async function theErrorsHaveTheFocus(person) {
  const isThere = await person.page.evaluate(() => document.activeElement.classList.contains('error-summary'));
  if (!isThere) {
    throw new Error(`${person.page.url()}: the error summary does not have the focus`);
  }
}
