package com.adiuva.adapters.http.vectors;

import com.adiuva.adapters.http.json.Json;
import com.adiuva.adapters.http.shared.Access;
import com.adiuva.adapters.http.shared.Exchange;
import com.adiuva.adapters.http.shared.RouteGroup;
import com.adiuva.adapters.http.shared.Routes;
import com.adiuva.application.vectors.EncryptedVectors;
import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.vectors.VectorItem;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// The caller's vectors.
public final class VectorRoutes implements RouteGroup {
  private static final long UPSERT_LIMIT = 16 * 1024 * 1024;

  private final EncryptedVectors vectors;

  public VectorRoutes(EncryptedVectors vectors) {
    this.vectors = vectors;
  }

  @Override
  public void addTo(Routes routes) {
    routes.post("/storage/vectors/upsert", Access.AUTHENTICATED, UPSERT_LIMIT, this::upsert);
    routes.post("/storage/vectors/search", Access.AUTHENTICATED, this::search);
    routes.delete("/storage/vectors", Access.AUTHENTICATED, this::delete);
    // For clients and proxies that cannot send a body with DELETE.
    routes.post("/storage/vectors/delete", Access.AUTHENTICATED, this::delete);
  }

  private void upsert(Exchange exchange) {
    List<VectorItem> items = VectorReader.items(exchange.jsonBody());
    vectors.upsert(exchange.caller(), items);
    exchange.respond(200, Json.object().put("upserted", items.size()));
  }

  private void search(Exchange exchange) {
    VectorReader.Query query = VectorReader.query(exchange.jsonBody());
    ObjectNode body = Json.object();
    ArrayNode results = body.putArray("results");
    for (EncryptedVectors.Found found : find(exchange.caller(), query)) {
      results
          .addObject()
          .put("id", found.id().value())
          .put("score", found.score())
          .put("blob", found.blob().bytes());
    }
    exchange.setHeader(
        "X-Search-Mode", query instanceof VectorReader.Query.ByBlob ? "opaque" : "embedding");
    exchange.respond(200, body);
  }

  private List<EncryptedVectors.Found> find(Caller caller, VectorReader.Query query) {
    return switch (query) {
      case VectorReader.Query.ByEmbedding by -> vectors.search(caller, by.embedding(), by.limit());
      case VectorReader.Query.ByBlob by -> vectors.search(caller, by.blob(), by.limit());
    };
  }

  private void delete(Exchange exchange) {
    vectors.delete(exchange.caller(), VectorReader.ids(exchange.jsonBody()));
    exchange.respond(200, Json.object().put("ok", true));
  }
}
