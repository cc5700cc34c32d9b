// Part 7: the dossier's test set, and measuring answers with it.

let cases = []; // rows of the test set shown

async function openMeasure() {
  await refreshCases();
  if (!$("dialog.measure").open) $("dialog.measure").showModal();
}

async function refreshCases() {
  const given = await ask("cases");
  if (!given) return;
  cases = given.rows;
  $(".cases").replaceChildren(nodes(given.html));
  $(".run").disabled = !cases.length;
}

// Keeps a good exchange as a case; a bad one is corrected first.
async function judgeTurn(turn, good) {
  if (turn.dataset.turn === undefined) return;
  const given = await ask("judge", { conversation: state.conversation, turn: turn.dataset.turn, good });
  if (!given) return;
  if (good) notify(text("measure.kept"));
  else editCase(given.row);
}

function editCase(row = { answerable: true, answers: [], sources: [], tags: [] }) {
  const form = $("dialog.case form");
  form.question.value = row.question ?? "";
  form.answerable.checked = row.answerable;
  form.answers.value = row.answers.join("\n");
  form.sources.value = row.sources.map(({ document: title, quote }) => `${title} | ${quote}`).join("\n");
  $(".wrong", form).textContent = "";
  form.onsubmit = async (event) => {
    event.preventDefault();
    const edited = { ...row, ...caseOf(form) };
    const wrong = (words) => ($(".wrong", form).textContent = words);
    if (!(await ask("save_case", { case: edited }, wrong))) return;
    $("dialog.case").close();
    notify(text("measure.kept"));
    refreshCases();
  };
  $("dialog.case").showModal();
}

function caseOf(form) {
  const lines = (field) => field.value.split("\n").map((line) => line.trim()).filter(Boolean);
  return {
    question: form.question.value.trim(),
    answerable: form.answerable.checked,
    answers: lines(form.answers),
    sources: lines(form.sources).map((line) => {
      const [title, ...quote] = line.split("|");
      return { document: title.trim(), quote: quote.join("|").trim() };
    }),
  };
}

async function dropCase(id) {
  if (await ask("drop_case", { id })) refreshCases();
}

async function importCases(file) {
  if (!file) return;
  const given = await ask("import_cases", { name: file.name, text: await file.text() });
  if (!given) return;
  const items = given.problems.map((words) => Object.assign(document.createElement("li"), { textContent: words }));
  $(".problems").replaceChildren(...items);
  notify(text("measure.imported", { n: given.n }));
  refreshCases();
}

async function exportCases() {
  const given = await ask("export_cases");
  if (given) save(given);
}

const measuring = { stop: null };

async function runMeasure() {
  if (measuring.stop) return measuring.stop();
  const stopping = new AbortController();
  measuring.stop = () => stopping.abort();
  const tell = (words) => ($(".measured").textContent = words);
  const bar = $("progress.measuring");
  $(".run").textContent = text("ask.stop");
  $(".report").hidden = true;
  bar.hidden = false;
  bar.removeAttribute("value");
  tell(text("measure.loading"));
  const systems = $$(".systems input:checked").map((box) => box.value);
  const asked = { dossier: state.dossier, language: state.language, systems };
  try {
    await stream("page_measure", [asked], (part) => takeMeasure(part, tell, bar), stopping.signal);
  } catch {
    tell(stopping.signal.aborted ? "" : text("lost"));
  }
  measuring.stop = null;
  bar.hidden = true;
  $(".run").textContent = text("measure.run");
}

function takeMeasure(part, tell, bar) {
  if (part.part === "progress") {
    bar.max = part.total;
    bar.value = part.done;
    tell(part.text);
  } else if (part.part === "report") {
    tell("");
    showReport(part.html);
  } else {
    tell(part.text);
  }
}

// The report quotes documents: it is shown where no script can run and nothing can be reached.
function showReport(html) {
  const frame = Object.assign(document.createElement("iframe"), { srcdoc: html, title: text("measure.report") });
  frame.setAttribute("sandbox", "");
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: text("measure.download") });
  button.onclick = () => save({ name: "report.html", type: "text/html;charset=utf-8", text: html });
  $(".report").replaceChildren(button, frame);
  $(".report").hidden = false;
}
