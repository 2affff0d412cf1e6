import { visitAll } from '../screens.mjs';

export const name = 'every main screen can be read by everybody at whom it aims';

export async function run(world) {
  await visitAll(world, 'ja-JP');
}
