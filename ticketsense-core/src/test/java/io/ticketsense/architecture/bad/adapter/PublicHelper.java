package io.ticketsense.architecture.bad.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ticketsense.memory.InMemoryTicketStore;

public final class PublicHelper {
  public JsonNode leak(InMemoryTicketStore store) throws JsonProcessingException {
    store.count();
    return new ObjectMapper().readTree("{}");
  }
}
