package io.ticketsense.examples.local;

import io.ticketsense.domain.Category;
import io.ticketsense.domain.Priority;
import io.ticketsense.domain.Sentiment;

/** What training learns of a text. */
record Labels(Priority priority, Category category, Sentiment sentiment) {}
