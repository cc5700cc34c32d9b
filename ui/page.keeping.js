// Part 5: conversations kept on the server: found again, renamed, deleted, exported.

async function listConversations() {
  const given = await ask("list_conversations", {}, () => {});
  if (given) showConversations(given.conversations);
}

function showConversations(conversations) {
  const none = Object.assign(document.createElement("p"), { textContent: text("keep.none") });
  $(".kept").replaceChildren(...(conversations.length ? conversations.map(keptRow) : [none]));
}

function keptRow({ id, title, updated, turns }) {
  const row = Object.assign(document.createElement("div"), { className: "kept-row" });
  row.dataset.id = id;
  row.toggleAttribute("aria-current", id === state.conversation);
  const open = Object.assign(document.createElement("button"), { type: "button", className: "open-kept" });
  const name = Object.assign(document.createElement("span"), { textContent: title });
  const when = new Date(updated).toLocaleDateString(state.language, { day: "numeric", month: "long" });
  const facts = Object.assign(document.createElement("small"), {
    textContent: `${when} · ${counted("n.turns", turns)}`,
  });
  open.append(name, facts);
  const actions = ["keep.rename", "keep.delete"].map((key) =>
    Object.assign(document.createElement("button"), {
      type: "button", className: key.replace(".", "-"), textContent: text(key),
    }));
  const format = Object.assign(document.createElement("select"), { className: "keep-export" });
  format.setAttribute("aria-label", text("keep.export"));
  format.append(new Option(text("keep.export"), ""), new Option("Markdown", "md"), new Option("HTML", "html"), new Option("JSON", "json"));
  row.append(open, actions[0], format, actions[1]);
  return row;
}

function newConversation() {
  state.busy?.stop();
  state.conversation = "";
  address({ conversation: "" });
  $(".turns").replaceChildren();
  $(".welcome").hidden = false;
  $("#conversation").scrollTop = 0;
  $("dialog.keep").close();
  drawMargin();
}

async function openConversation(id, where) {
  const given = await ask("conversation", { id }, where);
  if (!given) {
    if (state.conversation === id) newConversation();
    return;
  }
  state.busy?.stop();
  if (given.dossier !== state.dossier) await enter(given.dossier);
  started(given.id);
  $(".turns").replaceChildren(nodes(given.html));
  $(".welcome").hidden = true;
  $("dialog.keep").close();
  $(".turns").lastElementChild?.scrollIntoView({ block: "start" });
  prefetch($(".turns"));
  drawMargin();
}

// Turns a row's title into a field; Enter saves, Escape leaves it.
function renameKept(row) {
  const title = $(".open-kept span", row).textContent;
  const field = Object.assign(document.createElement("input"), { value: title, className: "new-name" });
  field.setAttribute("aria-label", text("keep.name"));
  $(".open-kept", row).replaceWith(field);
  field.select();
  field.onkeydown = async (event) => {
    if (!["Enter", "Escape"].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Enter") await ask("rename", { id: row.dataset.id, title: field.value });
    listConversations();
  };
}

async function deleteKept(row) {
  if (!(await ask("forget", { id: row.dataset.id }))) return;
  if (row.dataset.id === state.conversation) newConversation();
  listConversations();
  notify(text("keep.deleted"));
}

async function exportKept(row, format) {
  const given = await ask("export", { id: row.dataset.id, format });
  if (!given) return;
  save(given);
}

// Gives the reader a file.
function save({ name, type, text: words }) {
  const url = URL.createObjectURL(new Blob([words], { type }));
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}
