// The address of the bundle, for links to it. The self-contained script and bundlers' scripts do not know it: for them
// the build puts an empty one in the place of this module.
export const base = import.meta.url;
