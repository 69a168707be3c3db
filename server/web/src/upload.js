// The upload's progress bar. Without this file the form is sent plainly and the page loads when all has arrived.
"use strict";
for (const form of document.querySelectorAll("form[data-upload]")) {
  const file = form.querySelector("input[type=file]");
  const status = form.querySelector("[data-status]");
  const bar = form.querySelector("progress");
  const button = form.querySelector("button");
  const megabytes = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });

  const say = (text) => { status.textContent = text; };
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
  const stop = (text) => { bar.hidden = true; button.disabled = false; say(text); };

  form.addEventListener("submit", (event) => {
    if (!file.files.length) return;
    event.preventDefault();
    const size = file.files[0].size;
    if (size > Number(form.dataset.max)) { stop(form.dataset.tooBig); return; }
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.upload.addEventListener("progress", (sent) => {
      bar.max = sent.total;
      bar.value = sent.loaded;
      const values = { done: megabytes.format(sent.loaded / 1e6), all: megabytes.format(sent.total / 1e6) };
      say(sent.loaded < sent.total ? fill(form.dataset.sending, values) : form.dataset.converting);
      if (sent.loaded === sent.total) bar.removeAttribute("value");
    });
    request.addEventListener("load", () => {
      if (request.status < 400) {
        // The answer is the page that we were sent on to; load it for its address and its anchor.
        const here = location.href.split("#")[0];
        const next = request.responseURL || here;
        location.assign(next.split("#")[0] + (form.dataset.anchor || ""));
        if (next.split("#")[0] === here) location.reload();
      } else {
        stop(new DOMParser().parseFromString(request.responseText, "text/html").querySelector("main p")?.textContent ?? form.dataset.failed);
      }
    });
    for (const what of ["error", "abort", "timeout"]) request.addEventListener(what, () => stop(form.dataset.failed));
    button.disabled = true;
    bar.hidden = false;
    bar.value = 0;
    request.send(new FormData(form));
  });
}
