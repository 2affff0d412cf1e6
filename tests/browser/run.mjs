// Tells every story in stories/ in a real browser, against a small demo city of its own, and counts.
//
//   node run.mjs [STORY…]     all stories, or those whose files are named (without .mjs)
//
// From the environment: HAGUKUMI the program to test, CHROMIUM the browser, PICTURES where pictures go.
// A story is a file that exports `name`, a sentence, and `run(world)`; what a story can do stands in world.mjs.

import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { startDemo } from './demo.mjs';
import { World } from './world.mjs';

const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const target = join(here, '../../target');
const program = process.env.HAGUKUMI ?? join(target, 'debug/hagukumi');
const pictures = resolve(process.env.PICTURES ?? join(target, 'pictures'));

/** A story that takes longer than this hangs. */
const PATIENCE_MS = 5 * 60_000;

const wanted = process.argv.slice(2);
const stories = readdirSync(join(here, 'stories'))
  .filter((file) => file.endsWith('.mjs'))
  .map((file) => file.replace(/\.mjs$/, ''))
  .filter((story) => wanted.length === 0 || wanted.includes(story))
  .sort();
const unknown = wanted.filter((story) => !stories.includes(story));
if (unknown.length > 0) {
  console.log(`There is no story ${unknown.join(', ')} in stories/.`);
}

let passed = 0;
let failed = unknown.length;
let demo;
let browser;
try {
  demo = await startDemo(program, join(target, 'browser-demo.log'));
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium' });
  for (const story of stories) {
    if (await tell(story)) {
      passed += 1;
    } else {
      failed += 1;
    }
  }
} catch (error) {
  console.log(`The browser's stories could not be told: ${error.message}`);
  failed += stories.length - passed - failed + unknown.length;
} finally {
  await browser?.close();
  await demo?.stop();
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

/** Tells one story and prints its line; whether it passed. */
async function tell(story) {
  const started = Date.now();
  const folder = join(pictures, story);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const world = new World({ browser, demo, folder });
  let name = story;
  try {
    const { name: sentence, run } = await import(`./stories/${story}.mjs`);
    name = `${story}: ${sentence}`;
    await inTime(run(world));
  } catch (error) {
    world.faults.push(error.stack ?? String(error));
    await world.pictureOfFailure();
  }
  await world.close();
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`${world.faults.length === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
  for (const fault of world.faults) {
    console.log(`       ${fault.replaceAll('\n', '\n       ')}`);
  }
  return world.faults.length === 0;
}

async function inTime(story) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the story did not end in ${PATIENCE_MS / 60_000} minutes`)), PATIENCE_MS);
  });
  try {
    await Promise.race([story, late]);
  } finally {
    clearTimeout(timer);
  }
}
