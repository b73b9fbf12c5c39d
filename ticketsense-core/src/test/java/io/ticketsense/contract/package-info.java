/**
 * The contracts of the ports, as tests. Write an adapter, extend the class of its port, say how to
 * make one, and run. Published as the {@code tests} jar of this module.
 */
package io.ticketsense.contract;
