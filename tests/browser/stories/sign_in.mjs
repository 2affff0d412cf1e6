export const name = 'a stranger is shown the sign-in page, in the language of the browser, and reaches its fields by keyboard';

export async function run(world) {
  const stranger = await world.someone();
  await stranger.visit('/');
  await signInIsAskedFor(stranger, 'ja');
  await stranger.picture('sign-in');

  const foreigner = await world.someone({ locale: 'en-US' });
  await foreigner.visit('/');
  await signInIsAskedFor(foreigner, 'en');
  await foreigner.picture('sign-in-english');
}

async function signInIsAskedFor(person, language) {
  const number = person.page.locator('input[autocomplete="username"]');
  const password = person.page.locator('input[autocomplete="current-password"]');
  if ((await number.count()) !== 1 || (await password.count()) !== 1) {
    throw new Error(`${person.page.url()} does not ask for a staff number and a password`);
  }
  const spoken = await person.page.locator('html').getAttribute('lang');
  if (spoken !== language) {
    throw new Error(`${person.page.url()} is in ${spoken} and not in ${language}`);
  }
  for (const field of [number, password]) {
    await person.tabTo(await field.evaluate((input) => input.labels[0].innerText.trim()));
  }
}
