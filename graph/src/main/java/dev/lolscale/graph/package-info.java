/** The stack graph: every resource that a stack declares, and the configuration it is declared by. */
package dev.lolscale.graph;
