// There can be as many areas in focus as there are colours that readers can tell apart.
export const MAX_AREAS = 6;
