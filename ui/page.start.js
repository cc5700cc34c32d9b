// Part 8: wires clicks, keys and drops to the parts above, then opens the room.

const themes = ["auto", "light", "dark"];

function wear(theme) {
  room.dataset.theme = remember("theme", theme);
}

function speak(language) {
  state.language = remember("language", language);
  document.documentElement.lang = language;
  document.title = text("page.title");
  $(".language").value = language;
  translate();
  forgetPapers();
}

async function changeLanguage(language) {
  speak(language);
  await enter();
  const article = $("#document .paper");
  if (article) openAddressed() || openFirst();
  if (state.conversation && !state.busy) openConversation(state.conversation);
}

// What a click on something with this class does; the closest match to the click wins.
const clicks = {
  cite: openLink,
  passage: openLink,
  open: openLink,
  suggestion: (button) => send(button.textContent),
  "edit-turn": (b) => turnActions["edit-turn"](turnOf(b)),
  "retry-turn": (b) => turnActions["retry-turn"](turnOf(b)),
  "copy-turn": (b) => turnActions["copy-turn"](turnOf(b)),
  "good-turn": (b) => judgeTurn(turnOf(b), true),
  "bad-turn": (b) => judgeTurn(turnOf(b), false),
  "open-measure": openMeasure,
  "new-case": () => editCase(),
  "edit-case": (b) => editCase(cases.find((row) => row.id === b.closest("tr").dataset.id)),
  "drop-case": (b) => dropCase(b.closest("tr").dataset.id),
  "import-cases": () => $(".cases-file").click(),
  "export-cases": exportCases,
  run: runMeasure,
  remove: (b) => removeSource(b.closest(".source")),
  edit: (b) => editRecord(b.closest(".source")),
  only: choose,
  everywhere,
  back: backToAnswer,
  next: () => stepCited(1),
  previous: () => stepCited(-1),
  about: askAbout,
  "copy-quote": copyQuote,
  "copy-link": copyLink,
  "open-add": openAdd,
  "open-keep": () => $("dialog.keep").showModal(),
  "open-help": () => $("dialog.help").showModal(),
  "new-dossier": nameDossier,
  "export-dossier": exportDossier,
  update: updateSource,
  "new-conversation": () => (newConversation(), question.focus()),
  "open-kept": (b) => openConversation(b.closest(".kept-row").dataset.id),
  "keep-rename": (b) => renameKept(b.closest(".kept-row")),
  "keep-delete": (b) => deleteKept(b.closest(".kept-row")),
  theme: () => wear(themes[(themes.indexOf(room.dataset.theme) + 1) % 3]),
  close: (b) => b.closest("dialog").close(),
  skip: () => question.focus(),
};

room.addEventListener("click", (event) => {
  const target = event.target.closest("a, button, input, .s");
  if (!target || event.ctrlKey || event.metaKey) return;
  if (target.id === "stop") return state.busy?.stop();
  if (target.matches(".tabs button")) return show(target.dataset.pane);
  if (target.matches(".views button")) return openView(target.dataset.view);
  if (target.matches(".s")) return getSelection().isCollapsed && chooseSentence(target);
  const name = Object.keys(clicks).find((key) => target.classList.contains(key));
  if (!name) return;
  if (target.tagName === "A") event.preventDefault();
  clicks[name](target);
});

$(".composer").addEventListener("submit", (event) => {
  event.preventDefault();
  send();
});
question.addEventListener("input", fit);
question.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  send();
});

for (const type of ["mouseover", "focusin"]) {
  room.addEventListener(type, (event) => {
    const link = event.target.closest("a.cite");
    if (link) showTip(link);
    else hideTip();
  });
}
$("#conversation").addEventListener("scroll", hideTip, { passive: true });
$("#document").addEventListener("scroll", hideSentenceTools, { passive: true });

$(".dossiers").addEventListener("change", (event) => changeDossier(event.target.value));
$(".language").addEventListener("change", (event) => changeLanguage(event.target.value));
$(".find").addEventListener("input", narrow);
for (const field of $$(".dates input")) field.addEventListener("change", narrowDates);
room.addEventListener("change", (event) => {
  if (event.target.matches(".keep-export") && event.target.value) {
    exportKept(event.target.closest(".kept-row"), event.target.value);
    event.target.value = "";
  }
});

$("dialog.add form").addEventListener("submit", (event) => {
  event.preventDefault();
  addSources();
});
$("dialog.add .files").addEventListener("change", (event) => chooseFiles(event.target.files));
$("dialog.add").addEventListener("close", () => adding.stop?.());
$(".cases-file").addEventListener("change", (event) => {
  importCases(event.target.files[0]);
  event.target.value = "";
});
room.addEventListener("dragover", (event) => event.preventDefault());
room.addEventListener("drop", (event) => {
  event.preventDefault();
  if (!event.dataTransfer.files.length) return;
  if (!$("dialog.add").open) openAdd();
  chooseFiles(event.dataTransfer.files);
});

// --- keys -------------------------------------------------------------------------------------

const keys = {
  "/": () => question.focus(),
  n: () => stepCited(1),
  p: () => stepCited(-1),
  j: () => stepSentence(1),
  k: () => stepSentence(-1),
  a: askAbout,
  1: () => (show("sources"), $("#sources .open")?.focus()),
  2: () => (show("conversation"), $("#conversation").focus()),
  3: () => (show("document"), $("#document").focus()),
  "?": () => $("dialog.help").showModal(),
};

function escape() {
  hideTip();
  if (chosen) return hideSentenceTools();
  if (state.busy) return state.busy.stop();
  if (opener && $("#document").contains(document.activeElement)) backToAnswer();
}

document.addEventListener("keydown", (event) => {
  if (!room.isConnected || $("dialog[open]")) return;
  if (event.key === "Escape") return escape();
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
  if (event.target.matches("[role=tab]") && ["ArrowLeft", "ArrowRight"].includes(event.key)) {
    return stepView(event.key === "ArrowRight" ? 1 : -1);
  }
  if (keys[event.key]) {
    event.preventDefault();
    keys[event.key]();
  }
});

// --- start ------------------------------------------------------------------------------------

new ResizeObserver(() => requestAnimationFrame(drawMargin)).observe($("#document"));

async function start() {
  wear(remembered("theme", () => "auto"));
  speak(state.language);
  show("conversation");
  closeDocument();
  const given = await enter();
  room.classList.add("ready");
  if (!given) return;
  if (state.conversation) await openConversation(state.conversation, () => {});
  if (!openAddressed()) openFirst();
}

start();
