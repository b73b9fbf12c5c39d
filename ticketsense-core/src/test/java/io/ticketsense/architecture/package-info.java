/** The rules of the house as tests, shared by all modules through the {@code tests} jar. */
package io.ticketsense.architecture;
