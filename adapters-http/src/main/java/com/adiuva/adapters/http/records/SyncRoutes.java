package com.adiuva.adapters.http.records;

import com.adiuva.adapters.http.json.Fields;
import com.adiuva.adapters.http.json.Json;
import com.adiuva.adapters.http.problems.EdgeProblem;
import com.adiuva.adapters.http.shared.Access;
import com.adiuva.adapters.http.shared.Exchange;
import com.adiuva.adapters.http.shared.Idempotency;
import com.adiuva.adapters.http.shared.ProblemDetails;
import com.adiuva.adapters.http.shared.QueryParameters;
import com.adiuva.adapters.http.shared.RouteGroup;
import com.adiuva.adapters.http.shared.Routes;
import com.adiuva.application.records.BatchOperation;
import com.adiuva.application.records.EncryptedRecords;
import com.adiuva.domain.billing.Entitlements;
import com.adiuva.domain.limits.StorageUsage;
import com.adiuva.domain.records.Change;
import com.adiuva.domain.records.RecordId;
import com.adiuva.domain.records.RecordMeta;
import com.adiuva.domain.records.Records;
import com.adiuva.domain.records.WriteOutcome;
import com.adiuva.domain.shared.Quota;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a device needs to stay in step with the others: the feed of changes, many changes at once,
/// and how much room is left.
public final class SyncRoutes implements RouteGroup {
  private static final long BATCH_LIMIT = 64 * 1024 * 1024;

  private final EncryptedRecords records;
  private final Idempotency idempotency;

  public SyncRoutes(EncryptedRecords records, Idempotency idempotency) {
    this.records = records;
    this.idempotency = idempotency;
  }

  @Override
  public void addTo(Routes routes) {
    routes.get("/storage/changes", Access.AUTHENTICATED, this::changes);
    routes.post("/storage/batch", Access.AUTHENTICATED, BATCH_LIMIT, idempotency.once(this::batch));
    routes.get("/storage/usage", Access.AUTHENTICATED, this::usage);
  }

  private void changes(Exchange exchange) {
    QueryParameters query = exchange.query();
    long cursor = query.integer("cursor", 0, Long.MAX_VALUE, 0);
    long limit = query.integer("limit", 1, RecordJson.MAX_PAGE_SIZE, RecordJson.PAGE_SIZE);
    query.check();
    Records.Feed feed = records.changes(exchange.caller(), cursor, (int) limit);
    if (cursor > feed.newest()) {
      query.violation("cursor", "value_error", "is none that this feed gave out");
      query.check();
    }
    ObjectNode body = Json.object();
    ArrayNode changes = body.putArray("changes");
    long last = cursor;
    for (Change change : feed.changes()) {
      RecordMeta record = change.record();
      RecordJson.put(changes.addObject(), record).put("deleted", record.deleted());
      last = change.sequence();
    }
    exchange.respond(
        200,
        body.put("cursor", Long.toString(last))
            .put("has_more", !feed.changes().isEmpty() && last < feed.newest()));
  }

  private void batch(Exchange exchange) {
    Fields body = exchange.jsonBody();
    boolean atomic = body.optionalBool("atomic").orElse(false);
    List<BatchOperation> operations = BatchReader.read(body);
    List<WriteOutcome> outcomes =
        records.batch(
            exchange.caller(), operations, atomic, Idempotency.key(exchange).orElse(null));
    ArrayNode results = Json.array();
    boolean refused = false;
    for (int i = 0; i < outcomes.size(); i++) {
      refused |= outcomes.get(i) instanceof WriteOutcome.Refused;
      put(exchange, results.addObject(), operations.get(i).id(), outcomes.get(i));
    }
    if (atomic && refused) {
      exchange.refuse(EdgeProblem.BATCH_REJECTED, "results", results);
    } else {
      exchange.respond(200, Json.object().set("results", results));
    }
  }

  private static void put(
      Exchange exchange, ObjectNode result, @Nullable RecordId asked, WriteOutcome outcome) {
    if (outcome instanceof WriteOutcome.Refused refused) {
      ProblemDetails problem = exchange.details(refused.problem());
      result
          .put("id", asked == null ? null : asked.toString())
          .put("status", problem.status())
          .putNull("version")
          .set("problem", problem.body());
      return;
    }
    RecordMeta record = RecordJson.record(outcome);
    boolean created =
        outcome instanceof WriteOutcome.Created || outcome instanceof WriteOutcome.Unchanged;
    result
        .put("id", record.id().toString())
        .put("status", created ? 201 : 200)
        .put("version", record.version())
        .putNull("problem");
  }

  private void usage(Exchange exchange) {
    StorageUsage usage = records.usage(exchange.caller());
    Entitlements entitlements = Entitlements.of(exchange.caller().tier());
    ObjectNode body = Json.object();
    put(body.putObject("storage"), usage.storageBytes(), entitlements.cloudStorage());
    put(body.putObject("backup"), usage.backupBytes(), entitlements.backup());
    exchange.respond(200, body);
  }

  private static void put(ObjectNode area, long used, Quota quota) {
    area.put("used_bytes", used)
        .put("limit_bytes", quota.isUnlimited() ? null : (Long) quota.bytes());
  }
}
