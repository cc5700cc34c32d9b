// Part 2: the document pane. Documents are kept once loaded, so a citation opens at once.

const papers = new Map(); // "dossier/id@version" → promise of the article element
const KEPT_PAPERS = 40;
let opener = null; // the link that led to the open document

function paperKey(id, version) {
  return `${state.dossier}/${id}@${version}`;
}

// The article of a document; loaded once. Null when it cannot be had.
function paper(id, version, where) {
  const key = paperKey(id, version);
  if (!papers.has(key)) {
    const loading = ask("document", { id, version }, where).then((given) => {
      if (!given) papers.delete(key);
      return given && nodes(given.html).firstElementChild;
    });
    papers.set(key, loading);
    if (papers.size > KEPT_PAPERS) papers.delete(papers.keys().next().value);
  }
  return papers.get(key);
}

function forgetPapers() {
  papers.clear();
}

// Loads in the background what the links below `within` lead to.
function prefetch(within) {
  const wanted = new Set($$("[data-document]", within).map((l) => `${l.dataset.document}@${l.dataset.version}`));
  for (const key of wanted) {
    const [id, version] = key.split("@");
    paper(id, version, () => {});
  }
}

async function openDocument({ id, version, start, end }, link = null) {
  const article = await paper(id, version);
  if (!article) return;
  const pane = $("#document");
  if (link) opener = link.closest("#conversation") ? link : null;
  if (pane.firstElementChild !== article) {
    pane.replaceChildren(article);
    pane.scrollTop = 0;
  }
  hideSentenceTools();
  unlight(article);
  show("document");
  $(".back").hidden = !opener;
  address({ dossier: state.dossier, document: id, version, span: end ? `${start}-${end}` : "" });
  markSource(id);
  if (end) light(article, Number(start), Number(end));
  drawMargin();
}

// --- spans ----------------------------------------------------------------------------------

// Offsets count code points; JavaScript strings count UTF-16 units. They differ only past U+FFFF.
function unitsBefore(content, points) {
  if (!/[\ud800-\udbff]/.test(content)) return points;
  let units = 0;
  for (const point of content) {
    if (points-- === 0) break;
    units += point.length;
  }
  return units;
}

// The text nodes that hold a span of the canonical text, each with its part of the span.
function piecesOf(article, start, end) {
  const body = $(".text", article);
  const content = body.textContent;
  const [from, to] = [unitsBefore(content, start), unitsBefore(content, end)];
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const pieces = [];
  for (let at = 0, node; (node = walker.nextNode()); at += node.data.length) {
    if (at >= to) break;
    const [left, right] = [Math.max(from - at, 0), Math.min(to - at, node.data.length)];
    if (left < right && !node.parentElement.hidden) pieces.push({ node, left, right });
  }
  return pieces;
}

function rangeOf(article, start, end) {
  const pieces = piecesOf(article, start, end);
  if (!pieces.length) return null;
  const range = document.createRange();
  range.setStart(pieces[0].node, pieces[0].left);
  range.setEnd(pieces.at(-1).node, pieces.at(-1).right);
  return range;
}

// Wraps the span in `mark.cited` and brings it into view.
function light(article, start, end) {
  const marks = piecesOf(article, start, end).reverse().map(({ node, left, right }) => {
    const range = document.createRange();
    range.setStart(node, left);
    range.setEnd(node, right);
    const mark = Object.assign(document.createElement("mark"), { className: "cited", tabIndex: -1 });
    range.surroundContents(mark);
    return mark;
  });
  const first = marks.at(-1);
  if (!first) return;
  first.scrollIntoView({ block: "center" });
  first.focus({ preventScroll: true });
}

function unlight(article) {
  for (const mark of $$("mark.cited", article)) {
    const parent = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    parent.normalize();
  }
}

function openLink(link) {
  const { document: id, version, start, end } = link.dataset;
  openDocument({ id, version, start, end }, link);
}

function backToAnswer() {
  show("conversation");
  if (opener?.isConnected) {
    opener.scrollIntoView({ block: "nearest" });
    opener.focus({ preventScroll: true });
  }
}

// --- margin ---------------------------------------------------------------------------------

// Every place of the open document that answers of this conversation rest on, in order of text.
function usedSpans(article) {
  const { document: id, version } = article.dataset;
  const spans = new Map();
  for (const link of $$(`.turns a.cite[data-document="${id}"][data-version="${version}"]`)) {
    spans.set(`${link.dataset.start}-${link.dataset.end}`, link);
  }
  return [...spans.values()].sort((a, b) => a.dataset.start - b.dataset.start);
}

// Draws one note a place in the margin, level with its line.
function drawMargin() {
  const article = $("#document .paper");
  if (!article) return;
  for (const note of $$(".margin-note", article)) note.remove();
  const top = article.getBoundingClientRect().top;
  const used = usedSpans(article);
  for (const link of used) {
    const { start, end, n } = link.dataset;
    const line = rangeOf(article, Number(start), Number(end))?.getClientRects()[0];
    if (!line) continue;
    const note = Object.assign(document.createElement("button"), { type: "button", className: "margin-note" });
    note.textContent = n;
    note.title = link.getAttribute("aria-label");
    note.setAttribute("aria-label", note.title);
    note.style.top = `${line.top - top}px`;
    note.onclick = () => openLink(link);
    article.append(note);
  }
  $(".open-title").textContent = article.dataset.title;
  $(".used-count").textContent = used.length ? counted("read.used", used.length) : "";
  $(".previous").hidden = $(".next").hidden = used.length < 2;
}

// Goes to the next or previous cited place of the open document.
function stepCited(step) {
  const article = $("#document .paper");
  const used = article ? usedSpans(article) : [];
  if (!used.length) return;
  const lit = Number(addressed("span")?.split("-")[0] ?? -1);
  const at = used.findIndex((link) => Number(link.dataset.start) === lit);
  openLink(used[(at + step + used.length) % used.length]);
}

// --- sentences ------------------------------------------------------------------------------

let chosen = null; // the sentence under the tools

function sentenceParts(sentence) {
  const { start, end } = sentence.dataset;
  return $$(`.s[data-start="${start}"][data-end="${end}"]`, sentence.closest(".text"));
}

function chooseSentence(sentence, focus = false) {
  hideSentenceTools();
  chosen = sentence;
  for (const part of sentenceParts(sentence)) part.classList.add("chosen");
  const tools = $(".sentence-tools");
  const pane = tools.parentElement.getBoundingClientRect();
  const line = sentence.getClientRects()[0];
  tools.hidden = false;
  const below = sentence.getBoundingClientRect().bottom - pane.top + 6;
  const room_ = pane.height - tools.offsetHeight - 8;
  tools.style.top = `${Math.max(8, Math.min(below, room_))}px`;
  tools.style.left = `${Math.max(8, Math.min(line.left - pane.left, pane.width - tools.offsetWidth - 8))}px`;
  if (focus) $("button", tools).focus();
}

function hideSentenceTools() {
  for (const part of $$("#document .chosen")) part.classList.remove("chosen");
  $(".sentence-tools").hidden = true;
  chosen = null;
}

function stepSentence(step) {
  const all = $$("#document .s");
  if (!all.length) return;
  const lit = chosen ?? $("#document mark.cited")?.closest(".s");
  const at = lit ? all.indexOf(lit) : -1;
  const next = all[Math.max(0, Math.min(all.length - 1, at + step))];
  next.scrollIntoView({ block: "nearest" });
  chooseSentence(next);
}

function chosenQuote() {
  return sentenceParts(chosen).map((part) => part.textContent).join(" ");
}

function askAbout() {
  if (!chosen) return;
  const quote = chosenQuote();
  hideSentenceTools();
  show("conversation");
  write(text("ask.about", { quote }));
}

function copyQuote() {
  const { title } = chosen.closest(".paper").dataset;
  copy(state.language === "fr" ? `« ${chosenQuote()} » (${title})` : `“${chosenQuote()}” (${title})`);
  hideSentenceTools();
}

function copyLink() {
  const { document: id, version } = chosen.closest(".paper").dataset;
  const span = `${chosen.dataset.start}-${chosen.dataset.end}`;
  const parts = new URLSearchParams({ dossier: state.dossier, document: id, version, span });
  copy(`${location.href.split("#")[0]}#${parts}`);
  hideSentenceTools();
}

// Opens what the address names, if anything.
function openAddressed() {
  const [start, end] = (addressed("span") || "").split("-");
  const id = addressed("document");
  if (id) openDocument({ id, version: addressed("version") || 0, start, end });
  return Boolean(id);
}
