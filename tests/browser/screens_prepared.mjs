// What the demo city has not done yet, and what every screen needs to have something to show.

import { readFileSync } from 'node:fs';
import { PEOPLE, comes, goTo, write } from './people.mjs';

const PLAN = new URL('../../app/demo/plan.txt', import.meta.url);

/** The file of the plan that is read in and not adopted. */
export const PLAN_UNDER_WAY = '改訂案.txt';

/** The measure of which a check is written to its end and not handed in. */
export const COMPLETE_CHECK = '障害のある職員の働きやすい環境整備';

/** The course into whose run somebody of the head's section asks to come. */
export const COURSE = 'はじめて係を持つ人の研修';

/** The stories of one run share the demo. */
const done = new WeakMap();

/** Prepares the demo once. */
export function prepared(world) {
  if (!done.has(world.demo)) {
    done.set(world.demo, prepare(world));
  }
  return done.get(world.demo);
}

async function prepare(world) {
  const office = await comes(world, PEOPLE.planOffice);
  await aRevisedPlanIsReadIn(office);
  await theFirstMeasureIsCarriedOut(office);
  await aCourseIsAnnounced(office);
  await office.leave();
  await aCheckIsWritten(world);
}

/** The city's plan with one sentence changed and one remark between its tables: a preview with all its forms. */
async function aRevisedPlanIsReadIn(office) {
  const plan = readFileSync(PLAN, 'utf8');
  const changed = plan.replace('・面接員の訓練を毎年行い', '・面接員の訓練を年２回行い');
  const revised = changed.replace('（2） キャリアの自律', 'この節に受験者の声を入れてください。\n（2） キャリアの自律');
  if (changed === plan || revised === changed) {
    throw new Error('the demo’s plan does not have the words that this story changes');
  }
  await office.visit('/plan/imports');
  const file = { name: PLAN_UNDER_WAY, mimeType: 'text/plain', buffer: Buffer.from(revised) };
  await office.page.locator('main input[type="file"]').setInputFiles(file);
  await office.press('読み込む');
  await office.sees('読み取った内容');
}

async function theFirstMeasureIsCarriedOut(office) {
  await office.visit('/plan');
  await goTo(office, { href: '/plan/measures/' });
  const measure = office.page.url();
  const add = async (href, values, notice) => {
    await office.visit(measure);
    await goTo(office, { href });
    await write(office, values);
    await office.press('保存');
    await office.sees(notice);
  };
  const activity = { happened_on: '2026-11-20', title: '工事現場の見学', people: '34', note: '高校3校から来た。' };
  await add('/activities/new', activity, '活動実績を加えました。');
  await add('/remarks/new', { text: '見学の後の感想を次の回に生かしてください。' }, '指摘を書きました。');
}

async function aCheckIsWritten(world) {
  const writer = await comes(world, PEOPLE.payroll);
  await writer.visit('/plan/my-checks?year=2025');
  await goTo(writer, { text: COMPLETE_CHECK });
  const words = { done: '机を3台替えた。', learned: '本人に聞くと早い。', next: '6台に増やす。' };
  await write(writer, { progress: 'under_way', achievement: 'partly', ...words });
  await writer.press('下書きを保存');
  await writer.sees('下書きを保存しました。');
  await writer.leave();
}

/** A course that needs consent, with a run for which one may apply on the demo's day, and a wish for it. */
async function aCourseIsAnnounced(office) {
  await office.visit('/learning/courses/new');
  await write(office, { code: 'B-900', title: COURSE, category: '階層別研修', minutes: '180', consent: true });
  await office.press('保存');
  await office.sees('保存しました。');
  const course = office.page.url();
  await goTo(office, { href: '/runs/new' });
  await write(office, { opens_on: '2026-11-16', closes_on: '2026-12-11', budget: '80,000' });
  await office.press('保存');
  await office.sees('保存しました。');
  await goTo(office, { href: '/sessions/new' });
  const times = { starts_at: '9:30', ends_at: '12:30', place: '本庁舎 大会議室（３階）', capacity: '24' };
  await write(office, { held_on: '2026-12-18', ...times });
  await office.press('保存');
  await office.sees('保存しました。');
  await office.press('募集を始める');
  await office.sees('募集を始めました。');
  await office.visit(course);
  await office.press('申し込む');
  await office.sees('申し込みました。');
}
