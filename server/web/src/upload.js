// Sends a model in pieces (tus) and goes on where it stopped: after a pause, a lost network, a restart of the server, and
// after the page was loaded again. Without this file the form is sent plainly, at once.
import { defaultOptions, Upload } from "tus-js-client";

const texts = document.getElementById("upload-texts")?.dataset;
const megabytes = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
const statusOf = (error) => error.originalResponse?.getStatus() ?? 0;

// About a quarter of an hour in all; from the start again after every piece that arrived.
const RETRY_DELAYS_MS = [0, 1_000, 2_000, 5_000, ...Array(90).fill(10_000)];

/** The form of one variant. */
class Form {
  constructor(form) {
    const find = (selector) => form.querySelector(selector);
    this.form = form;
    this.file = find("input[type=file]");
    this.fields = [this.file, find("[name=unit]"), find("[name=up_axis]")];
    this.send = find("button:not([type])");
    this.bar = find("progress");
    this.status = find("[data-status]");
    this.question = find("[data-question]");
    this.pause = find("[data-pause]");
    this.login = find("[data-login]");
    form.addEventListener("submit", (event) => this.submit(event));
    this.pause.addEventListener("click", () => this.toggle());
    window.addEventListener("online", () => this.isLost && this.restart());
  }

  say(text) { this.status.textContent = text; }

  async submit(event) {
    const [file] = this.file.files;
    if (!file) return;
    event.preventDefault();
    this.login.hidden = true;
    if (file.size > Number(texts.max)) return this.say(texts.tooBig);
    this.upload = this.uploadOf(file);
    this.busy(true);
    const [former] = (await this.upload.findPreviousUploads()).sort((a, b) => b.creationTime.localeCompare(a.creationTime));
    const resumes = former && await this.ask();
    // What the page told of it is no longer so.
    if (former) this.noteOf(former)?.remove();
    if (resumes) {
      this.upload.resumeFromPreviousUpload(former);
      this.hasAddress();
    } else if (former) {
      // What is given up is not to lie there for days; if it is gone already, the better.
      await Upload.terminate(former.uploadUrl, { ...this.upload.options, retryDelays: null }).catch(() => {});
      await defaultOptions.urlStorage.removeUpload(former.urlStorageKey);
    }
    this.start();
  }

  /** Whether to go on where it stopped. */
  ask() {
    this.question.hidden = false;
    return new Promise((answer) => {
      for (const [name, resumes] of [["resume", true], ["afresh", false]]) {
        const button = this.question.querySelector(`[data-${name}]`);
        button.onclick = () => { this.question.hidden = true; answer(resumes); };
        if (resumes) button.focus();
      }
    });
  }

  noteOf({ uploadUrl }) {
    const action = `${new URL(uploadUrl, location.href).pathname}/discard`;
    return [...document.querySelectorAll("[data-unfinished]")].find((form) => form.getAttribute("action") === action);
  }

  uploadOf(file) {
    const [, unit, upAxis] = this.fields.map((field) => field.value);
    const endpoint = new URL(this.form.dataset.uploads, location.href).href;
    // Another unit is another upload: what was said of the first one stays with it.
    const fingerprint = [endpoint, file.name, file.size, file.lastModified, unit, upAxis].join(" ");
    return new Upload(file, {
      endpoint,
      headers: { "X-CSRF-Token": texts.csrf, Accept: "application/problem+json" },
      metadata: { filename: file.name, filetype: file.type, unit, up_axis: upAxis },
      fingerprint: async () => fingerprint,
      urlStorage: this.memory(),
      removeFingerprintOnSuccess: true,
      retryDelays: RETRY_DELAYS_MS,
      onShouldRetry: (error) => this.retries(error),
      onAfterResponse: (_, response) => { this.lastStatus = response.getStatus(); },
      onUploadUrlAvailable: () => this.hasAddress(),
      onProgress: (done, all) => this.progress(done, all),
      onError: (error) => this.fail(error),
      onSuccess: () => this.leave(),
    });
  }

  /** The browser's memory of uploads; one that was refused for want of a session is not forgotten. */
  memory() {
    const kept = defaultOptions.urlStorage;
    return {
      findAllUploads: () => kept.findAllUploads(),
      findUploadsByFingerprint: (fingerprint) => kept.findUploadsByFingerprint(fingerprint),
      addUpload: (fingerprint, upload) => kept.addUpload(fingerprint, upload),
      removeUpload: async (key) => { if (![401, 403].includes(this.lastStatus)) await kept.removeUpload(key); },
    };
  }

  /** From now on, an answer that is no offset is an error, and no reason to begin anew. */
  hasAddress() { this.upload.options.endpoint = null; }

  start() {
    this.isLost = false;
    this.pause.hidden = false;
    this.pause.textContent = texts.pause;
    this.bar.hidden = false;
    this.bar.removeAttribute("value");
    this.isRunning = true;
    this.upload.start();
  }

  restart() {
    this.upload.abort();
    this.start();
  }

  toggle() {
    if (!this.isRunning) return this.start();
    this.upload.abort();
    this.isRunning = false;
    this.isLost = false;
    this.pause.textContent = texts.resume;
    this.say(texts.paused);
  }

  progress(done, all) {
    this.isLost = false;
    this.bar.max = all;
    this.bar.value = done;
    const values = { done: megabytes.format(done / 1e6), all: megabytes.format(all / 1e6) };
    this.say(done < all ? fill(texts.sending, values) : texts.arrived);
    if (done === all) this.bar.removeAttribute("value");
  }

  retries(error) {
    const status = statusOf(error);
    // At its creation, a conflict is a full shelf; later, it is an offset to ask for again.
    const passes = status === 0 || status >= 500 || status === 423 || (status === 409 && this.upload.url !== null);
    if (passes && status !== 409) {
      this.isLost = true;
      this.say(texts.lost);
    }
    return passes;
  }

  fail(error) {
    const status = statusOf(error);
    if (this.upload.url !== null && [404, 410].includes(status)) {
      // It expired, or was given up elsewhere: from the beginning, then.
      this.upload = this.uploadOf(this.file.files[0]);
      return this.start();
    }
    this.isRunning = false;
    this.isLost = status === 0;
    this.bar.hidden = true;
    const isCut = status === 0 || status >= 500 || status === 423;
    this.pause.hidden = !isCut;
    this.pause.textContent = texts.resume;
    if (isCut) return this.say(texts.gaveUp);
    this.busy(false);
    this.login.hidden = status !== 401;
    this.say(status === 401 ? texts.loggedOut : problem(error) ?? texts.failed);
  }

  busy(isBusy) {
    for (const field of [...this.fields, this.send]) field.disabled = isBusy;
    // Others of this page that would load it again wait (see converting.js).
    document.documentElement.toggleAttribute("data-sending", isBusy);
  }

  leave() {
    this.pause.hidden = true;
    this.say(texts.arrived);
    location.hash = this.form.dataset.anchor;
    location.reload();
  }
}

/** What the server says is wrong. */
function problem(error) {
  try {
    return JSON.parse(error.originalResponse.getBody()).detail;
  } catch {
    return undefined;
  }
}

if (texts) for (const form of document.querySelectorAll("form[data-uploads]")) new Form(form);
