// Part 6: the views beside the list of sources: timeline, and who is mentioned where.

const views = ["shelf", "timeline", "people"];
const seen = new Set();

function forgetViews() {
  seen.clear();
  const open = $('.views [aria-selected="true"]').dataset.view;
  if (open !== "shelf") openView(open);
}

async function openView(name) {
  for (const view of views) {
    const tab = $(`#tab-${view}`);
    tab.setAttribute("aria-selected", String(view === name));
    tab.tabIndex = view === name ? 0 : -1;
    $(`#view-${view}`).hidden = view !== name;
  }
  if (name === "shelf" || seen.has(name)) return;
  seen.add(name);
  const given = await ask(name);
  if (given) $(`#view-${name}`).replaceChildren(nodes(given.html));
}

function stepView(step) {
  const at = views.indexOf($('.views [aria-selected="true"]').dataset.view);
  const next = views[(at + step + views.length) % views.length];
  openView(next);
  $(`#tab-${next}`).focus();
}
