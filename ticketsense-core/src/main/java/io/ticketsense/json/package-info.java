/** The JSON formats that are stored, served and exchanged with models. */
@NullMarked
package io.ticketsense.json;

import org.jspecify.annotations.NullMarked;
