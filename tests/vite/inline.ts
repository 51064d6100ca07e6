// A project that takes everything in one script: it fetches nothing but the data.
import 'force-compare/inline';

const element = document.createElement('force-compare');
element.src = '/data.json';
element.view = 'funnel';
document.addEventListener('force-compare-ready', ({detail: {view}}) => document.body.dataset.shown = view);
document.body.append(element);
