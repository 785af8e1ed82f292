package com.adiuva.domain.chat.agents;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.chat.ChatContext;
import com.adiuva.domain.shared.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What one request's agents and tools share: who asks, what the client sent, the moment that
/// counts as now, and a memory that lives as long as the request. Used by one thread at a time.
public final class AgentContext {
  private final UserId user;
  private final ChatContext data;
  private final Instant now;
  private final Supplier<String> ids;
  private final Map<String, Object> memory = new HashMap<>();

  /// @param ids makes fresh record ids (lower-case UUIDs)
  public AgentContext(UserId user, ChatContext data, Instant now, Supplier<String> ids) {
    this.user = user;
    this.data = data;
    this.now = now;
    this.ids = ids;
  }

  public UserId user() {
    return user;
  }

  /// What the client sent, unchanged by this request's actions.
  public ChatContext data() {
    return data;
  }

  public Instant now() {
    return now;
  }

  public List<String> relevantDocuments() {
    return data.relevantDocuments();
  }

  /// What the user's profile lists under `skills`.
  public List<String> skills() {
    return profile().texts("skills");
  }

  public JsonObject profile() {
    return data.userProfile();
  }

  /// A fresh record id.
  public String newId() {
    return ids.get();
  }

  /// A place for agents and tools to leave things for later ones of the same request.
  public Map<String, Object> memory() {
    return memory;
  }
}
