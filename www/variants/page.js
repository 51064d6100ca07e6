// The buttons on the pages of states: one shows or hides another node, one turns the page dark and light again.
document.addEventListener('click', ({target}) => {
  const button = target.closest('button[data-shows], button[data-turns]');
  if (!button) return;
  const {shows, turns} = button.dataset;
  if (shows) {
    const shown = document.getElementById(shows);
    shown.hidden = !shown.hidden;
    button.setAttribute('aria-expanded', String(!shown.hidden));
  }
  if (turns) {
    const {classList} = document.documentElement;
    classList.toggle('dark');
    classList.toggle('light');
  }
});
