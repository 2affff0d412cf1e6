// The server under test: a demo city in a temporary folder, on a free port.

import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Making the city and binding the port, with an unoptimised program on a busy machine. */
const PATIENCE_MS = 3 * 60_000;
const STAFF = '300';

/**
 * Starts the demo and waits until it answers.
 *
 * Gives its `address` without a last slash, `lines()` that it has printed so far, and `stop()`. All that it prints also
 * goes to the file `log`.
 */
export async function startDemo(program, log) {
  const folder = mkdtempSync(join(tmpdir(), 'hagukumi-browser-'));
  const server = spawn(program, ['demo', '--folder', join(folder, 'city'), '--port', '0', '--staff', STAFF], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  mkdirSync(dirname(log), { recursive: true });
  const file = createWriteStream(log);
  let printed = '';
  let end;
  for (const stream of [server.stdout, server.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text) => {
      printed += text;
      file.write(text);
    });
  }
  server.on('error', (error) => {
    end ??= error.message;
  });
  server.on('exit', (code, signal) => {
    end ??= `it ended with ${signal ?? `code ${code}`}`;
  });

  const cleanUp = () => {
    server.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  process.on('exit', cleanUp);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => process.exit(1));
  }

  const demo = {
    address: undefined,
    lines: () => printed.split('\n'),
    stop: async () => {
      if (end === undefined) {
        const ended = new Promise((resolve) => server.on('exit', resolve));
        server.kill('SIGTERM');
        const patience = setTimeout(() => server.kill('SIGKILL'), 5_000);
        await ended;
        clearTimeout(patience);
      }
      file.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    demo.address = await addressOf(() => printed, () => end);
  } catch (error) {
    await demo.stop();
    throw new Error(`${program} demo: ${error.message}. It printed:\n${printed.split('\n').slice(-30).join('\n')}`);
  }
  return demo;
}

async function addressOf(printed, end) {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    if (end() !== undefined) {
      throw new Error(end());
    }
    const address = printed().match(/http:\/\/127\.0\.0\.1:\d+/)?.[0];
    if (address !== undefined && (await answers(address))) {
      return address;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`it named no address that answers within ${PATIENCE_MS / 1000} s`);
}

async function answers(address) {
  try {
    await fetch(address, { redirect: 'manual' });
    return true;
  } catch {
    return false;
  }
}
