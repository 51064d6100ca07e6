export default {build: {rolldownOptions: {input: ['index.html', 'inline.html']}}};
