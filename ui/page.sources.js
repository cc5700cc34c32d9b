// Part 4: dossiers and their sources: list, filter, add, edit, remove with undo.

async function enter(dossier = state.dossier) {
  const given = await ask("enter", { dossier });
  if (!given) return null;
  state.dossier = remember("dossier", given.dossier);
  const options = given.dossiers.map((name) => {
    const label = name === "default" ? text("dossier.default") : name;
    return new Option(label, name, false, name === given.dossier);
  });
  $(".dossiers").replaceChildren(...options);
  $(".shelf-list").replaceChildren(nodes(given.shelf));
  state.only.forEach((id) => $(`.source[data-id="${id}"]`) || state.only.delete(id));
  $(".backup").hidden = !given.restores;
  for (const words of given.notices) noticeOnce(words);
  showExamples(given.examples);
  showConversations(given.conversations);
  narrow();
  forgetViews();
  return given;
}

async function changeDossier(name) {
  state.only.clear();
  opener = null;
  await enter(name);
  address({ dossier: state.dossier, document: "", version: "", span: "" });
  newConversation();
  closeDocument();
  openFirst();
}

function closeDocument() {
  const closed = document.createElement("div");
  closed.className = "closed";
  closed.innerHTML = '<h2 data-t="read.empty"></h2><p data-t="read.empty.text"></p>';
  translate(closed);
  $("#document").replaceChildren(closed);
  $(".used-count").textContent = $(".open-title").textContent = "";
  $(".back").hidden = $(".previous").hidden = $(".next").hidden = true;
}

// Where there is room, a reading room has something to read on its table.
function openFirst() {
  const first = $(".source .open");
  if (!first || innerWidth < 1180) return;
  const pane = room.dataset.pane;
  paper(first.dataset.document, first.dataset.version).then((article) => {
    if (!article || $("#document .paper")) return;
    $("#document").replaceChildren(article);
    markSource(first.dataset.document);
    drawMargin();
    show(pane);
  });
}

function markSource(id) {
  for (const row of $$(".source")) row.toggleAttribute("aria-current", row.dataset.id === id);
}

// --- filter -----------------------------------------------------------------------------------

function choose(box) {
  const { id } = box.closest(".source").dataset;
  if (box.checked) state.only.add(id);
  else state.only.delete(id);
  narrow();
}

// Shows the rows that match title and dates; dates also limit what questions search.
function narrow() {
  const find = $(".find").value.trim().toLowerCase();
  const [from, to] = [$(".dates .from").value, $(".dates .to").value];
  for (const row of $$(".source")) {
    const { title, published, id } = row.dataset;
    const dated = (!from || (published && published >= from)) && (!to || (published && published.slice(0, 10) <= to));
    row.hidden = !dated || (find && !title.toLowerCase().includes(find));
    $(".only", row).checked = state.only.has(id);
  }
  showLimit();
}

function narrowDates() {
  const dated = $(".dates .from").value || $(".dates .to").value;
  narrow();
  state.only = new Set(dated ? $$(".source:not([hidden])").map((row) => row.dataset.id) : []);
  narrow();
}

function showLimit() {
  const limited = $(".limited");
  limited.hidden = !state.only.size;
  $("span", limited).textContent = counted("ask.filter", state.only.size);
}

function everywhere() {
  state.only.clear();
  $(".dates .from").value = $(".dates .to").value = "";
  narrow();
  question.focus();
}

// --- remove, edit -----------------------------------------------------------------------------

async function removeSource(row) {
  const given = await ask("remove", { id: row.dataset.id });
  if (!given) return;
  if ($("#document .paper")?.dataset.document === row.dataset.id) closeDocument();
  await refresh();
  const undo = async () => {
    const back = await ask("restore", { token: given.token });
    if (!back) return;
    await refresh();
    notify(text("sources.restored", { title: back.title }));
  };
  notify(text("sources.removed", { title: given.title }), "", { label: text("sources.undo"), run: undo });
}

async function refresh() {
  forgetPapers();
  await enter();
}

// Reads a source on the web again: what changed there becomes a new version here.
async function updateSource() {
  const { source } = $("dialog.record .update").dataset;
  $("dialog.record").close();
  notify(text("sources.reading", { name: source }));
  const asked = { dossier: state.dossier, language: state.language, urls: source };
  await streamed("page_add", [null, asked], (part) => {
    if (part.part === "outcome") notify(nodes(part.html).textContent, part.change === "failed" ? "wrong" : "");
    if (part.part === "error") notify(part.text, "wrong");
  });
  refresh();
}

async function editRecord(row) {
  const given = await ask("form", { id: row.dataset.id });
  if (!given) return;
  const form = $("dialog.record form");
  $(".fields", form).replaceChildren(nodes(given.html));
  $(".wrong", form).textContent = "";
  form.onsubmit = async (event) => {
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(form));
    const wrong = (words) => ($(".wrong", form).textContent = words);
    if (!(await ask("describe", { id: row.dataset.id, fields }, wrong))) return;
    $("dialog.record").close();
    await refresh();
  };
  $("dialog.record").showModal();
}

// --- add --------------------------------------------------------------------------------------

const adding = { files: [], stop: null };

function openAdd() {
  $("dialog.add .outcomes").replaceChildren();
  $("dialog.add .adding").textContent = "";
  $("dialog.add").showModal();
}

function chooseFiles(files) {
  adding.files = [...files];
  const items = adding.files.map((file) => Object.assign(document.createElement("li"), { textContent: file.name }));
  $("dialog.add .chosen").replaceChildren(...items);
}

async function addSources() {
  const box = $("dialog.add");
  if (adding.stop) return;
  const stopping = new AbortController();
  adding.stop = () => stopping.abort();
  const bar = $("progress", box);
  const tell = (words) => ($(".adding", box).textContent = words);
  $(".outcomes", box).replaceChildren();
  bar.hidden = false;
  bar.removeAttribute("value");
  try {
    const files = await sendFiles(tell);
    const asked = {
      dossier: state.dossier,
      language: state.language,
      urls: $(".url", box).value,
      text: $(".paste", box).value,
      title: $(".paste-title", box).value,
    };
    await stream("page_add", [files.length ? files : null, asked], (part) => takeOutcome(part, tell, bar), stopping.signal);
  } catch {
    tell(text("lost"));
  }
  adding.stop = null;
  bar.hidden = true;
  refresh();
}

async function sendFiles(tell) {
  const sent = [];
  for (const file of adding.files) {
    tell(text("sources.sending", { name: file.name }));
    const { path } = await upload(file);
    sent.push({ path, orig_name: file.name, meta: { _type: "gradio.FileData" } });
  }
  return sent;
}

function takeOutcome(part, tell, bar) {
  const box = $("dialog.add");
  if (part.part === "progress") {
    tell(part.text);
    bar.max = part.total;
    bar.value = part.done;
  } else if (part.part === "outcome") {
    $(".outcomes", box).append(nodes(part.html));
    tell("");
    if (part.change !== "failed") clearAdd();
  } else {
    tell(part.text);
  }
}

function clearAdd() {
  chooseFiles([]);
  for (const field of $$("dialog.add input, dialog.add textarea")) field.value = "";
}

// --- a new dossier ----------------------------------------------------------------------------

async function exportDossier() {
  const asked = { dossier: state.dossier, language: state.language };
  await streamed("page_export", [asked], (part, file) => {
    if (part.part === "error") return notify(part.text, "wrong");
    Object.assign(document.createElement("a"), { href: file.url, download: `${state.dossier}.zip` }).click();
  });
}

// Makes a dossier, empty or from an exported one; true when it is there.
async function makeDossier(name, file, wrong) {
  if (!file) {
    const given = await ask("create", { name }, wrong);
    return given?.dossier;
  }
  const { path } = await upload(file);
  const sent = { path, orig_name: file.name, meta: { _type: "gradio.FileData" } };
  let made = null;
  await streamed("page_restore", [sent, { name, language: state.language }], (part) => {
    if (part.part === "error") wrong(part.text);
    else made = part.dossier;
  });
  return made;
}

async function streamed(endpoint, data, each) {
  try {
    await stream(endpoint, data, each);
  } catch {
    notify(text("lost"), "wrong");
  }
}

function nameDossier() {
  const form = $("dialog.naming form");
  form.reset();
  $(".wrong", form).textContent = "";
  form.onsubmit = async (event) => {
    event.preventDefault();
    const wrong = (words) => ($(".wrong", form).textContent = words);
    const made = await makeDossier($(".name", form).value, $(".backup-file", form).files[0], wrong);
    if (!made) return;
    $("dialog.naming").close();
    changeDossier(made);
  };
  $("dialog.naming").showModal();
}
