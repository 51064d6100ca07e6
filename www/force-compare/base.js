// Where the bundle stands, for links to it. In a page's own bundle and in the self-contained script nobody knows, and
// another module of this name says so.
export const base = import.meta.url;
