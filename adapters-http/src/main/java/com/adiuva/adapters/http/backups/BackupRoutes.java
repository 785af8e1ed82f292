package com.adiuva.adapters.http.backups;

import com.adiuva.adapters.http.blobs.Download;
import com.adiuva.adapters.http.bodies.IncomingBody;
import com.adiuva.adapters.http.json.Json;
import com.adiuva.adapters.http.shared.Access;
import com.adiuva.adapters.http.shared.Exchange;
import com.adiuva.adapters.http.shared.LowerCaseUuid;
import com.adiuva.adapters.http.shared.RouteGroup;
import com.adiuva.adapters.http.shared.Routes;
import com.adiuva.application.backups.EncryptedBackups;
import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.backups.Backup;
import com.adiuva.domain.backups.BackupId;
import com.adiuva.domain.backups.BackupLabel;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Instant;

/// The caller's backups.
public final class BackupRoutes implements RouteGroup {
  private final EncryptedBackups backups;

  public BackupRoutes(EncryptedBackups backups) {
    this.backups = backups;
  }

  @Override
  public void addTo(Routes routes) {
    routes.put("/backup", Access.AUTHENTICATED, this::store);
    routes.get("/backup", Access.AUTHENTICATED, this::latest);
    routes.get("/backup/history", Access.AUTHENTICATED, this::history);
    routes.get("/backup/{backup_id}", Access.AUTHENTICATED, this::read);
    routes.delete("/backup/{backup_id}", Access.AUTHENTICATED, this::delete);
  }

  private void store(Exchange exchange) {
    BackupLabel label = BackupHeaders.read(exchange);
    IncomingBody body = exchange.incomingBody();
    Backup backup = backups.store(exchange.caller(), label, body.length(), body::open);
    exchange.respond(200, Json.object().put("ok", true).put("id", backup.id().toString()));
  }

  private void latest(Exchange exchange) {
    answer(exchange, backups.latest(exchange.caller()));
  }

  private void read(Exchange exchange) {
    answer(exchange, backups.find(exchange.caller(), id(exchange)));
  }

  private void answer(Exchange exchange, Backup backup) {
    Caller caller = exchange.caller();
    new Download(
            backup.sizeBytes(),
            backup.id().toString(),
            lastModified(backup),
            BackupHeaders.of(backup.label()))
        .answer(exchange, range -> backups.open(caller, backup, range));
  }

  /// When the client made it, unless it says a time that is yet to come.
  private static Instant lastModified(Backup backup) {
    Instant arrived = backup.createdAt();
    return arrived.toEpochMilli() < backup.label().timestamp()
        ? arrived
        : Instant.ofEpochMilli(backup.label().timestamp());
  }

  private void history(Exchange exchange) {
    ArrayNode history = Json.array();
    for (Backup backup : backups.history(exchange.caller())) {
      history
          .addObject()
          .put("id", backup.id().toString())
          .put("version", backup.label().version())
          .put("timestamp", backup.label().timestamp())
          .put("checksum", backup.label().checksum().hex())
          .put("chunk_count", backup.label().chunkCount())
          .put("size_bytes", backup.sizeBytes());
    }
    exchange.respond(200, history);
  }

  private void delete(Exchange exchange) {
    backups.delete(exchange.caller(), id(exchange));
    exchange.respond(200, Json.object().put("ok", true));
  }

  private static BackupId id(Exchange exchange) {
    return LowerCaseUuid.parse(exchange.pathParam("backup_id"))
        .map(BackupId::new)
        .orElseThrow(() -> new ProblemException(new Problem.NotFound("backup")));
  }
}
