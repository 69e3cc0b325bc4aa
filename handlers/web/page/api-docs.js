// Shows the description of the API, and lets whoever is signed in try it.
"use strict";

/** @type {any} */ (globalThis).SwaggerUIBundle({
  url: "/api/openapi.json",
  dom_id: "#api",
  deepLinking: false, // its links would stand inside of buttons
  validatorUrl: null,
  persistAuthorization: false,
});
