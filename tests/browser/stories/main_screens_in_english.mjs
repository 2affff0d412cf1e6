import { visitAll } from '../screens.mjs';

export const name = 'every main screen can be read in English, too';

export async function run(world) {
  await visitAll(world, 'en-US');
}
