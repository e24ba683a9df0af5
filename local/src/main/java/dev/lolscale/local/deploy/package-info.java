/** Brings a stack graph to life: reads the settings of each stand-in from the graph, and joins them. */
package dev.lolscale.local.deploy;
