// Part 3: questions and answers. An answer comes in parts that only ever add to its turn.

const question = $("#question");

function write(words) {
  question.value = words;
  fit();
  question.focus();
  question.setSelectionRange(words.length, words.length);
}

// The question box grows with its text, up to a third of the window.
function fit() {
  question.style.height = "auto";
  question.style.height = `${Math.min(question.scrollHeight, innerHeight / 3)}px`;
}

function newTurn(words) {
  const turn = $(".turn-template").content.firstElementChild.cloneNode(true);
  $(".asked", turn).textContent = words;
  translate(turn);
  $(".turns").append(turn);
  $(".welcome").hidden = true;
  turn.scrollIntoView({ block: "start" });
  return turn;
}

async function send(words = question.value) {
  if (state.busy || !words.trim()) {
    if (!words.trim()) question.focus();
    return;
  }
  question.value = "";
  fit();
  show("conversation");
  const turn = newTurn(words);
  const stopping = new AbortController();
  working(turn, { stop: () => stopping.abort() });
  progress(turn, text("ask.searching"));
  const asked = {
    question: words,
    dossier: state.dossier,
    language: state.language,
    reader: state.reader,
    conversation: state.conversation,
    documents: [...state.only],
  };
  try {
    await stream("page_ask", [asked], (part) => takePart(turn, part), stopping.signal);
  } catch (error) {
    wentWrong(turn, stopping.signal.aborted);
  }
  working(turn, null);
  listConversations();
}

function working(turn, busy) {
  state.busy = busy;
  turn.classList.toggle("busy", Boolean(busy));
  turn.setAttribute("aria-busy", String(Boolean(busy)));
  $("#send").hidden = Boolean(busy);
  $("#stop").hidden = !busy;
  if (!busy) progress(turn, "");
}

function progress(turn, words) {
  $(".progress", turn).textContent = words;
}

function wentWrong(turn, stopped) {
  const notice = document.createElement("p");
  notice.className = stopped ? "partial" : "notice";
  notice.textContent = text(stopped ? "ask.stopped" : "lost");
  $(".ending", turn).replaceChildren(notice);
}

function takePart(turn, part) {
  const take = {
    queue: () => progress(turn, part.text),
    started: () => started(part.conversation),
    evidence: () => {
      $(".evidence", turn).replaceChildren(nodes(part.html));
      prefetch($(".evidence", turn));
      progress(turn, text("ask.writing"));
    },
    sentence: () => {
      $(".answer", turn).append(nodes(part.html));
      prefetch($(".answer", turn));
      drawMargin();
    },
    ending: () => {
      turn.dataset.status = part.status;
      turn.dataset.turn = part.turn;
      $(".ending", turn).replaceChildren(nodes(part.html));
      prefetch($(".ending", turn));
      progress(turn, "");
    },
    error: () => $(".ending", turn).replaceChildren(part.html ? nodes(part.html) : plain(part.text)),
  }[part.part];
  if (take) take();
}

function plain(words) {
  return Object.assign(document.createElement("p"), { className: "notice", textContent: words });
}

function started(conversation) {
  state.conversation = conversation;
  address({ dossier: state.dossier, conversation });
}

function turnOf(node) {
  return node.closest(".turn");
}

const turnActions = {
  "edit-turn": (turn) => write($(".asked", turn).textContent),
  "retry-turn": (turn) => send($(".asked", turn).textContent),
  "copy-turn": (turn) => copy($(".answer", turn).innerText.trim() || $(".ending", turn).innerText.trim()),
};

// --- the quote that shows over a citation -----------------------------------------------------

function showTip(link) {
  const tip = $(".quote-tip");
  const quote = Object.assign(document.createElement("q"), { textContent: link.dataset.quote });
  const from = Object.assign(document.createElement("span"), { className: "from", textContent: link.dataset.from });
  tip.replaceChildren(quote, from);
  tip.hidden = false;
  const box = link.getBoundingClientRect();
  const left = Math.min(Math.max(8, box.left - 40), innerWidth - tip.offsetWidth - 8);
  const above = box.top - tip.offsetHeight - 8;
  tip.style.left = `${left}px`;
  tip.style.top = `${above > 8 ? above : box.bottom + 8}px`;
  link.setAttribute("aria-describedby", "quote-tip");
}

function hideTip() {
  $(".quote-tip").hidden = true;
}

// --- example questions ------------------------------------------------------------------------

function showExamples(examples) {
  const box = $(".examples");
  const buttons = examples.map((words) =>
    Object.assign(document.createElement("button"), { type: "button", className: "suggestion", textContent: words }),
  );
  const title = Object.assign(document.createElement("h3"), { textContent: text("ask.examples") });
  const empty = Object.assign(document.createElement("p"), { textContent: text("ask.empty") });
  box.replaceChildren(...(examples.length ? [title, ...buttons] : [empty]));
}
