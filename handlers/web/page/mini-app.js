// Signs in with what the messenger put behind the # of our address; nothing of others is loaded for it.
"use strict";

(async () => {
  const given = new URLSearchParams(location.hash.slice(1)).get("tgWebAppData") || "";
  history.replaceState(null, "", location.pathname + location.search);
  const lines = document.getElementById("lines");
  try {
    const answer = await fetch("/sign-in/mini-app", {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ initData: given, to: new URLSearchParams(location.search).get("to") }),
    });
    const said = await answer.json();
    if (answer.ok) {
      location.replace(said.to);
      return;
    }
    lines.textContent = "";
    for (const [language, sentence] of Object.entries(said.sentences)) {
      const line = document.createElement("p");
      line.lang = language;
      line.textContent = sentence;
      lines.append(line);
    }
  } catch {
    lines.dataset.failed = "yes";
  }
})();
