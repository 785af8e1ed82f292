package com.adiuva.adapters.http.records;

import com.adiuva.adapters.http.blobs.Download;
import com.adiuva.adapters.http.blobs.EntityTags;
import com.adiuva.adapters.http.json.FieldValue;
import com.adiuva.adapters.http.json.Fields;
import com.adiuva.adapters.http.json.Json;
import com.adiuva.adapters.http.shared.Access;
import com.adiuva.adapters.http.shared.Exchange;
import com.adiuva.adapters.http.shared.Idempotency;
import com.adiuva.adapters.http.shared.LowerCaseUuid;
import com.adiuva.adapters.http.shared.QueryParameters;
import com.adiuva.adapters.http.shared.RouteGroup;
import com.adiuva.adapters.http.shared.Routes;
import com.adiuva.application.records.EncryptedRecords;
import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.records.RecordId;
import com.adiuva.domain.records.RecordMeta;
import com.adiuva.domain.records.Records;
import com.adiuva.domain.records.TableName;
import com.adiuva.domain.records.WriteOutcome;
import com.adiuva.domain.shared.Ciphertext;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The caller's records, one at a time.
public final class RecordRoutes implements RouteGroup {
  /// 10 MiB of bytes in base64, and what is around them.
  private static final long BODY_LIMIT = 16 * 1024 * 1024;

  private static final String ALL = "/storage/records";
  private static final String ONE = "/storage/records/{id}";
  private static final long MAX_PAGE = 1_000_000;

  private final EncryptedRecords records;
  private final Idempotency idempotency;

  public RecordRoutes(EncryptedRecords records, Idempotency idempotency) {
    this.records = records;
    this.idempotency = idempotency;
  }

  @Override
  public void addTo(Routes routes) {
    routes.post(ALL, Access.AUTHENTICATED, BODY_LIMIT, idempotency.once(this::create));
    routes.get(ALL, Access.AUTHENTICATED, this::list);
    routes.get(ONE, Access.AUTHENTICATED, this::read);
    routes.put(ONE, Access.AUTHENTICATED, BODY_LIMIT, this::update);
    routes.delete(ONE, Access.AUTHENTICATED, this::delete);
  }

  private void create(Exchange exchange) {
    Fields body = exchange.jsonBody();
    FieldValue<TableName> table = body.parse("table", TableName::new);
    Supplier<Ciphertext> content = RecordFields.content(body);
    Optional<RecordId> id = RecordFields.id(body);
    body.check();
    WriteOutcome outcome =
        records.create(
            exchange.caller(),
            id.orElse(null),
            table.get(),
            content.get(),
            Idempotency.key(exchange).orElse(null));
    RecordMeta record = RecordJson.record(outcome);
    exchange.respond(
        201,
        Json.object()
            .put("id", record.id().toString())
            .put("created_at", record.createdAt().toEpochMilli())
            .put("version", record.version()));
  }

  private void list(Exchange exchange) {
    QueryParameters query = exchange.query();
    Optional<TableName> table = query.optional("table", TableName::new);
    long page = query.integer("page", 1, MAX_PAGE, 1);
    long limit = query.integer("limit", 1, RecordJson.MAX_PAGE_SIZE, RecordJson.PAGE_SIZE);
    query.check();
    Records.Page found = records.list(exchange.caller(), table, (page - 1) * limit, (int) limit);
    ArrayNode list = Json.array();
    for (RecordMeta record : found.records()) {
      RecordJson.put(list.addObject(), record).put("created_at", record.createdAt().toEpochMilli());
    }
    exchange.setHeader("X-Total-Count", Long.toString(found.total()));
    exchange.respond(200, list);
  }

  private void read(Exchange exchange) {
    Caller caller = exchange.caller();
    RecordMeta record = records.find(caller, id(exchange));
    new Download(
            record.content().sizeBytes(),
            Long.toString(record.version()),
            null,
            Map.of("X-Checksum", record.content().checksum().hex()))
        .answer(exchange, range -> records.open(caller, record, range));
  }

  private void update(Exchange exchange) {
    RecordId id = id(exchange);
    Set<Long> versions = EntityTags.ifMatch(exchange);
    Fields body = exchange.jsonBody();
    Supplier<Ciphertext> content = RecordFields.content(body);
    body.check();
    RecordMeta record = records.update(exchange.caller(), id, content.get(), versions);
    exchange.setHeader("ETag", "\"" + record.version() + "\"");
    exchange.respond(
        200,
        Json.object()
            .put("ok", true)
            .put("version", record.version())
            .put("updated_at", record.updatedAt().toEpochMilli()));
  }

  private void delete(Exchange exchange) {
    records.delete(exchange.caller(), id(exchange), EntityTags.ifMatch(exchange));
    exchange.respond(200, Json.object().put("ok", true));
  }

  private static RecordId id(Exchange exchange) {
    return LowerCaseUuid.parse(exchange.pathParam("id"))
        .map(RecordId::new)
        .orElseThrow(() -> new ProblemException(new Problem.NotFound("record")));
  }
}
