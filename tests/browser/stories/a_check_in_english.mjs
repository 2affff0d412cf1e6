import { PEOPLE, comes, download, expectPdf, goTo, write } from '../people.mjs';

export const name = 'the plan and its published year are read, and a check is written, in English';

const MEASURE = '健診後の保健指導';

export async function run(world) {
  const reader = await comes(world, PEOPLE.staff, 'en-US');
  await reader.visit('/plan');
  await goTo(reader, { href: '/plan/measures/' });
  await reader.visit('/plan/editions');
  await goTo(reader, { href: '/plan/editions/2024' });
  await reader.picture('edition');
  expectPdf(await download(reader, '/plan/editions/2024/files/pdf'));

  const writer = await comes(world, PEOPLE.healthTeam, 'en-US');
  await writer.visit('/plan/my-checks?year=2025');
  await goTo(writer, { text: MEASURE });
  await write(writer, { progress: 'completed', achievement: 'achieved', done: '保健指導を86人に行った。', next: '' });
  await writer.press('Check before sending');
  await writer.sees('Please check what you entered');
  await write(writer, { next: '土曜日にも行う。' });
  await writer.press('Check before sending');
  await writer.picture('answers');
  await writer.press('Submit');
  await writer.sees('Submitted. It waits for the head.');

  const head = await comes(world, PEOPLE.head, 'en-US');
  await head.visit('/');
  await goTo(head, { text: MEASURE });
  await head.picture('head-reviews');
  await head.press('Approve');
  await head.sees('Approved.');
}
