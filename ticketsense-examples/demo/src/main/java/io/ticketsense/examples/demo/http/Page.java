package io.ticketsense.examples.demo.http;

import io.javalin.http.Context;
import java.util.zip.CRC32C;

/** A file with a path of its own, for browsers. */
final class Page {

  private static final String HTML = "text/html; charset=utf-8";

  private final String contentType;
  private final byte[] content;
  private final String etag;

  private Page(String contentType, String file) {
    this.contentType = contentType;
    this.content = ClassPath.read(file);
    CRC32C sum = new CRC32C();
    sum.update(content);
    this.etag = "\"" + Long.toHexString(sum.getValue()) + "-" + content.length + "\"";
  }

  static void addTo(Routes routes) {
    String charts = ClassPath.webjar("org.webjars.npm", "chart.js") + "/dist/chart.umd.min.js";
    routes
        .open("/", new Page(HTML, ClassPath.WEB + "/index.html")::send)
        .open("/assets/chart.js", new Page("text/javascript", charts)::send)
        .open("/docs", new Page(HTML, ClassPath.WEB + "/docs.html")::send)
        .open("/openapi.json", new Page(Json.CONTENT_TYPE, ClassPath.WEB + "/openapi.json")::send);
  }

  private void send(Context ctx) {
    ctx.header("Cache-Control", "no-cache").header("ETag", etag);
    if (etag.equals(ctx.header("If-None-Match"))) {
      ctx.status(304);
    } else {
      ctx.contentType(contentType).result(content);
    }
  }
}
