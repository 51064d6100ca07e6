// A script that comes when it is asked for, and may be asked for again. Chromium and Firefox remember one that did not load,
// and refuse it for as long as the page lives; what they say of it names its address, and under another it is new to them.
export async function retry(load) {
  try {
    return await load();
  } catch (error) {
    const [address] = /https?:\S+\.js/.exec(error.message) ?? [];
    if (!address) throw error;
    return import(/* webpackIgnore: true */ /* @vite-ignore */ `${address}?${Date.now()}`);
  }
}
