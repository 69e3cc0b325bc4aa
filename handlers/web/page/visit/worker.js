// Keeps the page of a visit on the phone, so that it opens without network. It keeps files, and nothing of a visit.

const NAME = "patrol-visit-page";
const PATIENCE_MS = 4000;
const OURS = /^\/(page|shared|assets)\/|^\/v\/\d+\/\d+$/;

const worker = /** @type {any} */ (globalThis);

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || !OURS.test(pathname)) return;
  event.respondWith(fresh(request, pathname));
});

// The file as the server has it now; the kept one where nobody answers, or not soon.
async function fresh(request, pathname) {
  const kept = await caches.open(NAME);
  const asked = fetch(request).then(async (answer) => {
    if (answer.ok && !answer.redirected && isOurs(answer, pathname)) await kept.put(pathname, answer.clone());
    return answer;
  });
  const before = await kept.match(pathname);
  if (!before) return asked;
  const slow = new Promise((done) => setTimeout(() => done(before), PATIENCE_MS));
  return Promise.race([asked.then((answer) => answer.status < 500 ? answer : before), slow]).catch(() => before);
}

// Not the page of a guest network, which answers everything with itself.
const isOurs = (answer, pathname) => !pathname.startsWith("/v/") || answer.headers.get("X-Patrol-Page") === "visit";
