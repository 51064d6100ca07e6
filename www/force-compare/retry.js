// Loads a script, and lets it be asked for again. Chromium and Firefox remember a script that did not load, and refuse
// it for as long as the page lives. Their error names its address, and under another address it is new to them.
export async function retry(load) {
  try {
    return await load();
  } catch (error) {
    const [address] = /https?:\S+\.js/.exec(error.message) ?? [];
    if (!address) throw error;
    return import(/* webpackIgnore: true */ /* @vite-ignore */ `${address}?${Date.now()}`);
  }
}
