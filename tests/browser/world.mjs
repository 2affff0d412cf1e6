// What a story can do: people with a browser of their own, who visit pages.
//
// Every page that a person comes to is checked without being asked: by axe and for its width at each size, for requests
// that leave the server, for script errors and for answers of 500 and above. Faults are gathered, so that one run names
// all of them, and any fault fails the story.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The smallest office screen, and the same at 150 % text size with the browser's own bars taken off. */
export const SIZES = [
  { width: 1366, height: 768 },
  { width: 911, height: 430 },
];

/** No page of the house needs longer, even from an unoptimised program on a busy machine. */
const PATIENCE_MS = 15_000;
/** More presses of Tab than this on one page mean that the thing looked for cannot be reached. */
const MOST_TABS = 300;

export class World {
  faults = [];
  /** Pictures taken so far by all people: the story's pictures are numbered in the order in which they were taken. */
  pictures = 0;
  #people = [];

  constructor({ browser, demo, folder }) {
    this.browser = browser;
    this.demo = demo;
    this.folder = folder;
  }

  /** The first line printed by the demo that holds `text`, cut at runs of blanks; undefined if there is none. */
  demoLine(text) {
    return this.demo.lines().find((line) => line.includes(text))?.trim().split(/\s+/);
  }

  /** A person with an empty browser. `locale` is what the browser asks for: `ja-JP` or `en-US`. */
  async someone({ locale = 'ja-JP' } = {}) {
    const context = await this.browser.newContext({
      baseURL: this.demo.address,
      locale,
      timezoneId: 'Asia/Tokyo',
      viewport: SIZES[0],
      acceptDownloads: true,
    });
    context.setDefaultTimeout(PATIENCE_MS);
    const person = new Person(this, context, await context.newPage());
    this.#people.push(person);
    return person;
  }

  /** Someone who has signed in. */
  async signedIn({ number, password, locale }) {
    const person = await this.someone({ locale });
    await person.signIn({ number, password });
    return person;
  }

  fault(what) {
    if (!this.faults.includes(what)) {
      this.faults.push(what);
    }
  }

  /** What each person saw when the story broke off. */
  async pictureOfFailure() {
    for (const [index, person] of this.#people.entries()) {
      const path = join(this.folder, `failed-${index + 1}.png`);
      try {
        await person.page.screenshot({ path });
        this.faults.push(`person ${index + 1} was at ${person.page.url()}; picture: ${path}`);
      } catch {
        // A page that cannot be pictured any more has nothing to add to the fault that is told.
      }
    }
  }

  async close() {
    for (const person of this.#people) {
      await person.leave();
    }
  }
}

class Person {
  /** Addresses come to and not yet checked. */
  #unchecked = new Set();

  constructor(world, context, page) {
    this.world = world;
    this.context = context;
    /** Playwright's page, for what has no word here. Call `check` after going somewhere with it. */
    this.page = page;
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame() && frame.url().startsWith('http')) {
        this.#unchecked.add(frame.url());
      }
    });
    page.on('pageerror', (error) => world.fault(`${page.url()}: script error: ${error.message}`));
    page.on('console', (message) => {
      // Chromium also reports answers of 400 and above here; those are judged below, where their kind is known.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
        world.fault(`${page.url()}: ${message.text()}`);
      }
    });
    context.on('request', (request) => {
      const url = request.url();
      if (/^(https?|wss?):/.test(url) && new URL(url).origin !== new URL(world.demo.address).origin) {
        world.fault(`${page.url()}: asks for ${url}, outside the server`);
      }
    });
    context.on('response', (response) => {
      const isPage = response.request().isNavigationRequest();
      if (response.status() >= (isPage ? 500 : 400)) {
        world.fault(`${page.url()}: ${response.url()} answers ${response.status()}`);
      }
    });
  }

  /** Goes to a path of the server; gives the answer's status. */
  async visit(path) {
    const response = await this.page.goto(path);
    await this.check();
    return response.status();
  }

  /** Follows the link of that name. */
  async follow(name) {
    await this.#going(() => this.page.getByRole('link', { name, exact: true }).first().click());
  }

  /** Presses the button of that name. */
  async press(name) {
    await this.#going(() => this.page.getByRole('button', { name, exact: true }).first().click());
  }

  /** Sends the form found by a selector as it stands, without the browser's own checks of its fields. */
  async send(selector) {
    await this.#going(() => this.page.locator(selector).evaluate((form) => form.submit()));
  }

  /** Writes into, or chooses from, the field with that label. */
  async fill(label, value) {
    const field = this.page.getByLabel(label, { exact: true }).first();
    const kind = await field.evaluate((element) => (element.tagName === 'SELECT' ? 'select' : element.type));
    if (kind === 'select') {
      await field.selectOption({ label: value });
    } else if (kind === 'checkbox' || kind === 'radio') {
      await field.setChecked(value);
    } else {
      await field.fill(value);
    }
  }

  /** Signs in on the page that a stranger is shown; fails if the password is still asked for afterwards. */
  async signIn({ number, password }) {
    await this.page.goto('/');
    // The same page for everybody, and looked at by the story of the sign-in.
    this.#unchecked.delete(this.page.url());
    await this.page.locator('input[autocomplete="username"]').fill(number);
    const secret = this.page.locator('input[autocomplete="current-password"]');
    await secret.fill(password);
    await this.#going(() => secret.press('Enter'));
    if ((await secret.count()) > 0) {
      throw new Error(`${number} cannot sign in: ${await this.page.locator('main').innerText()}`);
    }
  }

  /** Fails unless the page shows that text within a moment. */
  async sees(text) {
    try {
      await this.page.getByText(text).filter({ visible: true }).first().waitFor({ state: 'visible', timeout: 5_000 });
    } catch {
      throw new Error(`${this.page.url()} does not show “${text}”`);
    }
  }

  /** Fails if the page shows that text. */
  async doesNotSee(text) {
    if ((await this.page.getByText(text).filter({ visible: true }).count()) > 0) {
      throw new Error(`${this.page.url()} shows “${text}”`);
    }
  }

  /** Presses Tab until the thing of that name has the focus, as a person without a mouse would. */
  async tabTo(name) {
    for (let presses = 0; presses < MOST_TABS; presses += 1) {
      await this.page.keyboard.press('Tab');
      const focus = await this.page.evaluate(focused);
      if (focus !== null && !focus.isVisible) {
        this.world.fault(`${this.page.url()}: “${focus.name}” does not show that it has the focus`);
      }
      if (focus?.name === name) {
        return;
      }
    }
    throw new Error(`${this.page.url()}: Tab does not reach “${name}”`);
  }

  /** Presses a key, such as `Enter`, and looks at the page that it leads to, if any. */
  async key(key) {
    await this.#going(() => this.page.keyboard.press(key));
  }

  /** Pictures of what a person sees on coming here, at each size: `01-sign-in-1366x768.png`. */
  async picture(name) {
    this.world.pictures += 1;
    const number = String(this.world.pictures).padStart(2, '0');
    await this.#atEachSize(async ({ width, height }) => {
      const path = join(this.world.folder, `${number}-${name}-${width}x${height}.png`);
      await this.page.screenshot({ path });
    });
  }

  /** Looks at the page as it stands: axe and width at each size. */
  async check() {
    await this.page.waitForLoadState('load');
    const url = this.page.url();
    this.#unchecked.delete(url);
    // Pictures, PDF and text files are shown by the browser itself: there is no page of ours to look at.
    if ((await this.page.evaluate(() => document.contentType)) !== 'text/html') {
      return;
    }
    await this.#atEachSize(async ({ width, height }) => {
      const needed = await this.page.evaluate(() => document.documentElement.scrollWidth);
      if (needed > width) {
        this.world.fault(`${url}: needs ${needed} px of width at ${width}×${height}, so that it scrolls sideways`);
      }
      for (const violation of await this.#violations()) {
        this.world.fault(`${url}: ${violation} (at ${width}×${height})`);
      }
    });
  }

  /** Ends the visit; what was come to and never looked at is a fault, so that no page goes unchecked. */
  async leave() {
    try {
      if (this.#unchecked.has(this.page.url())) {
        await this.check();
      }
    } catch (error) {
      this.world.fault(`${this.page.url()}: cannot be looked at: ${error.message}`);
    }
    for (const url of this.#unchecked) {
      this.world.fault(`${url}: was visited and not checked`);
    }
    await this.context.close();
  }

  /** Does what may lead to another page, waits for that page and checks what there is then. */
  async #going(act) {
    const { page } = this;
    let isUnderWay = false;
    const begins = (request) => {
      isUnderWay ||= request.isNavigationRequest() && request.frame() === page.mainFrame();
    };
    const ends = () => {
      isUnderWay = false;
    };
    page.on('request', begins).on('framenavigated', ends).on('requestfailed', ends);
    await act();
    // Playwright waits for a navigation after a click and not after a key; a form's answer may begin a moment later.
    await page.waitForTimeout(100);
    for (const until = Date.now() + PATIENCE_MS; isUnderWay && Date.now() < until; ) {
      await page.waitForTimeout(50);
    }
    page.off('request', begins).off('framenavigated', ends).off('requestfailed', ends);
    await page.waitForLoadState('load');
    await this.check();
  }

  async #atEachSize(act) {
    for (const size of SIZES) {
      await this.page.setViewportSize(size);
      await act(size);
    }
    await this.page.setViewportSize(SIZES[0]);
  }

  async #violations() {
    // Evaluated and not put into the page, whose content security policy rightly refuses that.
    await this.page.evaluate(AXE);
    const { violations } = await this.page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
    return violations.map(({ id, help, nodes }) => {
      const places = nodes.slice(0, 3).map((node) => `\n  ${node.target.join(' ')}: ${node.html.slice(0, 200)}`);
      const more = nodes.length > 3 ? `\n  and ${nodes.length - 3} more` : '';
      return `axe ${id}: ${help}${places.join('')}${more}`;
    });
  }
}

/** Runs in the page: name of what has the focus and whether one can see that; null for the page as a whole. */
function focused() {
  const element = document.activeElement;
  if (element === null || element === document.body || element === document.documentElement) {
    return null;
  }
  const named = [element.getAttribute('aria-label'), element.labels?.[0]?.innerText, element.innerText, element.value];
  const style = getComputedStyle(element);
  return {
    name: (named.find((text) => text) ?? element.tagName).trim(),
    isVisible: style.outlineStyle !== 'none' || style.boxShadow !== 'none',
  };
}
