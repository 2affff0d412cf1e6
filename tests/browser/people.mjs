// The people of the demo's sign-in table, and what they do on many pages.

/** Staff numbers in the demo's table of sign-ins. */
export const PEOPLE = {
  staff: '0000101',
  head: '0000102',
  humanResources: '0000103',
  planOffice: '0000104',
  healthTeam: '0000105',
  payroll: '0000107',
  auditor: '0000110',
};

/** One of those people, signed in with the password that the demo printed. */
export async function comes(world, number, locale = 'ja-JP') {
  const password = passwordOf(world, number);
  return world.signedIn({ number, password, locale });
}

export function passwordOf(world, number) {
  const line = world.demoLine(number);
  if (line === undefined) {
    throw new Error(`the demo's table of sign-ins has no ${number}`);
  }
  return line.at(-1);
}

/** Fills a form by the names of its fields, which are the same in every language. */
export async function write(person, values) {
  for (const [name, value] of Object.entries(values)) {
    const field = person.page.locator(`main [name="${name}"]`);
    const kind = await field.first().evaluate((element) => (element.tagName === 'SELECT' ? 'select' : element.type));
    if (kind === 'select') {
      await field.selectOption(value);
    } else if (kind === 'radio') {
      await person.page.locator(`main [name="${name}"][value="${value}"]`).check();
    } else if (kind === 'checkbox') {
      await field.setChecked(value);
    } else {
      await field.fill(value);
    }
  }
}

/** Goes where the first link in the page's body leads that has this text, or this address. */
export async function goTo(person, { text = '', href = '/' }) {
  const links = person.page.locator(`main a[href*="${href}"]`, { hasText: text });
  const address = await links.first().getAttribute('href');
  const status = await person.visit(new URL(address, person.page.url()).href);
  if (status !== 200) {
    throw new Error(`${address} answers ${status}`);
  }
}

/** Drawing a paper takes the program, which is not optimised here, longer than any page: on a busy machine tens of seconds. */
const PATIENCE_WITH_PAPERS_MS = 90_000;

/** Follows a link that saves a file; gives the file's bytes and its proposed name. */
export async function download(person, href) {
  const coming = person.page.waitForEvent('download', { timeout: PATIENCE_WITH_PAPERS_MS });
  await person.page.locator(`main a[href*="${href}"]`).first().click();
  const file = await coming;
  const parts = [];
  for await (const part of await file.createReadStream()) {
    parts.push(part);
  }
  return { bytes: Buffer.concat(parts), name: file.suggestedFilename() };
}

/** Fails unless it is the beginning of a PDF file that holds something. */
export function expectPdf({ bytes, name }) {
  if (bytes.subarray(0, 5).toString('latin1') !== '%PDF-' || bytes.length < 10_000) {
    throw new Error(`${name} has ${bytes.length} bytes and begins with ${bytes.subarray(0, 8).toString('latin1')}`);
  }
}
