package com.adiuva.adapters.http.limits;

import com.adiuva.adapters.http.json.Json;
import com.adiuva.adapters.http.shared.Access;
import com.adiuva.adapters.http.shared.Exchange;
import com.adiuva.adapters.http.shared.RouteGroup;
import com.adiuva.adapters.http.shared.Routes;
import com.adiuva.application.limits.CallerEntitlements;
import com.adiuva.domain.billing.Entitlements;
import com.adiuva.domain.billing.SubscriptionStatus;
import com.adiuva.domain.shared.Quota;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `GET /me/entitlements`: what the caller's tier includes.
public final class EntitlementRoutes implements RouteGroup {
  private static final long GIGABYTE = 1_000_000_000;

  private final CallerEntitlements entitlements;

  public EntitlementRoutes(CallerEntitlements entitlements) {
    this.entitlements = entitlements;
  }

  @Override
  public void addTo(Routes routes) {
    routes.get("/me/entitlements", Access.AUTHENTICATED, this::entitlements);
  }

  private void entitlements(Exchange exchange) {
    CallerEntitlements.Report report = entitlements.of(exchange.caller());
    Entitlements included = report.entitlements();
    exchange.respond(
        200,
        Json.object()
            .put("tier", report.tier().wireName())
            .put("status", report.status().map(SubscriptionStatus::wireName).orElse("none"))
            .put("seats", report.seats())
            .put("requests_per_minute", report.requestsPerMinute())
            .put("agents", count(included.agents()))
            .put("batch_active", included.batchActive())
            .put("cloud_storage_gb", gigabytes(included.cloudStorage()))
            .put("backup_gb", gigabytes(included.backup()))
            .put("providers", included.providers())
            .put("batch_builder", included.batchBuilder())
            .put("plugin_marketplace", included.pluginMarketplace())
            .put("sso", included.sso()));
  }

  private static int count(@Nullable Set<String> names) {
    return names == null ? Entitlements.UNLIMITED : names.size();
  }

  private static long gigabytes(Quota quota) {
    return quota.isUnlimited() ? Entitlements.UNLIMITED : quota.bytes() / GIGABYTE;
  }
}
