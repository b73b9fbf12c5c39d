// Shows the document that this server serves, and nothing that an address in the URL asks for.
window.SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#documentation",
  queryConfigEnabled: false,
  validatorUrl: null,
  deepLinking: true,
  defaultModelsExpandDepth: 0,
});
