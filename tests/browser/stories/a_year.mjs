// The next plan comes from the city's file. Its first year has not begun on the demo's day, so that the year that is
// carried on is the one which the demo has under check.

import { PEOPLE, comes, download, expectPdf, goTo, write } from '../people.mjs';

export const name = "a year is carried from the city's file to the published PDF by five people";

const MEASURE = 'オンライン教材の充実';
const NEXT_PLAN = `第４次汐見市職員成長アクションプラン

計画期間
令和９年度から令和１１年度までの３年間を計画期間とします。

第２章	施策
1 学びのしくみ
（1） 職場で育てる
	施策の方向性（基本方針）
	仕事を覚える場所は、まず職場です。
○教える人の時間を確かめます。

	アクションプラン
	施策名
	目的
	内容
	所管課

	
	夕方の手習い講座
	・自ら学ぶ機会の確保
	・勤務の終わりに３０分の講座を月２回開く。
	人材育成課（研）
	
	引継ぎ帳の見直し
	・引継ぎの漏れの防止
	・引継ぎ帳の様式を見直し、異動の２週間前までに書き終える。
	給与厚生課


2 職場のしくみ
（1） 話しやすい職場
	施策の方向性（基本方針）
	話しやすい職場では、困りごとが早く見つかります。
○短い会話の機会を増やします。

	アクションプラン
	施策名
	目的
	内容
	所管課

	
	朝の５分の打合せ
	・困りごとの早い発見
	・朝の５分間、その日の仕事と困りごとを順に話す。
	人材育成課（研）
	
	引継ぎ帳の見直し（再掲）
	・相談の引継ぎ
	・相談を受けた内容のうち、次の担当に伝えることを引継ぎ帳に書く。
	給与厚生課


	注釈　【所管課】人材育成課（研）…人材育成課研修班
`;

export async function run(world) {
  const office = await comes(world, PEOPLE.planOffice);
  await theNextPlanIsImported(office);

  const head = await comes(world, PEOPLE.head);
  await head.visit('/roles');
  await write(head, { number: PEOPLE.healthTeam, role: 'plan_writer', unit: '02020201', starts_on: '2026-11-22' });
  await head.press('役割を付ける');
  await head.sees('役割を付けました。');

  const writer = await comes(world, PEOPLE.healthTeam);
  await writer.visit('/plan/my-checks?year=2025');
  await goTo(writer, { text: MEASURE });
  await write(writer, { progress: 'under_way', achievement: 'partly', done: '教材を作った。', next: '教材を増やす。' });
  await writer.press('下書きを保存');
  await writer.sees('下書きを保存しました。');
  await submit(writer);
  await writer.picture('submitted');

  await head.visit('/');
  await goTo(head, { text: MEASURE });
  await head.picture('head-reviews');
  await write(head, { reason: '教材の数と見た人の数を書いてください。' });
  await head.press('差し戻し');
  await head.sees('差し戻しました。');

  await writer.visit('/');
  await goTo(writer, { text: MEASURE });
  await writer.sees('教材の数と見た人の数を書いてください。');
  await writer.picture('returned');
  await write(writer, { done: '教材を12本作り、延べ430人が見た。' });
  await submit(writer);

  await head.visit('/');
  await goTo(head, { text: MEASURE });
  await head.sees('前の提出から変わったところ');
  await head.picture('changes-since-the-return');
  await head.press('承認');
  await head.sees('承認しました。');

  await office.visit('/plan/cycles/2025?state=to-consolidate');
  await goTo(office, { text: MEASURE });
  await write(office, { unit: '給与厚生課', question: '教材を休職中の職員も見られますか。', due_on: '令和8年11月27日' });
  await office.press('照会する');
  await office.sees('意見照会を送りました。');
  const result = office.page.url();

  const asked = await comes(world, PEOPLE.payroll);
  await asked.visit('/');
  await goTo(asked, { text: '意見照会に回答する', href: '/plan/consultations/' });
  await asked.sees('教材を休職中の職員も見られますか。');
  await write(asked, { answer: '希望する人には家庭から見られるようにしています。' });
  await asked.picture('asked');
  await asked.press('回答する');
  await asked.sees('回答しました。');

  await office.visit(result);
  await office.sees('希望する人には家庭から見られるようにしています。');
  await office.picture('result');
  await office.press('集約結果を保存');
  await office.sees('集約結果を保存しました。');
  await theYearIsPublished(office);

  const reader = await comes(world, PEOPLE.staff);
  await reader.visit('/plan/editions');
  await goTo(reader, { href: '/plan/editions/2025' });
  await reader.page.locator('summary', { hasText: MEASURE }).first().click();
  await reader.sees('教材を12本作り、延べ430人が見た。');
  await reader.picture('the-edition');
  expectPdf(await download(reader, '/plan/editions/2025/files/pdf'));
}

async function theNextPlanIsImported(office) {
  await office.visit('/plan/imports');
  await office.page.locator('main input[type="file"]').setInputFiles({
    name: '第４次計画.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from(NEXT_PLAN),
  });
  await office.press('読み込む');
  await office.sees('読み取った内容');
  const counts = await office.page.locator('dl.answers').first().innerText();
  for (const [what, count] of [['分野', 2], ['施策', 3], ['再掲', 1]]) {
    if (!new RegExp(`^${what}\\s+${count}$`, 'm').test(counts)) {
      throw new Error(`the preview does not count ${count} ${what}: ${counts}`);
    }
  }
  await office.picture('preview');
  await goTo(office, { href: '/listings/1-1-1' });
  await write(office, { name: '夕方の学び講座' });
  await office.press('保存');
  await office.sees('直しました。');
  await office.sees('夕方の学び講座');
  await office.press('この計画を採用する');
  await office.sees('計画を採用しました。');
  await office.picture('adopted');
}

async function submit(writer) {
  await writer.press('確認へ進む');
  await writer.sees('内容の確認');
  await writer.press('提出する');
  await writer.sees('提出しました。');
}

async function theYearIsPublished(office) {
  await office.visit('/plan/editions/2025/freezing');
  await office.press('確定する');
  await office.sees('入力を確かめてください');
  await office.picture('freezing-is-refused');
  await write(office, { without: true, reason: '見本の年度のため、終わった点検だけを公表します。' });
  await office.press('確定する');
  await office.sees('年度の結果を確定しました。');
  await office.press('全職員に公表する');
  await office.sees('全職員に公表しました。');
  await office.picture('published');
}
