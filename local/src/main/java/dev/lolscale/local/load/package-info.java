/** The load generator, which sends events and keeps account of every line. */
package dev.lolscale.local.load;
